"""A branch that assesses its members: who takes part, the meeting, its case."""

from datetime import date
from typing import Final

from tests.gatherings.meetings import make_gathering, mark, part, sign, write
from tests.register.factories import LONG_SINCE, Street, actor, make_person
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.dates import FAR
from zhibu.register.models import Membership, Organisation, Person
from zhibu.register.terms.people import MemberStatus
from zhibu.team.assessment.services.steps import begin
from zhibu.trail.door import recording

WHY: Final = "测试"
DAY: Final = date(2026, 6, 20)
NAMES: Final = ("王芳", "李强", "陈立", "何春", "赵敏", "孙浩")


def make_members(branch: Organisation) -> dict[str, Person]:
    """Six full members and a probationary one: two may be 优秀."""
    people = {name: make_person(branch, name) for name in NAMES}
    people["周新"] = make_person(branch, "周新", status=MemberStatus.PROBATIONARY)
    return people


def make_guest(street: Street, host: Organisation) -> Person:
    """Somebody of another branch who lives Party life here."""
    guest = make_person(street.spring_first, "钱流")
    with recording(actor(), "member.mark") as work:
        work.add(Membership, person_id=guest.pk, organisation_id=host.pk, relation="host", valid_from=LONG_SINCE, valid_to=FAR)
    return guest


def assessment(branch: Organisation, *, on: date = DAY) -> Gathering:
    """Planned for that day."""
    return make_gathering(branch, part(GatheringKind.DEMOCRATIC_ASSESSMENT, branch), on=on, by=actor(date(2026, 6, 1)))


def holding(gathering: Gathering) -> Holding:
    """As its only organisation holds it."""
    return Holding.objects.unguarded(WHY).select_related("gathering", "organisation", "part").get(gathering=gathering)


def begun(gathering: Gathering) -> Case:
    """Its case, begun that day."""
    done = begin(by=actor(DAY), holding=holding(gathering))
    assert done.decision.objections == ()
    return Case.objects.unguarded(WHY).get(pk=done.row_id)


def fresh(one: Case) -> Case:
    """As it stands now."""
    return Case.objects.unguarded(WHY).get(pk=one.pk)


def signed(gathering: Gathering, people: dict[str, Person], *, on: date = DAY) -> None:
    """Everybody came, and the secretary has signed."""
    by = actor(on)
    mark(gathering, dict.fromkeys(people.values(), Presence.PRESENT), by=by)
    write(gathering, "", by=by)
    sign(gathering, by=by, on=on)
