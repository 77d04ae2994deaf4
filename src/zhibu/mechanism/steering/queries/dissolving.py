"""What stands at a committee that is to be dissolved: what hinders, and what ends with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.cases.models import Case
from zhibu.cases.terms import UNDER_WAY
from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee, SteeringMember
from zhibu.mechanism.steering.queries.committees import COLUMNS, Committee, read_all
from zhibu.mechanism.steering.rules.dissolving import Standing
from zhibu.mechanism.steering.rules.procedures import MATTER_KEY
from zhibu.mechanism.steering.terms import SEE, SEE_CASES
from zhibu.register.models import Post
from zhibu.register.terms.organisations import PostKind

WHY: Final = "撤销指导委员会前核对；委员会已在可办理的范围内"
CONCURRENT: Final = str(PostKind.CONCURRENT_COMMITTEE_MEMBER)


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something that has to be settled first: what it is called, and the code of its page."""

    code: str
    title: str


def proposals_of(committee: SteeringCommittee) -> list[Waiting]:
    """Proposals for concurrent members that are under way; one query."""
    found = Appointment.objects.unguarded(WHY).filter(committee=committee, begins=None, case__now_state__in=UNDER_WAY)
    return [Waiting(*row) for row in found.order_by("case__code").values_list("case__code", "case__title")]


def unsigned_of(committee: SteeringCommittee) -> list[Waiting]:
    """Conferences that are planned, or held without signed minutes; one query."""
    held = Holding.objects.unguarded(WHY).filter(organisation_id=committee.organisation_id, kind=str(GatheringKind.JOINT_CONFERENCE))
    found = held.filter(signed_at=None, cancelled=False).exclude(gathering__state=GatheringState.CANCELLED).order_by("on", "pk")
    return [
        Waiting(code, f"{title}（{on.isoformat()}）") for code, title, on in found.values_list("gathering__code", "gathering__title", "on")
    ]


def _last(committee: SteeringCommittee) -> date | None:
    """The latest day on which a seat or a term began or a conference was held; four queries."""
    seats = SteeringMember.objects.unguarded(WHY).filter(committee=committee, valid_to=FAR)
    terms = Appointment.objects.unguarded(WHY).filter(committee=committee, ended_on=None).exclude(begins=None)
    posts = Post.objects.unguarded(WHY).filter(organisation_id=committee.organisation_id, kind=CONCURRENT, valid_to=FAR)
    held = Holding.objects.unguarded(WHY).filter(organisation_id=committee.organisation_id, kind=str(GatheringKind.JOINT_CONFERENCE))
    days = [
        seats.order_by("-valid_from").values_list("valid_from", flat=True).first(),
        terms.order_by("-begins").values_list("begins", flat=True).first(),
        posts.order_by("-valid_from").values_list("valid_from", flat=True).first(),
        held.filter(signed_at__isnull=False, cancelled=False).order_by("-on").values_list("on", flat=True).first(),
    ]
    return max((day for day in days if day is not None), default=None)


def standing_of(committee: SteeringCommittee) -> Standing:
    """For the rule; six queries."""
    return Standing(
        committee.set_up_on,
        dissolved=committee.dissolved_on is not None,
        proposals=[f"{one.title}（{one.code}）" for one in proposals_of(committee)],
        conferences=[one.title for one in unsigned_of(committee)],
        last=_last(committee),
    )


def appointed_at(committee: SteeringCommittee) -> list[int]:
    """Concurrent members whose term ends with it; one query."""
    found = Appointment.objects.unguarded(WHY).filter(committee=committee, ended_on=None).exclude(begins=None)
    return list(found.order_by("pk").values_list("pk", flat=True))


def open_matters(reader: Reader, committee: Committee) -> int:
    """Matters that its organisation goes on with; one query."""
    found = Case.objects.seen_by(reader, SEE_CASES).filter(now_holder_id=committee.organisation_id, procedure=MATTER_KEY)
    return found.filter(now_state__in=UNDER_WAY).count()


def dissolved_of(reader: Reader) -> Sequence[Committee]:
    """Committees in reach that were dissolved, the latest first; one query."""
    found = SteeringCommittee.objects.seen_by(reader, SEE).exclude(dissolved_on=None)
    return read_all(found.order_by("-dissolved_on", "-pk").values_list(*COLUMNS))
