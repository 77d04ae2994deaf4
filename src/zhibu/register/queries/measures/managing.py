"""Members of a scope with what decides who manages them, and the units and branches around them. No statement grows with them.

Members are read table by table, by their numbers, and never joined: with statistics from before a load PostgreSQL took minutes to
join a street's spans, and a second after them.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from zhibu.register.queries.measures.organisations import HELD_ON, rows_of
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import Sql, down_to, ranges
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import ManagementCategory, MarkKind

WEIGHED: Final = (MarkKind.OUT_OF_CONTACT, MarkKind.ABROAD, MarkKind.FLOATING_OUT)
"""Marks that decide; no other mark is read."""


class MemberOn(NamedTuple):
    """A member on a roll that day; the three days at the end are read of graduates without work only.

    ``first_on`` is the first day on any roll: schooling that begins with it was dated by nobody.
    """

    id: int
    code: str
    name: str
    sort_key: str
    path: str
    organisation_id: int
    since: date
    work: str
    category: str | None
    derived: bool
    occupation: str | None
    suspended: bool
    marks: tuple[MarkKind, ...]
    category_since: date | None = None
    educated_on: date | None = None
    first_on: date | None = None


class UnitAround(NamedTuple):
    """A unit of the street with its Party organisation; a community has no number: then the organisation leads it."""

    id: int
    name: str
    ownership: str
    organisation_id: int | None


def streets_around(paths: Sequence[str], on: date) -> tuple[str, ...]:
    """The streets in which a scope lies: people work in units of the next community. Above a street, the scope itself."""
    above = sorted({one for path in paths for one in down_to(path)})
    if not above:
        return tuple(paths)
    sql = Sql(
        "SELECT pl.path FROM register_place pl"  # noqa: S608  fixed parts
        f" JOIN register_organisationform f ON f.organisation_id = pl.organisation_id AND {HELD_ON.format('f')} AND f.kind = %s"
        f" WHERE {HELD_ON.format('pl')} AND pl.path IN ({', '.join(['%s'] * len(above))})",
        (on, on, str(OrganisationKind.STREET_COMMITTEE), on, on, *above),
    )
    streets = tuple(str(row[0]) for row in rows_of(sql))
    return tuple(dict.fromkeys(next((one for one in streets if path.startswith(one)), path) for path in paths))


def units_around(streets: Sequence[str], on: date) -> list[UnitAround]:
    """Open units that stand in the streets, and the communities."""
    units, communities = ranges("pl.path", streets), ranges("cp.path", streets)
    sql = Sql(
        "SELECT u.id, u.name, u.ownership, l.organisation_id FROM register_residentunit u"  # noqa: S608  fixed parts
        f" JOIN register_place pl ON pl.organisation_id = u.organisation_id AND {HELD_ON.format('pl')}"
        f" LEFT JOIN register_unitorganisation l ON l.unit_id = u.id AND {HELD_ON.format('l')}"
        f" WHERE (u.closed_on IS NULL OR u.closed_on > %s) AND {units.text}"
        " UNION ALL SELECT 0, c.name, '', c.organisation_id FROM register_community c"
        f" JOIN register_place cp ON cp.organisation_id = c.organisation_id AND {HELD_ON.format('cp')} WHERE {communities.text}",
        (*[on] * 5, *units.values, on, on, *communities.values),
    )
    return [UnitAround(*row) for row in rows_of(sql)]


def members_on(branches: Mapping[int, str], on: date, *, only: Collection[int] = ()) -> list[MemberOn]:
    """Members on the rolls of these branches (number and path), in the order of pinyin; ``only`` some of them. Four statements."""
    rolls = _rolls(branches, on, only)
    facts = _read(FACTS, list(rolls), on)
    members = [person for person in rolls if facts.get(("status", person)) in MEMBER_STATUSES]
    graduates = [person for person in members if facts.get(("category", person), "") in GRADUATE]
    days = _read(DAYS, graduates, on)
    found = [_member(row, rolls[row[0]], branches, facts, days) for row in _persons(members)]
    return sorted(found, key=lambda one: (one.sort_key, one.id))


class _Roll(NamedTuple):
    organisation_id: int
    since: date


DERIVED: Final = "derived:"
GRADUATE: Final = frozenset({str(ManagementCategory.UNEMPLOYED_GRADUATE), f"{DERIVED}{ManagementCategory.UNEMPLOYED_GRADUATE}"})
HELD: Final = "f.valid_from <= %(on)s AND f.valid_to > %(on)s"


def _held(kind: str, value: str, table: str) -> str:
    return f"SELECT '{kind}', f.person_id, {value} FROM {table} f WHERE {HELD}"  # noqa: S608  fixed parts


FACTS: Final = (
    _held("status", "f.status", "register_memberstatus"),
    _held("category", f"CASE WHEN f.derived THEN '{DERIVED}' ELSE '' END || f.category", "register_managementcategory"),
    _held("occupation", "f.occupation", "register_occupation"),
    _held("suspended", "''", "register_membershipstate") + " AND f.state = 'suspended'",
    *(_held(mark, "''", "register_mark") + f" AND f.mark = '{mark}'" for mark in WEIGHED),
)
DAYS: Final = (
    _held("category", "f.valid_from", "register_managementcategory"),
    _held("education", "f.valid_from", "register_education"),
    (
        "SELECT 'first', f.person_id, f.valid_from FROM register_membership f WHERE f.relation = 'roll' AND NOT EXISTS (SELECT 1"
        " FROM register_membership e WHERE e.person_id = f.person_id AND e.relation = 'roll' AND e.valid_from < f.valid_from)"
    ),
)
"""Each reads one table of persons by their numbers; a value by kind and person."""


def _rolls(branches: Mapping[int, str], on: date, only: Collection[int]) -> dict[int, _Roll]:
    here, some = _among("f.organisation_id", sorted(branches)), _among("f.person_id", sorted(only))
    chosen = f" AND {some.text}" if only else ""
    sql = Sql(
        "SELECT f.person_id, f.organisation_id, f.valid_from FROM register_membership f"  # noqa: S608  fixed parts
        f" WHERE f.relation = 'roll' AND f.valid_from <= %s AND f.valid_to > %s AND {here.text}{chosen}",
        (on, on, *here.values, *(some.values if only else ())),
    )
    return {person: _Roll(organisation, since) for person, organisation, since in rows_of(sql)}


def _read(parts: Sequence[str], people: Sequence[int], on: date) -> dict[tuple[str, int], Any]:
    """One statement."""
    some = _among("f.person_id", people)
    texts, values = [], list[Any]()
    for part in parts:
        texts.append(f"{part.replace('%(on)s', '%s')} AND {some.text}")
        values += [*[on] * part.count("%(on)s"), *some.values]
    return {(kind, person): value for kind, person, value in rows_of(Sql(" UNION ALL ".join(texts), tuple(values)))}


def _persons(people: Sequence[int]) -> list[tuple[Any, ...]]:
    some = _among("p.id", people)
    columns = "p.id, p.code, p.name, p.sort_key, p.work_unit_and_post"
    return rows_of(Sql(f"SELECT {columns} FROM register_person p WHERE {some.text}", some.values))  # noqa: S608  fixed parts


def _among(column: str, ids: Sequence[int]) -> Sql:
    """One of many numbers, which are one value of the statement."""
    if connection.vendor == "postgresql":
        return Sql(f"{column} = ANY(%s)", (list(ids),))
    return Sql(f"{column} IN (SELECT value FROM json_each(%s))", (json.dumps(list(ids)),))  # noqa: S608  a column


def _member(
    row: tuple[Any, ...],
    roll: _Roll,
    branches: Mapping[int, str],
    facts: Mapping[tuple[str, int], str],
    days: Mapping[tuple[str, int], Any],
) -> MemberOn:
    person, code, name, sort_key, work = row
    category = facts.get(("category", person))
    return MemberOn(
        person,
        code,
        name,
        sort_key,
        branches[roll.organisation_id],
        *roll,
        work,
        category.removeprefix(DERIVED) if category else None,
        category is not None and category.startswith(DERIVED),
        facts.get(("occupation", person)),
        ("suspended", person) in facts,
        tuple(mark for mark in WEIGHED if (str(mark), person) in facts),
        *(_day(days.get((kind, person))) for kind in ("category", "education", "first")),
    )


def _day(value: date | str | None) -> date | None:
    """SQLite gives no type to the columns of a compound statement."""
    return date.fromisoformat(value) if isinstance(value, str) else value
