"""The roll of a scope on a day: counted, filtered, sorted, paged and streamed.

Plain SQL, since it is the list that everybody opens: the page's numbers are found in one covering index, then fifty rows
are read. Today reads the projections, any other day reads the spans. The reader's subtrees are part of every statement;
nothing here answers without them.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from zhibu.kernel.readers import path_end
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.matching_text import Condition
from zhibu.register.terms.people import MEMBERS, MemberStatus
from zhibu.web.paging import EXACT, PAGE, Count, Cursor, Neighbours

MEMBER_STATUSES: Final = tuple(str(one) for one in MemberStatus if one in MEMBERS)
APPLICANT_STATUSES: Final = tuple(str(one) for one in MemberStatus if one not in MEMBERS)
AT_ONCE: Final = 2000
WIDE: Final = SEGMENT * 2
"""Paths up to this length hold more than a street: searched by the index of the word, not of the scope."""
ORDERS: Final = frozenset({"sort_key", "birth_date", "joined_on", "confirmed_on", "sex", "status", "category", "organisation"})


class RollRow(NamedTuple):
    """A line of the roll. Numbers and addresses are sealed bytes until ``register.queries.contacts`` masks them for those who may."""

    id: int
    code: str
    name: str
    sort_key: str
    organisation_id: int
    organisation: str
    organisation_code: str
    status: str
    category: str
    sex: str
    ethnicity: str
    birth_date: date | None
    joined_on: date | None
    confirmed_on: date | None
    month_only: str
    standing_correction: int | None
    state: str
    education: str
    education_raw: str
    occupation: str
    occupation_raw: str
    marks: str
    now_path: str
    key_name: str
    id_number: str | bytes | None
    phone: str | bytes | None
    residence: str | bytes | None
    on: date

    @property
    def member_status(self) -> MemberStatus:
        """The status as a word of the list."""
        return MemberStatus.stored(self.status)


@dataclass(frozen=True, slots=True)
class RollFilter:
    """What a list asks for; ``paths`` are the reader's subtrees, already narrowed to the scope of the page."""

    paths: tuple[str, ...]
    on: date
    today: date
    statuses: tuple[str, ...] = MEMBER_STATUSES
    category: str = ""
    marks: tuple[str, ...] = ()
    sex: str = ""
    text: Condition = field(default_factory=lambda: Condition("", ()))

    @property
    def current(self) -> bool:
        """Whether projections may answer."""
        return self.on == self.today


class RollCounts(NamedTuple):
    """How many there are, and of which category; without categories when the counting stopped."""

    total: Count
    categories: dict[str, int]


@dataclass(frozen=True, slots=True)
class _Sql:
    text: str
    values: tuple[Any, ...]


def narrowed(reader_paths: Sequence[str], scope: str) -> tuple[str, ...]:
    """The parts of a scope that lie in the reader's subtrees; an empty scope is all that the reader reaches."""
    inside = [path for path in reader_paths if path.startswith(scope)]
    return (scope,) if any(scope.startswith(path) for path in reader_paths) else tuple(inside)


def ranges(column: str, paths: Sequence[str]) -> _Sql:
    if not paths:
        return _Sql("1 = 0", ())
    parts = " OR ".join(f"({column} >= %s AND {column} < %s)" for _ in paths)
    return _Sql(f"({parts})", tuple(value for path in paths for value in (path, path_end(path))))


def _source(wanted: RollFilter) -> _Sql:
    """Who stands on the roll of the day, as ``person_id, organisation_id, status, category``: without text, mark and sex."""
    if wanted.current:
        reach = ranges("p.now_path", wanted.paths)
        return _Sql(
            "SELECT p.id, p.now_organisation_id AS organisation_id, p.now_status AS status, p.now_category AS category, p.sort_key"
            f" FROM register_person p WHERE {reach.text}",
            reach.values,
        )
    reach = ranges("pl.path", wanted.paths)
    day = (wanted.on, wanted.on)
    return _Sql(
        "SELECT p.id, m.organisation_id, s.status, coalesce(c.category, '') AS category, p.sort_key FROM register_place pl"
        " JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll'"
        " AND m.valid_from <= %s AND m.valid_to > %s"
        " JOIN register_person p ON p.id = m.person_id"
        " JOIN register_memberstatus s ON s.person_id = p.id AND s.valid_from <= %s AND s.valid_to > %s"
        " LEFT JOIN register_managementcategory c ON c.person_id = p.id AND c.valid_from <= %s AND c.valid_to > %s"
        f" WHERE pl.valid_from <= %s AND pl.valid_to > %s AND {reach.text}",
        (*day, *day, *day, *day, *reach.values),
    )


