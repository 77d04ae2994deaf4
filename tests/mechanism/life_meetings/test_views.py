"""Pages of life meetings: what a branch sees of its own, what others do not, and how few questions are asked."""

import re
from datetime import timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import make_gathering, part
from tests.mechanism.life_meetings.lives import WHY, before_the_meeting, holding, make_branch
from tests.register.factories import Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.mechanism.life_meetings.models import TalkHeld
from zhibu.mechanism.life_meetings.services import Matter, list_matter, prepare
from zhibu.register.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> dict[str, Person]:
    return make_branch(street)


@pytest.fixture
def secretary(street: Street, people: dict[str, Person]) -> Client:
    return signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, person=people["王芳"]))


@pytest.fixture
def meeting(street: Street, people: dict[str, Person]) -> Gathering:
    branch = street.sunny_first
    return make_gathering(
        branch, part(GatheringKind.ORGANISATIONAL_LIFE_MEETING, branch), on=today() + timedelta(days=9), by=actor(today())
    )


def begin(meeting: Gathering) -> Case:
    done = prepare(by=actor(today()), holding=holding(meeting))
    return Case.objects.unguarded(WHY).get(pk=done.row_id)


def text(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_the_page_of_the_meeting_fetches_preparation_and_list(secretary: Client, meeting: Gathering) -> None:
    assert reverse("life_meeting", args=[meeting.code]) in text(secretary, "gathering", meeting.code)
    page = text(secretary, "life_meeting", meeting.code)
    assert "还没有登记筹备" in page
    assert "开始筹备" in page


def test_a_lecture_has_neither(secretary: Client, street: Street) -> None:
    lecture = make_gathering(street.sunny_first, part(GatheringKind.LECTURE, street.sunny_first), on=today())
    assert "life-meetings" not in secretary.get(reverse("gathering", args=[lecture.code])).content.decode().split("<main")[1]
    assert secretary.get(reverse("life_meeting", args=[lecture.code])).status_code == 404


def test_one_button_begins_the_preparation_and_the_second_time_says_so(secretary: Client, meeting: Gathering, street: Street) -> None:
    address = reverse("life_prepare", args=[meeting.code, street.sunny_first.code])
    done = secretary.post(address, {"submission": "a" * 32})
    one = Case.objects.unguarded(WHY).get()
    assert (done.status_code, done.headers["Location"]) == (302, reverse("case", args=[one.code]))
    again = secretary.post(address, {"submission": "b" * 32})
    assert (again.status_code, Case.objects.unguarded(WHY).count()) == (422, 1)
    assert "筹备已经开始" in again.content.decode()


def test_steps_that_the_records_know_lead_to_their_own_pages(secretary: Client, meeting: Gathering) -> None:
    one = begin(meeting)
    page = text(secretary, "case", one.code)
    assert reverse("life_step", args=[one.code, "talks"]) in page
    assert reverse("case_step", args=[one.code, "study"]) in page
    asked = secretary.get(reverse("case_step", args=[one.code, "talks"]))
    assert (asked.status_code, asked.headers["Location"]) == (302, reverse("life_step", args=[one.code, "talks"]))


def test_talks_are_ticked_and_nothing_of_content_is_asked(secretary: Client, meeting: Gathering, people: dict[str, Person]) -> None:
    one = begin(meeting)
    address = reverse("life_step", args=[one.code, "talks"])
    page = secretary.get(address).content.decode()
    assert "登记王芳谈过的" in page
    assert "<textarea" not in page
    others = [str(people[name].pk) for name in ("李强", "陈立")]
    note = reverse("life_talks_note", args=[one.code, people["王芳"].code])
    assert secretary.post(note, {"on": today().isoformat(), "others": others}).status_code == 302
    assert TalkHeld.objects.unguarded(WHY).count() == 2
    refused = secretary.post(reverse("life_talks_done", args=[one.code]), {"seen": "1", "exception": ""})
    assert (refused.status_code, Case.objects.unguarded(WHY).get().now_last) == (422, 1)


def test_the_step_is_ended_by_a_button_that_says_so_and_comes_first_only_when_all_have_talked(
    secretary: Client, meeting: Gathering, people: dict[str, Person]
) -> None:
    one = begin(meeting)
    address = reverse("life_step", args=[one.code, "talks"])
    shown = []
    while True:
        page = secretary.get(address).content.decode()
        shown += re.findall(r'已谈 (\d+)/(\d+).*class="btn (\w+)"[^>]*>全部谈完，办结这一步<', page, re.DOTALL)
        asked = re.findall(r'name="others" value="(\d+)"', page)
        if not asked:
            break
        note = re.findall(r'<form class="form" method="post" action="([^"]+)"', page)[0]
        assert secretary.post(note, {"on": today().isoformat(), "others": asked}).status_code == 302
    owed = shown[0][1]
    assert (shown[0], shown[-1]) == (("0", owed, "plain"), (owed, owed, "go"))


def test_the_secretary_of_the_street_reads_the_talks_and_does_not_note_them(
    meeting: Gathering, street: Street, people: dict[str, Person]
) -> None:
    one = begin(meeting)
    head = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    address = reverse("life_step", args=[one.code, "talks"])
    assert "登记王芳谈过的" not in head.get(address).content.decode()
    sent = {"on": today().isoformat(), "others": [str(people["李强"].pk)]}
    assert head.post(reverse("life_talks_note", args=[one.code, people["王芳"].code]), sent).status_code == 403
    assert not TalkHeld.objects.unguarded(WHY).exists()


def test_a_matter_is_noted_with_three_fields_and_printed(secretary: Client, meeting: Gathering, street: Street) -> None:
    until = (today() + timedelta(days=60)).isoformat()
    sent = {"submission": "a" * 32, "title": "公开党费收缴情况", "responsible": "组织委员", "until": until}
    assert secretary.post(reverse("life_matter_new", args=[meeting.code, street.sunny_first.code]), sent).status_code == 302
    assert "公开党费收缴情况" in text(secretary, "life_meeting", meeting.code)
    stream = secretary.get(reverse("life_list", args=[meeting.code, "xlsx"]))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(stream.streaming_content))).worksheets[0]  # type: ignore[attr-defined]
    assert [cell.value for cell in sheet[2]][1:3] == ["公开党费收缴情况", "组织委员"]
    word = secretary.get(reverse("life_list", args=[meeting.code, "docx"]))
    xml = ZipFile(BytesIO(b"".join(word.streaming_content))).read("word/document.xml").decode()  # type: ignore[attr-defined]
    assert "公开党费收缴情况" in xml


