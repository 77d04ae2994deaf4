"""Values that somebody should look at: the list behind the figure of the workbench."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.documents import write_waiting
from zhibu.access.pages import actor, page
from zhibu.access.queries.settling import notes_waiting
from zhibu.access.tables import NOTES
from zhibu.kernel.clock import today
from zhibu.register.queries.figures import notes_waiting as waiting_in
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import EXACT, Count
from zhibu.web.state import PageState

ACT: Final = "edit_members"
NO_NOTES: Final = Empty("没有需要核实的", "导入名册时与代码表不符或前后矛盾的内容会列在这里。")


def _export_act(state: PageState, name: str) -> Act:
    """Every role that settles may export as well (``access.terms``)."""
    return Act("导出", f"{reverse(name)}{state.query}")


@page(ACT)
def notes(request: ReaderRequest) -> HttpResponse:
    """Values that somebody should look at, each with the way to settle it."""
    reader, state = request.reader, PageState.read(request, today=today())
    count = Count(min(waiting_in(reader), EXACT))
    first, end = state.bounds(count)
    rows = notes_waiting(reader, sort=NOTES.sorting(state.sort, reader.acts).field, first=first, end=end)
    listing = Listing(label="待核实", table=NOTES, state=state, acts=reader.acts, rows=rows, count=count, empty=NO_NOTES, choosable=False)
    crumbs = (Crumb("工作台", reverse("home")),)
    head = Head("待核实", "更正或确认以后就从这里消失。", crumbs, (_export_act(state, "settling_export"),))
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


@page(ACT)
def notes_export(request: ReaderRequest) -> HttpResponse:
    """The values to look at, as Excel, in the order of the page."""
    state = PageState.read(request, today=today())
    rows = notes_waiting(request.reader, sort=NOTES.sorting(state.sort, request.reader.acts).field, first=0, end=EXACT)
    stream = new_file()
    write_waiting(stream, title="待核实", table=NOTES, rows=rows, actor=actor(request))
    return sheet_response(stream, f"待核实_{request.reader.home_name}_{state.on.isoformat()}.xlsx")
