"""Organisations of a scope on a day: what they were, how many people stood in them, which posts were held."""

from collections.abc import Sequence
from datetime import date
from typing import Any, NamedTuple

from django.db import connection

from zhibu.register.queries.folding import Part
from zhibu.register.queries.scopes import Sql, ranges

HELD_ON = "{0}.valid_from <= %s AND {0}.valid_to > %s"


class OrganisationOn(NamedTuple):
    """One organisation as it was on the day."""

    id: int
    path: str
    parent_id: int | None
    code: str
    name: str
    short_name: str
    kind: str
    joint: bool
    provisional: bool

    @property
    def called(self) -> str:
        """As people say it."""
        return self.short_name or self.name


class PeopleCount(NamedTuple):
    """How many persons of a status an organisation had, on its roll or in its group."""

    organisation_id: int
    relation: str
    status: str
    number: int


class PostsFrom(NamedTuple):
    """Since when posts of an organisation are recorded at all."""

    organisation_id: int
    since: date


class PostOn(NamedTuple):
    """A post held on the day or not long before; ``holder_path`` is where the holder's roll was that day, None without one."""

    organisation_id: int
    kind: str
    person_id: int
    name: str
    since: date
    until: date
    holder_path: str | None


def organisations(paths: Sequence[str], on: date) -> list[OrganisationOn]:
    """In the order of the tree."""
    sql = organisations_part(paths, on).sql
    return [OrganisationOn(*row) for row in rows_of(Sql(f"{sql.text} ORDER BY pl.path", sql.values))]


def organisations_part(paths: Sequence[str], on: date) -> Part:
    """The same in no order, beside other readings."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        "SELECT pl.organisation_id, pl.path, pl.parent_id, o.code, n.name, n.short_name, f.kind, f.joint, f.provisional"  # noqa: S608  fixed parts
        " FROM register_place pl JOIN register_organisation o ON o.id = pl.organisation_id"
        f" JOIN register_organisationform f ON f.organisation_id = pl.organisation_id AND {HELD_ON.format('f')}"
        f" JOIN register_name n ON n.organisation_id = pl.organisation_id AND {HELD_ON.format('n')}"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (*[on] * 6, *reach.values),
    )
    return Part(sql, ("number", "text", "number", "text", "text", "text", "text", "flag", "flag"), OrganisationOn)


def people_counts(paths: Sequence[str], on: date) -> Part:
    """Persons by organisation, relation and status."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        "SELECT m.organisation_id, m.relation, s.status, count(*) FROM register_place pl"  # noqa: S608  fixed parts
        " JOIN register_membership m ON m.organisation_id = pl.organisation_id"
        f" AND m.relation IN ('roll', 'group') AND {HELD_ON.format('m')}"
        f" JOIN register_memberstatus s ON s.person_id = m.person_id AND {HELD_ON.format('s')}"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} GROUP BY m.organisation_id, m.relation, s.status",
        (*[on] * 6, *reach.values),
    )
    return Part(sql, ("number", "text", "text", "number"), PeopleCount)


def posts_from(paths: Sequence[str], on: date) -> Part:
    """The first post of each organisation that had begun by the day: one look into the index for each."""
    reach = ranges("pl.path", paths)
    first = "SELECT min(p.valid_from) FROM register_post p WHERE p.organisation_id = pl.organisation_id AND p.valid_from <= %s"
    sql = Sql(
        f"SELECT organisation_id, since FROM (SELECT pl.organisation_id, ({first}) AS since FROM register_place pl"  # noqa: S608  fixed parts
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}) told WHERE since IS NOT NULL",
        (*[on] * 3, *reach.values),
    )
    return Part(sql, ("number", "day"), PostsFrom)


def posts(paths: Sequence[str], on: date, *, since: date) -> Part:
    """Posts that had begun by the day; of those that had ended only what was still held on ``since``, or later."""
    reach = ranges("pl.path", paths)
    roll = (
        "SELECT h.path FROM register_membership m JOIN register_place h ON h.organisation_id = m.organisation_id"  # noqa: S608  fixed parts
        f" WHERE m.person_id = p.person_id AND m.relation = 'roll' AND {HELD_ON.format('m')} AND {HELD_ON.format('h')}"
    )
    sql = Sql(
        "SELECT p.organisation_id, p.kind, p.person_id, w.name, p.valid_from, p.valid_to,"  # noqa: S608  fixed parts
        f" CASE WHEN p.valid_to > %s THEN ({roll}) END"
        " FROM register_place pl JOIN register_post p ON p.organisation_id = pl.organisation_id AND p.valid_from <= %s"
        " AND p.valid_to > %s"
        f" JOIN register_person w ON w.id = p.person_id WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (*[on] * 6, since, *[on] * 2, *reach.values),
    )
    return Part(sql, ("number", "text", "number", "text", "day", "day", "text"), PostOn)


def rows_of(sql: Sql) -> list[tuple[Any, ...]]:
    """One statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.values)
        found: list[tuple[Any, ...]] = cursor.fetchall()
    return found
