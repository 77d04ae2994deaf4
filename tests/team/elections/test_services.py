"""An election from its beginning to the posts that it writes; what is refused changes nothing."""

from datetime import date, timedelta

import pytest

from tests.access.cast import make_account
from tests.team.elections.polls import (
    BEGAN,
    MONDAY,
    Poll,
    again,
    ballots,
    begun,
    concluded,
    count,
    counted,
    elected,
    given_out,
    make_poll,
    meeting,
    met,
    named,
    paper,
    posts,
    seen,
    stand,
    voted,
    well,
)  # fmt: skip
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Written
from zhibu.cases.services import void
from zhibu.gatherings.models import Holding
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation, Post
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.team.elections.models import Ballot, Candidate, Elected, Election
from zhibu.team.elections.queries.bodies import body_on
from zhibu.team.elections.rules.opening import Plan
from zhibu.team.elections.services.ballots import count_ballot, void_ballot
from zhibu.team.elections.services.concluding import approve
from zhibu.team.elections.services.opening import When, open_election, plan_meeting
from zhibu.team.elections.terms import Office
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db
WHY = "测试"


@pytest.fixture
def poll() -> Poll:
    return make_poll()


def case(row: Election) -> tuple[str, str]:
    found = Case.objects.unguarded(WHY).get(pk=row.case_id)
    return found.now_state, found.now_steps


def refused(found: Outcome) -> list[str]:
    return [one.code for one in found.decision.objections]


def test_the_register_says_when_the_term_ends_and_who_replies(poll: Poll) -> None:
    row = begun(poll)
    assert (row.term_ends, row.timing, row.superior) == (date(2026, 3, 10), "on_time", poll.street.sunny)
    assert case(row) == ("open", "request")


def test_an_election_goes_from_the_request_to_the_posts(poll: Poll) -> None:
    row = met(poll)
    voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 7, 3), strict=True)))
    well(concluded(poll, row, "meeting"))
    secretary = well(given_out(poll, row, poll.ids(0), office=Office.SECRETARY, issued=3, present=3)).row_id
    counted(poll, row, secretary, count(3, {poll.people[0].pk: 3}))
    well(concluded(poll, row, "session", portfolios={poll.people[1].pk: "organisation_member"}))
    paper(poll, row, "report")
    assert case(row) == ("open", "approval")
    approved = MONDAY + timedelta(days=10)
    well(approve(by=poll.by(poll.clerk, approved), election=again(row), written=Written(seen(row), approved)))
    assert case(row) == ("done", "")
    assert posts(poll.branch, approved) == [
        ("committee_member", "蔡明", approved),
        ("organisation_member", "白雪", approved),
        ("secretary", "安红", approved),
    ]
    assert posts(poll.branch, approved - timedelta(days=1)) == [
        ("discipline_member", "蔡明", BEGAN),
        ("organisation_member", "白雪", BEGAN),
        ("secretary", "安红", BEGAN),
    ]
    assert {one.post_from for one in stand(row).elected} == {approved}


def test_one_at_a_time_and_the_same_form_begins_one(poll: Poll) -> None:
    row = begun(poll)
    assert begun(poll).pk == row.pk
    assert refused(open_election(by=poll.by(), organisation=poll.branch, plan=Plan(3), submission="b" * 32)) == ["under_way"]
    assert Election.objects.unguarded(WHY).count() == Case.objects.unguarded(WHY).count() == 1


@pytest.mark.parametrize("place", ["street", "district"])
def test_who_is_appointed_elects_nobody(poll: Poll, place: str) -> None:
    organisation: Organisation = getattr(poll.street, place)
    found = open_election(by=poll.by(poll.clerk), organisation=organisation, plan=Plan(5))
    assert refused(found) == [{"street": "appointed", "district": "no_election"}[place]]
    assert not Case.objects.unguarded(WHY).exists()


def test_too_few_candidates_are_refused_and_nothing_is_written(poll: Poll) -> None:
    row = begun(poll)
    paper(poll, row, "request")
    paper(poll, row, "reply", by=poll.clerk)
    before = seen(row)
    assert refused(named(poll, row, {Office.COMMITTEE: poll.ids(0, 1, 2), Office.SECRETARY: poll.ids(0)})) == ["too_few"]
    assert (seen(row), Candidate.objects.unguarded(WHY).count()) == (before, 0)


