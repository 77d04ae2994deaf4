"""Papers go out at least a day before: a hint, no obstacle."""

from datetime import date

from zhibu.gatherings.rules.agenda import Item, papers_in_time

MEETING = date(2026, 6, 10)


def hints(*items: Item, today: date) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in papers_in_time(items, on=MEETING, today=today).objections]


def test_papers_of_the_day_before_are_in_time_those_of_the_day_itself_are_not() -> None:
    eve, same = Item("计划", papers_on=date(2026, 6, 9)), Item("预算", papers_on=date(2026, 6, 10))
    assert hints(eve, same, today=date(2026, 6, 10)) == [("papers_late", "“预算”的材料 2026-06-10 才发出，会前不足一天。")]


def test_what_is_not_out_is_said_from_two_days_before() -> None:
    item = Item("计划")
    assert hints(item, today=date(2026, 6, 7)) == []
    assert hints(item, today=date(2026, 6, 8)) == [("papers_due", "“计划”的材料还没有发出。")]
    assert hints(item, today=date(2026, 6, 11)) == []
