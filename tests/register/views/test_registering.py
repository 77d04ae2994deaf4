"""Somebody is registered or corrected on a page: it is done, or everything that stands against it is said and nothing is written."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from tests.access.pages import queries
from tests.register.factories import LONG_SINCE, actor, identity_number, make_organisation, make_person, person
from tests.register.imports.rosters import number as real_number
from tests.register.state import nothing_written, one_operation
from tests.register.views.asking import refusals, said, send
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.register.models import (
    CheckNote,
    Installation,
    Person,
)
from zhibu.register.queries import lookups
from zhibu.trail.door import recording
from zhibu.trail.models import Operation

NUMBER = identity_number(LONG_SINCE.replace(year=1985), 1)


@pytest.fixture
def one(desk: Desk) -> Person:
    return make_person(desk.street.sunny_first, "张三", phone="13800001234", native_place="河南郑州", by=actor(desk.today))


def at(one: Person, act: str) -> str:
    return f"/members/{one.code}/{act}"


def test_somebody_is_registered_and_the_way_leads_to_the_new_record(desk: Desk) -> None:
    with one_operation("member.register"):
        answer = send(
            desk.clerk, "/members/new", organisation="阳光社区第一党支部", status="full", category="retired", on=desk.today, name="李 四",
            sex="male", birth_date="1985年7月", joined_on="2005.7.1", confirmed_on="2006-07-01", phone="13800001234",
        )  # fmt: skip
    offered = "查看提醒事项 查看归属建议 查看流动和联系 查看民主评议结果 查看负责的工作 查看荣誉"
    registered = f"已登记。 {offered} 党内信息 人员类别 正式党员 所在党支部 阳光社区第一党支部 管理类别 离退休党员"
    assert registered in said(desk.clerk, answer)
    fresh = Person.objects.unguarded("测试").get(name="李四")
    assert (str(fresh.birth_date), fresh.month_only, str(fresh.joined_on)) == ("1985-07-01", "birth_date", "2005-07-01")
    operation = Operation.objects.latest("pk")
    assert (operation.actor, operation.channel) == ("clerk的姓名", "web")


def test_the_number_tells_sex_and_birth_date_where_invented_numbers_are_taken(desk: Desk) -> None:
    form = {"organisation": desk.street.sunny_first.code, "status": "full", "on": desk.today, "name": "李四", "id_number": NUMBER.lower()}
    with nothing_written():
        assert refusals(send(desk.clerk, "/members/new", **form)) == [
            "公民身份号码：号码前六位是999999，这是演示数据专用的虚构号码。依据：GB11643-1999怎么办：请填写本人真实的公民身份号码。"
        ]
    Installation.objects.create(holds_demo=True)
    send(desk.clerk, "/members/new", **form)
    fresh = Person.objects.unguarded("测试").get(name="李四")
    assert (fresh.sex, str(fresh.birth_date), fresh.generated) == ("male", "1985-07-01", True)


def test_where_personas_can_be_switched_no_real_number_is_taken(desk: Desk, one: Person) -> None:
    """Whoever tries the sample street out would open it to everybody who has the address (PRACTICE.md 4.9)."""
    Installation.objects.create(holds_demo=True)
    real = real_number("19850701")
    form = {"organisation": desk.street.sunny_first.code, "status": "full", "on": desk.today, "name": "李四", "id_number": real}
    for address, fields in (("/members/new", form), (at(one, "correct"), {"name": "张三", "id_number": real})):
        with nothing_written():
            assert refusals(send(desk.clerk, address, **fields)) == [
                "公民身份号码：这里是演示数据，不能登记真实号码。怎么办：请用999999开头的虚构号码，或在正式安装中登记。"
            ]


def test_a_name_that_is_longer_when_written_out_is_refused(desk: Desk) -> None:
    form = {"organisation": desk.street.sunny_first.code, "status": "full", "on": desk.today, "name": "\ufdfa" * 20}
    with nothing_written():
        assert refusals(send(desk.clerk, "/members/new", **form)) == ["姓名最多60个字。怎么办：请核对姓名。"]


def test_everything_against_a_registration_is_said_at_once_with_what_to_do(desk: Desk) -> None:
    tomorrow = desk.today + timedelta(days=1)
    with nothing_written():
        answer = send(
            desk.clerk, "/members/new", organisation="阳光社区第一党支部", status="full", on=tomorrow, name="李四", birth_date="2010-01-01",
            joined_on="2005-01-01", confirmed_on="2004-01-01",
        )  # fmt: skip
    assert refusals(answer) == [
        f"登记日期：“{tomorrow}”晚于今天。怎么办：请核对日期。",
        "加入党组织日期：入党日期2005-01-01早于出生日期2010-01-01。怎么办：请核对入党日期。",
        "转为正式党员日期：转正日期2004-01-01早于入党日期2005-01-01。怎么办：请核对转正日期。",
    ]


def test_a_form_that_the_service_refuses_keeps_what_was_typed(desk: Desk, one: Person) -> None:
    form = {"organisation": "阳光社区第一党支部", "status": "full", "on": desk.today, "name": "张三", "native_place": "湖北"}
    with nothing_written():
        answer = send(desk.clerk, "/members/new", **form)
    assert refusals(answer) == [
        f"姓名：该党支部名册上已有同名人员：张三（{one.code}，阳光社区第一党支部），都没有出生日期。怎么办：请打开原有记录；确为两人的，请填写公民身份号码。"
    ]
    assert 'value="湖北"' in answer.content.decode()


def test_an_unknown_branch_is_answered_with_those_that_are_near(desk: Desk) -> None:
    with nothing_written():
        answer = send(desk.clerk, "/members/new", organisation="阳光社区第一", status="full", on=desk.today, name="李四")
    assert refusals(answer) == [
        f"党支部：没有找到“阳光社区第一”。怎么办：是不是：中共向阳街道阳光社区第一支部委员会（{desk.street.sunny_first.code}）？"
    ]


def test_a_branch_secretary_registers_in_the_own_branch_only(desk: Desk, somebody: Browser) -> None:
    secretary = somebody(Role.BRANCH_SECRETARY, desk.street.sunny_first)
    form = {"status": "full", "on": desk.today, "name": "李四"}
    with nothing_written():
        answer = send(secretary, "/members/new", organisation=desk.street.spring_first.code, **form)
    assert refusals(answer) == [
        f"党支部：没有找到“{desk.street.spring_first.code}”。怎么办：请填写全称、简称或编号，可在“党组织”中查到；不在您负责范围内的，请告诉上级党组织。"
    ]
    assert send(secretary, "/members/new", organisation=desk.street.sunny_first.code, **form).status_code == 302


def offered(client: Client, url: str) -> tuple[list[str], str]:
    """The names that a page's first box of names offers, and what stands in it already."""
    page = client.get(url).content.decode()
    box = re.search(r'<input type="text"[^>]* list="[^"]+"[^>]*>', page)
    typed = re.search(r' value="([^"]*)"', box[0]) if box else None
    return re.findall(r'<option value="([^"]+)"></option>', page), typed[1] if typed else ""


