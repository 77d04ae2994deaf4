"""When an election is due, who has none, how many stand."""

from datetime import date
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.register.factories import TODAY
from zhibu.rulebook.loading import rulebook
from zhibu.team.elections.rules.candidates import Nominee, Seats, least_candidates, may_nominate
from zhibu.team.elections.rules.opening import Body, Plan, due_of, has_committee, may_open, timing_of, too_late, usual_seats
from zhibu.team.elections.terms import Office, Timing

RULES: Final = rulebook().on(TODAY)
BEGAN: Final = date(2023, 6, 1)
BRANCH: Final = Body("branch", full_members=20, seats=5, term_began=BEGAN)

TERMS: Final = {
    "a branch in a community elects every five years": (Body("branch", in_community=True, term_began=BEGAN), date(2028, 6, 1)),
    "a branch elsewhere every three": (Body("branch", term_began=BEGAN), date(2026, 6, 1)),
    "a general branch as a branch": (Body("general_branch", in_community=True, term_began=BEGAN), date(2028, 6, 1)),
    "a Party committee every five": (Body("committee", in_community=True, term_began=BEGAN), date(2028, 6, 1)),
    "the working committee never": (Body("street_committee", term_began=BEGAN), None),
    "a provisional branch never": (Body("branch", provisional=True, term_began=BEGAN), None),
    "nobody knows where no post is recorded": (Body("branch"), None),
}


@pytest.mark.parametrize(("body", "due"), TERMS.values(), ids=TERMS.keys())
def test_the_end_of_a_term_follows_from_kind_and_posts(body: Body, due: date | None) -> None:
    assert due_of(body, RULES) == due


@pytest.mark.parametrize(
    ("on", "timing"),
    [
        (date(2025, 12, 2), Timing.EARLY),
        (date(2025, 12, 3), Timing.ON_TIME),
        (date(2026, 5, 31), Timing.ON_TIME),
        (date(2026, 6, 1), Timing.LATE),
    ],
)
def test_within_the_days_of_notice_it_is_on_time(on: date, timing: Timing) -> None:
    assert timing_of(date(2026, 6, 1), on, RULES) is timing


def test_without_a_known_term_it_is_the_first() -> None:
    assert timing_of(None, TODAY, RULES) is Timing.FIRST


@pytest.mark.parametrize(("on", "late"), [(date(2027, 5, 31), False), (date(2027, 6, 1), True)])
def test_a_postponement_is_usually_no_longer_than_a_year(on: date, late: bool) -> None:
    assert too_late(date(2026, 6, 1), on, RULES) is late


@pytest.mark.parametrize(("members", "committee", "seats"), [(6, False, 0), (7, True, 3)])
def test_a_branch_of_seven_full_members_has_a_committee(members: int, committee: bool, seats: int) -> None:
    body = Body("branch", full_members=members, seats=1)
    assert (has_committee(body, RULES), usual_seats(body, RULES)) == (committee, seats)


REFUSED: Final = {
    "the working committee is appointed": (Body("street_committee"), Plan(5), Timing.FIRST, ["appointed"]),
    "so is who leads a provisional branch": (Body("branch", provisional=True), Plan(3), Timing.FIRST, ["provisional"]),
    "a group elects nobody here": (Body("group"), Plan(3), Timing.FIRST, ["no_election"]),
    "an early one needs a reason": (BRANCH, Plan(5), Timing.EARLY, ["reason"]),
    "a late one, too": (BRANCH, Plan(5), Timing.LATE, ["reason"]),
    "with a reason it may be": (BRANCH, Plan(5, reason="书记调离"), Timing.EARLY, []),
    "two seats are no committee": (BRANCH, Plan(2), Timing.ON_TIME, ["seats"]),
    "a branch has seven at the most": (BRANCH, Plan(8), Timing.ON_TIME, ["seats"]),
    "a Party committee may have more": (Body("committee"), Plan(11), Timing.ON_TIME, []),
    "there are fewer deputies than seats": (BRANCH, Plan(3, 3), Timing.ON_TIME, ["deputies"]),
    "everything at once": (BRANCH, Plan(2, 3), Timing.LATE, ["reason", "seats", "deputies"]),
}


@pytest.mark.parametrize(("body", "plan", "timing", "codes"), REFUSED.values(), ids=REFUSED.keys())
def test_what_stands_against_beginning_is_said_at_once(body: Body, plan: Plan, timing: Timing, codes: list[str]) -> None:
    found = may_open(body, plan, timing, RULES, under_way="", superior=True)
    assert [one.code for one in found.objections] == codes


def test_one_at_a_time_and_somebody_must_reply() -> None:
    found = may_open(BRANCH, Plan(5), Timing.ON_TIME, RULES, under_way="2026年换届选举", superior=False)
    assert [one.code for one in found.objections] == ["under_way", "no_superior"]


@pytest.mark.parametrize(("seats", "least"), [(1, 2), (3, 4), (5, 6), (6, 8), (7, 9), (10, 12), (11, 14)])
def test_candidates_are_a_fifth_more_than_seats_rounded_up(seats: int, least: int) -> None:
    assert least_candidates(seats, RULES) == least


@given(st.integers(1, 500))
def test_there_is_always_a_choice_and_never_one_candidate_less(seats: int) -> None:
    least = least_candidates(seats, RULES)
    assert least > seats
    assert (least - seats) * 5 >= seats > (least - seats - 1) * 5


def people(*numbers: int, **facts: bool) -> list[Nominee]:
    return [Nominee(number, f"党员{number}", **facts) for number in numbers]


FOUR: Final = people(1, 2, 3, 4)
NOMINATED: Final = {
    "four for three seats, and one of them to lead": ({Office.COMMITTEE: FOUR, Office.SECRETARY: FOUR[:1]}, []),
    "three for three seats are no choice": ({Office.COMMITTEE: FOUR[:3], Office.SECRETARY: FOUR[:1]}, ["too_few"]),
    "the same twice": ({Office.COMMITTEE: [*FOUR, FOUR[0]], Office.SECRETARY: FOUR[:1]}, ["twice"]),
    "nobody to lead": ({Office.COMMITTEE: FOUR}, ["not_equal"]),
    "two for one post": ({Office.COMMITTEE: FOUR, Office.SECRETARY: FOUR[:2]}, ["not_equal"]),
    "a leader who does not stand for the committee": ({Office.COMMITTEE: FOUR, Office.SECRETARY: people(5)}, ["outside"]),
    "somebody on probation": (
        {Office.COMMITTEE: [*FOUR[:3], *people(9, full=False)], Office.SECRETARY: FOUR[:1]},
        ["not_entitled"],
    ),
    "somebody whose membership rests": (
        {Office.COMMITTEE: [*FOUR[:3], *people(9, in_force=False)], Office.SECRETARY: FOUR[:1]},
        ["not_entitled"],
    ),
}


@pytest.mark.parametrize(("names", "codes"), NOMINATED.values(), ids=NOMINATED.keys())
def test_who_may_stand(names: dict[Office, list[Nominee]], codes: list[str]) -> None:
    assert [one.code for one in may_nominate(names, Seats(3), RULES).objections] == codes


def test_without_a_committee_one_stands_for_one_post_and_nobody_for_two() -> None:
    both = {Office.SECRETARY: FOUR[:1], Office.DEPUTY: FOUR[:1]}
    assert [one.code for one in may_nominate(both, Seats(0, 1), RULES).objections] == ["both"]
    assert may_nominate({Office.SECRETARY: FOUR[:1]}, Seats(0), RULES).allowed
