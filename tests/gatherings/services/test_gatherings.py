"""An afternoon from plan to signature, for one branch and for several; what does not count, and what freezes."""

from dataclasses import replace
from datetime import timedelta

import pytest

from tests.gatherings.meetings import (
    WHY,
    draft,
    holdings,
    make_gathering,
    mark,
    members_meeting,
    part,
    parts,
    rules,
    sign,
    write,
)
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from tests.register.state import codes, nothing_written
from zhibu.gatherings.models import AgendaItem, Attendance, Gathering, Holding, Minutes, Moved
from zhibu.gatherings.queries.lists import lists_of, numbers_of
from zhibu.gatherings.rules.planning import Draft
from zhibu.gatherings.services.attendance import leave_out, mark_attendance, type_numbers
from zhibu.gatherings.services.minutes import correct_minutes, sign_correction, sign_minutes, write_minutes
from zhibu.gatherings.services.planning import cancel_gathering, move_gathering, plan_gathering, plan_series
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.register.services.members import leave
from zhibu.register.terms.people import MemberStatus

pytestmark = pytest.mark.django_db

Kind = GatheringKind


@pytest.fixture
def street() -> Street:
    return make_street()


def fresh(gathering: Gathering) -> Gathering:
    return Gathering.objects.unguarded(WHY).get(pk=gathering.pk)


def test_the_list_is_the_roll_of_the_day_and_probationary_members_have_no_vote(street: Street) -> None:
    for name in ("甲", "乙"):
        make_person(street.sunny_first, name)
    make_person(street.sunny_first, "丙", status=MemberStatus.PROBATIONARY)
    make_person(street.sunny_first, "丁", status=MemberStatus.ACTIVIST)
    make_person(street.sunny_second, "戊")
    late = make_person(street.sunny_first, "己", on=TODAY - timedelta(days=10))
    (one,) = holdings(members_meeting(street.sunny_first))
    (before,) = holdings(members_meeting(street.sunny_first, on=TODAY - timedelta(days=20)))
    lists = lists_of([one, before])
    assert [(line.name, line.votes) for line in lists[one.pk]] == [("丙", False), ("己", True), ("甲", True), ("乙", True)]
    assert late.name not in {line.name for line in lists[before.pk]}


def test_an_afternoon_of_three_parts_for_two_branches_is_marked_once_and_signed_by_each(street: Street) -> None:
    one, two = (make_person(place, name) for place, name in ((street.sunny_first, "甲"), (street.sunny_second, "乙")))
    places = (street.sunny_first, street.sunny_second)
    gathering = make_gathering(
        street.sunny, part(Kind.MEMBERS_MEETING, *places), part(Kind.LECTURE, *places), part(Kind.THEME_DAY, *places)
    )
    mark(gathering, {one: Presence.PRESENT, two: Presence.ON_LEAVE})
    write(gathering)
    held_by_first = [each for each in holdings(gathering) if each.organisation_id == street.sunny_first.pk]
    assert codes(sign_minutes(by=actor(), holdings=held_by_first, rules=rules())) == []
    assert [(each.kind, each.expected, each.present, each.quorate, each.complete) for each in holdings(gathering) if each.signed_at] == [
        ("members_meeting", 1, 1, True, True),
        ("lecture", 1, 1, True, True),
        ("theme_day", 1, 1, True, True),
    ]
    assert {each.organisation_id for each in holdings(gathering) if each.signed_at is None} == {street.sunny_second.pk}


def test_a_meeting_without_quorum_is_signed_and_does_not_count(street: Street) -> None:
    people = [make_person(street.sunny_first, name) for name in ("甲", "乙", "丙", "丁", "戊")]
    gathering = members_meeting(street.sunny_first)
    mark(gathering, {people[0]: Presence.PRESENT, people[1]: Presence.REMOTE}, rest="absent")
    write(gathering)
    sign(gathering)
    assert [(one.quorate, one.entitled, one.there) for one in holdings(gathering)] == [(False, 5, 2)]


def test_the_list_freezes_at_the_signature(street: Street) -> None:
    stays, goes = (make_person(street.sunny_first, name) for name in ("甲", "乙"))
    gathering = members_meeting(street.sunny_first)
    mark(gathering, {stays: Presence.PRESENT}, rest="on_leave")
    write(gathering)
    sign(gathering)
    leave(by=actor(), person=goes, how="left", on=TODAY - timedelta(days=30))
    (one,) = holdings(gathering)
    assert [(line.name, line.presence) for line in lists_of([one])[one.pk]] == [("甲", "present"), ("乙", "on_leave")]
    assert codes(mark_attendance(by=actor(), holdings=[one], marks={stays.pk: "absent"})) == ["signed"]


