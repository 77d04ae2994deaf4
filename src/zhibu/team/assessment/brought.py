"""What clauses ask of assessments: for how many days one has been without grades. Numbers of an organisation, never of a person."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges
from zhibu.team.assessment.queries.assessments import KIND

WITHOUT_GRADES: Final = "days_without_grades"
LOOKED_BACK: Final = timedelta(days=365)


class Ungraded(NamedTuple):
    """The oldest signed assessment of the last year without any grade."""

    organisation_id: int
    on: date


def ungraded(paths: Sequence[str], on: date) -> Part:
    """Of every organisation of a scope. What was only entered afterwards, from an old ledger, is no assessment under way."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        'SELECT h.organisation_id, min(h."on") FROM register_place pl'  # noqa: S608  fixed parts
        ' JOIN gatherings_holding h ON h.organisation_id = pl.organisation_id AND h.kind = %s AND h."on" > %s AND h."on" <= %s'
        " AND h.signed_at IS NOT NULL AND NOT h.cancelled"
        " JOIN gatherings_gathering g ON g.id = h.gathering_id AND g.planned_on IS NOT NULL"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}"
        " AND NOT EXISTS (SELECT 1 FROM assessment_grade a WHERE a.holding_id = h.id AND a.decided_on <= %s)"
        " GROUP BY h.organisation_id",
        (KIND, on - LOOKED_BACK, on, on, on, *reach.values, on),
    )
    return Part(sql, ("number", "day"), Ungraded)


def told_of(rows: Sequence[Ungraded], on: date) -> Mapping[int, Told]:
    """By organisation, how long ago it was held."""
    return {
        row.organisation_id: Told(
            {WITHOUT_GRADES: (on - row.on).days}, {WITHOUT_GRADES: (f"{row.on.isoformat()} 的民主评议，还没有登记任何等次",)}
        )
        for row in rows
    }


ASSESSMENTS: Final = Brought(ungraded, told_of)
