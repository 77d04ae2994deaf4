"""What stands around a page: navigation by rights, the current entry, the search box, the personas of the demo."""

import re
from typing import Any

import pytest
from django.http import HttpRequest
from django.test import Client, RequestFactory
from django.urls.exceptions import NoReverseMatch

from tests.web.gallery.site import NAVIGATION, SITE
from zhibu.web.navigation import Entry, Navigation, current
from zhibu.web.shell import Site, Visitor, kept

pytestmark = pytest.mark.usefixtures("gallery")
EVERYTHING = frozenset({"see_members", "give_grants"})


def entries(html: str) -> list[str]:
    return re.findall(r'<li><a href="[^"]+"[^>]*>([^<]+)', html)


def test_entries_are_seen_by_those_who_may_do_the_act() -> None:
    assert entries(NAVIGATION.rendered(acts=frozenset(), now=-1).side) == ["工作台", "党组织", "数据导入", "日志审计"]
    assert entries(NAVIGATION.rendered(acts=EVERYTHING, now=-1).side) == [
        "工作台",
        "党员名册",
        "党组织",
        "账号与授权",
        "数据导入",
        "日志审计",
    ]


def test_an_entry_whose_page_is_not_there_is_a_mistake_of_ours() -> None:
    with pytest.raises(NoReverseMatch):
        Navigation((Entry("会议活动", "gatherings"),)).rendered(acts=frozenset(), now=-1)


def test_badge_says_what_its_number_counts() -> None:
    side = Navigation((Entry("工作台", "home"),)).rendered(acts=frozenset(), now=0, badges=(("home", 7),)).side
    assert side == (
        '<h2>常用</h2><ul><li><a href="/" aria-current="page">工作台'
        '<span class="badge">7<span class="only-read"> 件待办</span></span></a></li></ul>'
    )


@pytest.mark.parametrize(
    ("path", "index"), [("/", 0), ("/members/", 1), ("/members/12/edit/", 1), ("/members/import/", 2), ("/nowhere/", -1)]
)
def test_a_page_stands_under_the_entry_with_the_longest_address(path: str, index: int) -> None:
    assert current(("/", "/members/", "/members/import/"), path) == index


def shell_html(path: str = "/members/", **cookies: str) -> str:
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return "".join(SITE.shell(request).frame)


def test_the_current_entry_is_marked_in_both_places() -> None:
    assert re.findall(r'aria-current="page">(?:<svg.*?</svg>)?([^<]+)', shell_html()) == ["党员名册", "党员名册"]


def test_search_words_stay_in_the_box_and_are_escaped() -> None:
    found = re.findall(r'name="q" value="([^"]*)"', shell_html("/members/?q=%22%3E%3Cb%3E"))
    assert found == ["&quot;&gt;&lt;b&gt;"]
    assert re.findall(r'name="q" value="([^"]*)"', shell_html("/?q=zs")) == [""]


def test_personas_stand_in_the_demo_only() -> None:
    assert re.findall(r'name="persona" value="(\w+)" aria-pressed="(\w+)"', shell_html(demo="1")) == [
        ("clerk", "true"),
        ("branch", "false"),
        ("member", "false"),
    ]
    assert shell_html().count("persona") == 0


def test_the_frame_is_rendered_once_for_the_pages_under_one_entry() -> None:
    kept.cache_clear()
    for path in ("/members/", "/members/1/", "/members/?page=2", "/organisations/"):
        shell_html(path)
    assert (kept.cache_info().misses, kept.cache_info().hits) == (2, 2)


def test_one_reader_never_gets_the_frame_of_another() -> None:
    def visitor(request: HttpRequest) -> Visitor:
        return Visitor(name=request.COOKIES["who"])

    site = Site(NAVIGATION, visitor)

    def seen(who: str) -> list[str]:
        request = RequestFactory().get("/")
        request.COOKIES["who"] = who
        return re.findall(r"<b>(陈立|周敏)</b>", "".join(site.shell(request).frame))

    assert [seen("陈立"), seen("周敏"), seen("陈立")] == [["陈立"], ["周敏"], ["陈立"]]


@pytest.mark.parametrize(("address", "count"), [("/", 1), ("/members/", 1), ("/members/1/", 1), ("/members/new/", 1), ("/login/", 1)])
def test_every_page_has_one_heading_of_the_first_rank_and_one_main_part(client: Client, address: str, count: int) -> None:
    html: Any = client.get(address).content.decode()
    assert (html.count("<h1"), html.count("<main")) == (count, count)
