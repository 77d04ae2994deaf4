"""Pages of polls: those of the roll answer, those who hold them count in paper and end them, everybody asked sees the result."""

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.polls.asking import FOOD, WHY, Canteen, all_answer, counts, make_canteen, opened, poll, reader, turned_on
from tests.register.factories import actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.polls.models import Poll
from zhibu.polls.panels import on_the_desk
from zhibu.polls.services import close_poll
from zhibu.register.desk import folded
from zhibu.register.models import Organisation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def canteen() -> Canteen:
    return make_canteen(9)


def browser(name: str, role: Role | None = None, place: Organisation | None = None, person: Person | None = None) -> Client:
    return signed_in(make_account(name, role, place, person=person))


def at(one: Poll, name: str = "poll") -> str:
    return reverse(name, args=[one.code])


def test_a_member_without_a_role_is_asked_on_the_start_page_and_answers_once(canteen: Canteen) -> None:
    made = opened(canteen.street.sunny_first, opinions=True)
    member = browser("member", person=canteen.people[0])
    assert made.title in member.get("/").content.decode()
    page = member.get(at(made)).content.decode()
    assert [word in page for word in ("只记下每个选项有多少人选", "交上去", "data-draft")] == [True, True, False]
    assert member.post(at(made), {"opinion": "多放菜"}).status_code == 422
    assert member.post(at(made), {"q0": "2", "opinion": "多放菜"}).status_code == 302
    pages = [member.get(at(made)).content.decode() for _ in range(2)]
    shown = [["没有人知道哪一份是您的" in page, "您已经答过了" in page, "交上去" in page, "多放菜" in page] for page in pages]
    assert shown == [[True, False, False, False], [False, True, False, False]]
    assert member.post(at(made), {"q0": "0"}).status_code == 422
    assert made.title not in member.get("/").content.decode()
    assert counts(made) == [[[0, 0, 1]]]


@pytest.mark.parametrize("name", ["poll", "poll_paper", "poll_close"])
def test_what_is_asked_of_others_is_not_there(canteen: Canteen, name: str) -> None:
    made = opened(canteen.street.sunny_first)
    for role, place in ((Role.COMMUNITY_SECRETARY, canteen.street.spring), (Role.BRANCH_SECRETARY, canteen.street.sunny_second)):
        stranger = browser(role, role, place, make_person(place if place.now_kind == "branch" else canteen.street.spring_first, "外人"))
        assert [stranger.get(at(made, name)).status_code, stranger.post(at(made, name), {"q0": "0"}).status_code] == [404, 404]
        assert made.title not in stranger.get(reverse("polls")).content.decode() + stranger.get("/").content.decode()
    assert counts(made) == [[[0, 0, 0]]]


def test_whoever_is_only_asked_neither_ends_it_nor_counts_papers(canteen: Canteen) -> None:
    made = opened(canteen.street.sunny_first)
    officer = browser("officer", Role.BRANCH_OFFICER, canteen.street.sunny_first, canteen.people[0])
    secretary = browser("secretary", Role.BRANCH_SECRETARY, canteen.street.sunny_second)
    del secretary
    assert [officer.post(at(made, name), {}).status_code for name in ("poll_paper", "poll_close")] == [403, 403]
    assert poll(made.pk).closed_at is None


def test_whoever_holds_it_and_stands_on_no_roll_sees_no_questions_to_answer(canteen: Canteen) -> None:
    made = opened(canteen.street.sunny_first)
    clerk = browser("clerk", Role.STREET_CLERK, canteen.street.street)
    page = clerk.get(at(made)).content.decode()
    assert [word in page for word in (FOOD.text, "交上去", "结束并公布结果", "录入纸质答卷", "0 份")] == [True, False, True, True, True]
    assert clerk.post(at(made), {"q0": "0"}).status_code == 422
    assert counts(made) == [[[0, 0, 0]]]


def test_a_secretary_opens_one_where_the_street_allows_it(canteen: Canteen) -> None:
    secretary = browser("secretary", Role.BRANCH_SECRETARY, canteen.street.sunny_first)
    typed = {
        "organisation": str(canteen.street.sunny_first),
        "until": today().isoformat(),
        "purpose": "service",
        "title": "食堂",
        "questions": "饭菜怎么样\n好\n不好\n\n几点开饭\n早\n晚",
    }
    refused = secretary.post(reverse("poll_new"), {**typed, "questions": "选谁当书记候选人\n甲\n乙"})
    assert (refused.status_code, "《基层组织选举工作条例》" in refused.content.decode()) == (422, True)
    assert Poll.objects.unguarded(WHY).count() == 0
    assert secretary.post(reverse("poll_new"), typed).status_code == 302
    page = secretary.get(at(Poll.objects.unguarded(WHY).get())).content.decode()
    assert [word in page for word in ("饭菜怎么样", "好 / 不好", "9 名党员")] == [True, True, True]


