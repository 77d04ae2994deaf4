"""What is left of a person at the end of the time of keeping: that somebody was there, from when to when, so that past counts stay.

Who is due, and when, is none of the register's business: ``keeping`` decides it.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any, Final

from zhibu.register.models import (
    CheckNote,
    Education,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    MoveProposal,
    Occupation,
    Person,
    Post,
)
from zhibu.register.terms.people import ERASED_NAME
from zhibu.trail import rows
from zhibu.trail.door import Work

WHY: Final = "按期销毁资料"
LEFT: Final = frozenset({"id", "code", "key_name", "generated", "merged_into_id", "erased_on"}) | Person.projections
"""Columns that say nothing of anybody, or on which counts stand."""
STAYING: Final[list[Any]] = [Membership, MemberStatus, MembershipState, ManagementCategory, Post]
"""What the counts of past days are made of: it stays, without a name; packages above add theirs by ``stays_without_a_name``."""
GONE: Final[list[Any]] = [Mark, Education, Occupation, CheckNote, MoveProposal]
"""Facts of a life; packages above add theirs by ``goes_with_the_person`` when they start."""
Parting = Callable[[Work, Sequence[int]], None]
PARTINGS: Final[list[Parting]] = []
"""What packages above do within the operation, while the persons still have their names: ``before_erasing``."""
SORTED_LAST: Final = "zzzz"
"""Behind every name, in a list of a past day."""
AT_ONCE: Final = 500
CHAIN: Final = 20
"""A record that was merged into one that was merged … : longer chains are a loop."""


def goes_with_the_person(model: Any) -> None:
    """A table of a package above, whose rows of a ``person`` go when that person is erased."""
    if model not in GONE:
        GONE.append(model)


def stays_without_a_name(model: Any) -> None:
    """A table of a package above, whose rows say nothing of a ``person`` but that it was one: they stay when that person is erased."""
    if model not in STAYING:
        STAYING.append(model)


def before_erasing(do: Parting) -> None:
    """Something of a person stands elsewhere, such as outside: it is taken back when that person is erased."""
    if do not in PARTINGS:
        PARTINGS.append(do)


def with_merged(people: Collection[int]) -> list[int]:
    """The persons, and the records that were merged into them, however often: these follow the record that stayed."""
    found, newest = list(people), list(people)
    for _ in range(CHAIN):
        newest = [
            pk
            for part in parts(newest)
            for pk in Person.objects.unguarded(WHY).filter(merged_into__in=part, erased_on=None).values_list("pk", flat=True)
        ]
        if not newest:
            break
        found += newest
    return list(dict.fromkeys(found))


def erase_people(work: Work, people: Collection[int]) -> list[str]:
    """Blank their columns and take out the facts of their lives; returns the names of the keys to destroy once the operation stands.

    What the trail says of it is sealed with those keys, and falls silent with them.
    """
    blanks = _blanks() | {"erased_on": work.actor.day}
    key_names: list[str] = []
    for part in parts(people):
        held = rows.read_many(Person, part, ("key_name", *blanks))
        key_names += [row["key_name"] for row in held]
        for do in PARTINGS:
            do(work, part)
        work.change_many(Person, [(row["id"], {name: row[name] for name in blanks}, blanks) for row in held])
        for model in GONE:
            work.remove(model, list(model.objects.unguarded(WHY).filter(person_id__in=part).values_list("pk", flat=True)))
        work.flush()
    return key_names


def _blanks() -> dict[str, Any]:
    """Every column of a person that is not left, empty; the name says what happened."""
    fields = [field for field in Person._meta.concrete_fields if field.column not in LEFT]
    return {str(field.column): None if field.null else "" for field in fields} | {
        "name": ERASED_NAME,
        "sort_key": SORTED_LAST,
    }


def parts(ids: Collection[int]) -> Iterator[Sequence[int]]:
    """Slices for statements that name each of them."""
    unique = list(dict.fromkeys(ids))
    return (unique[start : start + AT_ONCE] for start in range(0, len(unique), AT_ONCE))