def test_candidates_named_out_of_turn_leave_no_rows(poll: Poll) -> None:
    row = begun(poll)
    assert refused(named(poll, row)) == ["not_yet"]
    assert not Candidate.objects.unguarded(WHY).exists()


def test_one_afternoon_holds_the_report_the_election_and_the_first_session(poll: Poll) -> None:
    row = met(poll)
    found = Holding.objects.unguarded(WHY).filter(gathering=meeting(row)).order_by("part__number").values_list("kind", flat=True)
    assert list(found) == ["members_meeting", "election", "committee_meeting"]
    assert refused(plan_meeting(by=poll.by(), election=again(row), when=When(MONDAY))) == ["planned"]


@pytest.mark.parametrize(("there", "codes"), [(7, ["no_quorum"]), (8, [])])
def test_four_fifths_have_to_be_there(poll: Poll, there: int, codes: list[str]) -> None:
    row = met(poll, there=there)
    assert refused(given_out(poll, row, poll.ids(0, 1, 2, 3), issued=there)) == codes
    assert Ballot.objects.unguarded(WHY).count() == (0 if codes else 1)


def test_two_counters_who_differ_settle_nothing_until_they_agree(poll: Poll) -> None:
    row = met(poll)
    ids = poll.ids(0, 1, 2, 3)
    ballot = well(given_out(poll, row, ids)).row_id
    first, other = count(10, dict(zip(ids, (9, 8, 7, 3), strict=True))), count(10, dict(zip(ids, (9, 8, 6, 4), strict=True)))
    for account, name, found in ((poll.secretary, "江海", first), (poll.officer, "孔亮", other)):
        well(count_ballot(by=poll.by(account), election=again(row), ballot=ballot, counted_by=name, count=found))
    assert (elected(row), ballots(row)[0].settled_on) == ([], None)
    well(count_ballot(by=poll.by(poll.officer), election=again(row), ballot=ballot, counted_by="孔亮", count=first))
    assert elected(row) == [("安红", "committee"), ("白雪", "committee"), ("蔡明", "committee")]


def test_one_person_does_not_count_twice_under_two_accounts(poll: Poll) -> None:
    row = met(poll)
    ballot = well(given_out(poll, row, poll.ids(0, 1, 2, 3))).row_id
    found = count(10, dict.fromkeys(poll.ids(0, 1, 2), 9))
    well(count_ballot(by=poll.by(), election=again(row), ballot=ballot, counted_by="江海", count=found))
    again_ = count_ballot(by=poll.by(poll.officer), election=again(row), ballot=ballot, counted_by="江海", count=found)
    assert refused(again_) == ["same_counter"]
    assert elected(row) == []


def test_two_accounts_of_one_person_are_one_counter_whatever_name_is_typed(poll: Poll) -> None:
    row = met(poll)
    ballot = well(given_out(poll, row, poll.ids(0, 1, 2, 3))).row_id
    found = count(10, dict.fromkeys(poll.ids(0, 1, 2), 9))
    first, second = (make_account(name, Role.BRANCH_OFFICER, poll.branch, person=poll.people[7]) for name in ("yi", "er"))
    well(count_ballot(by=poll.by(first), election=again(row), ballot=ballot, counted_by="江海", count=found))
    again_ = count_ballot(by=poll.by(second), election=again(row), ballot=ballot, counted_by="孔亮", count=found)
    assert (refused(again_), elected(row)) == (["same_person"], [])


def test_what_was_counted_stays_once_the_minutes_are_signed(poll: Poll) -> None:
    row = met(poll)
    ballot = voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 7, 3), strict=True)))
    chosen, by = elected(row), poll.by()
    with recording(by, "gathering.sign") as work:
        for pk in Ballot.objects.unguarded(WHY).filter(pk=ballot).values_list("holding_id", flat=True):
            work.change(Holding, pk, signed_at=by.at, confirmed_by="陈立")
    assert refused(void_ballot(by=by, election=again(row), ballot=ballot, reason="想重新选。")) == ["signed"]
    assert elected(row) == chosen


