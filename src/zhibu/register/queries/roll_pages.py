"""Pages of the roll: numbered up to 10,000 people, by the keys at their edges above; and the whole of it as a stream.

The page's persons are found in one covering index, then fifty rows are read.
"""

from collections.abc import Iterator
from typing import Final

from django.db import connection

from zhibu.register.queries.rolls import RollFilter, RollRow, conditions_of, source_of
from zhibu.register.queries.scopes import EVERYWHERE, Sql, ranges
from zhibu.web.paging import FARTHEST, PAGE, Cursor, Neighbours

AT_ONCE: Final = 2000
ORDERS: Final = frozenset({"sort_key", "birth_date", "joined_on", "confirmed_on", "sex", "status", "category", "organisation"})
FACTS: Final = frozenset({"birth_date", "joined_on", "confirmed_on", "sex"})
"""Columns of the person by which a list is sorted."""


def _plain(sort: str) -> str:
    """By age is by birth date the other way round."""
    return {"age": "-birth_date", "-age": "birth_date"}.get(sort, sort)


def _order(sort: str, row: str = "") -> str:
    """The ORDER BY of a page; unknown days come last, people of one value by pinyin."""
    name = sort.removeprefix("-")
    direction = " DESC" if sort.startswith("-") else ""
    if name not in ORDERS or name == "sort_key":
        return f"{row}sort_key{direction}, {row}id{direction}"
    column = f"{row}organisation_sort" if name == "organisation" else f"{row}{name}"
    missing = f"{column} IS NULL, " if name in FACTS else ""
    return f"{missing}{column}{direction}, {row}sort_key, {row}id"


def _numbers(wanted: RollFilter, sort: str, limit: int, offset: int) -> Sql:
    """The page's persons, found without reading a whole row when the list is sorted by name."""
    source, rest, by = source_of(wanted), conditions_of(wanted), _sorted_by(wanted, sort.removeprefix("-"))
    text = source.text.replace(", p.sort_key FROM", f", p.sort_key{by.text} FROM", 1)
    return Sql(
        f"SELECT * FROM ({text} AND {rest.text}) AS found ORDER BY {_order(sort)} LIMIT {limit} OFFSET {offset}",  # noqa: S608  fixed parts
        (*by.values, *source.values, *rest.values),
    )


def _sorted_by(wanted: RollFilter, name: str) -> Sql:
    """The column that the order needs beside those of the index. A fact that may not be asked for sorts as if it were unknown."""
    if name == "organisation":
        organisation = "p.now_organisation_id" if wanted.current else "m.organisation_id"
        place = f"SELECT o.now_sort FROM register_organisation o WHERE o.id = {organisation}"  # noqa: S608  one of two columns
        return Sql(f", ({place}) AS organisation_sort")
    if name not in FACTS:
        return Sql("")
    if wanted.facts_of == EVERYWHERE:
        return Sql(f", p.{name}")
    reach = ranges("p.now_path", wanted.facts_of)
    return Sql(f", CASE WHEN {reach.text} THEN p.{name} END AS {name}", reach.values)


COLUMNS: Final = """r.id, p.code, p.name, p.sort_key, o.id, coalesce(nullif(o.now_short_name, ''), o.now_name), o.code,
 r.status, r.category, p.sex, p.ethnicity, p.birth_date, p.joined_on, p.confirmed_on, p.month_only, p.standing_correction,
 {state}, {education}, {occupation}, {marks},
 p.now_path, p.key_name, p.id_number_sealed, p.phone_sealed, p.residence_sealed"""

NOTHING: Final = {"state": "''", "education": "'', ''", "occupation": "'', ''", "marks": "''"}
KNOWN: Final = {
    "state": "coalesce(t.state, '')",
    "education": "coalesce(e.level, ''), coalesce(e.raw, '')",
    "occupation": "coalesce(w.occupation, ''), coalesce(w.raw, '')",
    "marks": "coalesce((SELECT {joined} FROM register_mark k WHERE k.person_id = p.id AND k.mark <> 'hardship'"
    " AND k.valid_from <= %s AND k.valid_to > %s), '')",
}
SPANS: Final = {
    "state": ("register_membershipstate", "t"),
    "education": ("register_education", "e"),
    "occupation": ("register_occupation", "w"),
}
"""What a list reads only when one of its columns asks for it."""


