"""An election from its beginning to the posts that it writes; what is refused changes nothing."""

from datetime import date, timedelta

import pytest

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
    election,
    given_out,
    make_poll,
    meeting,
    met,
    named,
    paper,
    posts,
    reviewed,
    seen,
    stand,
    voted,
    well,
)
from zhibu.cases.models import Case
from zhibu.gatherings.models import Holding
from zhibu.register.models import Organisation
from zhibu.register.services.posts import end_post
from zhibu.team.elections.models import Ballot, Candidate, Elected, Election
from zhibu.team.elections.rules.opening import Plan
from zhibu.team.elections.services.ballots import count_ballot, void_ballot
from zhibu.team.elections.services.concluding import approve
from zhibu.team.elections.services.opening import When, Written, open_election, plan_meeting
from zhibu.team.elections.terms import Office

pytestmark = pytest.mark.django_db
WHY = "测试"


@pytest.fixture
def poll() -> Poll:
    return make_poll()


def case(row: Election) -> tuple[str, str]:
    found = Case.objects.unguarded(WHY).get(pk=row.case_id)
    return found.now_state, found.now_steps


def refused(found: object) -> list[str]:
    objections = found.decision.objections  # type: ignore[attr-defined]  # an Outcome
    return [one.code for one in objections]


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
