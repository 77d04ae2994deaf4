"""The table for everybody, the list for the clerk, and what is put off."""

from datetime import date, timedelta
from typing import Final

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.keeping.gone import gone, pass_away
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.keeping.models import Hold
from zhibu.keeping.services.announcing import announce
from zhibu.keeping.services.holding import place_hold
from zhibu.keeping.terms import TABLE, table_on
from zhibu.kernel.clock import today
from zhibu.register.models import Person

pytestmark = pytest.mark.django_db

LEFT: Final = date(2020, 5, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"))


def on_the_list(street: Street, *names: str, days: int = 0) -> list[Person]:
    people = [gone(street.sunny_first, name, on=LEFT) for name in names]
    announce(by=actor(today() - timedelta(days=days)))
    return people


# The table.


@pytest.mark.parametrize("role", list(Role))
def test_everybody_who_is_signed_in_reads_the_table(street: Street, role: Role) -> None:
    page = words(signed_in(make_account("somebody", role, street.street)).get(reverse("retention")))
    assert [row.label for row in TABLE if row.label not in page] == []
    assert "组织关系转出的党员 24 个月 组织关系转出之日 系统销毁" in page


def test_what_is_no_rule_from_above_and_what_nobody_checked_says_so(street: Street) -> None:
    page = words(signed_in(make_account("bare")).get(reverse("retention")))
    assert "《个人信息保护法》第六条（最小必要）、第十九条（最短期限） 本地约定 条文未核对" in page
    assert "《网络安全法》第二十三条第三项：不少于六个月 查阅记录" in page
    rows = table_on(today())
    assert page.count("本地约定") == sum(row.local for row in rows)
    assert page.count("条文未核对") == sum(not row.verified for row in rows)


def test_the_own_record_leads_there(street: Street) -> None:
    person = make_person(street.sunny_first, "赵国强")
    member = signed_in(make_account("member", Role.MEMBER, street.sunny_first, person=person))
    assert f'href="{reverse("retention")}"' in member.get(reverse("me")).content.decode()


def test_how_many_were_destroyed_is_told_by_kind_and_year(street: Street) -> None:
    page = signed_in(make_account("bare"))
    assert "还没有到期销毁的。" in words(page.get(reverse("retention")))
    for name, on in (("张三", LEFT), ("李四", LEFT), ("王五", date(2019, 5, 1))):
        gone(street.sunny_first, name, on=on)
    pass_away(today())
    assert "组织关系转出的党员：2020年 2 人，2019年 1 人" in words(page.get(reverse("retention")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_table_costs_two_queries(street: Street, count: int) -> None:
    for number in range(count):
        gone(street.sunny_first, f"张{number}", on=LEFT.replace(year=2019 - number))
    pass_away(today())
    client = signed_in(make_account("bare"))
    assert queries(lambda: client.get(reverse("retention"))) == 2


# The list.


def test_an_empty_list_says_who_will_stand_on_it(clerk: Client) -> None:
    page = words(clerk.get(reverse("retention_due")))
    assert "名单上没有人 转出、去世、出党和未被接收的人员，保存期限到期前 90 天列在这里；名单每天更新。" in page


def test_the_list_says_whose_time_ends_when_and_what_is_put_off(street: Street, clerk: Client) -> None:
    _, second = on_the_list(street, "张三", "李四", days=30)
    gone(street.sunny_first, "王五", how="died", on=date(today().year - 3, today().month, 1) + timedelta(days=62))
    announce(by=actor(today()))
    assert place_hold(by=actor(), person=second, reason="转接有争议").done
    page = words(clerk.get(reverse("retention_due")))
    assert "全部 3 下次销毁 1 暂缓 1 尚未到期 1" in page
    assert "张三 下次销毁 阳光社区第一党支部 组织关系转出的党员 2020-05-01 2022-05-01" in page
    assert "李四 暂缓 阳光社区第一党支部 组织关系转出的党员" in page
    assert "转接有争议 取消暂缓" in page
    assert "王五 将到期 阳光社区第一党支部 去世的党员" in page


@pytest.mark.parametrize(("view", "shown"), [("next", "张三"), ("held", "李四"), ("coming", "王五")])
def test_the_list_is_narrowed(street: Street, clerk: Client, view: str, shown: str) -> None:
    _, second = on_the_list(street, "张三", "李四", days=30)
    on_the_list(street, "王五")
    assert place_hold(by=actor(), person=second, reason="核实").done
    page = words(clerk.get(reverse("retention_due"), {"view": view}))
    assert [name for name in ("张三", "李四", "王五") if name in page] == [shown]


def test_who_has_rights_left_is_named_with_what_to_do(street: Street, clerk: Client) -> None:
    (one,) = on_the_list(street, "张三", days=30)
    make_account("zhang", Role.MEMBER, street.sunny_first, person=one)
    assert "张三 还有授权 " in words(clerk.get(reverse("retention_due")))
    assert "请授权管理员先终止授权。" in words(clerk.get(reverse("retention_due")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_seven_queries(street: Street, clerk: Client, count: int) -> None:
    on_the_list(street, *(f"张{number}" for number in range(count)))
    assert queries(lambda: clerk.get(reverse("retention_due"))) == 7


# Putting off.


def test_a_hold_is_placed_and_lifted_with_a_reason(street: Street, clerk: Client) -> None:
    (one,) = on_the_list(street, "张三", days=30)
    place = reverse("retention_hold", args=[one.code])
    assert clerk.post(place, {"reason": ""}).status_code == 422
    assert not Hold.objects.unguarded("测试").exists()
    answer = clerk.post(place, {"reason": "正在办理转接"}, follow=True)
    assert "张三 暂缓" in words(answer)
    held = Hold.objects.unguarded("测试").get()
    assert (held.reason, held.placed_by, held.placed_on) == ("正在办理转接", "周敏", today())
    again = clerk.post(place, {"reason": "再来一次"})
    assert (again.status_code, "已经登记暂缓。" in words(again)) == (422, True)
    answer = clerk.post(reverse("retention_lift", args=[one.code]), {"reason": "已办完"}, follow=True)
    assert "张三 将到期" in words(answer)
    assert Hold.objects.unguarded("测试").get().lifted_on == today()


def test_a_member_in_force_needs_no_hold(street: Street, clerk: Client) -> None:
    one = make_person(street.sunny_first, "张三")
    answer = clerk.post(reverse("retention_hold", args=[one.code]), {"reason": "核实"})
    assert (answer.status_code, "此人在册，资料一直保存。" in words(answer)) == (422, True)
