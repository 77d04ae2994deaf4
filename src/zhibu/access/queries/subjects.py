"""What the trail's rows are about, in names and links."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from zhibu.accounts.models import Account
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation, Person, ResidentUnit

WHY: Final = "日志所涉对象的名称"

Subject = tuple[str, int]
"""Kind and number, as audit rows keep them."""


class Label(NamedTuple):
    """How a subject is called, and the name of its page with the argument; no page for those who can't open it."""

    text: str
    view: str = ""
    key: str = ""


NAMED: Final[dict[str, Callable[[set[int], Reader], Mapping[int, Label]]]] = {}
"""How subjects of packages above are called; put in by ``name_by`` at start-up."""


def name_by(kind: str, names: Callable[[set[int], Reader], Mapping[int, Label]]) -> None:
    """Say how the subjects of a kind are called."""
    NAMED[kind] = names


def person_code(person_id: int) -> str:
    """A person as somebody without the right to names knows him."""
    return f"R{person_id:06d}"


def labels(subjects: Iterable[Subject], reader: Reader) -> dict[Subject, Label]:
    """Names of persons only to those who may see them; the others read codes. At most one query per kind."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for kind, number in subjects:
        by_kind[kind].add(number)
    found: dict[Subject, Label] = {}
    for kind, name_of in (("person", _persons), ("organisation", _organisations), ("unit", _units), ("account", _accounts), *NAMED.items()):
        if kind in by_kind:
            found |= {(kind, number): label for number, label in name_of(by_kind[kind], reader).items()}
    return found


def _persons(numbers: set[int], reader: Reader) -> dict[int, Label]:
    known: dict[int, Label] = {number: Label(f"人员 {person_code(number)}") for number in numbers}
    if reader.paths("see_names") or reader.may_own("see_names"):
        seen = Person.objects.seen_by(reader, "see_names").filter(pk__in=numbers)
        known |= {pk: Label(name, "member", code) for pk, name, code in seen.values_list("pk", "name", "code")}
    return known


def _organisations(numbers: set[int], reader: Reader) -> dict[int, Label]:
    rows = Organisation.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "now_short_name", "now_name", "code", "now_path")
    may = reader.paths("see_register")
    return {
        pk: Label(short or name, "organisation" if any(path.startswith(root) for root in may) else "", code)
        for pk, short, name, code, path in rows
    }


def _units(numbers: set[int], reader: Reader) -> dict[int, Label]:
    rows = ResidentUnit.objects.unguarded(WHY).filter(pk__in=numbers).values_list("pk", "name", "code", "organisation__now_path")
    may = reader.paths("see_register")
    return {pk: Label(name, "unit" if any(path.startswith(root) for root in may) else "", code) for pk, name, code, path in rows}


def _accounts(numbers: set[int], reader: Reader) -> dict[int, Label]:
    rows = Account.objects.filter(pk__in=numbers).values_list("pk", "display_name")
    view = "account" if reader.paths("give_grants") else ""
    return {pk: Label(f"账号 {name}", view, str(pk)) for pk, name in rows}
