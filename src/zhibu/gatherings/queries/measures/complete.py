"""How many signed records of a span there are in each organisation, and how many of them hold what their kind asks for (规范化)."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from zhibu.register.queries.measures.organisations import HELD_ON, rows_of
from zhibu.register.queries.scopes import Sql, ranges


class RecordsOn(NamedTuple):
    """Of one organisation."""

    organisation_id: int
    signed: int
    complete: int


def complete_records(paths: Sequence[str], first: date, last: date) -> dict[int, RecordsOn]:
    """By organisation, of those that stood in the scope on the last day; one query.

    Where nobody can tell (an old ledger has no column for what is asked for), a record counts neither way.
    """
    reach, day = ranges("pl.path", paths), f"h.{connection.ops.quote_name('on')}"
    sql = Sql(
        "SELECT pl.organisation_id, count(h.complete), sum(CASE WHEN h.complete THEN 1 ELSE 0 END) FROM register_place pl"  # noqa: S608  fixed parts
        f" JOIN gatherings_holding h ON h.organisation_id = pl.organisation_id AND {day} >= %s AND {day} <= %s"
        f" AND h.quorate IS NOT NULL AND NOT h.cancelled WHERE {HELD_ON.format('pl')} AND {reach.text} GROUP BY pl.organisation_id",
        (first, last, last, last, *reach.values),
    )
    return {row[0]: RecordsOn(*row) for row in rows_of(sql)}
