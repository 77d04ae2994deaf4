"""点名 on a page: tapped, in one tap for the rest, for one part alone, for several organisations, only counted, not counted as expected."""

import re
from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import WHY, holdings, make_gathering, mark, members_meeting, part, sign, write
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import refusals, said, send
from zhibu.access.terms import Role
from zhibu.gatherings.models import Attendance, Gathering, LeftOut
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today
from zhibu.register.models import Person

pytestmark = pytest.mark.django_db
Kind = GatheringKind


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏"))


def page_of(gathering: Gathering, end: str = "") -> str:
    return reverse("gathering_attendance", args=[gathering.code]) + end


def meeting(street: Street, on: date | None = None) -> Gathering:
    return members_meeting(street.sunny_first, on=on or today(), by=actor(today()))


def marks(gathering: Gathering) -> list[tuple[int, str, str]]:
    """Part, name and presence."""
    found = Attendance.objects.unguarded(WHY).filter(holding__gathering=gathering).order_by("holding__part__number", "person__sort_key")
    return [(number, name, presence) for number, name, presence in found.values_list("holding__part__number", "person__name", "presence")]


def field(person: Person) -> str:
    return f"p-{person.code}"


def was(page: str) -> str:
    found = re.search(r'name="was" value="([^"]*)"', page)
    assert found is not None
    return found[1]


def test_a_list_is_tapped_and_says_what_it_adds_up_to(street: Street, secretary: Client) -> None:
    one, two, three = (make_person(street.sunny_first, name) for name in ("丁一", "丁二", "丁三"))
    gathering = meeting(street)
    answer = secretary.post(page_of(gathering), {field(one): "present", field(two): "on_leave", field(three): "", "was": ""})
    text = said(secretary, answer)
    assert "应到 3 到会 1 请假 1 缺席 0 线上 0 未标 1" in text
    assert "应到会有表决权 3 人，半数以上为 2 人；实到 1 人，还差 1 人，不能表决" in text
    assert marks(gathering) == [(1, "丁二", "on_leave"), (1, "丁一", "present")]


def test_the_rest_is_marked_in_one_tap(street: Street, secretary: Client) -> None:
    one, *_ = (make_person(street.sunny_first, name) for name in ("丁一", "丁二", "丁三"))
    gathering = meeting(street)
    secretary.post(page_of(gathering), {field(one): "on_leave", "was": "", "rest": "present"})
    assert [(name, presence) for _, name, presence in marks(gathering)] == [("丁二", "present"), ("丁三", "present"), ("丁一", "on_leave")]


def test_marks_go_to_every_part_and_one_part_can_be_marked_alone(street: Street, secretary: Client) -> None:
    person = make_person(street.sunny_first, "丁一")
    first = street.sunny_first
    gathering = make_gathering(first, part(Kind.MEMBERS_MEETING, first), part(Kind.LECTURE, first), on=today(), by=actor(today()))
    send(secretary, page_of(gathering), **{field(person): "present", "was": ""})
    assert marks(gathering) == [(1, "丁一", "present"), (2, "丁一", "present")]
    send(secretary, page_of(gathering, "?part=2"), **{field(person): "on_leave", "was": f"{person.code}=present"})
    assert marks(gathering) == [(1, "丁一", "present"), (2, "丁一", "on_leave")]
    page = secretary.get(page_of(gathering))
    assert "丁一 第 1 项到会，第 2 项请假" in words(page)
    assert was(page.content.decode()) == ""


def test_what_somebody_else_marked_meanwhile_stays(street: Street, secretary: Client) -> None:
    one, two = (make_person(street.sunny_first, name) for name in ("丁一", "丁二"))
    gathering = meeting(street)
    opened = was(secretary.get(page_of(gathering)).content.decode())
    mark(gathering, {two: Presence.PRESENT}, by=actor(today()))
    send(secretary, page_of(gathering), **{field(one): "present", field(two): "", "was": opened})
    assert [(name, presence) for _, name, presence in marks(gathering)] == [("丁二", "present"), ("丁一", "present")]


def test_a_mark_is_taken_back(street: Street, secretary: Client) -> None:
    one = make_person(street.sunny_first, "丁一")
    gathering = meeting(street)
    mark(gathering, {one: Presence.PRESENT}, by=actor(today()))
    send(secretary, page_of(gathering), **{field(one): "", "was": f"{one.code}=present"})
    assert marks(gathering) == []


def test_few_people_of_several_branches_stand_on_one_page_and_each_branch_has_its_own(street: Street, clerk: Client) -> None:
    one, two = make_person(street.sunny_first, "丁一"), make_person(street.spring_first, "戊一")
    gathering = make_gathering(street.street, part(Kind.THEME_DAY, street.sunny_first, street.spring_first), on=today(), by=actor(today()))
    send(clerk, page_of(gathering), **{field(one): "present", field(two): "absent", "was": ""})
    assert [name for _, name, _ in marks(gathering)] == ["丁一", "戊一"]
    alone = words(clerk.get(page_of(gathering, f"?at={street.spring_first.code}")))
    assert ("戊一 到会" in alone, "丁一 到会" in alone) == (True, False)


