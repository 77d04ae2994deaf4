"""What waits to be settled: the lists behind the figures of the workbench."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.access.queries.settling import notes_waiting, proposals_waiting
from zhibu.access.tables import NOTES, PROPOSALS
from zhibu.kernel.clock import today
from zhibu.register.queries.figures import waiting
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import EXACT, Count
from zhibu.web.state import PageState

ACT: Final = "edit_members"
NO_NOTES: Final = Empty("没有需要核实的", "导入名册时与代码表不符或前后矛盾的内容会列在这里。")
NO_PROPOSALS: Final = Empty("没有归属建议", "名册上的所在支部与系统中不同的人员会列在这里；不会自动移动任何人。")


@page(ACT)
def notes(request: ReaderRequest) -> HttpResponse:
    """Values that somebody should look at, each with the way to settle it."""
    reader, state = request.reader, PageState.read(request, today=today())
    numbers = waiting(reader)
    count = Count(min(numbers.notes, EXACT))
    first, end = state.bounds(count)
    rows = notes_waiting(reader, sort=NOTES.sorting(state.sort, reader.acts).field, first=first, end=end)
    listing = Listing(label="待核实", table=NOTES, state=state, acts=reader.acts, rows=rows, count=count, empty=NO_NOTES, choosable=False)
    acts = (Act(f"归属建议 {numbers.proposals}", reverse("settling_proposals")),) if numbers.proposals else ()
    head = Head("待核实", "更正或确认以后就从这里消失。", (Crumb("工作台", reverse("home")),), acts)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


@page(ACT)
def proposals(request: ReaderRequest) -> HttpResponse:
    """People who seem to belong to another branch."""
    reader, state = request.reader, PageState.read(request, today=today())
    numbers = waiting(reader)
    count = Count(min(numbers.proposals, EXACT))
    first, end = state.bounds(count)
    rows = proposals_waiting(reader, sort=PROPOSALS.sorting(state.sort, reader.acts).field, first=first, end=end)
    listing = Listing(
        label="归属建议", table=PROPOSALS, state=state, acts=reader.acts, rows=rows, count=count, empty=NO_PROPOSALS, choosable=False
    )
    acts = (Act(f"待核实 {numbers.notes}", reverse("settling")),) if numbers.notes else ()
    head = Head("归属建议", "只是建议，不会自动移动任何人；转接按程序办理。", (Crumb("工作台", reverse("home")),), acts)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})
