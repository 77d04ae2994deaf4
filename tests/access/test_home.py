"""The workbench: everybody reads first what can be done, and nothing of what others look after."""

from datetime import datetime, timedelta
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.register.factories import LONG_SINCE, Street, actor, make_organisation, make_person, make_street
from zhibu.access.terms import Role
from zhibu.access.workbench import greeting, today_in_words
from zhibu.kernel.clock import SHANGHAI, today
from zhibu.register.models import CheckNote, MoveProposal
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import ManagementCategory, MemberStatus
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

NOW: Final = datetime(2026, 11, 24, 9, tzinfo=SHANGHAI)


@pytest.fixture
def street() -> Street:
    return make_street()


def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"))


def home(client: Client) -> str:
    return words(client.get(reverse("home")))


def note_of(street: Street, count: int = 1) -> None:
    person = make_person(street.sunny_first, "张三")
    with recording(actor(), "member.mark") as work:
        for _ in range(count):
            work.add(
                CheckNote, person_id=person.pk, field="education", code="unknown", raw="大本", message="不在代码表中", since=LONG_SINCE
            )
        work.add(MoveProposal, person_id=person.pk, target_id=street.spring_first.pk, source="page", proposed_on=LONG_SINCE)


@pytest.mark.parametrize(
    ("hour", "todo", "greets"),
    [
        (9, 0, "上午好，周敏"),
        (9, 3, "上午好，今天到期和已逾期的有 3 件"),
        (12, 0, "中午好，周敏"),
        (15, 0, "下午好，周敏"),
        (20, 0, "晚上好，周敏"),
        (2, 0, "夜深了，周敏"),
    ],
)
def test_greeting_names_the_hour_and_what_is_first(hour: int, todo: int, greets: str) -> None:
    assert greeting(NOW.replace(hour=hour), "周敏", todo) == greets


def test_the_day_stands_in_prose() -> None:
    assert today_in_words(NOW) == "2026年11月24日 星期二"


def test_a_clerk_reads_scope_and_figures(street: Street) -> None:
    make_person(street.sunny_first, "张三")
    make_person(street.spring_first, "李四", status=MemberStatus.PROBATIONARY, category=ManagementCategory.RETIRED)
    make_person(street.spring_first, "王五", status=MemberStatus.APPLICANT, category=None)
    page = home(clerk(street))
    assert "您负责 6 个党组织、2 名党员" in page
    assert "党员 2 在册的正式党员和预备党员 预备党员 1 入党早的在前 党组织 6 党委 2、党支部 3" in page
    assert "管理类别（名） 居民 1 离退休 1" in page


def test_every_figure_opens_its_list(street: Street) -> None:
    make_person(street.sunny_first, "张三")
    page = clerk(street).get(reverse("home")).content.decode()
    wanted = ("/members/", "/members/?status=probationary&amp;sort=joined_on", "/organisations/", "/members/?category=resident")
    assert [f'href="{address}"' in page for address in wanted] == [True] * 4


def test_another_street_is_not_counted(street: Street) -> None:
    beyond = make_street("春风", district=street.district)
    make_person(street.sunny_first, "张三")
    make_person(beyond.sunny_first, "李四")
    assert "您负责 6 个党组织、1 名党员" in home(clerk(street))


def test_a_branch_secretary_reads_the_own_branch(street: Street) -> None:
    make_person(street.sunny_first, "张三")
    make_person(street.sunny_second, "李四")
    client = signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first))
    assert "您负责阳光社区第一党支部，1 名党员" in home(client)


def test_groups_are_parts_of_their_branch_and_no_organisations(street: Street) -> None:
    make_person(street.sunny_first, "张三")
    for name in ("第一党小组", "第二党小组"):
        make_organisation(name, OrganisationKind.GROUP, street.sunny_first)
    page = home(clerk(street))
    assert ["您负责 6 个党组织、1 名党员" in page, "党组织 6 党委 2、党支部 3；另有党小组 2" in page] == [True, True]
    secretary = signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first))
    assert "您负责阳光社区第一党支部，1 名党员" in home(secretary)


