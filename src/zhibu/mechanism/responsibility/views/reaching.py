"""The organisation and the area of an address, and the way to their pages."""

from typing import Final

from django.http import Http404
from django.urls import reverse

from zhibu.access.pages import reach
from zhibu.kernel.readers import Reader
from zhibu.mechanism.responsibility.models import WorkArea
from zhibu.mechanism.responsibility.queries.answers import AREA, Area
from zhibu.mechanism.responsibility.terms import SEE
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb

DUTIES: Final = "责任分工"
WHY: Final = "责任分工：上级街道的工作清单对下级公开，不含个人信息"


def place_at(request: ReaderRequest, code: str, act: str) -> Organisation:
    """404 where it is out of sight, 403 where only the act is missing."""
    return reach(Organisation.objects.all(), request.reader, act, seen=SEE, code=code)


def way_to(place: Organisation) -> list[Crumb]:
    """The table of an organisation."""
    return [Crumb(DUTIES, reverse("responsibility_of", args=[place.code]))]


def area_of(reader: Reader, pk: int) -> Area:
    """An area of the street at, above or below the reader's organisations: what is laid down there is read by those below."""
    found = WorkArea.objects.unguarded(WHY).filter(pk=pk).values_list(*AREA).first()
    paths = reader.paths(SEE)
    if found is None or not any(path.startswith(found[4]) or found[4].startswith(path) for path in paths):
        raise Http404
    return Area(*found)


def street_of(place: Organisation) -> bool:
    """Whether it keeps a list of its own."""
    return place.now_kind == OrganisationKind.STREET_COMMITTEE
