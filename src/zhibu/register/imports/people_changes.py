"""Rows of persons whom the register knows: changed, unchanged, or standing in another branch."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhibu.register.imports import people_known, sets
from zhibu.register.imports.findings import FieldChange, RowLine, SheetResult
from zhibu.register.imports.people_compare import Comparer, Difference, stored_columns
from zhibu.register.imports.people_facts import Note, PeopleBlock
from zhibu.register.imports.people_known import MARK, Dated
from zhibu.register.imports.people_notes import put_notes
from zhibu.register.imports.people_reading import given_sealed
from zhibu.register.imports.people_sealing import Opened, open_persons
from zhibu.register.imports.session import Session
from zhibu.register.imports.settling import Held, SpanWrites, Writes, end, held, settle
from zhibu.register.models import CheckNote, Membership, MoveProposal, Person
from zhibu.register.rules.names import name_key
from zhibu.register.sealed_fields import seal_fields
from zhibu.register.services.projections import refresh_people
from zhibu.store.hands import Task
from zhibu.trail.door import Work
from zhibu.trail.subjects import SubjectFacts

PROPOSED: Final = "已提出转接建议"
AWAY: Final = "现在不在您的负责范围内；未更改。"


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a known person stands, seen from the branch of the row."""

    here: Sequence[int]
    """Rows of persons of this branch."""
    earlier: Mapping[int, Held | None]
    """Rows of persons who came to this branch later than the sheet's day, with the span that now begins earlier; None: nowhere yet."""
    elsewhere: Mapping[int, int | None]
    """Rows of persons of another branch, with that branch; None for those who left."""
    away: Sequence[int]
    """Rows of persons who stood in this branch on the sheet's day, and are out of reach by now."""


@dataclass(frozen=True, slots=True)
class Acquaintances:
    """The known persons of a block, on their way: what is sealed of them is being opened."""

    people: PeopleBlock
    found: Mapping[int, int]
    organisations: Sequence[int | None]
    known: people_known.Known
    opened: Task[Opened]


def begin_known(
    people: PeopleBlock, found: Mapping[int, int], organisations: Sequence[int | None], session: Session
) -> Acquaintances | None:
    """Read what the register says of the persons of these rows."""
    if not found:
        return None
    ids = list(dict.fromkeys(found.values()))
    plain, sealed = stored_columns(people)
    known = people_known.load(ids, people, plain=plain, sealed=sealed, on=session.options.on)
    stored, at_hand = session.keys.find(known.persons[person][0] for person in ids)
    columns = {field: known.sealed_column(field) for field in given_sealed(people)}
    opened = session.hands.give(open_persons, stored, at_hand, columns, wrapping=session.store.wrapping)
    return Acquaintances(people, found, organisations, known, opened)


def take_known(one: Acquaintances, session: Session, work: Work, result: SheetResult) -> None:
    """Bring these persons up to what the rows say."""
    _Taking(one, session, work).take(result)


def _standing(found: Mapping[int, int], organisations: Sequence[int | None], roll: Mapping[int, int], session: Session) -> Standing:
    away = _out_of_reach(found.values(), session)
    here = [at for at, person in found.items() if roll.get(person) == organisations[at]]
    elsewhere: dict[int, int | None] = {
        at: roll[person] for at, person in found.items() if person in roll and roll[person] != organisations[at]
    }
    absent = [at for at, person in found.items() if person not in roll]
    earlier: dict[int, Held | None] = {}
    rolls = _rolls([found[at] for at in absent])
    day = session.options.on.isoformat()
    for at in absent:
        spans = rolls.get(found[at], [])
        later = [span for span in spans if span.first > day]
        if not spans:
            earlier[at] = None
        elif later and later[0].value["organisation_id"] == organisations[at]:
            earlier[at] = later[0]
        else:
            elsewhere[at] = later[0].value["organisation_id"] if later else None
    gone = [at for at in (*here, *earlier) if found[at] in away]
    return Standing(
        [at for at in here if found[at] not in away], {at: one for at, one in earlier.items() if found[at] not in away}, elsewhere, gone
    )


def _out_of_reach(persons: Iterable[int], session: Session) -> set[int]:
    """Facts are those of today, whatever the sheet's day: of whom somebody sees nothing today, a roster of last year tells nothing."""
    if session.options.unbounded:
        return set()
    paths = session.options.paths
    rows = sets.select(Person, ("id", "now_path"), key="id", keys=list(dict.fromkeys(persons)))
    return {person for person, path in rows if path and not path.startswith(paths)}


