"""What packages above hold of a person goes over to the record that stays when two are merged; they say so when they start.

What was signed stays as it was signed, under the record that it names: a package leaves it out by ``only``.
"""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Q

from zhibu.register.models import Person
from zhibu.store.spans import Span
from zhibu.trail.door import Work, hidden_of

WHY: Final = "合并重复人员"
HOLDS: Final = ("valid_from", "valid_to")


@dataclass(frozen=True, slots=True)
class Following:
    """A table with a ``person``; two rows alike in ``same`` are one fact, and ``code`` repeats the person's code."""

    model: Any
    same: tuple[str, ...]
    only: Any
    code: str


FOLLOWING: Final[list[Following]] = []


def follows_the_person(model: Any, *same: str, only: Any = None, code: str = "") -> None:
    """Rows of a table of a package above go over to the kept record; ``only`` those that still may change."""
    if all(one.model is not model for one in FOLLOWING):
        FOLLOWING.append(Following(model, same, Q() if only is None else only, code))


def bring_along(work: Work, *, kept: Person, lost: Person) -> None:
    """Within the operation of the merger, so that taking it back brings everything back."""
    for one in FOLLOWING:
        _bring(work, one, kept, lost)


def _bring(work: Work, one: Following, kept: Person, lost: Person) -> None:
    """What the kept record has already goes; where the trail could not tell all of it, it stays with the other record, named in no list."""
    names = (*one.same, *(HOLDS if issubclass(one.model, Span) else ()))
    found = one.model.objects.unguarded(WHY)
    own = list(found.filter(person=kept).values(*names)) if one.same else []
    after = {"person_id": kept.pk} | ({one.code: kept.code} if one.code else {})
    for row in found.filter(one.only, person=lost).order_by("pk").values("id", *names):
        if not any(_is_one_fact(row, mine, one.same) for mine in own):
            work.change(one.model, row["id"], **after)
        elif not hidden_of(one.model):
            work.remove(one.model, [row["id"]])


def _is_one_fact(row: dict[str, Any], mine: dict[str, Any], same: tuple[str, ...]) -> bool:
    alike = all(row[name] == mine[name] for name in same)
    return alike and ("valid_to" not in row or (row["valid_from"] < mine["valid_to"] and mine["valid_from"] < row["valid_to"]))