def test_what_waits_comes_first_with_its_list(street: Street) -> None:
    note_of(street, 2)
    client = clerk(street)
    page = home(client)
    assert "等您处理 需核实 2 条信息需核实" in page
    assert f'hx-get="{reverse("settling_desk")}"' in client.get(reverse("home")).content.decode()


def test_whoever_settles_nothing_is_not_asked_to(street: Street) -> None:
    note_of(street)
    page = home(signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street, name="刘志远")))
    assert ["条信息需核实" in page, "归属建议" in page] == [False, False]


def test_recent_changes_are_told_and_older_ones_not(street: Street) -> None:
    make_person(street.sunny_first, "张三", by=actor(today()))
    make_person(street.sunny_first, "李四", by=actor(today() - timedelta(days=40)))
    client = clerk(street)
    part = client.get(reverse("changes"), headers={"HX-Request": "true"}).content.decode()
    assert f'hx-get="{reverse("changes")}"' in client.get(reverse("home")).content.decode()
    assert ("张三" in part, "李四" in part, "<html" in part) == (True, False, False)


def test_an_empty_roll_says_what_comes_next(street: Street) -> None:
    page = home(clerk(street))
    assert "名册还是空的，先导入名册" in page
    assert "导入名册 逐名登记" in page
    assert "名册导入后，这里会显示" in home(signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first)))


def test_a_member_reads_the_own_facts(street: Street) -> None:
    person = make_person(street.sunny_first, "赵国强")
    client = signed_in(make_account("member", Role.MEMBER, street.sunny_first, name="赵国强", person=person))
    page = home(client)
    assert "我的党内信息 人员类别 正式党员 所在党支部 阳光社区第一党支部" in page
    assert "最近 30 天没有人查阅过您的信息。" in page
    assert "您负责" not in page


def test_an_account_without_rights_reads_whom_to_ask() -> None:
    assert "这个账号现在没有任何授权" in home(signed_in(make_account("bare")))


def test_the_keeper_of_rights_reads_of_accounts_and_of_nobody_in_the_register(street: Street) -> None:
    make_person(street.sunny_first, "张三", by=actor(today()))
    make_account("bare")
    page = home(signed_in(make_account("shouquan", Role.RIGHTS_KEEPER)))
    assert "启用的账号 2 锁定 0" in page
    assert "没有授权 1" in page
    assert "张三" not in page


def test_an_empty_installation_tells_the_keepers_how_to_begin() -> None:
    pages = [home(signed_in(make_account(str(role), role))) for role in (Role.RIGHTS_KEEPER, Role.SYSTEM_KEEPER, Role.AUDITOR)]
    assert ["zhibu import 组织名册.xlsx 党员名册.xlsx" in page for page in pages] == [True, True, False]


def test_the_auditor_reads_of_the_last_thirty_days() -> None:
    Client().post(reverse("sign_in"), {"username": "nobody", "password": "x"})
    page = home(signed_in(make_account("shenji", Role.AUDITOR)))
    assert "登录失败 1 最近 30 天" in page
    assert "日志封存 操作 尚未封存" in page


def test_the_keeper_of_the_system_reads_its_state() -> None:
    assert "系统状态 版本" in home(signed_in(make_account("xitong", Role.SYSTEM_KEEPER)))


@pytest.mark.parametrize("count", [1, 3])
def test_a_clerks_workbench_costs_four_queries_beside_the_findings(street: Street, count: int) -> None:
    for number in range(count):
        make_person(street.sunny_first, f"张{number}", by=actor(today()))
    note_of(street, count)
    client = clerk(street)
    assert queries(lambda: client.get(reverse("home"))) == 4


@pytest.mark.parametrize(("role", "cost"), [(Role.RIGHTS_KEEPER, 4), (Role.AUDITOR, 10), (Role.SYSTEM_KEEPER, 3)])
@pytest.mark.usefixtures("street")
def test_a_keepers_workbench_costs_few_queries(role: Role, cost: int) -> None:
    client = signed_in(make_account("keeper", role))
    assert queries(lambda: client.get(reverse("home"))) == cost