def _rows(found: Sql, wanted: RollFilter, order: str) -> Sql:
    joined = "string_agg(k.mark, ',')" if connection.vendor == "postgresql" else "group_concat(k.mark)"
    known = {name: KNOWN[name] if name in wanted.extras else nothing for name, nothing in NOTHING.items()}
    columns = COLUMNS.format(**known | {"marks": known["marks"].format(joined=joined)})
    place = "p.now_organisation_id" if wanted.current else "r.organisation_id"
    spans = [SPANS[name] for name in SPANS if name in wanted.extras]
    joins = "".join(
        f" LEFT JOIN {table} {short} ON {short}.person_id = p.id AND {short}.valid_from <= %s AND {short}.valid_to > %s"
        for table, short in spans
    )
    ordered = f" ORDER BY {order}" if order else ""
    text = (
        f"SELECT {columns} FROM ({found.text}) AS r JOIN register_person p ON p.id = r.id"  # noqa: S608  fixed parts
        f" JOIN register_organisation o ON o.id = {place}{joins}{ordered}"
    )
    day = (wanted.on, wanted.on)
    return Sql(text, (*(day if "marks" in wanted.extras else ()), *found.values, *day * len(spans)))


def _read(sql: Sql, wanted: RollFilter) -> list[RollRow]:
    with connection.cursor() as cursor:
        cursor.execute(sql.text, sql.values)
        return [RollRow._make((*row, wanted.on)) for row in cursor.fetchall()]


def roll_page(wanted: RollFilter, *, sort: str, first: int, size: int = PAGE) -> list[RollRow]:
    """One numbered page, by any column; for lists of up to 10,000."""
    by = _plain(sort)
    return _read(_rows(_numbers(wanted, by, size, first), wanted, _order(by, "r.")), wanted)


def roll_after(
    wanted: RollFilter, *, after: Cursor | None = None, before: Cursor | None = None, letter: str = "", size: int = PAGE
) -> tuple[list[RollRow], Neighbours]:
    """A page of a list of more than 10,000 by the sort keys at its edges, in the order of pinyin.

    Behind the last name there is the last page, before the first name the first.
    """
    backwards = before is not None
    edge = _edge(before or after) or ((letter.lower(), 0) if letter else None)
    rows, neighbours = _beyond(wanted, edge, backwards=backwards, size=size)
    return (rows, neighbours) if rows or edge is None else _beyond(wanted, None, backwards=not backwards, size=size)


def _edge(cursor: Cursor | None) -> tuple[str, int] | None:
    """The sort key and number of a row; nothing when somebody has written the address by hand."""
    match cursor:
        case (str(sort_key), int(row_id)) if sort_key.isascii() and sort_key.isalnum() and 0 <= row_id < FARTHEST:
            return sort_key, row_id
    return None


def _beyond(wanted: RollFilter, edge: tuple[str, int] | None, *, backwards: bool, size: int) -> tuple[list[RollRow], Neighbours]:
    """Rows on one side of an edge, those next to it first; one more than the page tells whether there are others."""
    source, rest = source_of(wanted, by_name=True), conditions_of(wanted)
    sign, down = ("<", " DESC") if backwards else (">", "")
    side = f" AND (p.sort_key, p.id) {sign} (%s, %s)" if edge else ""
    found = Sql(
        f"{source.text} AND {rest.text}{side} ORDER BY p.sort_key{down}, p.id{down} LIMIT {size + 1}",
        (*source.values, *rest.values, *(edge or ())),
    )
    rows = sorted(_read(_rows(found, wanted, ""), wanted), key=_key, reverse=backwards)
    more = len(rows) > size
    page = sorted(rows[:size], key=_key)
    here, there = more, edge is not None
    has_before, has_after = (here, there) if backwards else (there, here)
    if not page:
        return [], Neighbours()
    return page, Neighbours(before=_key(page[0]) if has_before else None, after=_key(page[-1]) if has_after else None)


def _key(row: RollRow) -> tuple[str, int]:
    return row.sort_key, row.id


def stream_roll(wanted: RollFilter) -> Iterator[list[RollRow]]:
    """The whole roll in the order of pinyin, in slices, by one statement."""
    source, rest = source_of(wanted), conditions_of(wanted)
    sql = _rows(Sql(f"{source.text} AND {rest.text}", (*source.values, *rest.values)), wanted, "r.sort_key, r.id")
    with connection.chunked_cursor() as cursor:
        cursor.execute(sql.text, sql.values)
        while found := cursor.fetchmany(AT_ONCE):
            yield [RollRow._make((*row, wanted.on)) for row in found]


def roll_people(wanted: RollFilter) -> list[int]:
    """The numbers of everybody on the roll, one statement: a list that is fixed for later."""
    source, rest = source_of(wanted), conditions_of(wanted)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT r.id FROM ({source.text} AND {rest.text}) AS r ORDER BY r.id", [*source.values, *rest.values])  # noqa: S608  fixed parts
        return [row[0] for row in cursor.fetchall()]