def test_a_tie_at_the_last_seat_leads_to_a_second_ballot_among_those(poll: Poll) -> None:
    row = met(poll)
    ids = poll.ids(0, 1, 2, 3)
    voted(poll, row, dict(zip(ids, (9, 8, 6, 6), strict=True)))
    assert elected(row) == [("安红", "committee"), ("白雪", "committee")]
    assert refused(concluded(poll, row, "meeting")) == ["left"]
    assert refused(given_out(poll, row, ids)) == ["elected"]
    voted(poll, row, dict(zip(ids[2:], (4, 6), strict=True)))
    assert elected(row) == [("安红", "committee"), ("白雪", "committee"), ("董军", "committee")]
    assert [(one.number, one.seats) for one in ballots(row)] == [(1, 3), (2, 1)]
    assert refused(given_out(poll, row, ids[2:3])) == ["full"]


def test_a_seat_may_stay_vacant_for_a_reason(poll: Poll) -> None:
    row = met(poll)
    voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 5, 3), strict=True)))
    well(concluded(poll, row, "meeting", vacant="差额一名，下次党员大会补选。"))
    assert (again(row).vacant_because, case(row)) == ("差额一名，下次党员大会补选。", ("open", "session"))


def test_somebody_whom_voters_wrote_in_is_elected(poll: Poll) -> None:
    row = met(poll)
    ballot = well(given_out(poll, row, poll.ids(0, 1, 2, 3))).row_id
    counted(poll, row, ballot, count(10, dict(zip(poll.ids(0, 1, 2, 4), (9, 8, 2, 7), strict=True))))
    assert elected(row) == [("安红", "committee"), ("白雪", "committee"), ("方芳", "committee")]


def test_more_back_than_out_is_void_and_voted_anew(poll: Poll) -> None:
    row = met(poll)
    ballot = well(given_out(poll, row, poll.ids(0, 1, 2, 3), issued=9)).row_id
    found = count(10, dict.fromkeys(poll.ids(0, 1, 2), 9))
    assert refused(count_ballot(by=poll.by(), election=again(row), ballot=ballot, counted_by="江海", count=found)) == ["more_back_than_out"]
    assert refused(void_ballot(by=poll.by(), election=again(row), ballot=ballot, reason=" ")) == ["no_reason"]
    well(void_ballot(by=poll.by(), election=again(row), ballot=ballot, reason="收回的票多于发出的票。"))
    assert refused(given_out(poll, row, poll.ids(0, 1, 2, 3))) == []


def test_a_void_ballot_has_elected_nobody(poll: Poll) -> None:
    row = met(poll)
    ballot = voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 7, 3), strict=True)))
    well(void_ballot(by=poll.by(), election=again(row), ballot=ballot, reason="监票人不在场。"))
    assert not Elected.objects.unguarded(WHY).exists()


def test_a_ballot_that_others_followed_stays(poll: Poll) -> None:
    row = met(poll)
    first = voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 6, 6), strict=True)))
    voted(poll, row, dict(zip(poll.ids(2, 3), (4, 6), strict=True)))
    assert refused(void_ballot(by=poll.by(), election=again(row), ballot=first, reason="算错了。")) == ["later"]


def test_the_secretary_comes_from_the_new_committee(poll: Poll) -> None:
    row = met(poll)
    voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 7, 3), strict=True)))
    assert refused(given_out(poll, row, poll.ids(0), office=Office.SECRETARY, issued=3, present=3)) == ["not_yet"]
    well(concluded(poll, row, "meeting"))
    assert refused(given_out(poll, row, poll.ids(3), office=Office.SECRETARY, issued=3, present=3)) == ["outside"]
    assert refused(given_out(poll, row, poll.ids(0, 1), office=Office.SECRETARY, issued=3, present=3)) == ["not_equal"]
    assert refused(given_out(poll, row, poll.ids(0), office=Office.SECRETARY, issued=2, present=2)) == ["no_quorum"]
    assert Holding.objects.unguarded(WHY).get(gathering=meeting(row), kind="committee_meeting").by_name is True


