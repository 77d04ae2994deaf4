"""Papers of the table of responsibilities, and letters of persons where a street has decided on them."""

from collections.abc import Callable

from django.db.models import Q
from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.exchange.papers import FORMATS
from zhibu.kernel.clock import today
from zhibu.mechanism.responsibility import documents
from zhibu.mechanism.responsibility.queries.answers import answers, duties_of
from zhibu.mechanism.responsibility.queries.letters import basis_of_letters
from zhibu.mechanism.responsibility.terms import SEE, PaperKind
from zhibu.mechanism.responsibility.views.reaching import place_at, way_to
from zhibu.web.downloads import made_or_not, not_made
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb


def handed_out(request: ReaderRequest, name: str, make: Callable[[], bytes]) -> HttpResponse:
    """A file, or why there is none; an ending that is none of ours is no page."""
    if name.rsplit(".", 1)[1] not in FORMATS:
        raise Http404
    return made_or_not(request, name, [Crumb("工作台", reverse("home"))], make)


@page(SEE)
def division(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """Of today."""
    place, on = place_at(request, code, SEE), today()
    rows = duties_of(place, on)
    if not rows:
        return not_made(request, "还没有责任分工表：上级街道列出各项工作以后再打印。", way_to(place))
    name = f"{place}{PaperKind.DIVISION.label}.{ending}"
    return handed_out(request, name, lambda: documents.division(ending, place=place, rows=rows, on=on, actor=actor(request)))


@page(SEE)
def letters(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """Off unless there is a document that asks for them."""
    place, on = place_at(request, code, SEE), today()
    basis = basis_of_letters(place, on)
    found = [one for one in answers(on, Q(organisation=place)) if not one.stale(on)]
    if not basis:
        return not_made(request, "没有开启责任书：有文件要求的，在“本地参数”里开启并写明文件。", way_to(place))
    if not found:
        return not_made(request, "没有责任人：先明确责任人再打印。", way_to(place))
    name = f"{place}{PaperKind.LETTER.label}.{ending}"
    return handed_out(request, name, lambda: documents.letters(ending, place=place, found=found, basis=basis, on=on, actor=actor(request)))
