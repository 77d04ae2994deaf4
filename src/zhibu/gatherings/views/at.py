"""The gathering of an address, and the way to it."""

from django.http import Http404
from django.urls import NoReverseMatch, reverse

from zhibu.gatherings.models import Gathering, Part
from zhibu.gatherings.queries.reached import CALENDAR, parts_of
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.pages import Crumb


def gathering_at(request: ReaderRequest, code: str, act: str) -> Gathering:
    """Within reach of the act: called by an organisation there, or held by one."""
    return reach(Gathering.objects.select_related("host"), request.reader, act, seen=CALENDAR, code=code)


def part_at(request: ReaderRequest, gathering: Gathering, act: str, asked: str) -> tuple[Part, list[Part]]:
    """The part that was asked for, the first where none was; and all there are to choose from."""
    found = parts_of(request.reader, gathering, act)
    chosen = [one for one in found if not asked or str(one.number) == asked]
    if not chosen:
        raise Http404
    return chosen[0], found


def way_to(gathering: Gathering, *further: Crumb) -> list[Crumb]:
    """The list, the gathering, and what lies between."""
    steps = [("会议活动", "gatherings", []), (gathering.title, "gathering", [gathering.code])]
    return [*(Crumb(label, url) for label, name, args in steps if (url := _address(name, args))), *further]


def _address(name: str, args: list[str]) -> str:
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