def test_everything_that_keeps_from_signing_is_said_at_once(street: Street) -> None:
    people = [make_person(street.sunny_first, name) for name in ("甲", "乙")]
    gathering = members_meeting(street.sunny_first, on=TODAY + timedelta(days=1))
    with nothing_written():
        ahead = mark_attendance(by=actor(), holdings=holdings(gathering), marks={people[0].pk: "present"}, rest="on_leave")
        assert codes(ahead) == ["not_yet"]
        (one,) = holdings(gathering)
        counted = type_numbers(by=actor(), holding=one, expected=2, present=2, on_leave=0, in_attendance=0)
        assert codes(counted) == ["not_yet"]
    mark(gathering, {people[0]: Presence.ON_LEAVE})
    with nothing_written():
        assert codes(sign_minutes(by=actor(), holdings=holdings(gathering), rules=rules())) == ["not_yet", "nobody", "no_minutes"]


def test_leave_does_not_lower_the_number_expected_and_a_recorded_exclusion_does(street: Street) -> None:
    ill, *others = (make_person(street.sunny_first, name) for name in ("甲", "乙", "丙"))
    gathering = members_meeting(street.sunny_first)
    mark(gathering, {ill: Presence.ON_LEAVE} | dict.fromkeys(others, Presence.PRESENT))
    (one,) = holdings(gathering)
    assert numbers_of(lists_of([one])[one.pk]).expected == 3
    refused = leave_out(by=actor(), holding=one, person=ill, excluded_class="long_illness", approval="", resolution="")
    assert codes(refused) == ["no_approval", "no_resolution"]
    leave_out(by=actor(), holding=one, person=ill, excluded_class="long_illness", approval="2026-05-20 社区党委同意", resolution="大会通过")
    numbers = numbers_of(lists_of([one])[one.pk])
    assert (numbers.expected, numbers.entitled, numbers.on_leave) == (2, 2, 0)


def test_numbers_alone_are_taken_where_no_names_were_kept_and_names_replace_them(street: Street) -> None:
    person = make_person(street.sunny_first, "甲")
    gathering = members_meeting(street.sunny_first)
    (one,) = holdings(gathering)
    assert codes(type_numbers(by=actor(), holding=one, expected=20, present=18, on_leave=3, in_attendance=0)) == ["too_many"]
    type_numbers(by=actor(), holding=one, expected=20, present=18, on_leave=2, in_attendance=1)
    write(gathering)
    mark(gathering, {person: Presence.PRESENT})
    sign(gathering)
    assert [(each.by_name, each.expected, each.present) for each in holdings(gathering)] == [(True, 1, 1)]


def test_moving_keeps_what_was_announced_and_cancelling_says_why(street: Street) -> None:
    gathering = members_meeting(street.sunny_first, on=TODAY + timedelta(days=3))
    move_gathering(by=actor(), gathering=gathering, on=TODAY + timedelta(days=5), begins=None, ends=None, place="居委会", reason="下雨")
    (trace,) = Moved.objects.unguarded(WHY).all()
    assert (trace.was_on, trace.was_place, fresh(gathering).on) == (TODAY + timedelta(days=3), "社区会议室", TODAY + timedelta(days=5))
    assert [one.on for one in holdings(gathering)] == [TODAY + timedelta(days=5)]
    assert codes(cancel_gathering(by=actor(), gathering=gathering, reason=" ")) == ["no_reason"]
    cancel_gathering(by=actor(), gathering=gathering, reason="防汛值班")
    assert [(one.cancelled, fresh(gathering).cancelled_because) for one in holdings(gathering)] == [(True, "防汛值班")]


def test_a_form_that_is_sent_twice_makes_one_gathering(street: Street) -> None:
    typed = draft(part(Kind.LECTURE, street.sunny_first), token="a1")
    first, second = (plan_gathering(by=actor(), host=street.sunny_first, draft=typed) for _ in range(2))
    assert first.row_id == second.row_id
    assert Gathering.objects.unguarded(WHY).count() == 1


def test_a_series_is_planned_in_one_go(street: Street) -> None:
    days = [TODAY + timedelta(days=7 * week) for week in range(3)]
    plan_series(by=actor(), host=street.sunny_first, draft=draft(part(Kind.THEME_DAY, street.sunny_first), token="a1"), days=days)
    found = Gathering.objects.unguarded(WHY).order_by("on")
    assert [one.on for one in found] == days
    assert len({one.series for one in found}) == 1


