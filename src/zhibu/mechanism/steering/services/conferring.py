"""A joint conference is planned; matters are raised there or by a unit, and go back on an agenda when they are late."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.db import transaction

from zhibu.cases.models import Case
from zhibu.cases.services import Opening, open_case
from zhibu.gatherings.models import AgendaItem, Gathering, Holding
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.adjusting import append_items
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind, GatheringState
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.steering.models import ConferenceMatter, SteeringCommittee
from zhibu.mechanism.steering.queries.conferences import LateMatter
from zhibu.mechanism.steering.rules.conferring import Line, may_become, may_return
from zhibu.mechanism.steering.rules.dissolving import DISSOLVED
from zhibu.mechanism.steering.rules.procedures import MATTER
from zhibu.mechanism.steering.terms import CONFERENCE, UNIT
from zhibu.register.models import ResidentUnit
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "办理联席会议和协调事项时核对"
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class Conference:
    """Day, hour, place, and what is on it beside late matters."""

    title: str
    on: date
    begins: time | None = None
    place: str = ""
    items: tuple[str, ...] = ()
    token: str = ""


@transaction.atomic
def plan_conference(*, by: Actor, committee: SteeringCommittee, conference: Conference, late: Sequence[LateMatter] = ()) -> Outcome:
    """A gathering like any other; who is expected the committee's members say. Late matters stand first."""
    if held(committee).dissolved_on is not None:
        return Outcome.refused(DISSOLVED)
    place = committee.organisation
    holder = (Holder(place.pk, str(place), place.now_kind, place.dissolved_on),)
    items = (*(_again(one) for one in late), *conference.items)
    part = PartDraft(str(GatheringKind.JOINT_CONFERENCE), "、".join(items)[:300], holder, 60, items=items)
    draft = Draft(conference.title, conference.on, conference.begins, None, conference.place, (part,), by.label, conference.token)
    known = _planned(conference.token)
    planned = plan_gathering(by=by, host=place, draft=draft)
    if not planned.done or known or not late:
        return planned
    rows = AgendaItem.objects.unguarded(WHY).filter(gathering_id=planned.row_id).order_by("number").values_list("pk", flat=True)
    with recording(by, "case.conference") as work:
        _link(work, committee.pk, {item: one.id for item, one in zip(rows, late, strict=False)}, returned=True)
    return planned


def _planned(token: str) -> bool:
    return bool(token) and Holding.objects.unguarded(WHY).filter(gathering__token=token).exists()


def _again(one: LateMatter) -> str:
    return f"协调事项进展：{one.title}"[:LONGEST]


def _link(work: Work, committee: int, lines: Mapping[int, int], *, returned: bool) -> None:
    """Lines of an agenda and their cases."""
    for item, case in lines.items():
        work.add(ConferenceMatter, committee_id=committee, case_id=case, item_id=item, returned=returned, tabled_on=work.actor.day)


@transaction.atomic
def table_late(*, by: Actor, committee: int, holding: Holding, late: Sequence[LateMatter]) -> Outcome:
    """Behind what stands on the agenda already."""
    fresh = held(holding)
    decision = may_return([one.title for one in late], signed=fresh.signed_at is not None, cancelled=fresh.cancelled)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "case.conference") as work:
        items = append_items(work, holding.part, [(_again(one), one.organisation[:60], "") for one in late])
        _link(work, committee, {item: one.id for item, one in zip(items, late, strict=True)}, returned=True)
    return Outcome(row_id=fresh.pk)


@dataclass(frozen=True, slots=True)
class Raised:
    """A matter as it was raised: what, by whom, where it came from."""

    title: str
    on: date
    texts: Mapping[str, str]
    submission: str = ""
    conference: str = ""
    item: int = 0
    unit: ResidentUnit | None = None


@transaction.atomic
def raise_matter(*, by: Actor, committee: SteeringCommittee, raised: Raised) -> Outcome:
    """Held by the committee's organisation; of a line of an agenda it bears the line."""
    fresh = held(committee)
    line = AgendaItem.objects.unguarded(WHY).filter(pk=raised.item).first()
    known = _matters([raised.item])
    sent = raised.submission and Case.objects.unguarded(WHY).filter(submission=raised.submission).exists()
    decision = Decision.all(
        Decision.of(DISSOLVED if fresh.dissolved_on is not None else None),
        _resolved_there(raised.conference, Line(line.title if line else "", known=bool(known) and not sent), by.day),
    )
    if not decision.allowed:
        return Outcome(decision)
    kind, code = (CONFERENCE, raised.conference) if raised.conference else (UNIT, raised.unit.code) if raised.unit else ("", "")
    opening = Opening(MATTER, raised.title, raised.on, raised.texts, subject_kind=kind, subject_code=code, submission=raised.submission)
    opened = open_case(by=by, organisation=fresh.organisation, opening=opening)
    if opened.done and line is not None and not known:
        with recording(by, "case.conference") as work:
            _link(work, fresh.pk, {line.pk: opened.row_id}, returned=False)
    return opened


def _resolved_there(conference: str, line: Line, today: date) -> Decision:
    meeting = Gathering.objects.unguarded(WHY).filter(code=conference).first() if conference else None
    if meeting is None:
        return may_become(line)
    return may_become(line, ahead=meeting.on > today, cancelled=meeting.state == GatheringState.CANCELLED)


def _matters(items: Collection[int]) -> list[int]:
    return list(ConferenceMatter.objects.unguarded(WHY).filter(item_id__in=items).values_list("item_id", flat=True))