def _conditions(wanted: RollFilter, *, with_category: bool = True) -> _Sql:
    status, category = ("p.now_status", "p.now_category") if wanted.current else ("s.status", "c.category")
    parts = [f"{status} IN ({', '.join(['%s'] * len(wanted.statuses))})"]
    values: list[Any] = [*wanted.statuses]
    if with_category and wanted.category:
        parts.append(f"{category} = %s")
        values.append(wanted.category)
    if wanted.sex:
        parts.append("p.sex = %s")
        values.append(wanted.sex)
    for mark in wanted.marks:
        parts.append(
            "EXISTS (SELECT 1 FROM register_mark k WHERE k.person_id = p.id AND k.mark = %s AND k.valid_from <= %s AND k.valid_to > %s)"
        )
        values += [mark, wanted.on, wanted.on]
    if wanted.text.sql:
        parts.append(wanted.text.sql)
        values += wanted.text.values
    return _Sql(" AND ".join(parts), tuple(values))


def count_roll(wanted: RollFilter) -> RollCounts:
    """The total, exact to 10,000, and the numbers by category, in one statement."""
    source, rest = _source(wanted), _conditions(wanted, with_category=False)
    inner = f"{source.text} AND {rest.text} LIMIT {EXACT + 1}"
    query = f"SELECT category, count(*) FROM ({inner}) AS r GROUP BY category"  # noqa: S608  made of the fixed parts above
    with connection.cursor() as cursor:
        cursor.execute(query, [*source.values, *rest.values])
        categories = {row[0]: row[1] for row in cursor.fetchall()}
    total = sum(categories.values())
    if total > EXACT:
        return RollCounts(Count(EXACT, capped=True), {})
    return RollCounts(Count(categories.get(wanted.category, 0) if wanted.category else total), categories)


def _order(sort: str, row: str = "") -> str:
    """The ORDER BY of a page; unknown days come last, people of one value by pinyin."""
    name = sort.removeprefix("-")
    direction = " DESC" if sort.startswith("-") else ""
    if name not in ORDERS or name == "sort_key":
        return f"{row}sort_key{direction}, {row}id{direction}"
    column = f"{row}organisation_sort" if name == "organisation" else f"{row}{name}"
    missing = f"{column} IS NULL, " if name.endswith(("_date", "_on")) else ""
    return f"{missing}{column}{direction}, {row}sort_key, {row}id"


def _numbers(wanted: RollFilter, sort: str, limit: int, offset: int) -> _Sql:
    """The page's persons, found without reading a whole row when the list is sorted by name."""
    source, rest = _source(wanted), _conditions(wanted)
    name = sort.removeprefix("-")
    text = source.text
    if name in {"birth_date", "joined_on", "confirmed_on", "sex"}:
        text = text.replace(", p.sort_key FROM", f", p.sort_key, p.{name} FROM", 1)
    elif name == "organisation":
        organisation = "p.now_organisation_id" if wanted.current else "m.organisation_id"
        text = text.replace(
            ", p.sort_key FROM", f", p.sort_key, (SELECT o.now_sort FROM register_organisation o WHERE o.id = {organisation}) AS organisation_sort FROM", 1
        )
    return _Sql(
        f"SELECT * FROM ({text} AND {rest.text}) AS found ORDER BY {_order(sort)} LIMIT {limit} OFFSET {offset}",
        (*source.values, *rest.values),
    )


