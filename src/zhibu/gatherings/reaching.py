"""The gathering of an address, and the way to it; also for what is done around a gathering further up."""

from typing import Final

from django.http import Http404
from django.urls import reverse

from zhibu.gatherings.models import Gathering, Part
from zhibu.gatherings.queries.reached import CALENDAR, parts_of
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.pages import Crumb

LIST: Final = "会议活动"


def gathering_of(request: ReaderRequest, code: str, act: str) -> Gathering:
    """Within reach of the act: called by an organisation there, or held by one."""
    return reach(Gathering.objects.select_related("host"), request.reader, act, seen=CALENDAR, code=code)


def part_of(request: ReaderRequest, gathering: Gathering, act: str, asked: str) -> tuple[Part, list[Part]]:
    """The part that was asked for, the first where none was; and all there are to choose from."""
    found = parts_of(request.reader, gathering, act)
    chosen = [one for one in found if not asked or str(one.number) == asked]
    if not chosen:
        raise Http404
    return chosen[0], found


def page_of(gathering: Gathering) -> str:
    """Its address."""
    return reverse("gathering", args=[gathering.code])


def way_to(gathering: Gathering) -> list[Crumb]:
    """The list, and the gathering."""
    return [Crumb(LIST, reverse("gatherings")), Crumb(gathering.title, page_of(gathering))]
