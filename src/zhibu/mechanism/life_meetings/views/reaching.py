"""The life meeting of an address, and the way to it."""

from django.http import Http404
from django.urls import reverse

from zhibu.cases.terms import STEER
from zhibu.gatherings.models import Gathering, Holding
from zhibu.gatherings.queries.gatherings import SEE as SEE_GATHERINGS
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.mechanism.life_meetings.queries.meetings import life_holdings
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.pages import Crumb


def meeting_at(request: ReaderRequest, code: str, act: str = SEE_GATHERINGS) -> tuple[Gathering, list[Holding]]:
    """The gathering with its life meetings in reach; 404 where it holds none."""
    gathering = gathering_of(request, code, act)
    found = life_holdings(request.reader, gathering, act)
    if not found:
        raise Http404
    return gathering, found


def meeting_of(request: ReaderRequest, code: str, organisation: str) -> tuple[Gathering, Holding]:
    """The meeting of one organisation, for whoever steers its cases."""
    gathering, found = meeting_at(request, code)
    holding = next((one for one in found if one.organisation.code == organisation), None)
    if holding is None:
        raise Http404
    if not request.reader.may(STEER, holding.organisation.now_path):
        raise NotAllowed(STEER, holding.organisation.now_path)
    return gathering, holding


def way_here(gathering: Gathering) -> list[Crumb]:
    """The list, the gathering, and what is done before and after it."""
    return [*way_to(gathering), Crumb("筹备和整改", reverse("life_meeting", args=[gathering.code]))]
