"""What clauses ask of life meetings: the day of the nearest one before which talks are still to be held."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.mechanism.life_meetings.rules.procedures import KEYS, KINDS
from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

TALKS_BEFORE: Final = "life_talks_before"


class TalksOpen(NamedTuple):
    """A meeting whose talks somebody has still to finish."""

    organisation_id: int
    code: str
    on: date


def talks_open(paths: Sequence[str], on: date) -> Part:
    """Of every organisation of a scope, as the step waited on the day."""
    reach = ranges("pl.path", paths)
    keys, kinds = sorted(KEYS), sorted(KINDS)
    sql = Sql(
        'SELECT pl.organisation_id, g.code, h."on" FROM register_place pl'  # noqa: S608  fixed parts
        " JOIN cases_stepspan s ON s.organisation_id = pl.organisation_id AND s.step = 'talks' AND s.valid_from <= %s AND s.valid_to > %s"
        f" AND s.procedure IN ({', '.join(['%s'] * len(keys))})"
        " JOIN cases_case c ON c.id = s.case_id"
        " JOIN gatherings_gathering g ON g.code = c.subject_code"
        " JOIN gatherings_holding h ON h.gathering_id = g.id AND h.organisation_id = pl.organisation_id AND NOT h.cancelled"
        f" AND h.kind IN ({', '.join(['%s'] * len(kinds))})"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (on, on, *keys, *kinds, on, on, *reach.values),
    )
    return Part(sql, ("number", "text", "day"), TalksOpen)


def told_of(rows: Sequence[TalksOpen], on: date) -> Mapping[int, Told]:
    """By organisation the nearest."""
    del on
    found: dict[int, TalksOpen] = {}
    for row in sorted(rows, key=lambda one: (one.on, one.code)):
        found.setdefault(row.organisation_id, row)
    return {
        pk: Told({TALKS_BEFORE: row.on}, {TALKS_BEFORE: (f"{row.code} {row.on.isoformat()}：谈心谈话还没有办理完",)})
        for pk, row in found.items()
    }


LIFE_MEETINGS: Final = Brought(talks_open, told_of)
