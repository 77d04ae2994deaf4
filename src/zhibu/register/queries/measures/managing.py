"""Members of a scope with what decides who manages them, and the units and branches around them. One statement each."""

from collections.abc import Collection, Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db import connection

from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.measures.organisations import HELD_ON, rows_of
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import Sql, ranges
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import ManagementCategory

WEIGHED: Final = ("out_of_contact", "abroad", "floating_out")
"""Marks that decide; no other mark is read."""


class MemberOn(NamedTuple):
    """A member on a roll that day; ``first_known`` says that the schooling begins with the person's first record, undated by anybody."""

    id: int
    code: str
    name: str
    sort_key: str
    path: str
    organisation_id: int
    since: date
    state: str | None
    category: str | None
    derived: bool | None
    category_since: date | None
    occupation: str | None
    work: str
    educated_on: date | None
    first_known: bool | None
    marks: str


class UnitAround(NamedTuple):
    """A unit of the street with its Party organisation; a community has no number: then the organisation leads it."""

    id: int
    name: str
    ownership: str
    organisation_id: int | None


def streets_around(paths: Sequence[str], on: date) -> tuple[str, ...]:
    """The streets in which a scope lies: people work in units of the next community. Above a street, the scope itself."""
    above = sorted({path[:end] for path in paths for end in range(SEGMENT, len(path) + 1, SEGMENT)})
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


def members_on(paths: Sequence[str], on: date, *, only: Collection[int] = ()) -> list[MemberOn]:
    """Members of the scope in the order of pinyin; ``only`` some of them."""
    reach = ranges("pl.path", paths)
    statuses = ", ".join(["%s"] * len(MEMBER_STATUSES))
    chosen = f" AND p.id IN ({', '.join(['%s'] * len(only))})" if only else ""
    joined = "string_agg(k.mark, ',')" if connection.vendor == "postgresql" else "group_concat(k.mark)"
    marks = (
        f"coalesce((SELECT {joined} FROM register_mark k WHERE k.person_id = p.id"  # noqa: S608  fixed parts
        f" AND k.mark IN ({', '.join(['%s'] * len(WEIGHED))}) AND {HELD_ON.format('k')}), '')"
    )
    first = (
        f"CASE WHEN c.category = '{ManagementCategory.UNEMPLOYED_GRADUATE}' THEN e.valid_from ="  # noqa: S608  fixed parts
        " (SELECT min(g.valid_from) FROM register_membership g WHERE g.person_id = p.id AND g.relation = 'roll') END"
    )
    sql = Sql(
        "SELECT p.id, p.code, p.name, p.sort_key, pl.path, m.organisation_id, m.valid_from, st.state, c.category, c.derived,"  # noqa: S608
        f" c.valid_from, j.occupation, p.work_unit_and_post, e.valid_from, {first}, {marks} FROM register_place pl"
        f" JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll' AND {HELD_ON.format('m')}"
        f" JOIN register_memberstatus s ON s.person_id = m.person_id AND {HELD_ON.format('s')} AND s.status IN ({statuses})"
        " JOIN register_person p ON p.id = m.person_id"
        f"{''.join(_held(table, short) for table, short in SPANS)}"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}{chosen} ORDER BY p.sort_key, p.id",
        (*WEIGHED, *[on] * 6, *MEMBER_STATUSES, *[on] * (2 * len(SPANS)), on, on, *reach.values, *only),
    )
    return [MemberOn(*row) for row in rows_of(sql)]


SPANS: Final = (
    ("register_membershipstate", "st"),
    ("register_managementcategory", "c"),
    ("register_occupation", "j"),
    ("register_education", "e"),
)


def _held(table: str, short: str) -> str:
    return f" LEFT JOIN {table} {short} ON {short}.person_id = m.person_id AND {HELD_ON.format(short)}"
