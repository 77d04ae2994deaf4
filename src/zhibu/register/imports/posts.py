"""Posts: who holds which post in which organisation, since when. Grants rest on them: every process reads grants afresh."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhibu.accounts.services import bump_revision
from zhibu.exchange.texts import text
from zhibu.kernel.dates import LONG_AGO
from zhibu.register.imports import organisation_names, sets
from zhibu.register.imports.columns import POST
from zhibu.register.imports.directory import Entry
from zhibu.register.imports.findings import FieldChange, RowLine, SheetResult, problem_of
from zhibu.register.imports.numbers import NumberColumn
from zhibu.register.imports.people_known import ON_DAY
from zhibu.register.imports.people_matching import CURRENT
from zhibu.register.imports.reading_cells import Bad, Day, read_day
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.session import Session
from zhibu.register.imports.settling import ENDLESS, Held, SpanWrites, held
from zhibu.register.imports.simple_rows import Row, rows_of
from zhibu.register.models import Membership, Person, Post
from zhibu.register.rules.member_acts import FROM_OUTSIDE, may_hold_post
from zhibu.register.rules.names import normalise_name
from zhibu.register.terms.organisations import PostKind, read_posts
from zhibu.trail.door import Work

ANY_DAY: Final = LONG_AGO
"""The day is judged where it is read."""
NAMELESS: Final = Bad("name_missing", "没有填写姓名。", "请填写姓名。")
NO_ORGANISATION: Final = Bad("no_branch", "没有写明党组织。", "请填写任职的党组织。")
NAME_DIFFERS: Final = Bad("name_differs", "这个公民身份号码在名册上是另一个姓名。", "请核对姓名和号码。")


@dataclass(slots=True)
class PostRow:
    """What one row says of one holder."""

    row: Row
    name: str
    organisation: Entry | None
    kinds: tuple[PostKind, ...]
    number: str | None
    birth: Day | None
    first: Day | None
    until: Day | None
    person: int | None = None


def take_posts(table: Table, result: SheetResult, session: Session, work: Work) -> None:
    """Write what the rows of a table say."""
    rows = [_read(row, group, session) for row, group in rows_of(table)]
    _find_persons(rows, session)
    sound = [one for one in rows if not one.row.problems]
    spans: dict[tuple[int, int, str], list[Held]] = defaultdict(list)
    columns = ("organisation_id", "kind")
    for person, group in held(Post, columns, key="person_id", ids=[one.person for one in sound if one.person]).items():
        for span in group:
            spans[person, span.value["organisation_id"], span.value["kind"]].append(span)
    writes = SpanWrites()
    for one in sound:
        _take(one, spans, writes, result, session)
    if session.writes:
        writes.carry_out(work)
        work.flush()
        bump_revision()
    result.refused += [one.row.refused for one in rows if one.row.problems]


def _read(row: Row, group: str, session: Session) -> PostRow:
    name = normalise_name(text(row.cell("name")))
    if not name:
        row.refuse("name", NAMELESS)
    today = session.actor.day
    one = PostRow(
        row,
        name,
        _organisation(row, group, session),
        _kinds(row),
        _number(row, session),
        None,
        row.day("held_from", today=today),
        row.day("held_until", today=today),
    )
    birth = read_day(row.cell("birth_date"))
    one.birth = birth if isinstance(birth, Day) else None
    first = one.first.iso if one.first else session.options.on.isoformat()
    if one.until is not None and one.until.iso <= first:
        row.refuse("held_until", Bad("until_before_from", "离任日期不晚于任职日期。", "请核对两个日期。"))
    return one


def _organisation(row: Row, group: str, session: Session) -> Entry | None:
    own = row.given("organisation") or group or row.table.branch or row.table.superior
    if not own:
        row.refuse("organisation", NO_ORGANISATION)
        return None
    above = session.directory.named(row.given("superior") or row.table.superior)
    found = organisation_names.find(own, session, within=above[0] if len(above) == 1 else None)
    if isinstance(found, Bad):
        row.refuse("organisation", found)
        return None
    return found


def _kinds(row: Row) -> tuple[PostKind, ...]:
    written = text(row.cell("post"))
    kinds = read_posts(written) if written else ()
    if not kinds:
        reason = f"职务“{written[:40]}”不在代码表中。" if written else "没有填写职务。"
        row.refuse("post", Bad("unknown_post", reason, "请填写党内职务，如书记、副书记、组织委员、宣传委员、纪检委员。"))
    return kinds


def _number(row: Row, session: Session) -> str | None:
    (found,) = NumberColumn(today=session.actor.day, generated=session.options.generated).column([row.cell("id_number")])
    if found is None:
        return None
    if isinstance(found[0], Bad):
        for bad in found:
            row.refuse("id_number", bad)
        return None
    return str(found[0])


def _find_persons(rows: Sequence[PostRow], session: Session) -> None:
    """By number; without one by name among those of the organisation and below on the day of reference."""
    indexes = {one.number: session.store.index_of_number(one.number) for one in rows if one.number}
    by_number: dict[bytes, list[int]] = defaultdict(list)
    names_of: dict[int, str] = {}
    columns = ("id", "name", "id_number_index")
    for person, name, index in sets.select(Person, columns, key="id_number_index", keys=list(indexes.values()), where=CURRENT):
        by_number[bytes(index)].append(person)
        names_of[person] = name
    by_name: dict[str, list[tuple[int, str | None]]] = defaultdict(list)
    names = list({one.name for one in rows if one.name})
    for person, name, birth in sets.select(Person, ("id", "name", "birth_date"), key="name", keys=names, where=CURRENT):
        by_name[name].append((person, birth))
    persons = [person for group in by_number.values() for person in group] + [person for group in by_name.values() for person, _ in group]
    paths = _paths(persons, session)
    for one in rows:
        if not one.row.problems and one.organisation is not None:
            hits = by_number.get(indexes[one.number], []) if one.number else _namesakes(one, by_name, paths)
            known = hits if session.options.unbounded else [person for person in hits if _may_mean(one, person, names_of, paths)]
            if one.number and known and names_of[known[0]] != one.name:
                one.row.refuse("name", NAME_DIFFERS)
                continue
            _settle_person(one, known, paths)


def _paths(persons: Sequence[int], session: Session) -> dict[int, str]:
    """Where they stand on the day of reference; of somebody who came onto the roll later, where today."""
    entries = session.directory.by_id
    paths: dict[int, str] = {}
    for day in (session.actor.day.isoformat(), session.options.on.isoformat()):
        rolls = sets.select(
            Membership,
            ("person_id", "organisation_id"),
            key="person_id",
            keys=persons,
            where=f"relation = 'roll' AND {ON_DAY}",
            values=(day, day),
        )
        paths |= {person: entries[organisation].path for person, organisation in rolls if organisation in entries}
    return paths


def _may_mean(one: PostRow, person: int, names_of: Mapping[int, str], paths: Mapping[int, str]) -> bool:
    """Somebody out of reach is known by name and number together, and only for a post that people of other units hold."""
    return person in paths or (names_of.get(person) == one.name and FROM_OUTSIDE.issuperset(one.kinds))


def _namesakes(one: PostRow, by_name: dict[str, list[tuple[int, str | None]]], paths: dict[int, str]) -> list[int]:
    top = one.organisation.path if one.organisation else ""
    return [
        person
        for person, birth in by_name.get(one.name, ())
        if paths.get(person, "").startswith(top)
        and person in paths
        and (one.birth is None or birth is None or birth[:7] == one.birth.iso[:7])
    ]


def _settle_person(one: PostRow, hits: Sequence[int], paths: dict[int, str]) -> None:
    if len(hits) != 1:
        field = "id_number" if one.number else "name"
        if hits:
            bad = Bad("several_persons", f"该组织及其下级有 {len(hits)} 名同名人员，分不清是哪一名。", "请填写公民身份号码。")
        else:
            bad = Bad("unknown_person", "该组织及其下级的名册上没有此人。", "请先导入党员名册，或核对姓名和党组织。")
        one.row.refuse(field, bad)
        return
    person, organisation = hits[0], one.organisation
    inside = organisation is not None and person in paths and paths[person].startswith(organisation.path)
    for kind in one.kinds:
        decision = may_hold_post(
            roll=None,
            inside=inside or kind in FROM_OUTSIDE,
            held=False,
            dissolved=False,
            organisation_since=None,
            on=ANY_DAY,
            today=ANY_DAY,
        )
        for objection in decision.objections:
            one.row.problems.append(
                problem_of(objection, column=one.row.table.heading("organisation"), value=one.row.given("organisation") or None)
            )
    one.person = person


def _take(one: PostRow, spans: dict[tuple[int, int, str], list[Held]], writes: SpanWrites, result: SheetResult, session: Session) -> None:
    if one.person is None or one.organisation is None:
        return
    made, told = False, list[FieldChange]()
    for kind in one.kinds:
        key = one.person, one.organisation.id, kind.value
        outcome = _settle(one, spans[key], key, writes, session)
        made = made or outcome is None
        told += outcome or []
    line = RowLine(one.row.number, f"{one.name}：{'、'.join(kind.label for kind in one.kinds)}", one.organisation.title, tuple(told))
    if made:
        result.created += 1
        result.show(result.created_lines, line)
    elif told:
        result.updated += 1
        result.show(result.updated_lines, line)
    else:
        result.unchanged += 1


def _settle(one: PostRow, spans: list[Held], key: tuple[int, int, str], writes: SpanWrites, session: Session) -> list[FieldChange] | None:
    """None when the post is new; else what changes of the dates of one that is held."""
    on = session.options.on.isoformat()
    first = one.first.iso if one.first else on
    last = one.until.iso if one.until else ENDLESS
    current = next((span for span in spans if span.first <= max(first, on) < span.end or (span.first == first)), None)
    if current is None:
        person, organisation, kind = key
        clear = max([first, *(span.end for span in spans if first < span.end and span.first < last)])
        row = {"person_id": person, "organisation_id": organisation, "kind": kind, "valid_from": clear, "valid_to": last}
        writes.of(Post).added.append(row)
        spans.append(Held(0, clear, last, {"organisation_id": organisation, "kind": kind}))
        return None
    after: dict[str, Any] = {}
    if (
        one.first is not None
        and first != current.first
        and not any(span is not current and first < span.end <= current.first for span in spans)
    ):
        after["valid_from"] = first
    if one.until is not None and last != current.end:
        after["valid_to"] = last
    if not after or current.id == 0:
        return []
    writes.of(Post).change(current, **after)
    names = {"valid_from": ("held_from", current.first), "valid_to": ("held_until", current.end)}
    return [FieldChange(POST[names[column][0]][0], names[column][1].replace(ENDLESS, ""), value) for column, value in after.items()]