def test_branches_within_reach_are_offered_and_the_only_one_stands_there(desk: Desk, somebody: Browser) -> None:
    branches = ["阳光社区第一党支部", "阳光社区第二党支部"]
    assert offered(somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny), "/members/new") == (branches, "")
    assert offered(somebody(Role.BRANCH_SECRETARY, desk.street.sunny_first), "/members/new") == (branches[:1], branches[0])


def test_branches_that_share_a_short_name_are_offered_by_their_code(desk: Desk) -> None:
    by = actor(desk.today)
    twins = [make_organisation("第一党支部", parent=place, short_name="一支部", by=by) for place in (desk.street.sunny, desk.street.spring)]
    names, _ = offered(desk.clerk, "/members/new")
    assert [name for name in names if "社区" not in name] == [one.code for one in twins]


@pytest.mark.parametrize("times", [1, 3])
def test_offering_names_costs_one_query(desk: Desk, times: int) -> None:
    for number in range(times):
        make_organisation(f"另一个党支部{number}", parent=desk.street.sunny, by=actor(desk.today))
    assert queries(lambda: desk.clerk.get("/members/new")) == 3


def test_more_names_than_help_are_not_offered(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lookups, "OFFERED", 2)
    assert offered(desk.clerk, "/members/new") == ([], "")


def test_a_correction_shows_what_stands_masked_and_changes_what_is_typed(desk: Desk, one: Person) -> None:
    page = desk.clerk.get(at(one, "correct")).content.decode()
    assert "已登记 138******34；不改请留空，要清除请填“无”。" in page
    assert "13800001234" not in page
    assert 'value="河南郑州"' in page
    with one_operation("member.correct", about={("person", one.pk)}):
        answer = send(desk.clerk, at(one, "correct"), name="章三", native_place="", phone="无", ethnicity="han", birth_date="1985.7")
    assert "已更正。" in said(desk.clerk, answer)
    fresh = person(one.pk)
    assert (fresh.name, fresh.native_place, fresh.phone_sealed, fresh.ethnicity, fresh.month_only) == (
        "章三",
        "",
        None,
        "han",
        "birth_date",
    )


def test_the_form_sent_as_it_came_changes_nothing(desk: Desk, one: Person) -> None:
    with recording(actor(desk.today), "import.rosters") as work:
        work.change(
            Person, one.pk, new_stratum="快递员", sex="unspecified", month_only="joined_on", joined_on=LONG_SINCE, marital_status="married"
        )
    page = desk.clerk.get(at(one, "correct")).content.decode()
    assert "快递员（原文）" in page
    with nothing_written():
        send(
            desk.clerk,
            at(one, "correct"),
            name="张三",
            native_place="河南郑州",
            new_stratum="快递员",
            sex="unspecified",
            joined_on="2001-07",
            marital_status="married",
        )


def test_a_known_number_and_a_birth_date_typed_beside_it_must_agree(desk: Desk) -> None:
    numbered = make_person(desk.street.sunny_first, "李四", id_number=NUMBER, by=actor(desk.today))
    with nothing_written():
        (told,) = refusals(send(desk.clerk, at(numbered, "correct"), name="李四", birth_date="1990-01-01"))
    assert told.startswith("出生日期填写为1990-01-01，与公民身份号码中的出生日期不一致。")
    assert send(desk.clerk, at(numbered, "correct"), name="李四", birth_date="1985.7").status_code == 302


def test_what_a_correction_makes_doubtful_is_noted(desk: Desk, one: Person) -> None:
    send(desk.clerk, at(one, "correct"), name="张三", birth_date="1985-07-01", joined_on="2002-01-01")
    assert list(CheckNote.objects.unguarded("测试").values_list("field", "code")) == [("joined_on", "joined_under_18")]
