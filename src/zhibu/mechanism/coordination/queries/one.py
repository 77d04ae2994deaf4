"""One need with what fits it, one project, one partner with all that concerns it."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.db.models import Q

from zhibu.cases.terms import UNDER_WAY
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.readers import Reader
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.queries.lists import (
    NEED_STATES,
    NeedRow,
    OfferRow,
    ProjectRow,
    Wanted,
    need_rows,
    needs,
    offer_rows,
    offers,
    project_rows,
    projects,
)
from zhibu.mechanism.coordination.rules import fitting
from zhibu.mechanism.coordination.rules.fitting import Fit, Offered
from zhibu.mechanism.coordination.terms import SEE, NeedState

WHY: Final = "共建项目已在可见范围内，读取它的会议活动"
SHOWN: Final = 20
OTHERS: Final = 4
"""Offers of another kind that are shown behind those of the same."""
OLDEST: Final = ("entered_on", "pk")
NEAR: Final = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class Fitting:
    """An offer beside a need, as the page shows it."""

    row: OfferRow
    fit: Fit


def fitting_offers(reader: Reader, need: Need, on: date) -> list[Fitting]:
    """Offers in reach that stand, of the other side, in the lists of the same organisation; one query."""
    found = offers(Wanted(reader, on)).filter(organisation=need.organisation_id, withdrawn_on=None, until__gt=on)
    known = list(found.values_list("pk", "kind", "partner_id", "since", "until"))
    wanted = fitting.Wanted(need.kind, need.wanted_by, need.partner_id or 0, need.asked_id or 0)
    ranked = fitting.fits(wanted, (Offered(pk, kind, giver or 0, since, until) for pk, kind, giver, since, until in known), on=on)
    ranked = [*[one for one in ranked if one.same_kind][:SHOWN], *[one for one in ranked if not one.same_kind][:OTHERS]]
    rows = {row.id: row for row in offer_rows(found.filter(pk__in=[one.offer.id for one in ranked]), on)}
    return [Fitting(rows[one.offer.id], one) for one in ranked if one.offer.id in rows]


def fitting_needs(reader: Reader, offer: Offer, on: date) -> list[NeedRow]:
    """Open needs of the other side that want this kind; one query."""
    found = needs(Wanted(reader, on, kind=offer.kind)).filter(NEED_STATES[str(NeedState.OPEN)], organisation=offer.organisation_id)
    if offer.partner_id is None:
        return need_rows(found.exclude(partner=None), on, order=OLDEST, span=(0, SHOWN))
    others = found.filter(Q(partner=None) & (Q(asked=None) | Q(asked=offer.partner_id)))
    return need_rows(others, on, order=OLDEST, span=(0, SHOWN))


def running_projects(wanted: Wanted, shown: int) -> list[ProjectRow]:
    """Projects under way, the nearest day first; one query."""
    found = projects(wanted).filter(case__now_state__in=UNDER_WAY)
    return project_rows(found, wanted.on, order=("case__now_latest", "pk"), span=(0, shown))


def projects_of_need(reader: Reader, need: Need, on: date) -> list[ProjectRow]:
    """What came of it; one query."""
    return project_rows(projects(Wanted(reader, on)).filter(need=need), on)


def projects_of_offer(reader: Reader, offer: Offer, on: date) -> list[ProjectRow]:
    """What came of it; one query."""
    return project_rows(projects(Wanted(reader, on)).filter(offer=offer), on)


@dataclass(frozen=True, slots=True)
class PartnerStand:
    """All that concerns a partner."""

    partner: PartnerUnit
    needs: list[NeedRow]
    offers: list[OfferRow]
    projects: list[ProjectRow]
    links: list[LiaisonLink]
    arrivals: list[LiaisonArrival]


def partner_stand(reader: Reader, partner: PartnerUnit, on: date) -> PartnerStand:
    """Five queries."""
    wanted = Wanted(reader, on, partner=partner.code)
    links = LiaisonLink.objects.seen_by(reader, SEE).filter(partner=partner).order_by("-issued_on", "-pk")
    arrivals = LiaisonArrival.objects.seen_by(reader, SEE).filter(partner=partner).order_by("-at", "-pk")
    return PartnerStand(
        partner,
        need_rows(needs(wanted), on),
        offer_rows(offers(wanted), on),
        project_rows(projects(wanted), on),
        list(links),
        list(arrivals[:SHOWN]),
    )


def gatherings_near(project: Project, on: date) -> list[Gathering]:
    """Meetings and activities of the organisation round the agreed day that have been; one query."""
    due = project.due or on
    found = Gathering.objects.unguarded(WHY).filter(host=project.organisation_id, on__gte=due - NEAR, on__lte=min(on, due + NEAR))
    return list(found.exclude(state=GatheringState.CANCELLED).order_by("-on", "-pk")[:SHOWN])
