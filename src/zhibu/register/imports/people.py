"""Members and applicants: the blocks of a file are read, their branches found, repetitions sorted out, then taken one by one."""

import secrets
from collections import Counter, deque
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from zhibu.register.imports import twice
from zhibu.register.imports.branches import NewBranch, Resolved
from zhibu.register.imports.findings import BranchQuestion, RefusedRow, RowLine, SheetResult
from zhibu.register.imports.organisations_writing import put_branches
from zhibu.register.imports.people_changes import Acquaintances, begin_known, take_known
from zhibu.register.imports.people_facts import PLACES, PeopleBlock
from zhibu.register.imports.people_matching import match
from zhibu.register.imports.people_new import Newcomers, begin_new, put_new
from zhibu.register.imports.people_reading import Reading, read_block
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.records import blocks
from zhibu.register.imports.rights import leave_out_hardship
from zhibu.register.imports.session import Session
from zhibu.register.models import Education, ManagementCategory, Membership, MembershipState, MemberStatus, Occupation, Person
from zhibu.store.bulk import bulk_load
from zhibu.store.hands import OWN_HANDS, Task
from zhibu.trail.door import Work

LOADED: Final = (Person, Membership, MemberStatus, MembershipState, ManagementCategory, Education, Occupation)
"""Tables that get a row for each new person."""
AHEAD: Final = 3
"""Blocks that are given away before the first of them is needed."""


def read_people(table: Table, session: Session) -> list[PeopleBlock]:
    """All rows of a table as facts; nothing is asked of the database. Both processes read."""
    placed = _placed(table, session)
    options = session.options
    reading = Reading(secrets.token_hex(8), placed.bare(), session.actor.day, options.on, options.generated)
    found: list[PeopleBlock] = []
    given: deque[Task[PeopleBlock]] = deque()
    for block in chain(blocks(placed), (None,)):
        if block is not None:
            given.append(session.hands.give(read_block, reading, block))
        while given and (block is None or len(given) >= AHEAD):
            people = given.popleft().result()
            people.table = placed
            found.append(people)
            session.progress("read", sum(map(len, found)), table.sheet.height)
    return found


def _placed(table: Table, session: Session) -> Table:
    """Where title and sheet name speak of different branches, the one that is known exactly counts."""
    known = (one for one in (table.branch, *table.others) if one and session.branches.resolve(one, table.superior or None).entry)
    return replace(table, branch=next(known, table.branch)) if table.others else table


def sort_out(tables: Sequence[Sequence[PeopleBlock]], session: Session) -> set[tuple[int, int]]:
    """What rows say of each other, over all tables of a file."""
    return twice.sort_out([people for one in tables for people in one], lambda people, at: _place(people, at, session))


def _place(people: PeopleBlock, at: int, session: Session) -> object:
    resolved = session.branches.resolve(people.facts["branch"][at], people.facts["superior"][at])
    return resolved.entry.id if resolved.entry else resolved.fresh.name if resolved.fresh else None


def take_people(found: Sequence[PeopleBlock], repeated: set[tuple[int, int]], result: SheetResult, session: Session, work: Work) -> None:
    """Write what the rows of one table say: all are matched first, so that none is matched with another row of its own table."""
    work.hands = session.hands
    matched = [_match(people, {at for block, at in repeated if block == id(people)}, result, session, work) for people in found]
    with bulk_load(LOADED, rows=sum(len(one.fresh) for one in matched)) if session.writes else nullcontext():
        _write(matched, result, session, work)


def _write(matched: Sequence["_Matched"], result: SheetResult, session: Session, work: Work) -> None:
    """While a block is written the next ones are sealed and opened by the second pair of hands."""
    total, done = sum(len(one.people) for one in matched), 0
    ahead = AHEAD if session.hands is not OWN_HANDS else 1
    waiting: deque[_Begun] = deque()
    for one in chain(matched, (None,)):
        if one is not None:
            waiting.append(_begin(one, session, work))
        while waiting and (one is None or len(waiting) >= ahead):
            begun = waiting.popleft()
            _finish(begun, result, session, work)
            done += len(begun.matched.people)
            session.progress("write", done, total)


@dataclass(frozen=True, slots=True)
class _Matched:
    """A block whose rows are told apart: new persons, known ones, refused ones."""

    people: PeopleBlock
    fresh: Sequence[int]
    known: Mapping[int, int]
    organisations: Sequence[int | None]
    resolved: Sequence[Resolved]


