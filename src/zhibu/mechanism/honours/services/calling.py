"""A selection begins: called with its kind, its end of nominating and its quotas; the list of the 50-year medal derives itself."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from zhibu.cases import services as cases
from zhibu.cases.models import Case
from zhibu.cases.services import Opening
from zhibu.cases.terms import Status
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.honours.models import CampaignQuota, Nomination, SelectionCampaign
from zhibu.mechanism.honours.queries.medals import fifty_years, reached_by
from zhibu.mechanism.honours.rules.procedure import OF, procedure_for
from zhibu.mechanism.honours.rules.progress import may_call
from zhibu.mechanism.honours.terms import HonourKind, Verdict, kind_of
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.whole import must, whole

WHY: Final = "部署评选时核对"
ENDED: Final = (Status.CANCELLED.value,)


@dataclass(frozen=True, slots=True)
class Call:
    """What a selection is about. ``quotas`` by organisation; none at all: nothing limits."""

    kind: HonourKind
    year: int
    until: date
    basis: str = ""
    quotas: Mapping[int, int] = field(default_factory=dict)


@whole
def call(*, by: Actor, organisation: Organisation, said: Call, submission: str = "") -> Outcome:
    """One of a kind and year; a form that is sent twice begins one. The row is that of the case."""
    place = held(organisation)
    known = Case.objects.unguarded(WHY).filter(submission=submission).values_list("pk", flat=True).first() if submission else None
    if known:
        return Outcome(row_id=known)
    decision = may_call(_under_way(place, said), list(said.quotas.values()), until=said.until, today=by.day)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "honour.call", reason=said.kind.label) as work:
        opened = must(cases.open_case(by=by, organisation=place, opening=_opening(place, said, by.day, submission)))
        campaign = work.add(
            SelectionCampaign,
            case_id=opened.row_id,
            organisation_id=place.pk,
            kind=str(said.kind),
            year=said.year,
            title=_title(said),
            basis=said.basis.strip(),
            called_on=by.day,
            nominate_until=said.until,
        )
        for organisation_id, number in said.quotas.items():
            work.add(CampaignQuota, case_id=opened.row_id, campaign_id=campaign, organisation_id=organisation_id, number=number)
        if kind_of(said.kind).derived:
            _list_all(work, place, opened.row_id, campaign, said)
    return opened


def _title(said: Call) -> str:
    return f"{said.year}年{said.kind.label}评选"


def _opening(place: Organisation, said: Call, on: date, submission: str) -> Opening:
    """The case beside which the selection stands."""
    table = procedure_for(derived=kind_of(said.kind).derived)
    return Opening(table, _title(said), on, until=said.until, subject_kind=OF, subject_code=place.code, submission=submission)


def _under_way(place: Organisation, said: Call) -> str:
    found = SelectionCampaign.objects.unguarded(WHY).filter(organisation=place, kind=str(said.kind), year=said.year)
    return found.exclude(case__now_state__in=ENDED).values_list("title", flat=True).first() or ""


def _list_all(work: Work, place: Organisation, case_id: int, campaign: int, said: Call) -> None:
    """Everybody whose standing reaches fifty years by the first of July and who has no medal yet."""
    found = fifty_years(place.now_path or "", on=work.actor.day, reached=reached_by(said.year))
    columns = ("id", "case_id", "campaign_id", "number", "nominator_id", "nominated_on", "person_id", "verdict")
    numbers = work.reserve(Nomination, len(found)) if found else []
    rows = [
        (row_id, case_id, campaign, at, one.branch_id, work.actor.day, one.person_id, Verdict.SUPPORTED.value)
        for at, (row_id, one) in enumerate(zip(numbers, found, strict=True), 1)
    ]
    work.put(Nomination, columns, rows)