def test_a_branch_without_a_committee_elects_its_secretary_in_the_members_meeting() -> None:
    poll = make_poll(6)
    row = met(poll, seats=0, there=6)
    assert refused(given_out(poll, row, poll.ids(0), office=Office.SECRETARY, issued=6)) == []
    counted(poll, row, ballots(row)[0].pk, count(6, {poll.people[0].pk: 5}))
    well(concluded(poll, row, "meeting"))
    assert (elected(row), case(row)) == ([("安红", "secretary")], ("open", "report"))


def reported(poll: Poll) -> Election:
    """Everything is voted on and reported; the secretary waits."""
    row = met(poll)
    voted(poll, row, dict(zip(poll.ids(0, 1, 2, 3), (9, 8, 7, 3), strict=True)))
    well(concluded(poll, row, "meeting"))
    well(given_out(poll, row, poll.ids(0), office=Office.SECRETARY, issued=3, present=3))
    counted(poll, row, ballots(row)[-1].pk, count(3, {poll.people[0].pk: 3}))
    well(concluded(poll, row, "session"))
    paper(poll, row, "report")
    return again(row)


def test_a_reply_that_cannot_be_leaves_all_posts_as_they_were(poll: Poll) -> None:
    row = reported(poll)
    before = posts(poll.branch, MONDAY)
    tomorrow = Written(seen(row), MONDAY + timedelta(days=1))
    assert refused(approve(by=poll.by(), election=row, written=tomorrow)) == ["after_today"]
    assert refused(approve(by=poll.by(), election=row, written=Written(1, MONDAY))) == ["changed_since"]
    assert (posts(poll.branch, MONDAY), case(row)) == (before, ("open", "approval"))


def test_a_post_that_began_after_the_reply_undoes_all_of_it(poll: Poll) -> None:
    row = reported(poll)
    later = MONDAY + timedelta(days=5)
    by = poll.by(poll.clerk, later)
    well(hold_post(by=by, person=poll.people[4], organisation=poll.branch, kind=PostKind.YOUTH_MEMBER, on=later))
    before = posts(poll.branch, later)
    assert refused(approve(by=by, election=row, written=Written(seen(row), MONDAY))) == ["too_early"]
    assert (posts(poll.branch, later), case(row)) == (before, ("open", "approval"))


def test_whoever_is_elected_again_begins_a_new_term(poll: Poll) -> None:
    row = reported(poll)
    well(approve(by=poll.by(poll.clerk), election=row, written=Written(seen(row), MONDAY)))
    assert [(kind, name, since) for kind, name, since in posts(poll.branch, MONDAY) if kind == "secretary"] == [
        ("secretary", "安红", MONDAY)
    ]
    assert body_on(poll.branch, MONDAY).term_began == MONDAY


def test_what_has_taken_effect_is_not_declared_void(poll: Poll) -> None:
    row = reported(poll)
    well(approve(by=poll.by(poll.clerk), election=row, written=Written(seen(row), MONDAY)))
    for step in ("approval", "request"):
        assert refused(void(by=poll.by(), case=row.case, seen=seen(row), step=step, reason="填错了。")) == ["final"]
    assert case(row) == ("done", "")


def test_who_is_elected_again_keeps_the_grant_of_the_post_and_who_is_not_loses_it(poll: Poll) -> None:
    row = reported(poll)
    held = dict(Post.objects.unguarded(WHY).filter(organisation=poll.branch).values_list("kind", "pk"))
    again_ = make_account("lianren", Role.BRANCH_SECRETARY, poll.branch, post_id=held["secretary"])
    gone = make_account("xieren", Role.BRANCH_OFFICER, poll.branch, post_id=held["discipline_member"])
    approved = MONDAY + timedelta(days=1)
    well(approve(by=poll.by(poll.clerk, approved), election=row, written=Written(seen(row), approved)))
    assert [reader_of(account_id=one.pk, label="", on=approved).may("see_cases", poll.branch.now_path) for one in (again_, gone)] == [
        True,
        False,
    ]
