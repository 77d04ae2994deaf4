"""What clauses ask of reports: since when one that was opened has been to be held. Of an organisation, never of a person."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.oversight.brought import Brought, Told
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

FROM: Final = "secretary_report_from"
YEAR: Final = "secretary_report_year"
UNHEARD: Final = "secretary_report.unheard"
"""The clause that reads them."""


class Unheard(NamedTuple):
    """The oldest year of an organisation whose report was opened and not held before both."""

    organisation_id: int
    year: int


def unheard(paths: Sequence[str], on: date) -> Part:
    """One row for each organisation that has any."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        "SELECT r.organisation_id, min(r.year) FROM secretary_reports_secretaryreport r"  # noqa: S608  fixed parts
        " WHERE r.opened_on <= %s AND r.grade = '' AND (r.held_above_id IS NULL OR r.held_own_id IS NULL)"
        f" AND r.organisation_id IN (SELECT pl.organisation_id FROM register_place pl WHERE {HELD_ON.format('pl')} AND {reach.text})"
        " GROUP BY r.organisation_id",
        (on, on, on, *reach.values),
    )
    return Part(sql, ("number", "number"), Unheard)


def told_of(rows: Sequence[Unheard], on: date) -> Mapping[int, Told]:
    """Counted from the end of the year that it is about."""
    del on
    return {row.organisation_id: Told({FROM: date(row.year + 1, 1, 1), YEAR: row.year}) for row in rows}


REPORTS: Final = Brought(unheard, told_of)
