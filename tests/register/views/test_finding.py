"""A full identity number is looked for by those who may see numbers in full, and stands in no address: in no history and no log."""

from datetime import date
from typing import Final

import pytest

from tests.access.pages import words
from tests.register.factories import identity_number, make_person
from tests.register.views.asking import refusals, send
from tests.register.views.conftest import Browser, Desk
from zhibu.access.terms import Role
from zhibu.register.models import Person

NUMBER: Final = identity_number(date(1985, 7, 1))
OLD: Final = f"{NUMBER[:6]}{NUMBER[8:17]}"
FIND: Final = "/members/find"


@pytest.fixture
def one(desk: Desk) -> Person:
    return make_person(desk.street.sunny_first, "张三", id_number=NUMBER)


@pytest.mark.parametrize("typed", [NUMBER, f" {NUMBER[:6]} {NUMBER[6:14]} {NUMBER[14:]} ", NUMBER.lower(), OLD])
def test_the_number_leads_to_its_person(desk: Desk, one: Person, typed: str) -> None:
    answer = send(desk.clerk, FIND, number=typed)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/members/{one.code}/")


def test_somebody_out_of_reach_is_as_unknown_as_somebody_who_is_not_there(desk: Desk, somebody: Browser, one: Person) -> None:
    secretary = somebody(Role.BRANCH_SECRETARY, desk.street.spring_first)
    told = [refusals(send(secretary, FIND, number=number)) for number in (NUMBER, identity_number(date(1985, 7, 2)))]
    assert told == [["公民身份号码：您的负责范围内没有登记这个号码。怎么办：请核对号码；也可以按姓名查找。"]] * 2
    assert one.name not in words(send(secretary, FIND, number=NUMBER))


def test_what_is_no_number_is_said_to_be_none_and_not_repeated(desk: Desk) -> None:
    page = send(desk.clerk, FIND, number="410105196001010035")
    assert page.status_code == 422
    assert send(desk.clerk, FIND, number="").status_code == 422


@pytest.mark.usefixtures("one")
@pytest.mark.parametrize("role", [Role.STREET_SECRETARY, Role.COMMUNITY_SECRETARY, Role.BRANCH_OFFICER, Role.MEMBER])
def test_nobody_else_learns_a_number_by_trying(desk: Desk, somebody: Browser, role: Role) -> None:
    client = somebody(role, desk.street.sunny_first)
    assert client.get(FIND).status_code == 403
    assert send(client, FIND, number=NUMBER).status_code == 403
    page = client.get(f"/members/?q={NUMBER}", follow=True)
    assert NUMBER not in page.content.decode()


@pytest.mark.usefixtures("one")
def test_an_address_with_a_number_finds_nobody_and_leads_to_the_form(desk: Desk) -> None:
    for typed in (NUMBER, NUMBER.lower(), f"{NUMBER[:6]}+{NUMBER[6:]}", "４１０１０５１９６００１０１００３４"):
        answer = desk.clerk.get(f"/members/?q={typed}")
        assert (answer.status_code, answer.headers["Location"]) == (302, FIND)
    assert "号码不放在网址里查找" in words(desk.clerk.get(f"/members/?q={NUMBER}", follow=True))


@pytest.mark.usefixtures("one")
def test_an_export_asks_for_no_number_either(desk: Desk) -> None:
    answer = desk.clerk.get(f"/members/export?q={NUMBER}")
    assert (answer.status_code, answer.headers["Location"]) == (302, FIND)


def test_the_search_box_knows_where_numbers_go(desk: Desk, somebody: Browser) -> None:
    assert f'data-numbers="{FIND}"' in desk.clerk.get("/members/").content.decode()
    assert "data-numbers" not in somebody(Role.COMMUNITY_SECRETARY, desk.street.sunny).get("/members/").content.decode()
