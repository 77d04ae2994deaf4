"""From the first step before a life meeting to a matter that was put right; what the records know is not asked."""

from datetime import date, timedelta

import pytest

from tests.mechanism.life_meetings.lives import (
    BEGUN,
    DAY,
    WHY,
    before_the_meeting,
    case,
    fresh,
    holding,
    life_meeting,
    make_branch,
    prepared,
    was_held,
)
from tests.register.factories import Street, actor, make_street
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services import act
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.mechanism.life_meetings.models import TalkHeld
from zhibu.mechanism.life_meetings.queries.matters import matter_rows
from zhibu.mechanism.life_meetings.queries.meetings import followed_by
from zhibu.mechanism.life_meetings.queries.talks import talks_of
from zhibu.mechanism.life_meetings.services import Matter, Noted, close_list, finish_talks, hold, list_matter, note_talks, prepare
from zhibu.register.models import Person

pytestmark = pytest.mark.django_db
TALKED = DAY - timedelta(days=5)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> dict[str, Person]:
    return make_branch(street)


@pytest.fixture
def meeting(street: Street, people: dict[str, Person]) -> Gathering:
    return life_meeting(street.sunny_first)


def test_title_holder_and_steps_of_a_preparation_follow_from_the_meeting(meeting: Gathering, street: Street) -> None:
    one = prepared(meeting)
    assert (one.title, one.now_holder_id, one.subject_code) == ("2026年组织生活会", street.sunny_first.pk, meeting.code)
    assert one.now_steps == "study,opinions,talks,papers"


def test_a_meeting_is_prepared_once(meeting: Gathering) -> None:
    prepared(meeting)
    again = prepare(by=actor(BEGUN), holding=holding(meeting))
    assert [one.code for one in again.decision.objections] == ["begun"]
    assert Case.objects.unguarded(WHY).count() == 1


def test_a_meeting_that_was_called_off_is_not_prepared(meeting: Gathering) -> None:
    cancel_gathering(by=actor(BEGUN), gathering=meeting, reason="改到下月")
    refused = prepare(by=actor(BEGUN), holding=holding(meeting))
    assert [one.code for one in refused.decision.objections] == ["cancelled"]
    assert not Case.objects.unguarded(WHY).exists()


def note(meeting: Gathering, people: dict[str, Person], *names: str, speaker: str = "王芳", on: date = TALKED) -> None:
    others = [people[name].pk for name in names]
    done = note_talks(by=actor(max(on, BEGUN)), meeting=holding(meeting), noted=Noted(people[speaker].code, others, on))
    assert done.decision.objections == ()


def test_talks_of_a_day_are_one_gathering_that_waits_for_a_signature(meeting: Gathering, people: dict[str, Person]) -> None:
    note(meeting, people, "李强", "陈立")
    note(meeting, people, "何春", speaker="李强")
    note(meeting, people, "李强")
    days = list(Holding.objects.unguarded(WHY).filter(kind=str(GatheringKind.TALK)).values_list("on", "expected", "present", "signed_at"))
    assert days == [(TALKED, 4, 4, None)]
    assert TalkHeld.objects.unguarded(WHY).count() == 3
    assert talks_of(holding(meeting)).missing == []


def test_a_talk_of_another_season_is_no_talk_before_this_meeting(meeting: Gathering, people: dict[str, Person]) -> None:
    note(meeting, people, "李强", on=DAY - timedelta(days=61))
    assert len(talks_of(holding(meeting)).missing) == 3


def test_a_refused_talk_writes_nothing(meeting: Gathering, people: dict[str, Person]) -> None:
    before = Gathering.objects.unguarded(WHY).count()
    noted = Noted(people["陈立"].code, [people["何春"].pk], TALKED)
    refused = note_talks(by=actor(TALKED), meeting=holding(meeting), noted=noted)
    assert [one.code for one in refused.decision.objections] == ["no_speaker"]
    assert (Gathering.objects.unguarded(WHY).count(), TalkHeld.objects.unguarded(WHY).count()) == (before, 0)


def test_the_talks_end_on_the_day_of_the_last_one(meeting: Gathering, people: dict[str, Person]) -> None:
    one = prepared(meeting)
    note(meeting, people, "李强", "陈立", "何春")
    done = finish_talks(by=actor(DAY), case=one, meeting=holding(meeting), seen=1, exception="")
    assert done.decision.objections == ()
    assert fresh(one).now_steps == "study,opinions,papers"


