"""How often the committee talked about Party building in this half of the year and in the one before (local: REGULATIONS.md 6).

A session counts that is signed and whose minutes resolved on a topic marked so. Of a half-year without any signed session nothing is
said here: that there was none is what another clause tells.
"""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.gatherings.terms import GatheringKind
from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

LAST: Final = "party_building_last_half"
LAST_CALLED: Final = "party_building_half"
THIS: Final = "party_building_this_half"
ENDS: Final = "party_building_half_ends"
RESOLVED: Final = (
    "EXISTS (SELECT 1 FROM gatherings_resolution r JOIN sessions_tabling b ON b.item_id = r.item_id"
    " JOIN sessions_topic t ON t.id = b.topic_id AND t.party_building WHERE r.minutes_id = h.signed_minutes_id)"
)


class Talked(NamedTuple):
    """Signed sessions of the last half and of this one, and how many of each talked about Party building."""

    organisation_id: int
    held_before: int
    before: int
    held: int
    now: int


def half_begins(on: date) -> date:
    """The first of January or of July."""
    return date(on.year, 7 if on.month > 6 else 1, 1)


def half_called(first: date) -> str:
    """2026年上半年."""
    return f"{first.year}年{'下' if first.month > 6 else '上'}半年"


def talked(paths: Sequence[str], on: date) -> Part:
    """Of every organisation of a scope that held sessions."""
    reach, this = ranges("pl.path", paths), half_begins(on)
    last = half_begins(this - timedelta(days=1))
    counted = [f'sum(CASE WHEN h."on" {side} %s{more} THEN 1 ELSE 0 END)' for side in ("<", ">=") for more in ("", f" AND {RESOLVED}")]
    sql = Sql(
        f"SELECT h.organisation_id, {', '.join(counted)} FROM register_place pl"  # noqa: S608  fixed parts
        ' JOIN gatherings_holding h ON h.organisation_id = pl.organisation_id AND h.kind = %s AND h."on" >= %s AND h."on" <= %s'
        " AND h.signed_at IS NOT NULL AND NOT h.cancelled"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} GROUP BY h.organisation_id",
        (*[this] * 4, str(GatheringKind.WORKING_COMMITTEE_SESSION), last, on, on, on, *reach.values),
    )
    return Part(sql, ("number",) * 5, Talked)


def told_of(rows: Sequence[Talked], on: date) -> Mapping[int, Told]:
    """The last half in numbers; of this one also the day on which it ends."""
    this = half_begins(on)
    last, following = half_begins(this - timedelta(days=1)), half_begins(this + timedelta(days=190))
    return {row.organisation_id: _told(row, half_called(last), half_called(this), following - timedelta(days=1)) for row in rows}


def _told(row: Talked, last: str, this: str, ends: date) -> Told:
    facts: dict[str, object] = {THIS: row.now, ENDS: ends}
    evidence = {ENDS: (f"{this}：已签批会议 {row.held} 次，研究党建工作 {row.now} 次",)}
    if row.held_before:
        facts |= {LAST: row.before, LAST_CALLED: last}
        evidence[LAST] = (f"{last}：已签批会议 {row.held_before} 次，研究党建工作 {row.before} 次",)
    return Told(facts, evidence)


PARTY_BUILDING: Final = Brought(talked, told_of)
