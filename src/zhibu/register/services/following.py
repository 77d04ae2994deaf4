"""What packages above hold of a person goes over to the record that stays when two are merged; they say so when they start.

What was signed stays as it was signed, under the record that it names: a package leaves it out by ``only``. Two rows that are one fact,
such as a seat on one committee, never keep two records of one person apart: the kept record's stands. Only where both hold and a person has
to say which, such as votes counted for two names on one ballot, is the merger refused (``against_merging``).
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from zhibu.kernel.decisions import Objection
from zhibu.register.models import Person
from zhibu.store.spans import Span
from zhibu.trail import rows
from zhibu.trail.door import Work, hidden_of

WHY: Final = "合并重复人员"
HOLDS: Final = ("valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Following:
    """A table that names a person in ``column``; two rows alike in ``same`` are one fact, and ``code`` repeats the person's code.

    ``apart`` names another person, who is never the same one: nobody talks with himself.
    """

    model: Any
    same: tuple[str, ...]
    only: Any
    code: str
    column: str
    apart: str


FOLLOWING: Final[list[Following]] = []
Against = Callable[[Person, Person], Iterable[Objection]]
AGAINST: Final[list[Against]] = []
"""What packages above know against a merger of two records: ``against_merging``."""


def follows_the_person(model: Any, *same: str, only: Any = None, code: str = "", column: str = "person", apart: str = "") -> None:
    """Rows of a table of a package above go over to the kept record; ``only`` those that still may change."""
    if all((one.model, one.column) != (model, column) for one in FOLLOWING):
        FOLLOWING.append(Following(model, same, Q() if only is None else only, code, column, apart))


def against_merging(check: Against) -> None:
    """Asked with the record that would stay and the other one, before anything is written; all that is said is told at once."""
    if check not in AGAINST:
        AGAINST.append(check)


def objections_to(kept: Person, lost: Person) -> list[Objection]:
    """What stands in packages above against the merger."""
    return [one for check in AGAINST for one in check(kept, lost)]


def both_in(model: Any, *same: str, kept: Person, lost: Person, within: Any) -> bool:
    """Whether both records have a row of a table that is alike in ``same``, among those ``within``; two queries."""
    found = model.objects.unguarded(WHY).filter(within)
    own = set(found.filter(person=kept).values_list(*same))
    return not own.isdisjoint(found.filter(person=lost).values_list(*same))


def bring_along(work: Work, *, kept: Person, lost: Person) -> None:
    """Within the operation of the merger, so that taking it back brings everything back."""
    for one in FOLLOWING:
        _bring(work, one, kept, lost)


def _bring(work: Work, one: Following, kept: Person, lost: Person) -> None:
    """What the kept record has already goes; where the trail could not tell all of it, it stays with the other record, named in no list."""
    names = (*one.same, *(HOLDS if issubclass(one.model, Span) else ()))
    after = {f"{one.column}_id": kept.pk} | ({one.code: kept.code} if one.code else {})
    found = one.model.objects.unguarded(WHY)
    theirs = found.filter(one.only, **{one.column: lost}).order_by("pk")
    if one.apart:
        theirs = theirs.exclude(**{one.apart: kept})
    taken = rows.read_many(one.model, list(theirs.values_list("pk", flat=True)), (*after, *names))
    own = list(found.filter(**{one.column: kept}).values(*names)) if one.same and taken else []
    known = [row["id"] for row in taken if any(_is_one_fact(row, mine, one.same) for mine in own)]
    going = [row for row in taken if row["id"] not in known]
    work.change_many(one.model, [(row["id"], {name: row[name] for name in after}, after) for row in going])
    if not hidden_of(one.model):
        work.remove(one.model, known)


def _is_one_fact(row: dict[str, Any], mine: dict[str, Any], same: tuple[str, ...]) -> bool:
    alike = all(row[name] == mine[name] for name in same)
    return alike and ("valid_to" not in row or (row["valid_from"] < mine["valid_to"] and mine["valid_from"] < row["valid_to"]))


def codes_untold(model: Any, restored: Mapping[str, Any]) -> dict[str, str]:
    """Codes that repeat a person whom a row names again, where the trail does not tell them."""
    named = {
        one.code: restored[f"{one.column}_id"]
        for one in FOLLOWING
        if one.model is model and one.code in hidden_of(model) and restored.get(f"{one.column}_id")
    }
    return {column: Person.objects.unguarded(WHY).values_list("code", flat=True).get(pk=person) for column, person in named.items()}
