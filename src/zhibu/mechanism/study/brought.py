"""The share of those present at the study sessions of a year, for a clause that says nothing until a street sets a number."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.terms import GatheringKind
from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

ATTENDANCE: Final = "study_attendance"


class Attended(NamedTuple):
    """Of all signed sessions of the year so far."""

    organisation_id: int
    sessions: int
    present: int
    expected: int


def attended(paths: Sequence[str], on: date) -> Part:
    """Of every organisation of a scope: numbers of the organisation, never of a person."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        "SELECT h.organisation_id, count(*), sum(h.present), sum(h.expected) FROM register_place pl"  # noqa: S608  fixed parts
        ' JOIN gatherings_holding h ON h.organisation_id = pl.organisation_id AND h.kind = %s AND h."on" >= %s AND h."on" <= %s'
        " AND h.signed_at IS NOT NULL AND NOT h.cancelled AND h.expected > 0"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} GROUP BY h.organisation_id",
        (str(GatheringKind.STUDY_SESSION), date(on.year, 1, 1), on, on, on, *reach.values),
    )
    return Part(sql, ("number", "number", "number", "number"), Attended)


def told_of(rows: Sequence[Attended], on: date) -> Mapping[int, Told]:
    """In whole per cent, rounded down: 89.9 is less than 90."""
    del on
    return {row.organisation_id: _told(row) for row in rows if row.expected}


def _told(row: Attended) -> Told:
    said = f"{row.sessions} 次学习，应到 {row.expected} 人次，实到 {row.present} 人次"
    return Told({ATTENDANCE: 100 * row.present // row.expected}, {ATTENDANCE: (said,)})


STUDY: Final = Brought(attended, told_of)
