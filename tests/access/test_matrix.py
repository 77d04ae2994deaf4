"""Every address, for every role, for objects at every place: who gets in, who is refused, and that a refusal changes nothing."""

from collections.abc import Callable, Iterator, Sequence

from django.urls import URLPattern, URLResolver, get_resolver, resolve, reverse

from tests.access.in_the_world import InTheWorld, body_of, rows_of_everything, text_of
from tests.access.matrix import ROWS, Row, acts_of, expected
from tests.access.world import INSIDE, RELATIONS, SUBJECTS, SURNAMES

REFUSED = frozenset({302, 403, 404})
BROKEN = frozenset({401, 403, 404, 405, 500})
"""What a write that may be done never answers; an empty form is refused with 422."""


def addresses(patterns: Sequence[URLPattern | URLResolver], space: str = "") -> Iterator[str]:
    """The names of all addresses, with their namespaces."""
    for one in patterns:
        if isinstance(one, URLResolver):
            yield from addresses(one.url_patterns, f"{space}{one.namespace}:" if one.namespace else space)
        else:
            yield f"{space}{one.name or one.pattern}"


NAMES = sorted(addresses(get_resolver().url_patterns))


def test_every_address_has_a_row() -> None:
    assert sorted(ROWS) == NAMES


class TestAddresses(InTheWorld):
    """One test for each address; all that is wrong with it is told at once."""

    def walk(self, name: str) -> list[str]:
        row, found = ROWS[name], []
        methods = [method for method, wanted in (("get", not row.only_post), ("post", row.post is not None)) if wanted]
        for method in methods:
            for subject in SUBJECTS:
                for relation in self.relations(name, row, subject):
                    with self.undone():
                        found += self.wrong(name, row, method, subject, relation)
        return found

    def relations(self, name: str, row: Row, subject: str) -> Sequence[str]:
        """The door of the view is shut to whoever lacks its act, wherever the object stands: nearest and farthest will do."""
        if row.at is None:
            return RELATIONS[:1]
        opens = getattr(resolve(reverse(name, args=row.at(self.world.places["own"]))).func, "act", "")
        return RELATIONS if opens in acts_of(subject) else (RELATIONS[0], RELATIONS[-1])

    def wrong(self, name: str, row: Row, method: str, subject: str, relation: str) -> list[str]:
        """What one request answered or did that it should not have."""
        place, client = self.world.places[relation], self.world.browser(subject)
        address = reverse(name, args=row.at(place)) if row.at else reverse(name)
        right = expected(row, getattr(resolve(address).func, "act", None), subject, relation)
        response = client.get(address) if method == "get" else client.post(address, dict(row.post(place)) if row.post else {})
        body_of(response)
        complaint = f"{method} {name} as {subject} at {relation}: {response.status_code} instead of {right}"
        if method == "post" and right == 200:
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
                        response = self.world.browser(subject).get(reverse(name) + query)
                        said = text_of(response) if response.status_code == 200 else ""
                    leaks += [f"{name}{query} as {subject}: {word}" for word in self.forbidden(query) if word in said]
        assert leaks == []

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
                    said = text_of(self.world.browser("street_clerk").get(reverse(name)))
                told[name] = {relation for relation in INSIDE if SURNAMES[relation] in said}
        assert told == {name: set(INSIDE) for name, row in ROWS.items() if row.tells}
