"""What committees bring to clauses: how long ago the last conference was, whose term ends, who has lost the post that he sits here by."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.dates import months_between
from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges
from zhibu.register.terms.organisations import PostKind

LAST: Final = (
    '(SELECT max(h."on") FROM gatherings_holding h WHERE h.organisation_id = sc.organisation_id AND h.kind = %s AND h."on" <= %s'
    " AND h.signed_at IS NOT NULL AND NOT h.cancelled)"
)
SITTING: Final = "a.committee_id = sc.id AND a.begins <= %s AND (a.ended_on IS NULL OR a.ended_on > %s)"
POSTED: Final = (
    "EXISTS (SELECT 1 FROM register_post p WHERE p.person_id = a.person_id AND p.organisation_id = sc.organisation_id"  # noqa: S608  fixed parts
    f" AND p.kind = %s AND {HELD_ON.format('p')})"
)
LEFT: Final = (
    f"(SELECT count(*) FROM steering_appointment a WHERE {SITTING} AND a.home_id IS NOT NULL AND {POSTED}"  # noqa: S608  fixed parts
    f" AND NOT EXISTS (SELECT 1 FROM register_post q WHERE q.person_id = a.person_id AND q.organisation_id = a.home_id"
    f" AND {HELD_ON.format('q')}))"
)
ENDS: Final = f"(SELECT min(a.until) FROM steering_appointment a WHERE {SITTING} AND (a.person_id IS NULL OR {POSTED}))"  # noqa: S608  fixed parts


class Sits(NamedTuple):
    """A committee on a day."""

    organisation_id: int
    since: date
    last: date | None
    left: int
    ends: date | None


def committees_on(paths: Sequence[str], on: date) -> Part:
    """Those of a scope."""
    reach = ranges("pl.path", paths)
    conference, post = str(GatheringKind.JOINT_CONFERENCE), str(PostKind.CONCURRENT_COMMITTEE_MEMBER)
    seated = (on, on, post, on, on)
    sql = Sql(
        f"SELECT sc.organisation_id, sc.set_up_on, {LAST}, {LEFT}, {ENDS} FROM register_place pl"  # noqa: S608  fixed parts
        " JOIN steering_steeringcommittee sc ON sc.organisation_id = pl.organisation_id AND sc.set_up_on <= %s"
        " AND (sc.dissolved_on IS NULL OR sc.dissolved_on > %s)"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (conference, on, *seated, on, on, *seated, on, on, on, on, *reach.values),
    )
    return Part(sql, ("number", "day", "day", "number", "day"), Sits)


def told_of(rows: Sequence[Sits], on: date) -> Mapping[int, Told]:
    """Of each committee; what is not so says nothing."""
    return {row.organisation_id: _told(row, on) for row in rows}


def _told(row: Sits, on: date) -> Told:
    seen = max(row.since, row.last or row.since)
    words = f"最近一次联席会议 {row.last.isoformat()}" if row.last else f"{row.since.isoformat()} 成立以来没有已签批的联席会议"
    facts: dict[str, object] = {"conference_gap_months": months_between(seen, on)}
    if row.left:
        facts["concurrent_left_posts"] = row.left
    if row.ends is not None:
        facts["concurrent_term_ends"] = row.ends
    return Told(facts, {"conference_gap_months": (words,)})


COMMITTEES: Final = Brought(committees_on, told_of)
