"""Chapter two: elections."""

from tests.access.world.relations import WHY
from tests.register.factories import actor
from zhibu.cases.services import Opening, open_case
from zhibu.cases.services.opening import case_code
from zhibu.gatherings.models import Holding
from zhibu.kernel.clock import today
from zhibu.register.models import (
    Organisation,
    Person,
)
from zhibu.team.elections.models import Ballot, BallotName, Election
from zhibu.team.elections.rules.procedure import ELECTION
from zhibu.trail.door import recording


def election_of(node: Organisation, candidate: Person) -> str:
    """Written as rows, since the parent of the matrix is a street, which elects nobody."""
    opening = Opening(ELECTION, f"{candidate.name}所在组织换届", today(), until=today())
    opened = open_case(by=actor(today()), organisation=node, opening=opening)
    holding = Holding.objects.unguarded(WHY).filter(organisation=node).order_by("pk")[0]
    with recording(actor(today()), "election.open") as work:
        facts = {"begun_on": today(), "timing": "first", "seats": 3, "gathering_id": holding.gathering_id}
        row = work.add(Election, case_id=opened.row_id, organisation_id=node.pk, superior_id=node.pk, **facts)
        part = {"case_id": opened.row_id, "election_id": row}
        numbers = {"seats": 3, "opened_on": today(), "entitled": 2, "there": 2, "issued": 2}
        ballot = work.add(Ballot, **part, office="committee", number=1, holding_id=holding.pk, **numbers)
        work.add(BallotName, **part, ballot_id=ballot, person_id=candidate.pk)
    return case_code(opened.row_id)