def test_a_branch_reads_its_own_list_alone(street: Street, secretary: Client) -> None:
    make_person(street.sunny_first, "丁一")
    other = make_person(street.spring_first, "戊一")
    gathering = make_gathering(street.street, part(Kind.THEME_DAY, street.sunny_first, street.spring_first), on=today(), by=actor(today()))
    assert "戊一" not in words(secretary.get(page_of(gathering)))
    assert secretary.get(page_of(gathering, f"?at={street.spring_first.code}")).status_code == 404
    send(secretary, page_of(gathering), **{field(other): "present", "was": ""})
    assert marks(gathering) == []


def test_what_is_signed_is_not_tapped_any_more(street: Street, secretary: Client) -> None:
    one = make_person(street.sunny_first, "丁一")
    gathering = meeting(street)
    mark(gathering, {one: Presence.PRESENT}, by=actor(today()))
    write(gathering, by=actor(today()))
    sign(gathering, by=actor(today()), on=today())
    assert "已经签批，名单不再改动" in words(secretary.get(page_of(gathering)))
    with nothing_written():
        answer = send(secretary, page_of(gathering), **{field(one): "absent", "was": ""})
    assert answer.status_code == 422
    assert marks(gathering) == [(1, "丁一", "present")]


def test_numbers_alone_are_taken_for_all_open_parts(street: Street, secretary: Client) -> None:
    first = street.sunny_first
    gathering = make_gathering(first, part(Kind.MEMBERS_MEETING, first), part(Kind.LECTURE, first), on=today(), by=actor(today()))
    url = reverse("gathering_numbers", args=[gathering.code])
    make_person(first, "丁一")
    assert 'name="expected" value="1"' in secretary.get(url).content.decode()
    wrong = send(secretary, url, expected=20, present=18, on_leave=3, entitled=21)
    assert len(refusals(wrong)) == 2
    send(secretary, url, expected=20, present=15, on_leave=3, entitled=18, there=14)
    assert [(one.by_name, one.expected, one.present, one.entitled, one.there) for one in holdings(gathering)] == [
        (False, 20, 15, 18, 14)
    ] * 2


def test_numbers_stay_until_somebody_is_marked_by_name(street: Street, secretary: Client) -> None:
    one = make_person(street.sunny_first, "丁一")
    gathering = meeting(street)
    send(secretary, reverse("gathering_numbers", args=[gathering.code]), expected=20, present=15)
    answer = send(secretary, page_of(gathering), **{field(one): "", "was": ""})
    assert "已填人数：应到 20 人，实到 15 人，请假 0 人。下面点名保存以后，以名单为准。" in said(secretary, answer)
    assert [(each.by_name, each.present) for each in holdings(gathering)] == [(False, 15)]
    send(secretary, page_of(gathering), **{field(one): "present", "was": ""})
    assert [(each.by_name, each.present) for each in holdings(gathering)] == [(True, None)]


def test_a_meeting_that_was_called_off_is_not_marked(street: Street, secretary: Client) -> None:
    one = make_person(street.sunny_first, "丁一")
    gathering = meeting(street)
    cancel_gathering(by=actor(today()), gathering=gathering, reason="防汛值班")
    assert "这次会议已经取消。" in words(secretary.get(page_of(gathering)))
    with nothing_written():
        assert send(secretary, page_of(gathering), **{field(one): "present", "was": ""}).status_code == 422
    assert marks(gathering) == []


def test_somebody_is_left_out_of_the_number_with_approval_and_resolution_and_counted_again(street: Street, secretary: Client) -> None:
    ill, _ = (make_person(street.sunny_first, name) for name in ("丁一", "丁二"))
    gathering = meeting(street)
    (one,) = holdings(gathering)
    url = reverse("gathering_left_out", args=[gathering.code, one.pk, ill.code])
    assert len(refusals(send(secretary, url, excluded_class="long_illness"))) == 2
    text = said(secretary, send(secretary, url, excluded_class="long_illness", approval="2026-05-20 同意", resolution="大会通过"))
    assert "应到 1 到会 0" in text
    assert ("丁一 不计入应到会" in text, "卧床" in text) == (True, False)
    send(secretary, reverse("gathering_counted_again", args=[gathering.code, one.pk, ill.code]))
    assert LeftOut.objects.unguarded(WHY).count() == 0


@pytest.mark.parametrize("people", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_three(street: Street, secretary: Client, people: int) -> None:
    for number in range(people):
        make_person(street.sunny_first, f"丁{number}")
    gathering = meeting(street)
    assert queries(lambda: secretary.get(page_of(gathering))) == 8


def test_eight_lists_take_as_many_queries_as_one(street: Street, clerk: Client) -> None:
    places = (street.sunny_first, street.sunny_second, street.spring_first)
    for place in places:
        make_person(place, "丁一")
    few = make_gathering(street.street, part(Kind.LECTURE, places[0]), on=today(), by=actor(today()))
    many = make_gathering(street.street, part(Kind.LECTURE, *places), part(Kind.THEME_DAY, *places), on=today(), by=actor(today()))
    assert queries(lambda: clerk.get(page_of(few))) == queries(lambda: clerk.get(page_of(many)))
