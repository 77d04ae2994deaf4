"""Signing on pages: each organisation its own, the clerk on behalf with a name, several at once, nothing for those above."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import holdings, make_gathering, mark, members_meeting, part, write
from tests.register.factories import LONG_SINCE, Street, actor, make_organisation, make_person, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import refusals, said, send
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.services.minutes import correct_minutes
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today
from zhibu.register.models import Organisation, Person
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import OrganisationKind, PostKind

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


def url(gathering: Gathering) -> str:
    return reverse("gathering_sign", args=[gathering.code])


def ready(gathering: Gathering, *branches: Organisation) -> Gathering:
    """Everybody was there, and it is written down."""
    people = [make_person(branch, f"丁{number}") for number, branch in enumerate(branches)]
    mark(gathering, dict.fromkeys(people, Presence.PRESENT), by=actor(today()))
    write(gathering, by=actor(today()))
    return gathering


def meeting(street: Street) -> Gathering:
    return ready(members_meeting(street.sunny_first, on=today(), by=actor(today())), street.sunny_first)


def signed(gathering: Gathering) -> list[tuple[str, str, str]]:
    """Who signed for whom, and who typed it."""
    return [(str(one.organisation), one.confirmed_by, one.signed_entered_by) for one in holdings(gathering) if one.signed_at]


def all_of(gathering: Gathering) -> list[str]:
    return [str(one.pk) for one in holdings(gathering)]


def seen_on(client: Client, address: str) -> str:
    """The versions that a page of signing shows."""
    found = re.search(r'name="seen" value="([0-9:;]+)"', client.get(address).content.decode())
    assert found is not None
    return found[1]


def test_a_secretary_signs_for_the_own_branch(street: Street, secretary: Client) -> None:
    gathering = meeting(street)
    assert "已签批" in said(secretary, send(secretary, url(gathering), holdings=all_of(gathering)))
    assert signed(gathering) == [("阳光社区第一党支部", "陈立", "陈立")]


def test_the_clerk_enters_who_signed_on_paper_and_must_name_him(street: Street, clerk: Client) -> None:
    gathering = meeting(street)
    with nothing_written():
        answer = send(clerk, url(gathering), holdings=all_of(gathering))
    assert refusals(answer) == ["谁签的字：没有填签字的人。怎么办：代录的，请填写是谁在纸质记录上签的字。"]
    assert signed(gathering) == []
    send(clerk, url(gathering), holdings=all_of(gathering), confirmed_by="陈立（书记）")
    assert signed(gathering) == [("阳光社区第一党支部", "陈立（书记）", "周敏")]


@pytest.mark.parametrize("role", [Role.COMMUNITY_SECRETARY, Role.STREET_SECRETARY])
def test_whoever_stands_above_does_not_sign_for_a_branch(street: Street, role: Role) -> None:
    place = street.sunny if role == Role.COMMUNITY_SECRETARY else street.street
    above = signed_in(make_account("shangji", role, place, name="刘志远"))
    gathering = meeting(street)
    assert "由阳光社区第一党支部的书记签批" in words(above.get(url(gathering)))
    with nothing_written():
        assert send(above, url(gathering), holdings=all_of(gathering)).status_code == 422
    assert signed(gathering) == []


def test_a_groups_meeting_is_signed_by_the_branch_above_it(street: Street, secretary: Client) -> None:
    group = make_organisation("第一党小组", OrganisationKind.GROUP, street.sunny_first, short_name="第一党小组")
    gathering = make_gathering(street.sunny_first, part(Kind.LECTURE, group), on=today(), by=actor(today()))
    write(gathering, by=actor(today()))
    send(secretary, reverse("gathering_numbers", args=[gathering.code]), expected=5, present=4)
    send(secretary, url(gathering), holdings=all_of(gathering))
    assert signed(gathering) == [("第一党小组", "陈立", "陈立")]


def test_each_of_several_branches_signs_its_own_and_does_not_see_the_others(street: Street, secretary: Client) -> None:
    places = (street.sunny_first, street.sunny_second)
    gathering = ready(make_gathering(street.sunny, part(Kind.THEME_DAY, *places), on=today(), by=actor(today())), *places)
    assert "第二党支部" not in words(secretary.get(url(gathering)))
    with nothing_written():
        assert send(secretary, url(gathering), holdings=all_of(gathering)).status_code == 422
    send(secretary, url(gathering), holdings=all_of(gathering)[:1])
    assert signed(gathering) == [("阳光社区第一党支部", "陈立", "陈立")]


def test_a_meeting_without_quorum_says_that_it_does_not_count_before_it_is_signed(street: Street, secretary: Client) -> None:
    one, *others = (make_person(street.sunny_first, name) for name in ("丁一", "丁二", "丁三"))
    gathering = members_meeting(street.sunny_first, on=today(), by=actor(today()))
    mark(gathering, {one: Presence.PRESENT} | dict.fromkeys(others, Presence.ABSENT), by=actor(today()))
    write(gathering, by=actor(today()))
    assert "到会人数不够，如实记录，不算开过一次" in words(secretary.get(url(gathering)))
    send(secretary, url(gathering), holdings=all_of(gathering))
    assert [(one.quorate, one.signed_at is not None) for one in holdings(gathering)] == [(False, True)]


def test_what_is_missing_is_said_and_what_keeps_from_signing_too(street: Street, secretary: Client) -> None:
    make_person(street.sunny_first, "丁一")
    gathering = make_gathering(
        street.sunny_first, part(Kind.MEMBERS_MEETING, street.sunny_first, chair="", recorder=""), on=today(), by=actor(today())
    )
    text = words(secretary.get(url(gathering)))
    assert "还没有：主持人、记录人、会议内容（文字或手写记录的照片）、到会情况、会议决议" in text
    assert ("没有记录到会情况。" in text, "还没有会议记录。" in text) == (True, True)


def test_nobody_signs_words_that_were_changed_after_he_read_them(street: Street, secretary: Client) -> None:
    gathering = meeting(street)
    seen = seen_on(secretary, url(gathering))
    write(gathering, "另一种说法", by=actor(today()))
    with nothing_written():
        answer = send(secretary, url(gathering), holdings=all_of(gathering), seen=seen)
    assert refusals(answer) == ["会议记录在您打开以后由命令行改过。怎么办：请看过新的内容再签批。"]
    assert signed(gathering) == []


def test_a_correction_is_signed_by_each(street: Street, secretary: Client) -> None:
    gathering = meeting(street)
    send(secretary, url(gathering), holdings=all_of(gathering))
    (one,) = holdings(gathering)
    correct_minutes(by=actor(today()), part=one.part, text="改稿", resolutions=[], reason="漏了一句")
    assert "会议记录有更正的一版" in words(secretary.get(url(gathering)))
    address = reverse("gathering_sign_correction", args=[gathering.code, one.pk])
    assert "更正原因：漏了一句（命令行） 改稿" in words(secretary.get(address))
    send(secretary, address, seen=seen_on(secretary, address))
    assert [each.signed_minutes_id != one.signed_minutes_id for each in holdings(gathering)] == [True]


UNREAD = "请看过新的内容再签批。"


def corrected(gathering: Gathering, secretary: Client, text: str = "改稿") -> str:
    """Signed and corrected; where the correction is signed."""
    send(secretary, url(gathering), holdings=all_of(gathering))
    (one,) = holdings(gathering)
    assert correct_minutes(by=actor(today()), part=one.part, text=text, resolutions=[], reason="漏了一句").done
    return reverse("gathering_sign_correction", args=[gathering.code, one.pk])


@pytest.mark.parametrize("seen", ["", "1:1", "没看过"])
def test_a_correction_is_not_signed_by_whoever_has_not_seen_it(street: Street, secretary: Client, seen: str) -> None:
    gathering = meeting(street)
    address = corrected(gathering, secretary)
    (before,) = holdings(gathering)
    with nothing_written():
        assert [UNREAD in one for one in refusals(send(secretary, address, seen=seen))] == [True]
    assert [one.signed_minutes_id for one in holdings(gathering)] == [before.signed_minutes_id]


def test_a_correction_that_was_written_anew_meanwhile_is_read_again(street: Street, secretary: Client) -> None:
    gathering = meeting(street)
    address = corrected(gathering, secretary)
    seen = seen_on(secretary, address)
    write(gathering, "又改了", by=actor(today()))
    (before,) = holdings(gathering)
    with nothing_written():
        assert [UNREAD in one for one in refusals(send(secretary, address, seen=seen))] == [True]
    send(secretary, address, seen=seen_on(secretary, address))
    assert [one.signed_minutes_id != before.signed_minutes_id for one in holdings(gathering)] == [True]


def test_a_branch_beside_signs_no_correction(street: Street, secretary: Client) -> None:
    gathering = meeting(street)
    address = corrected(gathering, secretary)
    beside = signed_in(make_account("pangbian", Role.BRANCH_SECRETARY, street.sunny_second))
    seen = seen_on(secretary, address)
    with nothing_written():
        assert send(beside, address, seen=seen).status_code == 404


def test_three_branches_take_as_many_queries_as_one(street: Street, clerk: Client) -> None:
    places = (street.sunny_first, street.sunny_second, street.spring_first)
    few = make_gathering(street.street, part(Kind.LECTURE, places[0]), on=today(), by=actor(today()))
    many = make_gathering(street.street, part(Kind.LECTURE, *places), part(Kind.CEREMONY, *places), on=today(), by=actor(today()))
    assert queries(lambda: clerk.get(url(few))) == queries(lambda: clerk.get(url(many)))


def test_whoever_enters_a_signature_is_offered_who_signs(street: Street, clerk: Client) -> None:
    gathering = meeting(street)
    head = Person.objects.unguarded("测试").get(name="丁0")
    assert hold_post(by=actor(), person=head, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=LONG_SINCE).done
    page = clerk.get(url(gathering)).content.decode()
    assert re.findall(r'<option value="([^"]+)"', page) == ["丁0（书记）"]
