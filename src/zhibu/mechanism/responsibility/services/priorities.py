"""The yearly list: lines come, are done, go; each rests on records that are chosen."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db.models import Max

from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.responsibility.models import PriorityEvidence, PriorityLine, PriorityList
from zhibu.mechanism.responsibility.queries.points import Point, same
from zhibu.mechanism.responsibility.rules.planning import may_add_line, may_drop, may_finish, may_point, may_unpoint
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记重点任务时核对"


@dataclass(frozen=True, slots=True)
class Draft:
    """A line as it was typed."""

    tag: str
    says: str
    due: date
    person_id: int | None = None
    office: str = ""


def add_line(*, by: Actor, place: Organisation, year: int, draft: Draft) -> Outcome:
    """With the first line the list begins."""
    with recording(by, "responsibility.priority") as work:
        home = held(place)
        kept = PriorityList.objects.unguarded(WHY).filter(organisation=home, year=year).first()
        lines = PriorityLine.objects.unguarded(WHY).filter(list=kept) if kept else PriorityLine.objects.unguarded(WHY).none()
        named = draft.person_id is not None or bool(draft.office.strip())
        decision = may_add_line(lines=lines.count(), says=draft.says, named=named, due=draft.due, year=year)
        if not decision.allowed:
            return Outcome(decision)
        list_id = kept.pk if kept else _begun(work, home, year)
        number = (lines.aggregate(last=Max("number"))["last"] or 0) + 1
        facts = {"tag": draft.tag, "says": draft.says.strip(), "person_id": draft.person_id, "office": draft.office.strip()}
        row_id = work.add(PriorityLine, organisation_id=home.pk, list_id=list_id, number=number, due=draft.due, **facts)
    return Outcome(row_id=row_id)


def _begun(work: Work, place: Organisation, year: int) -> int:
    (row_id,) = work.reserve(PriorityList, 1)
    return work.add(PriorityList, id=row_id, code=f"P{row_id:06d}", organisation_id=place.pk, year=year)


def drop_line(*, by: Actor, line: PriorityLine) -> Outcome:
    """What was entered by mistake goes; the trail keeps what it said."""
    with recording(by, "responsibility.priority_dropped") as work:
        fresh = held(line)
        decision = may_drop(done=fresh.done_on)
        if not decision.allowed:
            return Outcome(decision)
        work.remove(PriorityEvidence, list(PriorityEvidence.objects.unguarded(WHY).filter(line=fresh).values_list("pk", flat=True)))
        work.remove(PriorityLine, [fresh.pk])
    return Outcome(row_id=line.list_id)


def point_line(*, by: Actor, line: PriorityLine, point: Point) -> Outcome:
    """A record shows how far it has come."""
    with recording(by, "responsibility.evidence") as work:
        fresh = held(line)
        rows = PriorityEvidence.objects.unguarded(WHY).filter(line=fresh)
        decision = may_point(known=same(rows, point), ended=False)
        if not decision.allowed:
            return Outcome(decision)
        row_id = work.add(PriorityEvidence, organisation_id=fresh.organisation_id, line_id=fresh.pk, **point._asdict())
    return Outcome(row_id=row_id)


def unpoint_line(*, by: Actor, evidence: PriorityEvidence) -> Outcome:
    """It was chosen by mistake; the record itself stays, and the trail says what had been chosen."""
    with recording(by, "responsibility.evidence_removed") as work:
        decision = may_unpoint(done=held(evidence.line).done_on)
        if not decision.allowed:
            return Outcome(decision)
        work.remove(PriorityEvidence, [held(evidence).pk])
    return Outcome(row_id=evidence.line_id)


def finish_line(*, by: Actor, line: PriorityLine, on: date, year: int) -> Outcome:
    """Done, as its records show."""
    with recording(by, "responsibility.priority_done") as work:
        fresh = held(line)
        evidence = PriorityEvidence.objects.unguarded(WHY).filter(line=fresh).count()
        decision = may_finish(done=fresh.done_on, evidence=evidence, on=on, year=year)
        if not decision.allowed:
            return Outcome(decision)
        work.change(PriorityLine, fresh.pk, done_on=on)
    return Outcome(row_id=fresh.pk)
