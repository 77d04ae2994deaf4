"""The roll of a scope on a day: counted, filtered, sorted, paged and streamed.

Plain SQL, since it is the list that everybody opens: the page's numbers are found in one covering index, then fifty rows
are read. Today reads the projections, any other day reads the spans. The reader's subtrees are part of every statement;
nothing here answers without them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db import connection

from zhibu.register.queries.scopes import EVERYBODY, EVERYWHERE, WIDE, Sql, ranges
from zhibu.register.terms.people import MEMBERS, MemberStatus
from zhibu.web.filters import FIRST_YEAR, LAST_YEAR
from zhibu.web.paging import EXACT, Count

MEMBER_STATUSES: Final = tuple(str(one) for one in MemberStatus if one in MEMBERS)
APPLICANT_STATUSES: Final = tuple(str(one) for one in MemberStatus if one not in MEMBERS)
EXTRAS: Final = frozenset({"state", "education", "occupation", "marks"})


UNSEEN: Final = "-"
"""Stands for the marks of somebody of whom only the name is seen."""


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
    text: Sql = EVERYBODY
    admitted_in: int = 0
    """Only those who became probationary members in this year."""
    extras: frozenset[str] = EXTRAS
    """The dated facts that the columns of the list show."""
    facts_of: tuple[str, ...] = EVERYWHERE
    """Subtrees whose people's facts of today may be asked for: on a past day the roll holds people who are out of reach by now."""

    @property
    def current(self) -> bool:
        """Whether projections may answer."""
        return self.on == self.today


class RollCounts(NamedTuple):
    """How many there are, and of which category; without categories when the counting stopped."""

    total: Count
    categories: dict[str, int]


PERSONS: Final = " JOIN register_person p ON p.id = m.person_id"
PAST_CATEGORY: Final = "coalesce(c.category, '')"


def source_of(wanted: RollFilter, *, by_name: bool = False) -> Sql:
    """Who stands on the roll of the day: number, organisation, status, category, sort key. Today all of it lies in one index.

    ``by_name``: the list is so long that one walks it in its order until a page is full, instead of sorting the scope. SQLite has
    no histogram to find that out by itself (at a million: 0.1 ms instead of 300); a plus sign keeps it off the index of paths.
    """
    if wanted.current:
        reach = ranges("+p.now_path" if by_name and connection.vendor == "sqlite" else "p.now_path", wanted.paths)
        return Sql(
            f"SELECT p.id, p.now_status AS status, p.now_category AS category, p.sort_key FROM register_person p WHERE {reach.text}",  # noqa: S608  ranges
            reach.values,
        )
    return _on_past_day(wanted, f"SELECT p.id, m.organisation_id, s.status, {PAST_CATEGORY} AS category, p.sort_key FROM", PERSONS)


def _counted(wanted: RollFilter, chosen: str) -> Sql:
    """The same for counting, without what only a page needs; persons of a past day are read only where something is asked of them."""
    if wanted.current:
        reach = ranges("p.now_path", wanted.paths)
        column = chosen.format(category="p.now_category")
        return Sql(f"SELECT {column} FROM register_person p WHERE {reach.text}", reach.values)  # noqa: S608  ranges
    persons = PERSONS if wanted.text.text or wanted.sex or wanted.marks or wanted.admitted_in else ""
    return _on_past_day(wanted, f"SELECT {chosen.format(category=PAST_CATEGORY)} FROM", persons)


def _on_past_day(wanted: RollFilter, chosen: str, persons: str) -> Sql:
    reach = ranges("pl.path", wanted.paths)
    day = (wanted.on, wanted.on)
    return Sql(
        f"{chosen} register_place pl"
        " JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll'"
        f" AND m.valid_from <= %s AND m.valid_to > %s{persons}"
        " JOIN register_memberstatus s ON s.person_id = m.person_id AND s.valid_from <= %s AND s.valid_to > %s"
        " LEFT JOIN register_managementcategory c ON c.person_id = m.person_id AND c.valid_from <= %s AND c.valid_to > %s"
        f" WHERE pl.valid_from <= %s AND pl.valid_to > %s AND {reach.text}",
        (*day, *day, *day, *day, *reach.values),
    )