def test_what_cannot_be_planned_is_said_at_once(street: Street) -> None:
    wrong = draft(part(Kind.COMMITTEE_MEETING, street.sunny_first), part(Kind.STUDY_SESSION, street.sunny_first), part(Kind.LECTURE))
    assert codes(plan_gathering(by=actor(), host=street.sunny_first, draft=wrong)) == ["wrong_holder", "no_holder"]
    assert codes(plan_gathering(by=actor(), host=street.sunny_first, draft=Draft("", TODAY))) == ["no_parts"]
    twice = draft(part(Kind.LECTURE, street.sunny_first), part(Kind.LECTURE, street.sunny_first))
    late = replace(twice, begins=twice.ends, ends=twice.begins)
    assert codes(plan_gathering(by=actor(), host=street.sunny_first, draft=late)) == ["ends_first", "twice"]


def test_who_would_save_over_somebody_elses_words_is_told(street: Street) -> None:
    gathering = members_meeting(street.sunny_first)
    (one,) = parts(gathering)
    write_minutes(by=actor(), part=one, text="第一稿")
    assert codes(write_minutes(by=actor(), part=one, text="第二稿", seen=0)) == []
    assert codes(write_minutes(by=actor(), part=one, text="另一人的", seen=0)) == ["changed"]
    assert [each.text for each in Minutes.objects.unguarded(WHY).all()] == ["第二稿"]


def test_a_signed_record_is_corrected_by_a_new_version_that_names_the_old(street: Street) -> None:
    person = make_person(street.sunny_first)
    gathering = members_meeting(street.sunny_first)
    mark(gathering, {person: Presence.PRESENT})
    write(gathering, "原稿")
    sign(gathering)
    (one,) = parts(gathering)
    assert codes(write_minutes(by=actor(), part=one, text="改稿")) == ["signed"]
    assert codes(correct_minutes(by=actor(), part=one, text="改稿", resolutions=[], reason="")) == ["no_reason"]
    correct_minutes(by=actor(), part=one, text="改稿", resolutions=[], reason="漏了一项决议")
    (holding,) = holdings(gathering)
    old, new = Minutes.objects.unguarded(WHY).order_by("version")
    assert (old.text, old.state, new.corrects_id, new.state, holding.signed_minutes_id) == ("原稿", "superseded", old.pk, "draft", old.pk)
    sign_correction(by=actor(), holding=holding)
    assert [each.signed_minutes_id for each in holdings(gathering)] == [new.pk]


def test_what_was_said_in_criticism_stays_on_paper(street: Street) -> None:
    gathering = make_gathering(street.sunny_first, part(Kind.ORGANISATIONAL_LIFE_MEETING, street.sunny_first))
    (one,) = parts(gathering)
    with nothing_written():
        assert codes(write_minutes(by=actor(), part=one, text="甲批评乙……")) == ["sealed"]
    assert codes(write_minutes(by=actor(), part=one, text="", resolutions=["整改清单三项。"], on_paper=True)) == []


def test_eight_branches_take_as_many_queries_as_one(street: Street, django_assert_num_queries: object) -> None:
    for place in (street.sunny_first, street.sunny_second, street.spring_first):
        make_person(place, "甲")
    few = holdings(make_gathering(street.street, part(Kind.LECTURE, street.sunny_first)))
    many = holdings(
        make_gathering(
            street.street,
            *(part(kind, street.sunny_first, street.sunny_second, street.spring_first) for kind in (Kind.LECTURE, Kind.THEME_DAY)),
        )
    )
    assert callable(django_assert_num_queries)
    for asked in (few, many):
        with django_assert_num_queries(4):
            lists_of(asked)


def test_marks_and_agenda_leave_one_entry_in_the_history_of_the_gathering(street: Street) -> None:
    people = [make_person(street.sunny_first, name) for name in ("甲", "乙", "丙")]
    typed = part(Kind.MEMBERS_MEETING, street.sunny_first, items=("讨论计划", "其他"))
    gathering = make_gathering(street.sunny_first, typed)
    mark(gathering, dict.fromkeys(people, Presence.PRESENT))
    assert [one.title for one in AgendaItem.objects.unguarded(WHY).order_by("number")] == ["讨论计划", "其他"]
    assert Attendance.objects.unguarded(WHY).count() == 3
    assert Holding.objects.unguarded(WHY).filter(gathering=gathering).count() == 1
