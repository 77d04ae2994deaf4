"""What a ledger's cell says and how it is read again; rows put together as they were lived."""

from collections import Counter
from datetime import date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as some

from zhibu.exchange.cells import Cell
from zhibu.gatherings.imports.reading import day_and_time, lines, spoken_of
from zhibu.gatherings.rules.afternoons import LedgerEntry, afternoons
from zhibu.gatherings.rules.ledgers import cut, joined, moment, names_in, parted
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.imports.reading_cells import Bad

DAY = date(2025, 3, 5)
WORDS = some.text(alphabet="学习文件讨论计划同意推荐先进", min_size=1, max_size=12)
ENTRIES = some.lists(
    some.builds(
        LedgerEntry,
        kind=some.sampled_from(["members_meeting", "lecture", "theme_day"]),
        title=some.sampled_from(["甲", "乙"]),
        on=some.dates(DAY, date(2025, 3, 7)),
        begins=some.none() | some.sampled_from([time(9), time(14)]),
        place=some.sampled_from(["", "会议室", "广场"]),
        organisation=some.integers(1, 4),
        parent=some.sampled_from([None, 9]),
        row=some.integers(1, 10**6),
    ),
    max_size=30,
)


@given(some.lists(WORDS, max_size=8))
def test_lines_of_a_cell_are_read_as_they_were_written(said: list[str]) -> None:
    assert parted(joined(said)) == said


@given(some.lists(some.text(min_size=1, max_size=40), max_size=5), some.integers(1, 20))
def test_nothing_of_a_long_line_is_lost(said: list[str], longest: int) -> None:
    pieces = cut(said, longest)
    assert "".join(pieces) == "".join(said)
    assert max(map(len, pieces), default=0) <= longest


@given(some.dates(date(1950, 1, 1), date(2099, 12, 31)), some.none() | some.times())
def test_a_moment_is_read_as_it_was_written(on: date, begins: time | None) -> None:
    to_the_minute = begins.replace(second=0, microsecond=0) if begins is not None else None
    assert day_and_time(moment(on, begins)) == (on, to_the_minute)


@pytest.mark.parametrize(
    ("cell", "found"),
    [
        ("2025年3月5日下午2时30分", (DAY, time(14, 30))),
        ("2025年3月5日（星期三）上午9点半", (DAY, time(9, 30))),
        ("2025.3.5 14：00-16：00", (DAY, time(14))),
        ("2025-03-05 14:00:00", (DAY, time(14))),
        ("20250305", (DAY, None)),
        (datetime(2025, 3, 5, 14, 0, 30), (DAY, time(14))),  # noqa: DTZ001  what Excel gives has no zone
        (datetime(2025, 3, 5), (DAY, None)),  # noqa: DTZ001  the same
        (DAY, (DAY, None)),
        ("", None),
        ("无", None),
    ],
)
def test_days_and_hours_as_people_write_them(cell: Cell, found: object) -> None:
    assert day_and_time(cell) == found


@pytest.mark.parametrize("cell", ["2025-03", "三月上旬", "2025-13-40 14:00", "25.3.5"])
def test_what_names_no_day_is_an_objection(cell: str) -> None:
    assert isinstance(day_and_time(cell), Bad)


@pytest.mark.parametrize(
    ("title", "kind"),
    [
        ("三月主题党日", GatheringKind.THEME_DAY),
        ("“七一”专题党课", GatheringKind.LECTURE),
        ("第一季度支部党员大会", GatheringKind.MEMBERS_MEETING),
        ("三月份支委会", GatheringKind.COMMITTEE_MEETING),
        ("党员大会暨专题党课", None),
        ("学雷锋", None),
    ],
)
def test_a_title_tells_the_kind_where_it_names_one(title: str, kind: GatheringKind | None) -> None:
    assert spoken_of(title) == kind


def test_names_and_lines_however_they_are_kept_apart() -> None:
    assert names_in("张三、李四，王五 赵六；") == ["张三", "李四", "王五", "赵六"]
    assert lines(" 一、学习 \r\n\r\n二、讨论\u200b") == "一、学习\n二、讨论"


@given(ENTRIES)
def test_every_row_becomes_part_of_one_gathering(entries: list[LedgerEntry]) -> None:
    made = [row for one in afternoons(entries) for part in one.parts for row in part]
    assert Counter(map(id, made)) == Counter(map(id, entries))


@given(ENTRIES)
def test_an_organisation_holds_a_kind_once_in_an_afternoon_and_all_parts_have_the_same_holders(entries: list[LedgerEntry]) -> None:
    for one in afternoons(entries):
        holders = [[row.organisation for row in part] for part in one.parts]
        assert all(part == holders[0] for part in holders)
        assert len(set(holders[0])) == len(holders[0])
        assert len({part[0].kind for part in one.parts}) == len(one.parts)
        assert len({(row.on, row.place) for part in one.parts for row in part}) == 1
