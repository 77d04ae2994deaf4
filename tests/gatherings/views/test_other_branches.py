"""An afternoon that the community called, its parts held by different branches: what is another branch's stays there."""

import io
import zipfile

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import LONG_AGO, make_account, signed_in
from tests.access.pages import words
from tests.gatherings.meetings import WHY, holdings, make_gathering, mark, part, parts, sign, write
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from tests.register.state import codes, nothing_written
from zhibu.access.services import give_grant
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering, Minutes, Vote
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.services.minutes import correct_minutes
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

SECRET = "只有二支部知道的议题"
SAID = "二支部的发言"


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def afternoon(street: Street) -> Gathering:
    first = part(GatheringKind.MEMBERS_MEETING, street.sunny_first)
    second = part(GatheringKind.COMMITTEE_MEETING, street.sunny_second, topic=SECRET, items=("人选酝酿",))
    return make_gathering(street.sunny, first, second, on=today(), by=actor(today()))


@pytest.fixture
def officer(street: Street) -> Client:
    """Of the first branch."""
    return signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first))


def test_a_part_that_another_branch_holds_is_neither_read_nor_taken_over(officer: Client, afternoon: Gathering, street: Street) -> None:
    address = reverse("gathering_part", args=[afternoon.code, 2])
    assert officer.get(address).status_code == 404
    with nothing_written():
        assert officer.post(address, {"topic": "改", "holders": [street.sunny_first.code]}).status_code == 404
    assert parts(afternoon)[1].topic == SECRET


def test_whoever_holds_one_part_does_not_call_off_or_move_the_others(officer: Client, afternoon: Gathering) -> None:
    page = words(officer.get(reverse("gathering", args=[afternoon.code])))
    assert [word for word in ("取消会议", "改期") if word in page] == []
    for name in ("gathering_cancel", "gathering_move"):
        with nothing_written():
            assert officer.post(reverse(name, args=[afternoon.code]), {"reason": "有事", "on": today()}).status_code == 403
    assert [one.cancelled for one in holdings(afternoon)] == [False, False]


def test_whoever_called_it_calls_it_off(street: Street, afternoon: Gathering) -> None:
    secretary = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    assert secretary.post(reverse("gathering_cancel", args=[afternoon.code]), {"reason": "防汛"}).status_code == 302
    assert [one.cancelled for one in holdings(afternoon)] == [True, True]


def test_papers_hold_no_part_of_another_branch(officer: Client, afternoon: Gathering) -> None:
    write(afternoon, SAID, "二支部的决议", by=actor(today()))
    answer = officer.get(reverse("gathering_paper", args=[afternoon.code, "agenda", "docx"]))
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content  # type: ignore[attr-defined]  # a file comes in parts
    text = zipfile.ZipFile(io.BytesIO(body)).read("word/document.xml").decode()
    assert [word for word in (SECRET, "人选酝酿") if word in text] == []


def test_votes_about_persons_of_another_branch_are_not_offered(street: Street) -> None:
    shared = make_gathering(
        street.sunny, part(GatheringKind.MEMBERS_MEETING, street.sunny_first, street.sunny_second), on=today(), by=actor(today())
    )
    other = next(one for one in holdings(shared) if one.organisation_id == street.sunny_second.pk)
    person = make_person(street.sunny_second, "李四秘")
    facts = {
        "matter": "ordinary",
        "ballot": "hands",
        "opened_on": today(),
        "entitled": 3,
        "there": 3,
        "settled_on": today(),
        "passed": True,
    }
    with recording(actor(today()), "gathering.vote") as work:
        work.add(Vote, gathering_id=shared.pk, holding_id=other.pk, question="给予警告处分", person_id=person.pk, **facts)
    officer = signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first))
    for name, more in (("gathering_votes", []), ("gathering_minutes_write", [1])):
        assert "李四秘" not in officer.get(reverse(name, args=[shared.code, *more])).content.decode()


def test_numbers_of_a_branch_of_which_somebody_is_a_member_alone_are_not_told_on_the_list(street: Street) -> None:
    """Officer of the first branch, member at the second: the afternoon of both is on the list, the numbers of the second are not."""
    both = make_gathering(street.sunny, part(GatheringKind.LECTURE, street.sunny_first, street.sunny_second), on=TODAY, title="共同党课")
    alone = make_gathering(street.sunny_second, part(GatheringKind.LECTURE, street.sunny_second), on=TODAY, title="二支部党课")
    for number, held in enumerate([*holdings(both), *holdings(alone)], 71):
        assert type_numbers(by=actor(), holding=held, expected=number, present=number - 10, on_leave=0, in_attendance=0).done
    account = make_account("liangchu", Role.BRANCH_OFFICER, street.sunny_first)
    give_grant(
        by=actor(),
        account_id=account.pk,
        role=Role.MEMBER,
        organisation_id=street.sunny_second.pk,
        valid_from=LONG_AGO,
        valid_to=FAR,
        post_id=None,
        basis="测试",
    )
    page = words(signed_in(account).get(reverse("gatherings")))
    assert ["共同党课" in page, "二支部党课" in page] == [True, True]
    assert [number for number in ("71", "61", "72", "62", "73", "63") if number in page] == []
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    told = words(clerk.get(reverse("gatherings")))
    assert ["123/143" in told, "63/73" in told] == [True, True]


def test_what_was_said_in_criticism_does_not_come_in_by_a_correction(street: Street) -> None:
    make_person(street.sunny_first, "甲")
    life = make_gathering(street.sunny_first, part(GatheringKind.ORGANISATIONAL_LIFE_MEETING, street.sunny_first), on=TODAY)
    mark(life, {}, rest="present")
    write(life, "", "整改清单三项。")
    sign(life)
    (one,) = parts(life)
    with nothing_written():
        assert codes(correct_minutes(by=actor(), part=one, text="某某批评某某", resolutions=["整改"], reason="漏记")) == ["sealed"]
    assert list(Minutes.objects.unguarded(WHY).values_list("version", "text")) == [(1, "")]
    officer = signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first))
    assert 'name="text"' not in officer.get(reverse("gathering_minutes_correct", args=[life.code, 1])).content.decode()
