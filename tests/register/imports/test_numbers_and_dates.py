"""The quick ways through numbers and dates say what the rules say, always."""

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.register.factories import TODAY
from tests.register.imports.rosters import number
from zhibu.exchange.cells import Sheet
from zhibu.exchange.headings import Header
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.numbers import NumberColumn
from zhibu.register.imports.people_cells import KEPT_WORDS, TEXTS
from zhibu.register.imports.people_checks import _doubtful
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.imports.reading_cells import day_of
from zhibu.register.imports.recognise import Table
from zhibu.register.imports.records import Block
from zhibu.register.imports.settling import ENDLESS, Held, Writes, settle
from zhibu.register.models import Person
from zhibu.register.rules.identity_number import IdentityNumber, parse
from zhibu.register.rules.plausibility import OLDEST, MemberDates, member_dates
from zhibu.register.terms.people import MemberStatus

days = st.dates(date(1890, 1, 1), date(2027, 12, 31))
regions = st.sampled_from(["410105", "110101", "990101", "000000", "999999", "830000"])


@given(days.map("{:%Y%m%d}".format), st.integers(0, 999), regions, st.sampled_from([*"0123456789X", ""]))
def test_a_column_reads_numbers_as_the_rules_do(birth: str, sequence: int, region: str, last: str) -> None:
    written = number(birth, sequence, region)
    written = written[:-1] + last if last else written
    (found,) = NumberColumn(today=TODAY, generated=False).column([written])
    expected = parse(written, today=TODAY)
    if isinstance(expected, IdentityNumber):
        assert found == (expected.value, day_of(expected.birth), expected.sex.value)
    else:
        assert [one.code for one in found] == [one.code for one in expected.objections]


def block(**facts: Any) -> PeopleBlock:
    table = Table(Sheet("x", 1, 1, lambda: iter(())), SheetKind.MEMBERS, Header(1, 0, {}, {}, []))
    return PeopleBlock(table, Block([2], [], [""]), TODAY, {name: [value] for name, value in facts.items()})


dates = st.one_of(
    st.none(),
    st.builds(day_of, days, st.just(value=False)),
    st.builds(day_of, days.map(lambda day: day.replace(day=1)), st.just(value=True)),
)


@settings(max_examples=1000)
@given(dates, dates, dates, st.sampled_from(MemberStatus))
def test_rows_that_are_plainly_in_order_are_in_order_by_the_rules(birth: Any, joined: Any, confirmed: Any, status: MemberStatus) -> None:
    people = block(birth_date=birth, joined_on=joined, confirmed_on=confirmed, status=status.value)
    if list(_doubtful(people, TODAY.toordinal(), TODAY.year - OLDEST + 1)):
        return
    partial = [None if day is None else day.partial for day in (birth, joined, confirmed)]
    found = member_dates(MemberDates(birth=partial[0], joined=partial[1], confirmed=partial[2], status=status), today=TODAY)
    assert (found.objections, found.checks) == ((), ())


def test_most_rows_of_a_real_roster_are_plainly_in_order() -> None:
    people = block(
        birth_date=day_of(date(1970, 3, 4)), joined_on=day_of(date(1995, 7, 1)), confirmed_on=day_of(date(1996, 7, 1)), status="full"
    )
    assert list(_doubtful(people, TODAY.toordinal(), 1907)) == []


spans = st.lists(st.integers(0, 60), min_size=0, max_size=8, unique=True).map(sorted)


@given(spans, st.lists(st.sampled_from("abc"), min_size=8, max_size=8), st.integers(0, 60), st.sampled_from("abc"))
def test_settling_makes_the_value_hold_on_the_day_and_changes_no_other_day_before(
    cuts: list[int], values: list[str], at: int, value: str
) -> None:
    start = date(2020, 1, 1)
    iso = [(start + timedelta(days=cut)).isoformat() for cut in cuts]
    held = [Held(n, first, last, {"v": values[n]}) for n, (first, last) in enumerate(zip(iso, [*iso[1:], ENDLESS], strict=False))]
    on = (start + timedelta(days=at)).isoformat()
    if any(span.first <= on < span.end and span.value["v"] == value for span in held):
        return
    writes = Writes()
    settle(held, {"v": value}, on=on, key={}, writes=writes)
    after = {span.id: {"v": span.value["v"], "valid_from": span.first, "valid_to": span.end} for span in held}
    for pk, before, change in writes.changed:
        assert {name: after[pk][name] for name in before} == before
        after[pk] |= change
    rows = sorted([*after.values(), *writes.added], key=lambda row: row["valid_from"])
    assert all(one["valid_to"] <= other["valid_from"] for one, other in pairwise(rows))
    assert [row["v"] for row in rows if row["valid_from"] <= on < row["valid_to"]] == [value]
    eve = (start + timedelta(days=at - 1)).isoformat()
    assert [row["v"] for row in rows if row["valid_from"] <= eve < row["valid_to"]] == [
        span.value["v"] for span in held if span.first <= eve < span.end
    ]


def test_texts_are_as_long_as_their_columns_allow() -> None:
    lengths = {field.name: field.max_length for field in Person._meta.concrete_fields}
    assert {name: lengths[name] for name in (*TEXTS, *KEPT_WORDS)} == TEXTS | KEPT_WORDS
