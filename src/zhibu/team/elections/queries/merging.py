"""Two records of one person in an election under way: whoever stands goes on standing, but votes for two names are not added up."""

from collections.abc import Iterator
from typing import Final

from django.db.models import Q

from zhibu.cases.terms import Status
from zhibu.kernel.decisions import Objection
from zhibu.register.models import Person
from zhibu.register.services.following import both_in
from zhibu.team.elections.models import BallotMark, BallotName, Candidate, Elected

UNDER_WAY: Final = Q(election__case__now_state__in=(Status.OPEN.value, Status.PAUSED.value))
"""What has ended stays as it was printed, counted and filed."""
ONCE: Final = (
    (Candidate, "election_id", "office"),
    (BallotName, "ballot_id"),
    (BallotMark, "count_id"),
    (Elected, "election_id", "office"),
)
BOTH: Final = Objection(
    "both_stand",
    "两条记录都在同一次换届选举的候选人或者选票上。",
    remedy="请先在换届选举里更正候选人，或者等选举办结以后再合并。",
    field="other",
)


def both_stand(kept: Person, lost: Person) -> Iterator[Objection]:
    """For one office, or on one ballot: which of two names the voters meant, and with how many votes, no program decides."""
    if any(both_in(model, *same, kept=kept, lost=lost, within=UNDER_WAY) for model, *same in ONCE):
        yield BOTH