def _rolls(persons: Sequence[int]) -> dict[int, list[Held]]:
    spans: dict[int, list[Held]] = defaultdict(list)
    columns = ("id", "person_id", "valid_from", "valid_to", "organisation_id")
    for pk, person, first, last, organisation in sets.select(Membership, columns, key="person_id", keys=persons, where="relation = 'roll'"):
        spans[person].append(Held(pk, first, last, {"organisation_id": organisation}))
    for group in spans.values():
        group.sort(key=lambda span: span.first)
    return spans


def _where(other: int | None, session: Session) -> str:
    """A branch out of reach is not named."""
    if other is None:
        return f"已不在名册上；未更改，{PROPOSED}。"
    entry = session.directory.by_id.get(other)
    return f"已在“{entry.title}”的名册上；未更改，{PROPOSED}。" if entry else f"已在另一个党支部的名册上；未更改，{PROPOSED}。"


class _Taking:
    """A block of known persons being compared and written."""

    def __init__(self, one: Acquaintances, session: Session, work: Work) -> None:
        self._one = one
        self._session = session
        self._work = work
        self._on = session.options.on.isoformat()
        self._keys: Mapping[str, bytes] = {}

    def take(self, result: SheetResult) -> None:
        """Compare, tell, write."""
        found, known = self._one.found, self._one.known
        opened = self._one.opened.result()
        self._keys = opened.keys
        standing = _standing(found, self._one.organisations, known.roll, self._session)
        comparer = Comparer(self._one.people, known, opened)
        differences = comparer.differences([(at, found[at]) for at in (*standing.here, *standing.earlier)])
        changed = {told.at for told in differences} | set(standing.earlier)
        result.updated += len(changed)
        result.unchanged += len(found) - len(changed)
        result.proposals += len(standing.elsewhere)
        self._note_other_names(differences, result)
        self._tell(differences, standing, result)
        if self._session.writes:
            self._write(differences, standing)
            self._propose(standing)

    def _note_other_names(self, differences: Iterable[Difference], result: SheetResult) -> None:
        """Somebody changed the name, or the number was copied beside somebody else: taken, and to be looked at."""
        for one in differences:
            if not one.before.get("name"):
                continue
            message = f"号码或编号相同，姓名由“{one.before['name']}”改为“{one.after['name']}”。"
            result.checks += one.at not in self._one.people.notes
            self._one.people.notes[one.at].append(Note("name", "other_name", one.after["name"], message))
            result.show(result.remark_lines, self._line(one.at, remark=message))

    def _tell(self, differences: Iterable[Difference], standing: Standing, result: SheetResult) -> None:
        for one in differences:
            result.show(result.updated_lines, self._line(one.at, changes=tuple(one.told)))
        for at in standing.earlier:
            result.show(result.updated_lines, self._line(at, remark=f"自 {self._on} 起在册"))
        for at, other in standing.elsewhere.items():
            result.show(result.remark_lines, self._line(at, remark=_where(other, self._session)))
        for at in standing.away:
            result.show(result.remark_lines, self._line(at, remark=AWAY))

    def _line(self, at: int, *, changes: tuple[FieldChange, ...] = (), remark: str = "") -> RowLine:
        people, entries = self._one.people, self._session.directory.by_id
        place = entries[self._one.organisations[at] or 0].title
        return RowLine(people.block.numbers[at], people.facts["name"][at], place, changes, (remark,) if remark else ())

    def _write(self, differences: Sequence[Difference], standing: Standing) -> None:
        found, work = self._one.found, self._work
        noted = put_notes(self._one.people, {at: found[at] for at in (*standing.here, *standing.earlier)}, self._session, work)
        persons = {told.person for told in differences} | {found[at] for at in standing.earlier}
        if not persons and not noted:
            return
        self._know(persons | noted)
        work.change_many(Person, [self._person_change(told) for told in differences if told.after or told.sealed])
        writes = SpanWrites()
        for at, span in standing.earlier.items():
            self._begin_earlier(at, span, writes)
        _settle_all(differences, self._on, writes)
        writes.carry_out(work)
        _close_notes(differences, self._session, work)
        refresh_people(work, persons, self._session.actor.day)
        work.flush()

    def _know(self, persons: Collection[int]) -> None:
        """Path and key of each person for the trail; they stand in the branch of their row."""
        entries, organisations = self._session.directory.by_id, self._one.organisations
        facts = {}
        for at, person in self._one.found.items():
            name = self._one.known.persons[person][0]
            if person in persons and name in self._keys and organisations[at] in entries:
                facts[person] = SubjectFacts(entries[organisations[at] or 0].path, self._keys[name])
        self._work.know("person", facts)

    def _person_change(self, one: Difference) -> tuple[int, dict[str, Any], dict[str, Any]]:
        """Old and new columns; a name brings its sort keys, a number its blind indexes."""
        after, before = dict(one.after), dict(one.before)
        if "name" in after:
            after |= name_key(after["name"]).columns
            before |= name_key(before["name"]).columns
        key_name = self._one.known.persons[one.person][0]
        if one.sealed and key_name in self._keys:
            after |= seal_fields(one.sealed, key_name=key_name, key=self._keys[key_name], store=self._session.store)
        if "id_number" in one.sealed:
            before |= _indexes(one.person)
        return one.person, {name: before.get(name) for name in after}, after

    def _begin_earlier(self, at: int, span: Held | None, writes: SpanWrites) -> None:
        spans = [] if span is None else [span]
        key = {"person_id": self._one.found[at], "relation": "roll"}
        settle(spans, {"organisation_id": self._one.organisations[at]}, on=self._on, key=key, writes=writes.of(Membership))

    def _propose(self, standing: Standing) -> None:
        """One proposal, or draft, for a person and a branch, however often the roster comes in."""
        asked = {(self._one.found[at], self._one.organisations[at]) for at in standing.elsewhere}
        if not asked:
            return
        persons = [person for person, _ in asked]
        unsettled = "state IN ('open', 'accepted')"
        open_ones = set(sets.select(MoveProposal, ("person_id", "target_id"), key="person_id", keys=persons, where=unsettled))
        fresh = sorted(asked - open_ones, key=str)
        numbers = self._work.reserve(MoveProposal, len(fresh)) if fresh else []
        day = self._session.actor.day.isoformat()
        rows = [(number, *pair, "import", "导入的名册列在这个党支部。", day) for number, pair in zip(numbers, fresh, strict=True)]
        self._work.put(MoveProposal, ("id", "person_id", "target_id", "source", "note", "proposed_on"), rows)
        self._work.flush()