def test_where_it_is_off_the_form_says_who_turns_it_on() -> None:
    street = make_street()
    secretary = browser("secretary", Role.BRANCH_SECRETARY, street.sunny_first)
    page = secretary.get(reverse("poll_new")).content.decode()
    turned_on(street.street)
    assert ["本街道还没有开通" in one for one in (page, secretary.get(reverse("poll_new")).content.decode())] == [True, False]


def test_the_result_is_shown_to_those_who_were_asked_with_a_picture_and_a_table(canteen: Canteen) -> None:
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people[:8], 0, 0, 0, 0, 0, 1, 1, 2)
    secretary = browser("secretary", Role.BRANCH_SECRETARY, canteen.street.sunny_first)
    assert secretary.get(at(made, "poll_close")).status_code == 200
    assert secretary.post(at(made, "poll_close"), {}).status_code == 302
    member = browser("member", person=canteen.people[8])
    page = member.get(at(made)).content.decode()
    assert [word in page for word in ('data-chart="question-0"', "满意", "8 份", "交上去")] == [True, True, True, False]
    assert secretary.post(at(made, "poll_close"), {}).status_code == 422


def test_too_few_answers_are_said_and_not_shown(canteen: Canteen) -> None:
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people[:7], *[1] * 7)
    close_poll(by=actor(today()), poll=made)
    page = browser("member", person=canteen.people[0]).get(at(made)).content.decode()
    assert [word in page for word in ("答的不到 8 人，不显示结果，答卷已经销毁", "data-chart")] == [True, False]


@pytest.mark.parametrize(("number", "said"), [(1, "现有 1 份，不到 8 份，现在结束就没有结果"), (8, "现有 8 份，公布每个选项的人数")])
def test_whoever_ends_it_reads_first_how_many_answers_there_are(canteen: Canteen, number: int, said: str) -> None:
    made = opened(canteen.street.sunny_first)
    all_answer(made, canteen.people[:number], *[0] * number)
    secretary = browser("secretary", Role.BRANCH_SECRETARY, canteen.street.sunny_first)
    assert said in secretary.get(at(made, "poll_close")).content.decode()


def test_the_button_stands_right_below_the_questions_and_the_whole_notice_is_folded_under_it(canteen: Canteen) -> None:
    made = opened(canteen.street.sunny_first)
    page = browser("member", person=canteen.people[0]).get(at(made)).content.decode()
    places = [page.index(word) for word in ("只记下每个选项", ">交上去<", "<summary>记什么、不记什么", "管服务器的人")]
    assert places == sorted(places)


def test_papers_are_typed_by_two(canteen: Canteen) -> None:
    made = opened(canteen.street.sunny_first)
    first, second = (browser(name, Role.BRANCH_SECRETARY, canteen.street.sunny_first) for name in ("wang", "li"))
    assert first.post(at(made, "poll_paper"), {"c0_0": "2", "c0_1": "1"}).status_code == 302
    page = second.get(at(made)).content.decode()
    assert ("等第二位同志录入" in page, second.post(at(made, "poll_close"), {}).status_code) == (True, 422)
    assert second.post(at(made, "poll_paper"), {"c0_0": "1", "c0_1": "2"}).status_code == 422
    assert [one.post(at(made, "poll_paper"), {"c0_0": "2", "c0_1": "1"}).status_code for one in (first, second)] == [302, 302]
    assert "3 份" in first.get(at(made)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_lists_and_the_start_page_take_a_constant_number_of_queries(canteen: Canteen, number: int, django_assert_num_queries: Any) -> None:
    for one in range(number):
        opened(canteen.street.sunny_first, replace(FOOD, text=f"第{one}次{FOOD.text}"), title=f"第{one}次")
    who = reader("secretary", Role.BRANCH_SECRETARY, canteen.street.sunny_first, canteen.people[0])
    with django_assert_num_queries(2):
        (panel,) = folded(on_the_desk)(who, actor(today()).at)
    assert len(panel.items) == number
    client = browser("other", Role.BRANCH_SECRETARY, canteen.street.sunny_first, canteen.people[1])
    client.get(reverse("polls"))
    with django_assert_num_queries(3):
        client.get(reverse("polls"))
