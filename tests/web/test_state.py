"""What the address of a list asks for."""

from datetime import date

import pytest
from django.test import RequestFactory

from zhibu.web.filters import Filter, Option
from zhibu.web.paging import Count
from zhibu.web.state import PageState, quick_days

TODAY = date(2026, 11, 24)
FILTERS = (
    Filter("category", "管理类别", "pills", (Option("retired", "离退休"), Option("resident", "居民"))),
    Filter("mark", "标记", "toggles", (Option("floating_out", "流动"), Option("home_bound", "行动不便"))),
    Filter("joined_after", "入党不早于", "day"),
    Filter("name", "姓名", "text"),
)


def read(query: str) -> PageState:
    return PageState.read(RequestFactory().get(f"/members/?{query}"), filters=FILTERS, today=TODAY)


def test_nothing_asked() -> None:
    assert read("") == PageState(today=TODAY, on=TODAY, chosen={})
    assert read("").href() == "?"


def test_everything_asked() -> None:
    asked = "category=retired&mark=floating_out&mark=home_bound&joined_after=2015-07-01&name=zs&on=2026-06-30&sort=-age&columns=name&page=3"
    assert read(asked) == PageState(
        today=TODAY,
        on=date(2026, 6, 30),
        chosen={
            "category": ("retired",),
            "mark": ("floating_out", "home_bound"),
            "joined_after": ("2015-07-01",),
            "name": ("zs",),
        },
        sort="-age",
        columns=("name",),
        page=3,
    )


@pytest.mark.parametrize(
    "query",
    [
        "category=spies",
        "category=",
        "mark=x",
        "joined_after=73",
        "joined_after=0001-01-01",
        "name=" + "长" * 101,
        "page=-1",
        "page=x",
        "page=9999999",
        "page=²",
        "letter=%C3%A9",
        "letter=AB",
        "before=x",
        "after=e30",
        "unknown=1",
    ],
)
def test_values_that_mean_nothing_fall_back_to_the_usual_ones(query: str) -> None:
    assert read(query) == read("")


def test_a_day_that_cannot_be_read_is_said_aloud() -> None:
    state = read("on=2026-13-01")
    assert (state.on, state.notes) == (
        TODAY,
        ("日期「2026-13-01」看不懂，现在显示的是今天（2026年11月24日）的情况。请写成 2026-11-24 这样的形式。",),
    )


def test_the_last_of_two_values_that_exclude_each_other_holds() -> None:
    assert read("category=retired&category=resident").chosen == {"category": ("resident",)}


def test_links_keep_what_was_chosen_and_begin_at_the_first_page() -> None:
    state = read("category=retired&on=2026-06-30&page=7")
    assert state.href(sort="age") == "?category=retired&on=2026-06-30&sort=age"
    assert state.href(page=8) == "?category=retired&on=2026-06-30&page=8"
    assert state.href(category=None) == "?on=2026-06-30"
    assert state.query == "?category=retired&on=2026-06-30"


def test_links_are_quoted() -> None:
    assert read("name=%26%3D%E5%BC%A0").href() == "?name=%26%3D%E5%BC%A0"


def test_toggles_add_up_and_go_again() -> None:
    state = read("mark=floating_out")
    assert state.toggled("mark", "home_bound") == "?mark=floating_out&mark=home_bound"
    assert state.toggled("mark", "floating_out") == "?"


def test_forms_carry_on_what_they_do_not_ask() -> None:
    state = read("category=retired&name=%22%3E&sort=age")
    assert state.hidden({"sort"}) == (
        '<input type="hidden" name="category" value="retired"><input type="hidden" name="name" value="&quot;&gt;">'
    )


@pytest.mark.parametrize(("page", "total", "bounds"), [(1, 38, (0, 50)), (2, 120, (50, 100)), (9, 120, (100, 150)), (9, 0, (0, 50))])
def test_a_page_behind_the_end_is_the_last_one(page: int, total: int, bounds: tuple[int, int]) -> None:
    assert read(f"page={page}").bounds(Count(total)) == bounds


@pytest.mark.parametrize(
    ("today", "half"),
    [(date(2026, 11, 24), date(2026, 6, 30)), (date(2026, 6, 30), date(2025, 6, 30)), (date(2026, 1, 1), date(2025, 6, 30))],
)
def test_days_that_reports_ask_for(today: date, half: date) -> None:
    year_end = date(today.year - 1, 12, 31)
    month_end = {11: date(2026, 10, 31), 6: date(2026, 5, 31), 1: year_end}[today.month]
    assert quick_days(today) == (("今天", today), ("上月末", month_end), ("最近半年末", half), ("上年末", year_end))
