"""Steps that waited on a day and whose last day had passed or was near."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from zhibu.cases.registry import confided
from zhibu.kernel.readers import Reader
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import EVERYBODY, Sql, ranges

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


class ToldOf(NamedTuple):
    """A confided procedure, and the subtrees whose cases somebody is told of: held there, or assigned there."""

    procedure: str
    holder: tuple[str, ...]
    assignee: tuple[str, ...]


def told_of(reader: Reader) -> tuple[ToldOf, ...]:
    """As the cases themselves are seen (``told_to``); nothing is kept from commands."""
    if reader.everywhere:
        return ()
    return tuple(ToldOf(key, reader.paths(acts.holder), reader.paths(acts.assignee)) for key, acts in confided().items())


def _only(told: Sequence[ToldOf]) -> Sql:
    """No step of a case that the reader could not open."""
    found = EVERYBODY
    for one in told:
        held, charged = ranges("ho.now_path", one.holder), ranges("ao.now_path", one.assignee)
        text = (
            " AND (s.procedure <> %s"  # noqa: S608  fixed parts
            f" OR EXISTS (SELECT 1 FROM register_organisation ho WHERE ho.id = c.now_holder_id AND {held.text})"
            f" OR EXISTS (SELECT 1 FROM register_organisation ao WHERE ao.id = c.now_assignee_id AND {charged.text}))"
        )
        found = Sql(found.text + text, (*found.values, one.procedure, *held.values, *charged.values))
    return found


def steps(paths: Sequence[str], on: date, told: Sequence[ToldOf] = ()) -> Part:
    """Those of a scope, of confided procedures those that are told; the title of a case stays where the case is seen."""
    reach, only = ranges("pl.path", paths), _only(told)
    sql = Sql(
        "SELECT s.case_id, c.code, s.procedure, c.version, s.step, s.role, pl.path,"  # noqa: S608  fixed parts
        " coalesce(nullif(n.short_name, ''), n.name), s.entered, s.latest FROM register_place pl"
        " JOIN cases_stepspan s ON s.organisation_id = pl.organisation_id AND s.valid_to > %s AND s.valid_from <= %s AND s.latest <= %s"
        " JOIN cases_case c ON c.id = s.case_id"
        f" JOIN register_name n ON n.organisation_id = pl.organisation_id AND {HELD_ON.format('n')}"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}{only.text}",
        (on, on, on + AHEAD, *[on] * 4, *reach.values, *only.values),
    )
    return Part(sql, ("number", "text", "text", "number", "text", "text", "text", "text", "day", "day"), StepOn)
