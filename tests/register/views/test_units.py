"""Resident units on pages: the list on a day, one unit, the forms."""

from datetime import timedelta

import pytest

from tests.access.pages import queries, words
from tests.register.factories import LONG_SINCE, actor
from tests.register.state import nothing_written, one_operation
from tests.register.views.asking import refusals, said, send
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.register.models import ResidentUnit
from zhibu.register.services.communities import add_community
from zhibu.register.services.units import add_unit

FORM = {"name": "向阳小学", "ownership": "school", "district_owned": "true", "place": "阳光社区", "head_count": 80, "mode": "standalone"}


@pytest.fixture(autouse=True)
def _community(desk: Desk) -> None:
    add_community(by=actor(desk.today), organisation=desk.street.sunny, name="阳光社区")


@pytest.fixture
def unit(desk: Desk) -> ResidentUnit:
    done = add_unit(by=actor(desk.today), facts={"name": "超市"}, place=desk.street.spring, on=LONG_SINCE, head_count=9)
    return ResidentUnit.objects.unguarded("测试").get(pk=done.row_id)


def test_a_unit_is_recorded_in_its_community(desk: Desk) -> None:
    with one_operation("unit.add"):
        answer = send(desk.clerk, "/units/new", on=desk.today, organisation="阳光社区第一党支部", **FORM)
    assert "向阳小学 学校 阳光社区 是 80 阳光社区第一党支部 独立式" in said(desk.clerk, answer)
    with nothing_written():
        (told,) = refusals(send(desk.clerk, "/units/new", on=desk.today, **FORM))
    fresh = ResidentUnit.objects.unguarded("测试").get(name="向阳小学")
    assert told == f"单位名称：已登记：向阳小学（{fresh.code}）。怎么办：请打开原有记录更正。"


def test_everything_unclear_is_said_at_once(desk: Desk) -> None:
    with nothing_written():
        told = refusals(send(desk.clerk, "/units/new", on=desk.today, name="x", place="火星", organisation="水星"))
    assert [line[: line.index("怎么办")] for line in told] == ["所在社区（属地党组织）：没有找到“火星”。", "单位党组织：没有找到“水星”。"]


def test_a_unit_is_corrected_and_closed(desk: Desk, unit: ResidentUnit) -> None:
    url = f"/units/{unit.code}/"
    with one_operation("unit.correct", about={("unit", unit.pk)}):
        send(desk.clerk, f"{url}correct", on=desk.today, name="超市", place=desk.street.spring.code, head_count=12, contact="王经理")
    assert f"从业人数和党组织 {desk.today} 从业人数 12 人 {LONG_SINCE} 从业人数 9 人" in words(desk.clerk.get(url))
    with one_operation("unit.close", about={("unit", unit.pk)}):
        send(desk.clerk, f"{url}close", on=desk.today)
    page = words(desk.clerk.get(url))
    assert (f"停业或迁出日期 {desk.today}" in page, "更正" in page) == (True, False)
    with nothing_written():
        assert refusals(send(desk.clerk, f"{url}close", on=desk.today))[0].startswith("日期：已登记")
    assert "超市" not in words(desk.clerk.get("/units/"))
    assert "超市" in words(desk.clerk.get(f"/units/?on={desk.today - timedelta(days=1)}"))


def test_units_in_reach_and_no_others(desk: Desk, somebody: Browser, unit: ResidentUnit) -> None:
    sunny = somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny)
    assert "超市" not in words(sunny.get("/units/?q=超"))
    for tail in ("", "correct", "close"):
        assert sunny.get(f"/units/{unit.code}/{tail}").status_code == (404 if not tail else 403)
    spring = somebody(Role.COMMUNITY_SECRETARY, desk.street.spring)
    assert spring.get(f"/units/{unit.code}/").status_code == 200
    with nothing_written():
        assert send(spring, f"/units/{unit.code}/close", on=desk.today).status_code == 403


@pytest.mark.usefixtures("unit")
def test_conditions_and_orders(desk: Desk) -> None:
    send(desk.clerk, "/units/new", on=desk.today, **FORM)

    def listed(query: str) -> list[str]:
        page = words(desk.clerk.get(f"/units/{query}"))
        return sorted((name for name in ("向阳小学", "超市") if name in page), key=page.index)

    assert listed("") == ["超市", "向阳小学"]
    assert listed("?sort=-name") == ["向阳小学", "超市"]
    assert listed("?sort=head_count") == ["超市", "向阳小学"]
    assert listed("?ownership=school") == ["向阳小学"]
    assert listed("?q=超") == ["超市"]


@pytest.mark.parametrize("times", [1, 3])
def test_pages_cost_the_same_whatever_is_on_them(desk: Desk, unit: ResidentUnit, times: int) -> None:
    for number in range(times):
        send(desk.clerk, "/units/new", on=desk.today, **FORM | {"name": f"单位{number}"})
    assert queries(lambda: desk.clerk.get("/units/")) == 3
    assert queries(lambda: desk.clerk.get(f"/units/{unit.code}/")) == 4
