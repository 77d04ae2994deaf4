"""Which talks are still to be, when a meeting counts, and when a topic is reported."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.cases.registry import page_of_steps
from zhibu.mechanism.life_meetings.rules.meeting import Meeting, may_list, may_prepare, was_held
from zhibu.mechanism.life_meetings.rules.procedures import DEMOCRATIC, ORGANISATIONAL, RECTIFICATION, topic_until
from zhibu.mechanism.life_meetings.rules.talks import Pair, Somebody, due, may_finish, may_note, missing, still_with

DAY = date(2026, 12, 15)
WANG, LI, ZHAO = (Somebody(n, f"R{n}", name, seat=True, head=n == 1) for n, name in ((1, "王芳"), (2, "李强"), (3, "赵敏")))
CHEN, HE = (Somebody(n, f"R{n}", name) for n, name in ((4, "陈立"), (5, "何春")))
COMMITTEE, BRANCH = (WANG, LI, ZHAO), (WANG, LI, ZHAO, CHEN, HE)


def said(found: list[tuple[Somebody, Somebody | None]]) -> list[str]:
    return [f"{one.name}{other.name if other else ''}" for one, other in found]


def test_the_members_of_a_group_talk_with_one_another() -> None:
    assert said(missing(COMMITTEE, ())) == ["王芳李强", "王芳赵敏", "李强赵敏"]
    assert said(missing(COMMITTEE, {Pair.of(3, 1)})) == ["王芳李强", "李强赵敏"]


def test_in_a_branch_somebody_of_the_committee_talks_with_each_other_member() -> None:
    assert said(missing(BRANCH, ())) == ["王芳李强", "王芳赵敏", "李强赵敏", "陈立", "何春"]
    assert said(missing(BRANCH, {Pair.of(2, 4)})) == ["王芳李强", "王芳赵敏", "李强赵敏", "何春"]


def test_a_talk_of_two_members_without_a_seat_reaches_neither() -> None:
    assert said(missing((WANG, CHEN, HE), {Pair.of(4, 5)})) == ["陈立", "何春"]


def test_whom_somebody_has_still_to_talk_with() -> None:
    held = {Pair.of(1, 2), Pair.of(2, 4)}
    assert [one.name for one in still_with(WANG, BRANCH, held)] == ["赵敏", "何春"]


PEOPLE = st.lists(st.booleans(), min_size=1, max_size=8).map(
    lambda seats: [Somebody(n, f"R{n}", f"人{n}", seat=seat) for n, seat in enumerate(seats, 1)]
)


@given(PEOPLE, st.data())
def test_each_talk_makes_the_list_shorter_or_leaves_it(everybody: list[Somebody], data: st.DataObject) -> None:
    numbers = st.sampled_from([one.person_id for one in everybody])
    held = data.draw(st.frozensets(st.tuples(numbers, numbers).filter(lambda two: two[0] != two[1]).map(lambda two: Pair.of(*two))))
    more = held | {data.draw(st.sampled_from(sorted(held, key=lambda p: (p.one, p.other))))} if held else held
    assert len(missing(everybody, more)) <= len(missing(everybody, held)) <= due(everybody)


@given(PEOPLE)
def test_when_everybody_with_a_seat_has_talked_with_all_they_still_have_to_nothing_is_missing(everybody: list[Somebody]) -> None:
    held: set[Pair] = set()
    for one in everybody:
        if one.seat:
            held |= {Pair.of(one.person_id, other.person_id) for other in still_with(one, everybody, held)}
    assert missing(everybody, held) == [] or not any(one.seat for one in everybody)


def test_all_that_is_wrong_with_a_talk_is_said_at_once() -> None:
    refused = may_note(speaker=None, others=(), everybody=BRANCH, on=DAY + timedelta(days=1), today=DAY)
    assert [one.code for one in refused.objections] == ["no_speaker", "nobody", "after_today"]
    assert [one.code for one in may_note(speaker=WANG, others=[1], everybody=BRANCH, on=DAY, today=DAY).objections] == ["unknown"]
    assert [one.code for one in may_note(speaker=CHEN, others=[5], everybody=BRANCH, on=DAY, today=DAY).objections] == ["no_speaker"]
    assert may_note(speaker=WANG, others=[2, 4], everybody=BRANCH, on=DAY, today=DAY).allowed


def test_talks_may_end_with_a_reason_where_some_are_missing() -> None:
    assert [one.code for one in may_finish(2, exception=" ").objections] == ["talks_missing"]
    assert may_finish(2, exception="一人在外地，已电话沟通").allowed
    assert may_finish(0, exception="").allowed


@pytest.mark.parametrize(
    ("meeting", "codes"),
    [
        (Meeting(DAY, signed=True, quorate=True, cancelled=False), []),
        (Meeting(DAY, signed=False, quorate=None, cancelled=False), ["not_signed"]),
        (Meeting(DAY, signed=True, quorate=False, cancelled=False), ["no_quorum"]),
        (Meeting(DAY, signed=False, quorate=None, cancelled=True), ["cancelled"]),
    ],
)
def test_a_meeting_counts_once_it_is_signed_and_enough_came(meeting: Meeting, codes: list[str]) -> None:
    assert [one.code for one in was_held(meeting, "").objections] == codes


def test_a_meeting_is_prepared_once_and_not_when_it_was_called_off() -> None:
    off = Meeting(DAY, signed=False, quorate=None, cancelled=True)
    assert [one.code for one in may_prepare(off, begun=True).objections] == ["cancelled", "begun"]
    assert may_prepare(Meeting(DAY, signed=False, quorate=None, cancelled=False), begun=False).allowed


def test_a_list_has_at_least_one_matter() -> None:
    assert [may_list(number).allowed for number in (0, 1)] == [False, True]


def test_the_topic_is_reported_so_many_days_before_or_on_the_day_on_which_somebody_begins() -> None:
    assert topic_until(DAY, days=15, opened=date(2026, 11, 2)) == date(2026, 11, 30)
    assert topic_until(DAY, days=15, opened=date(2026, 12, 8)) == date(2026, 12, 8)


def test_no_step_asks_for_what_was_said() -> None:
    asked = [text.key for table in (DEMOCRATIC, ORGANISATIONAL) for step in table.steps for text in step.texts]
    assert sorted(set(asked)) == ["asked", "exception", "kept_at", "matters", "sent", "studied", "told", "topic"]
    assert [text.key for step in RECTIFICATION.steps for text in step.texts] == ["result", "verdict"]


def test_what_the_records_know_is_done_on_pages_of_its_own() -> None:
    assert [page_of_steps("democratic_life_meeting", step) for step in ("talks", "meet", "list", "study")] == ["life_step"] * 3 + [""]
