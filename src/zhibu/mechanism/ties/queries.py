"""The matters of a visit: cases whose subject it is."""

from typing import Final

from zhibu.cases.models import Case
from zhibu.cases.queries.lists import CaseRow, case_rows
from zhibu.cases.terms import SEE
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.terms import GatheringKind
from zhibu.mechanism.ties.rules import VISIT
from zhibu.trail.actors import Actor

WHY: Final = "走访：会议活动已在可见范围内"


def is_visit(found: Gathering) -> bool:
    """Whether one of its parts is a visit."""
    return Holding.objects.unguarded(WHY).filter(gathering=found, kind=str(GatheringKind.VISIT)).exists()


def matters_of(visit: Gathering, by: Actor) -> list[CaseRow]:
    """In the order in which they were noted; one query."""
    found = Case.objects.seen_by(by.reader, SEE).filter(subject_kind=VISIT, subject_code=visit.code)
    return case_rows(found, on=by.day, order="code")
