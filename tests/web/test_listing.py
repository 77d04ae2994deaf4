"""A list as a whole: bar, table, foot."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from django.test import RequestFactory

from zhibu.web.components import Empty
from zhibu.web.filter_bar import active_conditions, filter_bar
from zhibu.web.filters import Filter, Option
from zhibu.web.listing import Listing
from zhibu.web.pages import Act
from zhibu.web.paging import Count, Neighbours
from zhibu.web.state import PageState
from zhibu.web.tables import Column, Table

TODAY = date(2026, 11, 24)


class Row(NamedTuple):
    name: str
    phone: str = "139******07"


TABLE = Table[Row](
    (
        Column("name", "姓名", lambda r: r.name, sort="name", phone="title"),
        Column("phone", "手机", lambda r: r.phone, sort="phone", act="see_phone"),
    ),
    order="name",
    unit="名",
)
FILTERS = (
    Filter("category", "管理类别", "pills", (Option("retired", "离退休"), Option("resident", "居民"))),
    Filter("mark", "标记", "toggles", (Option("floating_out", "流动"),)),
    Filter("community", "社区", "select", (Option("f", "枫桥社区"),)),
    Filter("by", "来自", "given", (Option("x", "统计表第3行"),)),
)
COUNTS: Mapping[str, Mapping[str, int]] = {"category": {"retired": 15, "resident": 12000}, "mark": {"floating_out": 2}}


def state(query: str = "") -> PageState:
    return PageState.read(RequestFactory().get(f"/members/?{query}"), filters=FILTERS, today=TODAY)


def listing(query: str = "", *, total: int = 1, capped: bool = False, acts: frozenset[str] = frozenset(), rows: int = 1) -> Listing[Row]:
    return Listing(
        label="党员名册",
        table=TABLE,
        state=state(query),
        acts=acts,
        rows=[Row("张淑兰")] * rows,
        count=Count(total, capped=capped),
        filters=FILTERS,
        counts=COUNTS,
        neighbours=Neighbours(None, ("zhang", 1)),
        empty=Empty("名册里还没有党员", "可以导入。", (Act("导入名册", "/import/", "go"),)),
    )


def texts(html: str, pattern: str) -> list[Any]:
    return re.findall(pattern, html)


def test_pills_show_counts_and_which_one_holds() -> None:
    bar = filter_bar(FILTERS[:2], state("category=retired"), COUNTS, Count(15))
    assert bar == (
        '<div class="filters"><a class="pill" href="?">全部</a>'
        '<a class="pill" href="?category=retired" aria-current="true">离退休 15</a>'
        '<a class="pill" href="?category=resident">居民 10,000+</a>'
        '<a class="pill" href="?category=retired&amp;mark=floating_out">＋ 流动 2</a></div>'
    )


def test_a_bar_without_filters_is_not_there() -> None:
    assert filter_bar((), state(), {}, Count(1)) == ""


def test_conditions_that_no_pill_shows_can_be_removed_one_by_one() -> None:
    assert active_conditions(FILTERS, state("category=retired&community=f&by=x")) == (
        '<div class="active"><span>已选条件</span>'
        '<a class="pill" href="?category=retired&amp;by=x"><span class="only-read">去掉条件</span>社区：枫桥社区</a>'
        '<a class="pill" href="?category=retired&amp;community=f"><span class="only-read">去掉条件</span>来自：统计表第3行</a>'
        '<a class="link" href="?">全部清除</a></div>'
    )


def test_a_column_without_the_right_appears_nowhere_on_the_page() -> None:
    html = listing("columns=name&columns=phone&sort=phone", acts=frozenset()).html
    assert (html.count("手机"), html.count("139")) == (0, 0)
    assert texts(html, r'type="checkbox" name="columns" value="(\w+)"') == ["name"]


def test_with_the_right_it_is_shown_sorted_and_can_be_chosen() -> None:
    html = listing("sort=-phone", acts=frozenset({"see_phone"})).html
    assert texts(html, r'aria-sort="(\w+)"><a href="([^"]+)">手机') == [("descending", "?sort=phone")]
    assert texts(html, r'value="phone" (checked)>手机') == ["checked"]


def test_pages_count_up_to_ten_thousand() -> None:
    html = listing("page=2", total=120).html
    assert texts(html, r'<div class="foot"><span>([^<]+)</span>') == ["共 120 名"]
    assert texts(html, r'rel="(\w+)" href="([^"]+)"') == [("prev", "?"), ("next", "?page=3")]


def test_above_ten_thousand_by_letter_and_cursor_in_the_usual_order_only() -> None:
    html = listing("sort=-phone", total=10_000, capped=True, acts=frozenset({"see_phone"})).html
    assert texts(html, r'<div class="foot"><span>([^<]+)</span>') == ["超过 10,000 名（按拼音排列）"]
    assert texts(html, r'rel="(\w+)"') == ["next"]
    assert len(texts(html, r"letter=\w")) == 23
    assert texts(html, r"<th [^>]+>([^<]+)<") == ["姓名", "手机"]
    assert listing("sort=-phone", capped=True, acts=frozenset({"see_phone"})).sort.field == "name"


def test_nothing_found_offers_to_clear_the_conditions() -> None:
    html = listing("category=retired&on=2026-06-30", total=0, rows=0).html
    assert texts(html, r'<div class="empty"><h2>([^<]+)</h2>') == ["没有符合条件的记录"]
    assert texts(html, r'href="([^"]+)">清除条件') == ["?on=2026-06-30"]


def test_nothing_at_all_says_what_to_do_next() -> None:
    html = listing(total=0, rows=0).html
    assert texts(html, r"<h2>([^<]+)</h2>") == ["名册里还没有党员"]
    assert texts(html, r'class="btn go" href="([^"]+)">导入名册') == ["/import/"]


def test_an_unreadable_day_is_said_above_the_list() -> None:
    assert texts(listing("on=x").html, r'<p class="note late" role="status">日期「(\w)」看不懂') == ["x"]