@dataclass(frozen=True, slots=True)
class _Begun:
    """A block on its way."""

    matched: _Matched
    new: Newcomers | None
    known: Acquaintances | None


def _match(people: PeopleBlock, repeated: set[int], result: SheetResult, session: Session, work: Work) -> _Matched:
    resolved = _resolve(people, session, result)
    rows = [at for at in people.sound() if at not in repeated]
    organisations = _organisations(rows, resolved, result, session, work)
    leave_out_hardship(people, organisations, result, session)
    matched = match(people, rows, organisations, session.store)
    result.unchanged += sum(1 for at in repeated if at not in people.problems)
    fresh = [at for at in rows if at not in matched and at not in people.problems]
    known = {at: person for at, person in matched.items() if at not in people.problems}
    return _Matched(people, fresh, known, organisations, resolved)


def _begin(one: _Matched, session: Session, work: Work) -> _Begun:
    places = [one.organisations[at] or 0 for at in one.fresh]
    new = begin_new(one.people, one.fresh, places, session, work) if session.writes else None
    return _Begun(one, new, begin_known(one.people, one.known, one.organisations, session))


def _finish(begun: _Begun, result: SheetResult, session: Session, work: Work) -> None:
    people = begun.matched.people
    _tell_new(begun.matched, session, result)
    if begun.new is not None:
        put_new(begun.new, session, work)
    if begun.known is not None:
        take_known(begun.known, session, work, result)
    result.refused += [_refused(people, at) for at in sorted(people.problems)]


def _refused(people: PeopleBlock, at: int) -> RefusedRow:
    outside = not any(people.table.heading(name) for name in PLACES)
    return RefusedRow(people.block.numbers[at], tuple(people.problems[at]), (), (people.facts["branch"][at] or "") if outside else "")


def _resolve(people: PeopleBlock, session: Session, result: SheetResult) -> list[Resolved]:
    """The branch of each row, also of those refused already: all that stands against a row is told at once."""
    resolve = session.branches.resolve
    found = [resolve(raw, superior) for raw, superior in zip(people.facts["branch"], people.facts["superior"], strict=True)]
    asked: Counter[str] = Counter()
    questions: dict[str, BranchQuestion] = {}
    for at, one in enumerate(found):
        if one.bad is not None:
            people.refuse_place(at, one.bad)
        if one.question is not None:
            asked[one.question.raw] += 1
            questions[one.question.raw] = one.question
    known = {one.raw: one for one in result.questions}
    for raw, count in asked.items():
        before = known[raw].rows if raw in known else 0
        known[raw] = BranchQuestion(raw, before + count, questions[raw].candidates)
    result.questions = list(known.values())
    return found


def _organisations(
    rows: Sequence[int], resolved: Sequence[Resolved], result: SheetResult, session: Session, work: Work
) -> list[int | None]:
    """The organisation of each row; branches that sound rows name and nobody knows are made."""
    wanted: dict[NewBranch, None] = {one.fresh: None for at in rows if (one := resolved[at]).fresh is not None}
    made = put_branches(list(wanted), session, work)
    result.new_organisations += [one.name for one in made]
    if made:
        session.branches.forget()
    return [one.entry.id if one.entry else made.get(one.fresh) if one.fresh else None for one in resolved]


def _tell_new(one: _Matched, session: Session, result: SheetResult) -> None:
    people, fresh, organisations, resolved = one.people, one.fresh, one.organisations, one.resolved
    result.created += len(fresh)
    names, numbers, entries = people.facts["name"], people.block.numbers, session.directory.by_id
    for at in fresh[: max(0, 2000 - len(result.created_lines))]:
        result.show(result.created_lines, RowLine(numbers[at], names[at], entries[organisations[at] or 0].title))
    taken = set(people.sound())
    for at in sorted(people.notes):
        if at in taken:
            result.checks += 1
            remarks = tuple(note.message for note in people.notes[at])
            result.show(result.remark_lines, RowLine(numbers[at], names[at], entries[organisations[at] or 0].title, (), remarks))
    for at, found in enumerate(resolved):
        if found.remark and at in taken:
            result.show(result.remark_lines, RowLine(numbers[at], names[at], found.entry.title if found.entry else "", (), (found.remark,)))


def holds_real(tables: Sequence[Sequence[PeopleBlock]]) -> bool:
    """Whether persons stand in it who were not generated: a real number, or persons without any number at all."""
    found = [people for one in tables for people in one if len(people)]
    if any(people.holds_real for people in found):
        return True
    return bool(found) and not any(number is not None for people in found for number in people.facts["number"])
