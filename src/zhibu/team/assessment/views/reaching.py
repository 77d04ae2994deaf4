"""The assessment of an address, and the way to it."""

from django.http import Http404
from django.urls import reverse

from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.gatherings import SEE as SEE_GATHERINGS
from zhibu.gatherings.reaching import gathering_of
from zhibu.team.assessment.queries.assessments import assessment_holdings
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.pages import Crumb


def meeting_at(request: ReaderRequest, code: str) -> tuple[Gathering, list[Holding]]:
    """The gathering with its assessments in reach; 404 where it holds none."""
    gathering = gathering_of(request, code, SEE_GATHERINGS)
    found = assessment_holdings(request.reader, gathering, SEE_GATHERINGS)
    if not found:
        raise Http404
    return gathering, found


def assessment_at(request: ReaderRequest, code: str, organisation: str, act: str = SEE_GATHERINGS) -> Holding:
    """That of one organisation, for whoever may do an act there."""
    gathering, found = meeting_at(request, code)
    holding = next((one for one in found if one.organisation.code == organisation), None)
    if holding is None:
        raise Http404
    if not request.reader.may(act, holding.organisation.now_path):
        raise NotAllowed(act, holding.organisation.now_path)
    holding.gathering = gathering
    return holding


def address_of(holding: Holding) -> str:
    """Its page."""
    return reverse("assessment_of", args=[holding.gathering.code, holding.organisation.code])


def way_to(gathering: Gathering) -> list[Crumb]:
    """The list of assessments, and the gathering."""
    return [Crumb("民主评议", reverse("assessments")), Crumb(gathering.title, reverse("gathering", args=[gathering.code]))]


def way_here(holding: Holding) -> list[Crumb]:
    """And the page of this one."""
    return [*way_to(holding.gathering), Crumb(str(holding.organisation), address_of(holding))]
