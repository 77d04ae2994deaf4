"""How many members stand where, and in which category, on a day."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from django.db import connection

from zhibu.kernel.readers import outermost
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import Sql, ranges

MARKS = ", ".join(["%s"] * len(MEMBER_STATUSES))


class Counted(NamedTuple):
    """Members of one branch in one management category."""

    path: str
    category: str
    number: int


def member_counts(paths: Sequence[str], *, on: date, today: date) -> list[Counted]:
    """Members by the path of their branch and by category, within the outermost of the given paths; one query."""
    roots = outermost(paths)
    sql = _counted_today(roots) if on == today else _counted_on(roots, on)
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.values)
        return [Counted(*row) for row in cursor.fetchall()]


def _counted_today(roots: Sequence[str]) -> Sql:
    reach = ranges("now_path", roots)
    text = (
        "SELECT now_path, now_category, count(*) FROM register_person"  # noqa: S608  fixed parts
        f" WHERE {reach.text} AND now_status IN ({MARKS}) GROUP BY now_path, now_category"
    )
    return Sql(text, (*reach.values, *MEMBER_STATUSES))


def _counted_on(roots: Sequence[str], on: date) -> Sql:
    reach = ranges("pl.path", roots)
    text = (
        "SELECT pl.path, coalesce(c.category, ''), count(*) FROM register_place pl"  # noqa: S608  fixed parts
        " JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll'"
        " AND m.valid_from <= %s AND m.valid_to > %s JOIN register_memberstatus s ON s.person_id = m.person_id"
        f" AND s.valid_from <= %s AND s.valid_to > %s AND s.status IN ({MARKS})"
        " LEFT JOIN register_managementcategory c ON c.person_id = m.person_id AND c.valid_from <= %s AND c.valid_to > %s"
        f" WHERE pl.valid_from <= %s AND pl.valid_to > %s AND {reach.text} GROUP BY pl.path, coalesce(c.category, '')"
    )
    return Sql(text, (on, on, on, on, *MEMBER_STATUSES, on, on, on, on, *reach.values))
