"""How the cases of ``election_candidates`` and ``election_result`` are asked."""

from collections.abc import Mapping
from typing import Any, Final

from zhibu.gatherings.rules.quorum import Numbers, quorum_of
from zhibu.gatherings.terms import GatheringKind
from zhibu.rulebook.book import Rules
from zhibu.team.elections.rules.candidates import DIFFERENCE, Nominee, Seats, least_candidates, may_nominate
from zhibu.team.elections.rules.counting import MAJORITY, Count, Mark, Sheet, settle
from zhibu.team.elections.rules.opening import Body, has_committee, usual_seats
from zhibu.team.elections.services.concluding import FROM_ELECTION
from zhibu.team.elections.terms import Office

NO_RULE: Final = {"unsaid": "rule"}


def candidates(given: Mapping[str, Any], rules: Rules) -> object:
    """How many seats a branch of so many has, how many must stand for them, and whether so many may."""
    if not rules.knows([DIFFERENCE]):
        return NO_RULE
    body = Body("branch", full_members=given["full_members"], seats=given.get("seats_now", 0))
    seats = usual_seats(body, rules)
    people = [Nominee(number, f"人{number}", full=number > given.get("probationary", 0)) for number in range(1, given["stand"] + 1)]
    leading = people[-1:] if has_committee(body, rules) else people
    lists = {Office.COMMITTEE: people, Office.SECRETARY: leading} if seats else {Office.SECRETARY: leading}
    decision = may_nominate(lists, Seats(seats), rules)
    return {"seats": seats, "least": least_candidates(seats, rules), "allowed": decision.allowed}


def result(given: Mapping[str, Any], rules: Rules) -> object:
    """Whether the meeting may elect, which names of the list are elected, how many seats are left, and from when members sit."""
    if not rules.knows([MAJORITY, FROM_ELECTION]):
        return NO_RULE
    there, votes = given["there"], given["votes"]
    numbers = Numbers(given["entitled"], there, entitled=given["entitled"], there=there)
    marks = frozenset(Mark(number, votes_for) for number, votes_for in enumerate(votes, 1))
    names = frozenset(range(1, len(votes) + 1))
    found = settle(Count(there, 0, marks), Sheet(given["seats"], there, there, names), rules)
    return {
        "met": quorum_of(GatheringKind.ELECTION, numbers, rules).met,
        "needed": found.needed,
        "elected": list(found.elected),
        "left": found.left,
        "members_from": "election" if rules.number(FROM_ELECTION) else "reply",
    }
