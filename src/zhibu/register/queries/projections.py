"""What the spans say today, spelled a second time and set-based: whose columns for lists stand differently.

``register.services.projections`` writes those columns, some hundred subjects at a time; here the whole register is compared in one
statement each. ``zhibu verify`` tells the differences, and at midnight they are turned over: a span began or ended that day.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from zhibu.register.rules.names import name_key

AT_ONCE: Final = 5000

PEOPLE: Final = """SELECT p.id, p.code, p.now_path, coalesce(p.now_organisation_id, 0), p.now_status, p.now_category,
 coalesce(o.now_path, ''), coalesce(m.organisation_id, 0),
 CASE WHEN m.id IS NULL THEN '' ELSE coalesce(s.status, '') END, CASE WHEN m.id IS NULL THEN '' ELSE coalesce(c.category, '') END
 FROM register_person p
 LEFT JOIN register_membership m ON m.person_id = p.id AND m.relation = 'roll' AND m.valid_from <= %s AND m.valid_to > %s
 LEFT JOIN register_memberstatus s ON s.person_id = p.id AND s.valid_from <= %s AND s.valid_to > %s
 LEFT JOIN register_managementcategory c ON c.person_id = p.id AND c.valid_from <= %s AND c.valid_to > %s
 LEFT JOIN register_organisation o ON o.id = coalesce(m.organisation_id, (SELECT e.organisation_id FROM register_membership e
 WHERE e.person_id = p.id AND e.relation = 'roll' AND e.valid_to <= %s ORDER BY e.valid_to DESC LIMIT 1))
 WHERE p.now_path <> coalesce(o.now_path, '') OR coalesce(p.now_organisation_id, 0) <> coalesce(m.organisation_id, 0)
 OR p.now_status <> CASE WHEN m.id IS NULL THEN '' ELSE coalesce(s.status, '') END
 OR p.now_category <> CASE WHEN m.id IS NULL THEN '' ELSE coalesce(c.category, '') END"""
"""Somebody without a branch stays in the reach of the last known one, and has no status or category."""

ORGANISATIONS: Final = """SELECT o.id, o.code, o.now_name, o.now_short_name, o.now_kind, o.now_joint, o.now_provisional, o.now_path,
 coalesce(o.now_parent_id, 0), o.now_sort,
 coalesce(n.name, ''), coalesce(n.short_name, ''), coalesce(f.kind, ''), coalesce(f.joint, {false}), coalesce(f.provisional, {false}),
 coalesce(l.path, ''), coalesce(l.parent_id, 0)
 FROM register_organisation o
 LEFT JOIN register_name n ON n.id = ({latest_name}) LEFT JOIN register_organisationform f ON f.id = ({latest_form})
 LEFT JOIN register_place l ON l.id = ({latest_place})"""
LATEST: Final = "SELECT x.id FROM {table} x WHERE x.organisation_id = o.id AND x.valid_from <= %s ORDER BY x.valid_from DESC LIMIT 1"
"""The span that holds, or the last one of an organisation that was dissolved."""

PERSON_COLUMNS: Final = ("now_path", "now_organisation_id", "now_status", "now_category")
ORGANISATION_COLUMNS: Final = (
    "now_name",
    "now_short_name",
    "now_kind",
    "now_joint",
    "now_provisional",
    "now_path",
    "now_parent_id",
    "now_sort",
)


class Difference(NamedTuple):
    """A column that says something else than the spans."""

    kind: str
    id: int
    code: str
    column: str
    stands: object
    should: object


def people_astray(on: date) -> Iterator[Difference]:
    """Persons whose columns differ from their spans. One statement; only those who differ leave the database."""
    for row in _rows(PEOPLE, [on] * 7):
        yield from _compared("person", row[:2], PERSON_COLUMNS, row[2:6], row[6:])


def organisations_astray(on: date) -> Iterator[Difference]:
    """Organisations whose columns differ from their spans."""
    latest = {name: LATEST.format(table=table) for name, table in _SPANS}
    query = ORGANISATIONS.format(false="FALSE" if connection.vendor == "postgresql" else "0", **latest)
    for row in _rows(query, [on] * len(_SPANS)):
        sort = name_key(row[11] or row[10]).sort_key[:160]
        yield from _compared("organisation", row[:2], ORGANISATION_COLUMNS, row[2:10], (*row[10:], sort))


_SPANS: Final = (
    ("latest_name", "register_name"),
    ("latest_form", "register_organisationform"),
    ("latest_place", "register_place"),
)


def _compared(
    kind: str, subject: Sequence[Any], columns: Sequence[str], stands: Sequence[Any], should: Sequence[Any]
) -> Iterator[Difference]:
    for column, now, then in zip(columns, stands, should, strict=True):
        if now != then:
            yield Difference(kind, subject[0], subject[1], column, now, then)


def _rows(query: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(query, values)
        while found := cursor.fetchmany(AT_ONCE):
            yield from found
