"""The run: data whose time is over is destroyed, row by row of the table, and only counts stay."""

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.accounts.services import bump_revision
from zhibu.files.queries import keys_of_files
from zhibu.files.soundness import remove_again
from zhibu.keeping.models import Erased
from zhibu.keeping.queries.ended import ended_by
from zhibu.keeping.queries.notices import Announced, announced_by
from zhibu.keeping.services.announcing import announce
from zhibu.keeping.terms import row_of, table_on
from zhibu.register.models import Person
from zhibu.register.queries.destroyed import keys_to_destroy, people_to_erase
from zhibu.register.services.erasing import erase_people, with_merged
from zhibu.store.keys import key_store
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "按期销毁资料"
AGAIN: Final = "restored"
"""In the place of a row of the table: destroyed before, and back by an older backup."""


@dataclass(frozen=True, slots=True)
class Run:
    """What a run did, or would do: codes of people by row of the table, and who was left for another day."""

    on: date
    announced: int = 0
    withdrawn: int = 0
    erased: dict[str, list[str]] = field(default_factory=dict)
    held: int = 0
    blocked: int = 0
    waiting: int = 0
    again: int = 0
    """Destroyed once more after an older backup had brought them back."""


def run_due(*, by: Actor, on: date | None = None) -> Run:
    """The whole of a day's work: what an older backup brought back first, then the list, then those whose time is over.

    ``on`` takes those alone whose time was over on an earlier day; the list is of the actor's day in any case.
    """
    day = min(on or by.day, by.day)
    again = erase_again(by=by)
    listed = announce(by=by)
    found = announced_by(day)
    erased = {row: _erase_row(by, row, people) for row, people in _due(found, day).items()}
    done = {row: codes for row, codes in erased.items() if codes}
    return _report(found, day, erased=done, again=again, listed=(listed.announced, listed.withdrawn))


def would_run(*, on: date) -> Run:
    """What a run of that day would destroy of those who stand on the list today; writes nothing."""
    found = announced_by(on)
    codes = {one.person_id: one.code for one in found}
    erased = {row: [codes[pk] for pk in people] for row, people in _due(found, on).items()}
    return _report(found, on, erased=erased, again=len(people_to_erase()), listed=(0, 0))


def _report(found: Sequence[Announced], on: date, *, erased: dict[str, list[str]], again: int, listed: tuple[int, int]) -> Run:
    left = [[one.code for one in line.decision(on).objections] for line in found]
    return Run(
        on,
        *listed,
        erased=erased,
        held=sum("held" in codes for codes in left),
        blocked=sum("granted" in codes for codes in left),
        waiting=sum("not_yet" in codes for codes in left),
        again=again,
    )


def _due(found: Sequence[Announced], on: date) -> dict[str, list[int]]:
    """By row in the order of the table: those who were not taken first (PRACTICE.md 4.10)."""
    people = {row.key: [one.person_id for one in found if one.row == row.key and one.decision(on).allowed] for row in table_on(on)}
    return {row: ids for row, ids in people.items() if ids}


def _erase_row(by: Actor, row: str, people: Collection[int]) -> list[str]:
    """One operation; whoever came back onto a roll in the meantime is left out. The keys go when the operation stands."""
    with transaction.atomic():
        rows.read_many(Person, sorted(people), ("id",))
        ended = {one.person_id: one.ended_on for one in ended_by(by.day, by.day, announced=True) if one.person_id in people}
        reason = f"{row_of(row, by.day).label}：保存期限已到，{len(ended)} 人"
        with recording(by, "keeping.erase", reason=reason) as work:
            key_names = _erase(work, list(ended))
            _count(work, row, Counter(day.year for day in ended.values()))
    key_store().destroy(key_names, on=by.day.isoformat())
    return list(Person.objects.unguarded(WHY).filter(pk__in=ended).order_by("pk").values_list("code", flat=True))


def _erase(work: Work, people: Sequence[int]) -> list[str]:
    """The records with those that were merged into them; an account that was theirs is nobody's any more."""
    if people:
        bump_revision()
    return erase_people(work, with_merged(people))


def _count(work: Work, row: str, years: Counter[int]) -> None:
    for year, number in sorted(years.items()):
        Erased(operation_id=work.operation_id, row=row, year=year, number=number).save(force_insert=True)


def erase_again(*, by: Actor) -> int:
    """An older backup of keys or data was put back: what had been destroyed is destroyed again. Returns how many people it concerns.

    Attachments that had been removed go with them.
    """
    back_again = list(key_store().wrapped(key_store().listed()))
    listed = key_store().apply_list() - keys_of_files(back_again)
    remove_again(by=by)
    back = [pk for pk, _ in people_to_erase()]
    if back:
        with recording(by, "keeping.erase_again", reason=f"恢复的备份里有 {len(back)} 人的资料此前已按期销毁") as work:
            _erase(work, back)
            _count(work, AGAIN, Counter({by.day.year: len(back)}))
    names = keys_to_destroy()
    key_store().destroy(names, on=by.day.isoformat())
    return max(len(back), listed + len(names))
