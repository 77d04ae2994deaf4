"""Somebody made up for a session; papers of a session are kept somewhere."""

from collections.abc import Mapping
from datetime import date
from typing import Final

from zhibu.gatherings.models import Holding
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.study.models import MakeUp, StudyPaper
from zhibu.mechanism.study.queries.year import missed_at, papers_of
from zhibu.mechanism.study.rules.making_up import may_make_up
from zhibu.mechanism.study.terms import Way
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "登记补学时在锁定之下重新读取"


def make_up(*, by: Actor, holding: Holding, person_id: int, on: date, way: Way) -> Outcome:
    """Noted once; noted again, it is corrected."""
    with recording(by, "study.make_up") as work:
        fresh = held(holding)
        missed = person_id in {one.person_id for one in missed_at([fresh.pk])}
        decision = may_make_up(session_on=fresh.on, on=on, today=by.day, signed=fresh.signed_at is not None, missed=missed)
        if not decision.allowed:
            return Outcome(decision)
        known = MakeUp.objects.unguarded(WHY).filter(holding=fresh, person_id=person_id).values_list("pk", flat=True).first()
        if known is not None:
            work.change(MakeUp, known, on=on, way=str(way))
            return Outcome(row_id=known)
        row_id = work.add(MakeUp, gathering_id=fresh.gathering_id, holding_id=fresh.pk, person_id=person_id, on=on, way=str(way))
    return Outcome(row_id=row_id)


def keep_papers(*, by: Actor, holding: Holding, kept: Mapping[str, str]) -> Outcome:
    """Where each kind of paper lies; empty where there is none."""
    with recording(by, "study.archive") as work:
        fresh = held(holding)
        rows = dict(StudyPaper.objects.unguarded(WHY).filter(holding=fresh).values_list("kind", "pk"))
        known = papers_of([fresh.pk]).get(fresh.pk, {})
        for kind, said in kept.items():
            place = said.strip()
            if kind not in known and place:
                work.add(StudyPaper, gathering_id=fresh.gathering_id, holding_id=fresh.pk, kind=kind, kept_at=place)
            elif kind in known and place:
                work.change(StudyPaper, rows[kind], kept_at=place)
            elif kind in known:
                work.remove(StudyPaper, [rows[kind]])
    return Outcome(row_id=fresh.pk)