COLUMNS: Final = """r.id, p.code, p.name, p.sort_key, r.organisation_id, coalesce(nullif(o.now_short_name, ''), o.now_name), o.code,
 r.status, r.category, p.sex, p.ethnicity, p.birth_date, p.joined_on, p.confirmed_on, p.month_only, p.standing_correction,
 coalesce(t.state, ''), coalesce(e.level, ''), coalesce(e.raw, ''), coalesce(w.occupation, ''), coalesce(w.raw, ''),
 coalesce((SELECT {join} FROM register_mark k WHERE k.person_id = p.id AND k.valid_from <= %s AND k.valid_to > %s), ''),
 p.now_path, p.key_name, p.id_number_sealed, p.phone_sealed, p.residence_sealed"""

JOINS: Final = """ JOIN register_person p ON p.id = r.id JOIN register_organisation o ON o.id = r.organisation_id
 LEFT JOIN register_membershipstate t ON t.person_id = p.id AND t.valid_from <= %s AND t.valid_to > %s
 LEFT JOIN register_education e ON e.person_id = p.id AND e.valid_from <= %s AND e.valid_to > %s
 LEFT JOIN register_occupation w ON w.person_id = p.id AND w.valid_from <= %s AND w.valid_to > %s"""


def _rows(found: _Sql, on: date, order: str) -> _Sql:
    marks = "string_agg(k.mark, ',')" if connection.vendor == "postgresql" else "group_concat(k.mark)"
    ordered = f" ORDER BY {order}" if order else ""
    text = f"SELECT {COLUMNS.format(join=marks)} FROM ({found.text}) AS r{JOINS}{ordered}"  # noqa: S608  fixed parts
    return _Sql(text, (on, on, *found.values, on, on, on, on, on, on))


def _read(sql: _Sql, on: date) -> list[RollRow]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.values)
        return [RollRow._make((*row, on)) for row in cursor.fetchall()]


def roll_page(wanted: RollFilter, *, sort: str, first: int, size: int = PAGE) -> list[RollRow]:
    """One numbered page, by any column; for lists of up to 10,000."""
    return _read(_rows(_numbers(wanted, sort, size, first), wanted.on, _order(sort, "r.")), wanted.on)


def roll_after(wanted: RollFilter, *, after: Cursor | None = None, before: Cursor | None = None, letter: str = "", size: int = PAGE) -> tuple[list[RollRow], Neighbours]:
    """A page of a list of more than 10,000 by the sort keys at its edges, in the order of pinyin."""
    backwards = before is not None
    edge = before or after or ((letter.lower(), 0) if letter else None)
    source, rest = _source(wanted), _conditions(wanted)
    sign = "<" if backwards else ">"
    beyond = f" AND (p.sort_key {sign} %s OR (p.sort_key = %s AND p.id {sign} %s))" if edge else ""
    down = " DESC" if backwards else ""
    found = _Sql(
        f"{source.text} AND {rest.text}{beyond} ORDER BY p.sort_key{down}, p.id{down} LIMIT {size + 1}",
        (*source.values, *rest.values, *((edge[0], edge[0], edge[1]) if edge else ())),
    )
    rows = sorted(_read(_rows(found, wanted.on, ""), wanted.on), key=lambda row: (row.sort_key, row.id), reverse=backwards)
    more, rows = len(rows) > size, rows[:size]
    if backwards:
        rows.reverse()
    if not rows:
        return rows, Neighbours()
    first, last = (rows[0].sort_key, rows[0].id), (rows[-1].sort_key, rows[-1].id)
    has_before, has_after = (more, True) if backwards else (edge is not None, more)
    return rows, Neighbours(before=first if has_before else None, after=last if has_after else None)


def stream_roll(wanted: RollFilter) -> Iterator[list[RollRow]]:
    """The whole roll in the order of pinyin, in slices, by one statement."""
    source, rest = _source(wanted), _conditions(wanted)
    sql = _rows(_Sql(f"{source.text} AND {rest.text}", (*source.values, *rest.values)), wanted.on, "r.sort_key, r.id")
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.values)
        while found := cursor.fetchmany(AT_ONCE):
            yield [RollRow._make((*row, wanted.on)) for row in found]

