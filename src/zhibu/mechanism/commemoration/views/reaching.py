"""The ceremony of an address, and the way to it."""

from django.http import Http404
from django.urls import reverse

from zhibu.access.pages import reach
from zhibu.mechanism.commemoration.models import Ceremony
from zhibu.mechanism.commemoration.presentation import TITLE
from zhibu.mechanism.commemoration.queries.ceremony import LineShown, Shown, shown
from zhibu.mechanism.commemoration.terms import SEE
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb


def ceremony_of(request: ReaderRequest, code: str, act: str = SEE) -> Shown:
    """Within reach of the act; with all that belongs to it."""
    found = reach(Ceremony.objects.select_related("gathering__host"), request.reader, act, seen=SEE, gathering__code=code)
    return shown(request.reader, found)


def line_of(one: Shown, number: int) -> LineShown:
    """The line in a place of the programme."""
    found = next((line for line in one.lines if line.number == number), None)
    if found is None:
        raise Http404
    return found


def way_to(one: Shown) -> list[Crumb]:
    """The list, and the ceremony."""
    return [Crumb(TITLE, reverse("ceremonies")), Crumb(one.gathering.title, reverse("ceremony", args=[one.gathering.code]))]
