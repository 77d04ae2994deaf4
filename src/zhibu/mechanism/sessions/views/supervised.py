"""督办事项: decisions that somebody answers for, the nearest last day first; each is a case, and its page is that of cases."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.queries.lists import Wanted, case_rows, cases, count_states
from zhibu.cases.tables import CASES, filters
from zhibu.cases.terms import SEE
from zhibu.kernel.clock import today
from zhibu.mechanism.sessions.terms import SUPERVISED_MATTER
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

TITLE: Final = "督办事项"
LEAD: Final = "党工委决定的事，由谁负责、办到哪一步、最迟哪一天；逾期的自动回到待上会的议题中。"
KEPT: Final = frozenset({"q", "state", "late"})


@page(SEE)
def listing(request: ReaderRequest) -> HttpResponse:
    """The list of cases, of this one kind."""
    shown = tuple(one for one in filters() if one.name in KEPT)
    state = PageState.read(request, filters=shown, today=today())
    wanted = Wanted(
        request.reader,
        SEE,
        state.today,
        procedure=SUPERVISED_MATTER,
        state=state.value("state"),
        late=state.value("late") == "yes",
        text=state.value("q"),
    )
    counts = count_states(wanted)
    count = Count(counts.get(wanted.state, 0))
    first, end = state.bounds(count)
    order = CASES.sorting(state.sort, request.reader.acts).field
    table = Listing(
        label=TITLE,
        table=CASES,
        state=state,
        acts=request.reader.acts,
        rows=case_rows(cases(wanted), on=state.today, order=order, first=first, end=end),
        count=count,
        filters=shown,
        counts={"state": counts},
        empty=Empty("还没有督办事项", "党工委决定的事，在会议的“议题和议事程序”页面列入督办。"),
    )
    head = Head(TITLE, LEAD, acts=[Act("看板", f"{reverse('cases_board')}?procedure={SUPERVISED_MATTER}")])
    return render(request, "web/list_page.html", {"head": head, "listing": table})
