"""How a topic stands, and what may be done with it: cases as data."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.mechanism.sessions.rules.standing import Standing, Tabled, standing_of
from zhibu.mechanism.sessions.rules.topics import (
    ListDraft,
    TopicDraft,
    may_end_listed,
    may_list,
    may_note,
    may_propose,
    may_recuse,
    may_screen,
    may_supervise,
    may_table,
    may_withdraw,
    offered_again,
)
from zhibu.mechanism.sessions.terms import TopicState, Why

DAY = date(2026, 6, 1)
BEFORE = Tabled(DAY - timedelta(days=30), signed=True)


@pytest.mark.parametrize(
    ("last", "expected"),
    [
        (Tabled(DAY), Standing(TopicState.TABLED)),
        (Tabled(DAY, called_off=True), Standing(TopicState.READY, Why.CALLED_OFF)),
        (Tabled(DAY, signed=True), Standing(TopicState.READY, Why.NOT_REACHED)),
        (Tabled(DAY, deferred=True), Standing(TopicState.READY, Why.DEFERRED)),
        (Tabled(DAY, signed=True, decided=True), Standing(TopicState.DECIDED)),
        (Tabled(DAY, declined=True), Standing(TopicState.DECLINED)),
        (Tabled(DAY, signed=True, decided=True, supervised=True), Standing(TopicState.SUPERVISED)),
        (Tabled(DAY, signed=True, decided=True, supervised=True, settled=True), Standing(TopicState.DONE)),
        (Tabled(DAY, decided=True, deferred=True), Standing(TopicState.READY, Why.DEFERRED)),
    ],
)
def test_the_last_session_says_how_a_topic_stands(last: Tabled, expected: Standing) -> None:
    assert standing_of(withdrawn=False, taken_up=True, tabled=[last]) == expected
    assert standing_of(withdrawn=False, taken_up=True, tabled=[BEFORE, last]) == expected


@pytest.mark.parametrize(
    ("withdrawn", "taken_up", "state"),
    [
        (False, None, TopicState.PROPOSED),
        (False, False, TopicState.SENT_BACK),
        (False, True, TopicState.READY),
        (True, True, TopicState.WITHDRAWN),
        (True, None, TopicState.WITHDRAWN),
    ],
)
def test_before_a_session_the_screening_says_it(withdrawn: bool, taken_up: bool | None, state: TopicState) -> None:
    assert standing_of(withdrawn=withdrawn, taken_up=taken_up, tabled=[]) == Standing(state)


@given(st.lists(st.builds(Tabled, st.dates(), *[st.booleans()] * 7), min_size=1, max_size=5))
def test_whatever_happened_a_topic_waits_stands_on_an_agenda_or_has_an_end(tabled: list[Tabled]) -> None:
    found = standing_of(withdrawn=False, taken_up=True, tabled=tabled)
    assert (found.why is not None) == (found.state is TopicState.READY)
    assert found == standing_of(withdrawn=False, taken_up=True, tabled=tabled[-1:])


def test_everything_that_a_proposal_lacks_is_said_at_once() -> None:
    told = may_propose(TopicDraft(" ", "nothing"), committee=False, dissolved=True)
    assert [one.code for one in told.objections] == ["no_title", "kind", "no_committee", "dissolved"]
    assert may_propose(TopicDraft("修路", "project"), committee=True, dissolved=False).allowed


def test_sending_back_says_why_and_the_clerk_says_who() -> None:
    told = may_screen(TopicState.TABLED, taken_up=False, reason=" ", named=False)
    assert [one.code for one in told.objections] == ["not_waiting", "no_reason", "nobody"]
    assert may_screen(TopicState.SENT_BACK, taken_up=True, reason="", named=True).allowed


def test_only_what_was_taken_up_is_tabled_and_only_while_the_session_can_change() -> None:
    told = may_table(stands=[("甲", TopicState.READY), ("乙", TopicState.PROPOSED)], signed=True, cancelled=True)
    assert [one.code for one in told.objections] == ["signed", "cancelled", "not_ready"]
    assert [one.code for one in may_table(stands=[], signed=False, cancelled=False).objections] == ["nothing"]


def test_nobody_leaves_the_room_twice_or_after_the_vote() -> None:
    told = may_recuse(entitled=False, known=True, voted=True, reason="", name="甲")
    assert [one.code for one in told.objections] == ["not_there", "known", "voted", "no_reason"]


def test_what_is_noted_stands_with_the_signature() -> None:
    assert [one.code for one in may_note(signed=True, cancelled=True).objections] == ["signed", "cancelled"]


@pytest.mark.parametrize(
    ("state", "kind", "known", "codes"),
    [
        (TopicState.DECIDED, "ordinary", False, []),
        (TopicState.TABLED, "ordinary", False, ["undecided"]),
        (TopicState.SUPERVISED, "ordinary", True, ["known"]),
        (TopicState.DECIDED, "appointments", False, ["personnel"]),
    ],
)
def test_a_decision_is_followed_up_once_and_no_appointment_is(state: TopicState, kind: str, known: bool, codes: list[str]) -> None:
    assert [one.code for one in may_supervise(state=state, kind=kind, known=known).objections] == codes


def test_a_topic_on_an_agenda_is_not_withdrawn() -> None:
    assert [one.code for one in may_withdraw(TopicState.TABLED, reason="").objections] == ["not_waiting", "no_reason"]
    assert may_withdraw(TopicState.READY, reason="另行研究").allowed


def test_a_line_of_the_list_says_what_and_rests_on_a_paper() -> None:
    told = may_list(ListDraft("ordinary", "", " ", DAY), committee=False, listed=True)
    assert [one.code for one in told.objections] == ["kind", "no_text", "no_basis", "no_committee", "listed"]
    assert may_list(ListDraft("funds", "单笔五万元以上", "街办〔2026〕1号", DAY), committee=True, listed=False).allowed
    assert [one.code for one in may_end_listed(basis="", valid_from=DAY, on=DAY).objections] == ["no_basis", "ends_first"]


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.integers(0, 90))
def test_a_late_matter_is_offered_anew_after_a_month(last: date, days: int) -> None:
    assert offered_again(last_on=last, today=last + timedelta(days=days)) == (days >= 30)
    assert offered_again(last_on=None, today=last)
