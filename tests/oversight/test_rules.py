"""One clause against the facts of one subject: states, spans and words."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.kernel.dates import months_after
from zhibu.oversight.judgement import Judgement
from zhibu.oversight.rules import SETS, concerns, judge, message_of, speaks_of
from zhibu.oversight.terms import State
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.rulebook.book import LocalValue
from zhibu.rulebook.entries import Clause
from zhibu.rulebook.loading import rulebook

BOOK = rulebook()
DAY = date(2026, 6, 1)
BRANCH: dict[str, Any] = {
    "kind": "branch",
    "joint": False,
    "provisional": False,
    "in_community": True,
    "members": 8,
    "full_members": 8,
    "posts_from": date(2022, 1, 1),
}


def judged(clause: str, facts: dict[str, Any], on: date = DAY, **local: LocalValue) -> Judgement | None:
    return judge(BOOK.clauses[clause], facts, BOOK.on(on, local))


def said(clause: str, facts: dict[str, Any], on: date = DAY) -> str:
    found = judged(clause, facts, on)
    return message_of(BOOK.clauses[clause], facts, found, BOOK.on(on)) if found else ""


def test_a_clause_speaks_of_its_own_kind_only() -> None:
    clause = BOOK.clauses["term.committee"]
    kinds = ("committee", "street_committee", "branch", "department")
    assert [kind for kind in kinds if concerns(clause, {"kind": kind, "provisional": False})] == ["committee"]


def test_a_kind_that_no_clause_speaks_of_is_not_even_asked() -> None:
    kinds = (*(str(kind) for kind in OrganisationKind), None)
    meant = {(clause.id, kind) for clause in BOOK.clauses.values() for kind in kinds if speaks_of(clause, kind)}
    concerned = {(clause.id, kind) for clause in BOOK.clauses.values() for kind in kinds if concerns(clause, fitting(clause, kind))}
    assert meant == concerned


def fitting(clause: Clause, kind: str | None) -> dict[str, Any]:
    """Every other trait as the clause wants it."""
    applies: dict[str, Any] = dict(clause.applies)
    wanted = {SETS.get(trait, trait): value[0] if trait in SETS else value for trait, value in applies.items()}
    return {**wanted, "kind": kind}


def test_the_street_working_committee_has_no_election() -> None:
    facts = {"kind": "street_committee", "term_began": date(2001, 1, 1), "posts_from": date(2001, 1, 1), "secretaries": 1}
    assert [one.id for one in BOOK.on(DAY).clauses("organisation") if judge(one, facts, BOOK.on(DAY))] == []


def test_a_branch_below_three_full_members_is_to_be_checked() -> None:
    assert judged("branch.too_few", BRANCH | {"full_members": 3}) is None
    assert said("branch.too_few", BRANCH | {"full_members": 2}) == "正式党员 2 名，不足 3 名。"


def test_a_provisional_branch_may_be_small() -> None:
    assert judged("branch.too_few", BRANCH | {"full_members": 2, "provisional": True}) is None


def test_a_committee_is_asked_for_from_seven_full_members_on() -> None:
    assert judged("branch.committee", BRANCH | {"full_members": 6, "seats": 1}) is None
    assert said("branch.committee", BRANCH | {"full_members": 7, "seats": 1}) == (
        "正式党员 7 名，应设支部委员会；在任的委员（含书记、副书记）1 名，不足 3 名。"
    )


def test_before_the_first_post_is_recorded_nothing_is_missing() -> None:
    facts = BRANCH | {"secretaries": 0, "posts_from": None}
    assert judged("branch.secretary", facts) == Judgement(State.UNKNOWN, values={"limit": "1"})
    assert judged("branch.secretary", facts | {"posts_from": DAY + timedelta(days=1)}, DAY) == Judgement(
        State.UNKNOWN, values={"limit": "1"}
    )
    assert judged("branch.secretary", facts | {"posts_from": DAY}) == Judgement(State.CHECK, values={"limit": "1"})


def test_what_nobody_can_be_asked_for_is_not_unknown_either() -> None:
    assert judged("branch.secretary", BRANCH | {"secretaries": 1, "posts_from": None}) is None


@pytest.mark.parametrize(
    ("on", "state", "since", "until"),
    [
        (date(2026, 7, 4), None, None, None),
        (date(2026, 7, 5), State.DUE, date(2026, 7, 5), date(2027, 1, 1)),
        (date(2026, 12, 31), State.DUE, date(2026, 7, 5), date(2027, 1, 1)),
        (date(2027, 1, 1), State.OVERDUE, date(2027, 1, 1), None),
    ],
)
def test_a_term_of_five_years_is_announced_and_then_late(on: date, state: State | None, since: date | None, until: date | None) -> None:
    found = judged("term.community_branch", BRANCH | {"term_began": date(2022, 1, 1)}, on)
    assert (found and (found.state, found.since, found.until)) == (state and (state, since, until))


def test_more_than_a_year_late_is_said() -> None:
    facts = BRANCH | {"term_began": date(2022, 1, 1)}
    assert said("term.community_branch", facts, date(2027, 12, 31)) == "本届从 2022-01-01 开始，任期 5 年，2027-01-01 届满。"
    assert said("term.community_branch", facts, date(2028, 1, 1)) == (
        "本届从 2022-01-01 开始，任期 5 年，2027-01-01 届满。延期一般不超过 1 年。"
    )


def test_a_street_announces_terms_as_early_as_it_decided() -> None:
    own = {"term.notice_days": LocalValue(10, "向阳街道〔2026〕1 号")}
    facts = BRANCH | {"term_began": date(2022, 1, 1)}
    days = (date(2026, 12, 21), date(2026, 12, 22))
    assert [judge(BOOK.clauses["term.community_branch"], facts, BOOK.on(on, own)) is None for on in days] == [True, False]


def test_an_extended_probation_ends_when_it_says() -> None:
    facts = {"status": "probationary", "probation_began": date(2025, 5, 1), "probation_extended_to": date(2026, 11, 1)}
    assert judged("probation.ends", facts, date(2026, 6, 1)) is None
    found = judged("probation.ends", facts, date(2026, 10, 2))
    assert found is not None
    assert (found.state, found.until) == (State.DUE, date(2026, 11, 1))


def test_out_of_contact_is_looked_at_after_six_months() -> None:
    facts = {"mark": "out_of_contact", "membership_state": "in_force", "out_of_contact_since": date(2026, 1, 31)}
    assert judged("member.out_of_contact", facts, date(2026, 7, 30)) is None
    assert judged("member.out_of_contact", facts, date(2026, 7, 31)) == Judgement(
        State.CHECK, date(2026, 7, 31), None, {"began": "2026-01-31", "limit": 6}
    )


@given(began=st.dates(date(1950, 1, 1), date(2090, 1, 1)), ahead=st.integers(-2000, 4000))
def test_a_term_is_never_due_and_late_at_once_and_never_forgotten(began: date, ahead: int) -> None:
    on = max(date(2020, 7, 13), began) + timedelta(days=abs(ahead))
    facts = BRANCH | {"term_began": began, "posts_from": began}
    found = judged("term.community_branch", facts, on)
    end = months_after(began, 60)
    if on >= end:
        assert found is not None
        assert (found.state, found.since) == (State.OVERDUE, end)
    elif on >= end - timedelta(days=180):
        assert found is not None
        assert (found.state, found.until) == (State.DUE, end)
    else:
        assert found is None


def test_what_a_judgement_reads_is_remembered() -> None:
    rules = BOOK.on(DAY)
    judge(BOOK.clauses["branch.committee"], BRANCH | {"seats": 1}, rules)
    assert rules.read == ["branch.committee.from_full_members", "branch.committee.seats_least"]