def test_talks_that_are_missing_are_counted_or_explained(meeting: Gathering) -> None:
    one = prepared(meeting)
    refused = finish_talks(by=actor(DAY), case=one, meeting=holding(meeting), seen=1, exception="")
    assert [one.message for one in refused.decision.objections] == ["还有 3 次没有登记。"]
    assert fresh(one).now_last == 1
    assert finish_talks(by=actor(DAY), case=one, meeting=holding(meeting), seen=1, exception="两人在外地，已电话沟通").done


def test_that_it_was_held_is_read_from_the_gathering(meeting: Gathering, people: dict[str, Person]) -> None:
    one = before_the_meeting(prepared(meeting))
    early = hold(by=actor(DAY), case=one, meeting=holding(meeting), seen=one.now_last)
    assert [each.code for each in early.decision.objections] == ["not_signed"]
    was_held(meeting, people)
    done = hold(by=actor(DAY + timedelta(days=1)), case=one, meeting=holding(meeting), seen=one.now_last)
    assert done.decision.objections == ()
    after = fresh(one)
    assert (after.now_steps, after.now_latest) == ("notice,list", DAY + timedelta(days=15))


def test_the_meeting_does_not_come_before_what_was_to_be_before_it(meeting: Gathering, people: dict[str, Person]) -> None:
    one = prepared(meeting)
    was_held(meeting, people)
    refused = hold(by=actor(DAY), case=one, meeting=holding(meeting), seen=1)
    assert [each.code for each in refused.decision.objections] == ["not_yet"]


def held(meeting: Gathering, people: dict[str, Person]) -> Case:
    one = before_the_meeting(prepared(meeting))
    was_held(meeting, people)
    assert hold(by=actor(DAY), case=one, meeting=holding(meeting), seen=one.now_last).done
    return fresh(one)


def test_a_list_is_whole_once_something_stands_on_it(meeting: Gathering, people: dict[str, Person]) -> None:
    one = held(meeting, people)
    refused = close_list(by=actor(DAY), case=one, seen=one.now_last)
    assert [each.code for each in refused.decision.objections] == ["empty"]
    matter = Matter("每月公开一次党费收缴情况", "组织委员", DAY + timedelta(days=60))
    assert list_matter(by=actor(DAY), holding=holding(meeting), matter=matter).done
    assert close_list(by=actor(DAY), case=one, seen=one.now_last).done
    assert fresh(one).now_steps == "notice"


def test_a_matter_is_followed_until_somebody_has_checked_it(meeting: Gathering, street: Street) -> None:
    until = DAY + timedelta(days=60)
    done = list_matter(by=actor(DAY), holding=holding(meeting), matter=Matter("公开党费收缴情况", "组织委员", until))
    one = case(done)
    assert (one.procedure, one.now_latest, one.now_holder_id) == ("rectification", until, street.sunny_first.pk)

    def line() -> tuple[object, ...]:
        rows = matter_rows(followed_by(actor().reader, [meeting.code], DAY)[meeting.code, street.sunny_first.pk].matters)
        return rows[0].title, rows[0].responsible, rows[0].until, rows[0].progress, rows[0].result, rows[0].finished_on

    assert line() == ("公开党费收缴情况", "组织委员", until, "正在整改", "", None)
    act(by=actor(DAY), case=one, seen=1, deed=Deed("finish", DAY, {"result": "已上墙公开"}))
    assert line() == ("公开党费收缴情况", "组织委员", until, "已整改，待核查", "已上墙公开", DAY)
    act(by=actor(DAY), case=one, seen=2, deed=Deed("check", DAY, {"verdict": "属实"}))
    assert line() == ("公开党费收缴情况", "组织委员", until, "已整改，已核查", "已上墙公开", DAY)


def test_a_matter_of_a_past_day_is_refused_and_nothing_is_written(meeting: Gathering) -> None:
    refused = list_matter(by=actor(DAY), holding=holding(meeting), matter=Matter("公开", "组织委员", DAY - timedelta(days=1)))
    assert [one.field for one in refused.decision.objections] == ["until"]
    assert not Case.objects.unguarded(WHY).exists()
