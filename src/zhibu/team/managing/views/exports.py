"""The lists as Excel files, with the conditions and the order of the page. Every role that settles may export (``access.terms``)."""

from collections.abc import Sequence
from typing import TypeVar

from django.http import HttpResponse

from zhibu.kernel.clock import today
from zhibu.register.models import MoveState
from zhibu.team.managing.documents import write_list
from zhibu.team.managing.queries.proposals import TOLD, proposals
from zhibu.team.managing.queries.settled import settled
from zhibu.team.managing.tables import (
    LINE_FILTERS,
    SETTLED,
    SETTLED_FILTERS,
    UNSAID,
    UNSAID_FILTERS,
    choosing,
    in_order,
    missing_only,
    narrowed_lines,
)
from zhibu.team.managing.views.acting import EDIT, paths_of, scope_of
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.paging import EXACT
from zhibu.web.state import PageState
from zhibu.web.tables import Table

Row = TypeVar("Row")


@page(EDIT)
def lines(request: ReaderRequest) -> HttpResponse:
    """Proposals."""
    state = PageState.read(request, filters=LINE_FILTERS, today=today())
    found = proposals(request.reader, paths_of(request, scope_of(request, state)), on=state.today)
    table = choosing(())
    rows = in_order(narrowed_lines(found.lines, state.value), table.sorting(state.sort, request.reader.acts))
    return _sheet(request, state, "归属建议", table, rows)


@page(TOLD)
def unsaid(request: ReaderRequest) -> HttpResponse:
    """Members of whom nothing can be said, with what is missing."""
    state = PageState.read(request, filters=UNSAID_FILTERS, today=today())
    found = proposals(request.reader, paths_of(request, scope_of(request, state, TOLD), TOLD), on=state.today)
    rows = missing_only(found.unsaid, state.value("missing"), UNSAID.sorting(state.sort, request.reader.acts))
    return _sheet(request, state, "还不能判断归属的党员", UNSAID, rows)


@page(EDIT)
def drafts(request: ReaderRequest) -> HttpResponse:
    """Draft transfers, or what was declined."""
    state = PageState.read(request, filters=SETTLED_FILTERS, today=today())
    wanted = MoveState(state.value("state") or MoveState.ACCEPTED)
    rows = settled(request.reader, paths_of(request, scope_of(request, state)), wanted, on=state.today, first=0, end=EXACT)
    return _sheet(request, state, "转接草稿" if wanted == MoveState.ACCEPTED else "不采纳的归属建议", SETTLED, rows)


def _sheet(request: ReaderRequest, state: PageState, title: str, table: Table[Row], rows: Sequence[Row]) -> HttpResponse:
    stream = new_file()
    write_list(stream, title=title, table=table, rows=rows, actor=actor(request))
    return sheet_response(stream, f"{title}_{request.reader.home_name}_{state.today.isoformat()}.xlsx")
