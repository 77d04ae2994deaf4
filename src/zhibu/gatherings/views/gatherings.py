"""The list of gatherings, and the same as a sheet."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.gatherings.diary import Diary
from zhibu.gatherings.documents import write_gatherings
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.gatherings import CALENDAR, SEE, GatheringRow, gatherings_found, page_beside, page_of
from zhibu.gatherings.tables import GATHERINGS
from zhibu.gatherings.views.asked import list_asked, scope_asked, wanted_of
from zhibu.kernel.clock import today
from zhibu.register.asked import within_named
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Act, Head
from zhibu.web.paging import EXACT, Count, Neighbours
from zhibu.web.state import PageState

EXPORT: Final = "export_masked"
NOTHING: Final = ("还没有会议活动", "本组织安排的会议、党课、主题党日都列在这里。")


@page(CALENDAR)
def gatherings(request: ReaderRequest) -> HttpResponse:
    """Newest first: what is planned, what waits to be recorded or signed, what was held."""
    reader = request.reader
    state, filters = list_asked(request, CALENDAR)
    scope = scope_asked(reader, state)
    rows, count, neighbours = _read(request, state, scope.now_path if scope else "")
    listing = Diary(
        label="会议活动",
        table=GATHERINGS,
        state=state,
        acts=reader.acts if reader.paths(SEE) else reader.acts - {SEE},
        rows=rows,
        count=count,
        filters=within_named(filters, scope),
        neighbours=neighbours,
        empty=Empty(*NOTHING, _plan(request)),
        sortable=False,
    )
    lead = str(scope) if scope else reader.home_name
    return render(request, "web/list_page.html", {"head": Head("会议活动", lead, acts=_acts(request, state)), "listing": listing})


def _read(request: ReaderRequest, state: PageState, scope: str) -> tuple[list[GatheringRow], Count, Neighbours]:
    """Counted up to a limit, above it by the edges."""
    reader, day = request.reader, today()
    found = gatherings_found(reader, wanted_of(state, scope, home=reader.home_path), act=CALENDAR, today=day)
    number = found.order_by()[: EXACT + 1].count()
    count = Count(min(number, EXACT), capped=number > EXACT)
    if count.capped:
        rows, neighbours = page_beside(found, reader, act=CALENDAR, today=day, after=state.after, before=state.before)
        return rows, count, neighbours
    first, end = state.bounds(count)
    return page_of(found, reader, act=CALENDAR, today=day, first=first, end=end), count, Neighbours()


def _acts(request: ReaderRequest, state: PageState) -> list[Act]:
    acts = [Act("导出", f"{reverse('gatherings_export')}{state.query}")] if request.reader.may_anywhere(EXPORT) else []
    within = f"?within={state.value('within')}" if state.value("within") else ""
    return [Act("月历", f"{reverse('gatherings_month')}{within}"), *acts, *_plan(request)]


def _plan(request: ReaderRequest) -> list[Act]:
    return [Act("安排会议", reverse("gathering_new"), "go")] if request.reader.may_anywhere(RECORD) else []


@page(EXPORT)
def export(request: ReaderRequest) -> HttpResponse:
    """The list with the conditions of the page, as a workbook."""
    reader, day = request.reader, today()
    state, _ = list_asked(request, EXPORT)
    scope = scope_asked(reader, state, EXPORT)
    path = scope.now_path if scope else ""
    found = gatherings_found(reader, wanted_of(state, path, home=reader.home_path), act=EXPORT, today=day)
    rows = page_of(found, reader, act=EXPORT, today=day, first=0, end=EXACT)
    stream = new_file()
    write_gatherings(stream, rows=rows, actor=actor(request), acts=reader.acts, path=path or reader.home_path)
    return sheet_response(stream, f"会议活动_{scope or reader.home_name}_{day.isoformat()}.xlsx")
