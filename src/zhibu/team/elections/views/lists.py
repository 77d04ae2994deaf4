"""All elections of a scope: which are due, which are under way, which wait for a reply; and the part of an organisation's page."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.team.elections.presentation import panel_of
from zhibu.team.elections.queries.lists import rows_of
from zhibu.team.elections.tables import ELECTIONS, FILTERS, counts, in_order, narrowed
from zhibu.team.elections.terms import SEE, STEER
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.panels import Panel
from zhibu.web.state import PageState

LEAD: Final = "届满日期由任职记录和任期自动推算；在这里或者党组织的页面上启动换届。街道党工委由上级任命，不换届。"
NOTHING: Final = Empty("没有要换届的党组织", "党支部、党总支、基层党委在这里列出；临时党支部和街道党工委不换届。")
NOT_HERE: Final = "这类党组织没有换届选举：街道党工委由上级任命，临时党支部由批准成立的党组织指定。"


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """The nearest end of a term first."""
    state = PageState.read(request, filters=FILTERS, today=today())
    code = state.value("within")
    scope = reach(Organisation.objects.all(), request.reader, SEE, code=code) if code else None
    paths = (scope.now_path,) if scope else request.reader.paths(SEE)
    everything = rows_of(request.reader, paths, on=state.today)
    chosen = narrowed(everything, state.value("q"), state.value("state"))
    count = Count(len(chosen))
    first, end = state.bounds(count)
    listing = Listing(
        label="换届选举",
        table=ELECTIONS,
        state=state,
        acts=request.reader.acts,
        rows=in_order(chosen, ELECTIONS.sorting(state.sort, request.reader.acts).field)[first:end],
        count=count,
        filters=within_named(FILTERS, scope),
        counts={"state": counts(narrowed(everything, state.value("q"), ""))},
        empty=NOTHING,
    )
    return render(request, "web/list_page.html", {"head": Head("换届选举", LEAD), "listing": listing})


@page(SEE)
def of_organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of its page, or a page of its own where no script fetched it."""
    found = reach(Organisation.objects.all(), request.reader, SEE, seen=SEE, code=code)
    row = next((one for one in rows_of(request.reader, (found.now_path,), on=today()) if one.id == found.pk), None)
    begin = reverse("election_begin", args=[code]) if request.reader.may(STEER, found.now_path) else ""
    panels = [panel_of(row, begin) if row else Panel("换届选举", text=NOT_HERE)]
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/panels.html", {"panels": panels})
    head = Head("换届选举", crumbs=[Crumb(str(found), reverse("organisation", args=[code]))])
    return render(request, "oversight/part.html", {"head": head, "panels": panels})
