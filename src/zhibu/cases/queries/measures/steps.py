"""Steps that waited on a day and whose last day had passed or was near."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

AHEAD: Final = timedelta(days=30)
"""Nobody is told earlier: the upper bound of the local parameter ``step.notice_days``."""


class StepOn(NamedTuple):
    """A step as it waited on the day, where the organisation stood that has to do it, and what that was called."""

    case_id: int
    code: str
    procedure: str
    version: int
    step: str
    role: str
    path: str
    organisation: str
    entered: date
    latest: date


def steps(paths: Sequence[str], on: date) -> Part:
    """Those of a scope; the title of a case stays where the case is seen."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        "SELECT s.case_id, c.code, s.procedure, c.version, s.step, s.role, pl.path,"  # noqa: S608  fixed parts
        " coalesce(nullif(n.short_name, ''), n.name), s.entered, s.latest FROM register_place pl"
        " JOIN cases_stepspan s ON s.organisation_id = pl.organisation_id AND s.valid_to > %s AND s.valid_from <= %s AND s.latest <= %s"
        " JOIN cases_case c ON c.id = s.case_id"
        f" JOIN register_name n ON n.organisation_id = pl.organisation_id AND {HELD_ON.format('n')}"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (on, on, on + AHEAD, *[on] * 4, *reach.values),
    )
    return Part(sql, ("number", "text", "text", "number", "text", "text", "text", "text", "day", "day"), StepOn)
