"""The navigation shows everybody the pages that they may open, in the order of PRACTICE.md 5, and none that is dead."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.register.factories import Street, make_person, make_street
from zhibu.access.terms import Role
from zhibu.config import shell

pytestmark = pytest.mark.django_db

SIDE = re.compile(r'<nav class="side".*?</nav>', re.DOTALL)
FOOT = re.compile(r'<nav class="footbar".*?</nav>', re.DOTALL)
KEPT = ("我的", "消息", "我的登录", "资料保存期限")
"""Everybody may read what is told to all, see where the own account is signed in, and how long data is kept."""
LABEL = re.compile(r"<h2>(.*?)</h2>|<li><a href=\"(.*?)\".*?>(.*?)</a>", re.DOTALL)


@pytest.fixture
def street() -> Street:
    return make_street()


def navigation(client: Client) -> dict[str, str]:
    """Labels with their addresses; headings lead nowhere."""
    side = SIDE.findall(client.get(reverse("home")).content.decode())[0]
    return {heading or label: address for heading, address, label in LABEL.findall(side)}


RULES = ["规章依据", "按条例查", "本地参数"]


def test_a_clerk_sees_the_register_and_the_import(street: Street) -> None:
    client = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    usual = [
        "常用",
        "工作台",
        "会议活动",
        "提醒事项",
        "办理事项",
        "公文往来",
        "党员名册",
        "一、健全机制",
        "指导委员会",
        "责任分工",
        "重点任务",
        "共驻共建",
        "制度汇编",
        "党工委议事",
        "中心组学习",
        "民主生活会",
        "联系群众",
        "流动党员管理",
        "督办事项",
        "目标责任书",
        "目标考评",
        "述职评议",
        "评选表彰",
        "上级荣誉",
        "光荣册",
        "庆祝活动",
        "二、建强队伍",
        "党组织",
        "换届选举",
        "分类管理",
        "组织生活会",
        "民主评议",
        "流动党员",
        "驻区单位",
        "报表台账",
        "各类台账",
        "导出副本",
    ]
    assert list(navigation(client)) == [*usual, *RULES, "系统管理", "数据导入", "我的", "消息", "征求意见", *KEPT[2:]]


def test_a_member_sees_the_own_record(street: Street) -> None:
    person = make_person(street.sunny_first, "赵国强")
    client = signed_in(make_account("member", Role.MEMBER, street.sunny_first, person=person))
    own = ["我的", "我的党员信息", "查阅记录", "我的到会", "日历订阅", "消息", "征求意见", "我的登录", "资料保存期限"]
    chapters = ["一、健全机制", "制度汇编", "光荣册"]
    assert list(navigation(client)) == ["常用", "工作台", "会议活动", "党员名册", *chapters, *RULES, *own]


@pytest.mark.parametrize("role", [Role.BRANCH_SECRETARY, Role.BRANCH_OFFICER])
def test_a_branch_is_led_to_nothing_that_committees_alone_hold(street: Street, role: Role) -> None:
    person = make_person(street.sunny_first, "周书记")
    shown = list(navigation(signed_in(make_account("branch", role, street.sunny_first, person=person))))
    own = ["述职评议"] if role is Role.BRANCH_SECRETARY else []
    first = shown.index("一、健全机制")
    assert shown[first : shown.index("二、建强队伍")] == [
        *["一、健全机制", "责任分工", "重点任务", "共驻共建", "制度汇编", "联系群众", "流动党员管理", "目标责任书", "目标考评"],
        *[*own, "评选表彰", "上级荣誉", "光荣册"],
    ]


@pytest.mark.parametrize(
    ("role", "pages"),
    [
        (Role.RIGHTS_KEEPER, ["常用", "工作台", "系统管理", "账号与授权", "撤销二次验证", *KEPT]),
        (Role.AUDITOR, ["常用", "工作台", "系统管理", "日志审计", *KEPT]),
        (Role.SYSTEM_KEEPER, ["常用", "工作台", "系统管理", "撤销二次验证", "门户往来", *KEPT]),
    ],
)
def test_a_keeper_sees_the_own_power_alone(role: Role, pages: list[str]) -> None:
    assert list(navigation(signed_in(make_account("keeper", role)))) == pages


def test_a_page_stands_once_under_a_heading() -> None:
    declared = [(place.group, place.url_name) for place in shell.PLACES]
    assert [one for one in declared if declared.count(one) > 1] == []


@pytest.mark.parametrize("role", list(Role))
def test_every_entry_opens(street: Street, role: Role) -> None:
    client = signed_in(make_account("somebody", role, street.street))
    addresses = [address for address in navigation(client).values() if address]
    assert [client.get(address).status_code for address in addresses] == [200] * len(addresses)


@pytest.mark.parametrize(
    ("name", "role", "place", "said"),
    [
        ("units", Role.STREET_CLERK, "street", "导入单位的 Excel 表，或逐个登记。"),
        ("units", Role.BRANCH_SECRETARY, "sunny_first", "街道登记以后，本党组织范围内的单位列在这里。"),
        ("ties", Role.STREET_CLERK, "street", "把街道自己名单上的楼道、居民小组、驻区单位写进来，写明谁联系。"),
        ("ties", Role.STREET_SECRETARY, "street", "党组织登记了谁联系哪里以后，会出现在这里。"),
        ("assessments", Role.BRANCH_SECRETARY, "sunny_first", "先在“会议活动”里安排民主评议党员的会，再从它的页面开始办理。"),
        ("assessments", Role.STREET_SECRETARY, "street", "党支部安排民主评议党员的会以后，这里列出办到哪一步。"),
        ("assessments", Role.MEMBER, "sunny_first", "本人的评议结果在“我的党员信息”里。"),
    ],
)
def test_a_page_without_rows_names_the_next_step_of_its_reader_and_nobody_elses(
    street: Street, name: str, role: Role, place: str, said: str
) -> None:
    person = make_person(street.sunny_first, "赵国强") if role is Role.MEMBER else None
    client = signed_in(make_account("reader", role, getattr(street, place), person=person))
    assert said in client.get(reverse(name)).content.decode()


def test_an_entry_without_a_page_is_left_out() -> None:
    assert shell._entry(shell.Place("来表填报", "incoming_tables")) is None


def test_the_page_that_is_open_is_marked(street: Street) -> None:
    client = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    page = client.get(reverse("units")).content.decode()
    assert SIDE.findall(page)[0].count('aria-current="page"') == 1
    assert '<a href="/units/" aria-current="page">驻区单位</a>' in page


def test_the_foot_bar_of_a_phone_speaks_short(street: Street) -> None:
    person = make_person(street.sunny_first, "赵国强")
    client = signed_in(make_account("member", Role.MEMBER, street.sunny_first, person=person))
    foot = re.sub(r"<[^>]+>", " ", FOOT.findall(client.get(reverse("home")).content.decode())[0])
    assert foot.split() == ["工作台", "会议", "党员名册", "我的", "菜单"]


def test_the_head_names_where_and_as_what_one_works(street: Street) -> None:
    page = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")).get(reverse("home")).content.decode()
    assert "<span>向阳街道党工委 · 街道组织干事</span><b>周敏</b>" in page


def test_whoever_may_not_search_has_no_search_box(street: Street) -> None:
    clients = [signed_in(make_account(str(role), role, street.street)) for role in (Role.STREET_CLERK, Role.AUDITOR)]
    assert ['role="search"' in client.get(reverse("home")).content.decode() for client in clients] == [True, False]


def test_the_search_box_says_what_fits_a_phone_and_the_rest_beside(street: Street) -> None:
    page = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street)).get(reverse("home")).content.decode()
    said = re.findall(r'<input type="search"[^>]* placeholder="([^"]*)" title="([^"]*)"', page)
    assert said == [("搜索党员、组织", "可以打姓名、组织名称，或它们的拼音首字母")]


def test_the_own_menu_changes_the_password_and_signs_out(street: Street) -> None:
    page = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street)).get(reverse("home")).content.decode()
    assert '<a href="/password">修改密码</a>' in page
    assert 'formaction="/logout" data-forget>退出登录</button>' in page
