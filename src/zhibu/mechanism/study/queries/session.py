"""One session as one organisation held it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from django.db.models import Max

from zhibu.gatherings.models import Holding
from zhibu.kernel.readers import Reader
from zhibu.mechanism.study.models import StudyLine, StudyPaper
from zhibu.mechanism.study.queries.year import Missed, missed_at, papers_of, sessions_of
from zhibu.mechanism.study.rules.plan import Session
from zhibu.mechanism.study.terms import SEE

WHY: Final = "学习档案的存放处：同一中心组填过的"
OFFERED: Final = 12


@dataclass(frozen=True, slots=True)
class SessionFacts:
    """With whoever missed it, and its archive."""

    session: Session
    missed: Sequence[Missed]
    kept: Mapping[str, str]
    planned: bool
    """Whether the year has a plan."""


def session_facts(reader: Reader, holding: Holding) -> SessionFacts:
    """Five queries."""
    found = sessions_of(reader, holding.organisation, holding.on, holding.on + timedelta(days=1))
    session = next(one for one in found if one.holding_id == holding.pk)
    planned = StudyLine.objects.seen_by(reader, SEE).filter(organisation=holding.organisation, year=holding.on.year).exists()
    missed = missed_at([holding.pk]) if session.signed else []
    return SessionFacts(session, missed, papers_of([holding.pk]).get(holding.pk, {}), planned)


def places_before(organisation: int) -> list[str]:
    """Where a leading group keeps its papers, the latest first; one query."""
    found = StudyPaper.objects.unguarded(WHY).filter(holding__organisation_id=organisation).exclude(kept_at="").order_by()
    latest = found.values("kept_at").annotate(last=Max("pk")).order_by("-last")
    return list(latest.values_list("kept_at", flat=True)[:OFFERED])
