"""Every address, for every role, for objects at every place: who gets in, who is refused, and that a refusal changes nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from django.db import connection
from django.http import HttpResponseBase
from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.access.in_the_world import InTheWorld, body_of, rows_of_everything, text_of
from tests.access.matrix import ROWS, Row, acts_of, expected
from tests.access.world import INSIDE, RELATIONS, SUBJECTS, SURNAMES, World
from zhibu.api.operations import Operation

REFUSED = frozenset({302, 401, 403, 404})
BROKEN = frozenset({401, 403, 404, 405, 500})
"""What a write that may be done never answers; an empty form is refused with 422."""


def addresses(patterns: Sequence[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all addresses, with their namespaces."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name or one.pattern}"


def methods_of(name: str, row: Row, world: World) -> list[str]:
    """What a page takes stands in its row, what an operation takes is declared beside it."""
    if not row.api:
        return [method for method, wanted in (("get", not row.only_post), ("post", row.post is not None)) if wanted]
    address = reverse(name, args=row.at(world.places["own"])) if row.at else reverse(name)
    operations: Mapping[str, Operation] = getattr(resolve(address).func, "operations", {})
    return [method.lower() for method in operations]


NAMES = sorted(addresses(get_resolver().url_patterns))


def test_every_address_has_a_row() -> None:
    assert sorted(ROWS) == NAMES


class TestAddresses(InTheWorld):
    """One test for each address; all that is wrong with it is told at once."""

    def walk(self, name: str) -> list[str]:
        row, found = ROWS[name], []
        methods = methods_of(name, row, self.world)
        for method in methods:
            for subject in SUBJECTS:
                for relation in self.relations(name, row, subject):
                    with self.undone():
                        found += self.wrong(name, row, method, subject, relation)
        return found

    def relations(self, name: str, row: Row, subject: str) -> Sequence[str]:
        """The door of the view is shut to whoever lacks its act, wherever the object stands: nearest and farthest will do.

        Rights are worked out in the program: where the run on the embedded database has gone everywhere, the server is asked for what
        stands nearest, which every statement of the page still goes through.
        """
        if row.at is None or connection.vendor == "postgresql":
            return RELATIONS[:1]
        view = resolve(reverse(name, args=row.at(self.world.places["own"]))).func
        opens = {one.act for one in getattr(view, "operations", {}).values()} or {getattr(view, "act", "")}
        return RELATIONS if opens & acts_of(subject) else (RELATIONS[0], RELATIONS[-1])

    def wrong(self, name: str, row: Row, method: str, subject: str, relation: str) -> list[str]:
        """What one request answered or did that it should not have."""
        place = self.world.places[relation]
        address = reverse(name, args=row.at(place)) if row.at else reverse(name)
        view = resolve(address).func
        right = expected(
            row, getattr(view, "operations", {})[method.upper()].act if row.api else getattr(view, "act", None), subject, relation
        )
        sent = dict(row.post(place)) if row.post else {}
        if row.api:
            response = self.world.call(subject, method, address, sent)
        else:
            client = self.world.browser(subject)
            response = client.get(address) if method == "get" else client.post(address, sent)
        body_of(response)
        complaint = f"{method} {name} as {subject} at {relation}: {response.status_code} instead of {right}"
        if method != "get" and right == 200:
            return [complaint] if response.status_code in BROKEN else []
        if response.status_code not in {right, row.also}:
            return [complaint]
        wrote = right in REFUSED and right != row.status and rows_of_everything() != self.before
        return [f"{complaint}, and it wrote"] if wrote else []


def _test_of(name: str) -> Callable[[TestAddresses], None]:
    def test(self: TestAddresses) -> None:
        assert self.walk(name) == []

    return test


for _name in NAMES:
    setattr(TestAddresses, f"test_{_name}", _test_of(_name))


class TestLists(InTheWorld):
    """Lists, searches, sorts and exports hold data that could leak."""

    def test_nothing_is_told_of_what_lies_out_of_reach(self) -> None:
        leaks = []
        for name, row in ROWS.items():
            for query in row.lists:
                for subject in SUBJECTS:
                    with self.undone():
                        response = self.asked(name, row, query, subject)
                        said = text_of(response) if response.status_code == 200 else ""
                    leaks += [f"{name}{query} as {subject}: {word}" for word in self.forbidden(query) if word in said]
        assert leaks == []

    def asked(self, name: str, row: Row, query: str, subject: str) -> HttpResponseBase:
        """By a browser, or by a system."""
        address = reverse(name) + query
        return self.world.call(subject, "get", address) if row.api else self.world.browser(subject).get(address)

    def forbidden(self, query: str) -> Iterator[str]:
        """Names at places out of reach that the reader did not type; the organisations of the sibling and of the other street."""
        for relation in RELATIONS:
            if relation not in INSIDE and SURNAMES[relation] not in query:
                yield from (SURNAMES[relation], self.world.places[relation].person.code, self.world.places[relation].unit.code)
        yield self.world.street.spring_first.now_short_name
        yield "春风街道"

    def test_those_in_reach_are_told_to_whoever_may_see_them(self) -> None:
        told = {}
        for name, row in ROWS.items():
            if row.tells:
                with self.undone():
                    said = text_of(self.asked(name, row, "", "street_clerk"))
                told[name] = {relation for relation in INSIDE if SURNAMES[relation] in said}
        assert told == {name: set(INSIDE) for name, row in ROWS.items() if row.tells}
