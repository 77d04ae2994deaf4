"""民主生活会 and 组织生活会: what was planned or held in a year, with how far preparation and list have come."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.terms import SEE
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.mechanism.life_meetings.queries.meetings import life_meetings, life_rows
from zhibu.mechanism.life_meetings.tables import LIFE
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.web.components import Empty
from zhibu.web.filters import Filter, Option
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

LEAD = "会前、会后各办到哪一步，整改事项改了几件；点开看清单。"
YEARS = 6


def _listed(request: ReaderRequest, kind: GatheringKind) -> HttpResponse:
    day = today()
    years = tuple(Option(str(year), f"{year}年") for year in range(day.year + 1, day.year - YEARS, -1))
    filters = (Filter("year", "年份", "select", years), Filter("within", "党组织", "given"))
    state = PageState.read(request, filters=filters, today=day)
    code = state.value("within")
    scope = reach(Organisation.objects.all(), request.reader, SEE, code=code) if code else None
    year = state.value("year")
    found = life_meetings(request.reader, str(kind), year=int(year) if year else None, path=scope.now_path if scope else "")
    count = Count(found.count())
    first, end = state.bounds(count)
    plan = [Act("安排会议", reverse("gathering_new"), "go")] if request.reader.may_anywhere(RECORD) else []
    listing = Listing(
        label=kind.label,
        table=LIFE,
        state=state,
        acts=request.reader.acts,
        rows=life_rows(found, request.reader, today=day, first=first, end=end),
        count=count,
        filters=within_named(filters, scope),
        empty=Empty(f"还没有{kind.label}", f"先在“会议活动”里安排一次{kind.label}，再从它的页面开始筹备。", plan),
        sortable=False,
        choosable=False,
    )
    return render(request, "web/list_page.html", {"head": Head(kind.label, LEAD, acts=plan), "listing": listing})


@page(SEE)
def democratic(request: ReaderRequest) -> HttpResponse:
    """Of the working committee and the committees."""
    return _listed(request, GatheringKind.DEMOCRATIC_LIFE_MEETING)


@page(SEE)
def organisational(request: ReaderRequest) -> HttpResponse:
    """Of the branches."""
    return _listed(request, GatheringKind.ORGANISATIONAL_LIFE_MEETING)