MARKED: Final = "EXISTS (SELECT 1 FROM register_mark k WHERE k.person_id = p.id AND k.mark = %s AND k.valid_from <= %s AND k.valid_to > %s)"


ADMITTED: Final = (
    "EXISTS (SELECT 1 FROM register_memberstatus a WHERE a.person_id = p.id AND a.status = %s"
    " AND a.valid_from >= %s AND a.valid_from <= %s)"
)


def _admitted(wanted: RollFilter) -> Sql:
    """Somebody became a probationary member in the year, by the day of the list."""
    year = min(max(wanted.admitted_in, FIRST_YEAR), LAST_YEAR)
    return Sql(ADMITTED, (str(MemberStatus.PROBATIONARY), date(year, 1, 1), min(date(year, 12, 31), wanted.on)))


def conditions_of(wanted: RollFilter, *, with_category: bool = True) -> Sql:
    """What is asked beside the scope: status, category, sex, marks, text; all of it holds."""
    status, category = ("p.now_status", "p.now_category") if wanted.current else ("s.status", "c.category")
    found = Sql(f"{status} IN ({', '.join(['%s'] * len(wanted.statuses))})", tuple(wanted.statuses))
    if with_category and wanted.category:
        found = found.beside(Sql(f"{category} = %s", (wanted.category,)))
    if wanted.sex:
        found = found.beside(Sql("p.sex = %s", (wanted.sex,)))
    for mark in wanted.marks:
        found = found.beside(Sql(MARKED, (mark, wanted.on, wanted.on)))
    if wanted.admitted_in:
        found = found.beside(_admitted(wanted))
    if (wanted.sex or wanted.marks or wanted.admitted_in) and wanted.facts_of != EVERYWHERE:
        found = found.beside(ranges("p.now_path", wanted.facts_of))
    return found.beside(wanted.text) if wanted.text.text else found


def count_roll(wanted: RollFilter) -> RollCounts:
    """The total, exact to 10,000, and the numbers by category: one statement, one or two more in a scope that holds more."""
    categories = _by_category(wanted)
    total = sum(categories.values()) or (EXACT + 1 if _up_to(1, wanted, with_category=False) else 0)
    if total <= EXACT:
        return RollCounts(Count(categories.get(wanted.category, 0) if wanted.category else total), categories)
    alone = _up_to(EXACT + 1, wanted, with_category=True) if wanted.category else total
    return RollCounts(Count(min(alone, EXACT), capped=alone > EXACT), {})


def _up_to(limit: int, wanted: RollFilter, *, with_category: bool) -> int:
    """How many, without looking any further."""
    source, rest = _counted(wanted, "1"), conditions_of(wanted, with_category=with_category)
    query = f"SELECT count(*) FROM ({source.text} AND {rest.text} LIMIT {limit}) AS r"  # noqa: S608  made of the fixed parts above
    with connection.cursor() as cursor:
        cursor.execute(query, [*source.values, *rest.values])
        return int(cursor.fetchone()[0])


def _by_category(wanted: RollFilter) -> dict[str, int]:
    """None for a scope above a street that holds more than anybody counts: to group them would cost most of its page."""
    source, rest = _counted(wanted, "{category} AS category"), conditions_of(wanted, with_category=False)
    query = f"SELECT category, count(*) FROM ({source.text} AND {rest.text} LIMIT {EXACT + 1}) AS r"  # noqa: S608  made of the fixed parts above
    values = [*source.values, *rest.values]
    if wanted.current and any(len(path) <= WIDE for path in wanted.paths):
        far = _counted(wanted, "1")
        query += f" WHERE NOT EXISTS ({far.text} AND {rest.text} LIMIT 1 OFFSET {EXACT})"
        values *= 2
    with connection.cursor() as cursor:
        cursor.execute(f"{query} GROUP BY category", values)
        return {row[0]: row[1] for row in cursor.fetchall()}
