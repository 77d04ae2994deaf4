"""The committee of an address, and the way to it."""

from dataclasses import dataclass
from typing import Final

from django.http import Http404
from django.urls import reverse

from zhibu.mechanism.steering.models import SteeringCommittee
from zhibu.mechanism.steering.queries.committees import Committee, committee_at, latest_of
from zhibu.mechanism.steering.terms import SEE
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.pages import Crumb
from zhibu.web.places import address

TITLE: Final = "指导委员会"


@dataclass(frozen=True)
class Page:
    """A committee within reach of an act."""

    row: SteeringCommittee
    it: Committee

    @property
    def url(self) -> str:
        """Its own page."""
        return reverse("steering_committee", args=[self.it.code])

    @property
    def crumbs(self) -> list[Crumb]:
        """The list, and the committee."""
        return [*way(), Crumb(self.it.name, self.url)]


def way() -> list[Crumb]:
    """The way to the chart."""
    return [Crumb(TITLE, address("steering"))]


def committee_of(request: ReaderRequest, code: str, act: str = SEE) -> Page:
    """By the code of its organisation."""
    row = reach(SteeringCommittee.objects.select_related("organisation"), request.reader, act, seen=SEE, pk=latest_of(code))
    it = committee_at(row.organisation_id)
    if it is None:
        raise Http404
    return Page(row, it)