def _indexes(person: int) -> dict[str, Any]:
    columns = ("id_number_index", "last_four_index")
    (row,) = sets.select(Person, columns, key="id", keys=[person])
    return dict(zip(columns, row, strict=True))


def _settle_all(differences: Sequence[Difference], on: str, writes: SpanWrites) -> None:
    facts = {fact for one in differences for fact, _, _ in one.dated} | ({MARK} if any(one.marks for one in differences) else set())
    spans_of = {fact: held(fact.model, fact.columns, key="person_id", ids=[one.person for one in differences]) for fact in facts}
    for one in differences:
        for fact, value, since in one.dated:
            spans = spans_of[fact].get(one.person, [])
            named = dict(zip(fact.columns, value, strict=True))
            settle(spans, named, on=_begins(spans, since, on), key={"person_id": one.person}, writes=writes.of(fact.model))
        for kind, told in one.marks:
            spans = [span for span in spans_of[MARK].get(one.person, []) if span.value["mark"] == kind]
            _settle_mark(spans, {"person_id": one.person, "mark": kind}, told, on, writes.of(MARK.model))


def _begins(spans: Sequence[Held], since: str | None, on: str) -> str:
    """The sheet's own day where it lies before its day of reference, but not before what holds then began: that was recorded wrongly."""
    current = next((span for span in spans if span.first <= on < span.end), None)
    first = min(since or on, on)
    return first if current is None else max(first, current.first)


def _settle_mark(spans: Sequence[Held], key: Mapping[str, Any], told: Any, on: str, writes: Writes) -> None:
    if told is False:
        end(spans, on=on, writes=writes)
        return
    detail, since = told
    current = next((span for span in spans if span.first <= on < span.end), None)
    if current is not None:
        writes.change(current, detail=detail)
    else:
        settle(spans, {"detail": detail}, on=_free_from(spans, min(since or on, on), on), key=key, writes=writes)


def _free_from(spans: Sequence[Held], since: str, on: str) -> str:
    """A mark that ended before and holds again cannot reach back into its former span."""
    return max([since, *(span.end for span in spans if since < span.end <= on)])


def _close_notes(differences: Sequence[Difference], session: Session, work: Work) -> None:
    """A note on a field is settled when the field is corrected to something else."""
    fields = {one.person: {*one.after, *one.sealed, *(_field_of(fact) for fact, _, _ in one.dated)} for one in differences}
    day = session.actor.day.isoformat()
    columns = ("id", "person_id", "field", "since")
    found = sets.select(CheckNote, columns, key="person_id", keys=list(fields), where="closed_on IS NULL")
    closed = [(pk, {"closed_on": None}, {"closed_on": day}) for pk, person, name, since in found if name in fields[person] and since < day]
    work.change_many(CheckNote, closed)


def _field_of(fact: Dated) -> str:
    """What the notes call a dated fact."""
    return {"level": "education"}.get(fact.columns[0], fact.columns[0])