def test_the_list_of_a_year_says_how_far_each_has_come(secretary: Client, meeting: Gathering) -> None:
    before_the_meeting(begin(meeting), on=today())
    list_matter(by=actor(today()), holding=holding(meeting), matter=Matter("公开党费", "组织委员", today()))
    page = text(secretary, "branch_life_meetings")
    assert "召开会议" in page
    assert "0/1" in page
    assert "还没有民主生活会" in text(secretary, "life_meetings")


def test_one_meeting_costs_as_many_queries_as_three(
    secretary: Client, meeting: Gathering, street: Street, django_assert_num_queries: Any
) -> None:
    listed, one = reverse("branch_life_meetings"), reverse("life_meeting", args=[meeting.code])
    begin(meeting)
    list_matter(by=actor(today()), holding=holding(meeting), matter=Matter("公开党费", "组织委员", today()))
    secretary.get(listed)
    with django_assert_num_queries(5):
        secretary.get(listed)
    with django_assert_num_queries(5):
        secretary.get(one)
    for number in (1, 2):
        branch = street.sunny_first
        day = today() + timedelta(days=9 + number)
        other = make_gathering(branch, part(GatheringKind.ORGANISATIONAL_LIFE_MEETING, branch), on=day, by=actor(today()))
        begin(other)
        list_matter(by=actor(today()), holding=holding(meeting), matter=Matter("公开党费", "组织委员", today()))
    secretary.get(listed)
    with django_assert_num_queries(5):
        secretary.get(listed)
    with django_assert_num_queries(5):
        secretary.get(one)


def test_another_branch_finds_nothing_and_changes_nothing(meeting: Gathering, street: Street) -> None:
    one = begin(meeting)
    stranger = signed_in(make_account("lin", Role.BRANCH_SECRETARY, street.spring_first))
    pages = [
        ("life_meeting", [meeting.code]),
        ("life_list", [meeting.code, "docx"]),
        ("life_step", [one.code, "talks"]),
        ("life_step", [one.code, "meet"]),
    ]
    assert [stranger.get(reverse(name, args=args)).status_code for name, args in pages] == [404] * 4
    new = reverse("life_matter_new", args=[meeting.code, street.sunny_first.code])
    assert stranger.post(new, {"title": "公开"}).status_code == 404
    assert Case.objects.unguarded(WHY).count() == 1


def test_an_officer_reads_and_does_not_steer(meeting: Gathering, street: Street) -> None:
    officer = signed_in(make_account("zhao", Role.BRANCH_OFFICER, street.sunny_first))
    assert reverse("life_prepare", args=[meeting.code, street.sunny_first.code]) not in text(officer, "life_meeting", meeting.code)
    assert officer.post(reverse("life_prepare", args=[meeting.code, street.sunny_first.code]), {"submission": "a" * 32}).status_code == 403
    assert not Case.objects.unguarded(WHY).exists()
