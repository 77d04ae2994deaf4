"""The lists by end, on the page and as Excel."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.exchange.writing import Column as Heading
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.kernel.clock import today
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.register.queries.scopes import narrowed
from zhibu.team.floating.queries.listed import Row, Wanted, counts, people, rows
from zhibu.team.floating.tables import FILTERS, TABLE, TOLD
from zhibu.team.floating.terms import Listed
from zhibu.trail.reads import note_read
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState
from zhibu.web.tables import values

SEE: Final = "see_register"
EXPORT: Final = "export_masked"
LEAD: Final = "流出、流入由名册的标记和参加组织生活的党组织得出；正式登记在全国党员管理信息系统办理。"
NOTHING: Final = Empty("没有人", "外出六个月以上的，在个人页的“更多办理”里登记外出流动；出国（境）、失联的，登记标记。")


def _state(request: ReaderRequest) -> PageState:
    return PageState.read(request, filters=FILTERS, today=today())


def _opened(state: PageState, numbers: Mapping[str, int]) -> PageState:
    """The list that is asked for, else the first in which somebody stands."""
    first = next((name for name in map(str, Listed) if numbers.get(name)), str(Listed.OUT))
    return replace(state, chosen={"list": (first,), **state.chosen})


def _scope(request: ReaderRequest, state: PageState, act: str) -> Organisation | None:
    code = state.value("within")
    return reach(Organisation.objects.all(), request.reader, act, code=code) if code else None


def _paths(request: ReaderRequest, scope: Organisation | None, act: str) -> tuple[str, ...]:
    paths = request.reader.paths(act)
    return narrowed(paths, scope.now_path) if scope else paths


def _wanted(request: ReaderRequest, state: PageState, paths: tuple[str, ...]) -> Wanted:
    return Wanted(Listed.stored(state.value("list")), paths, state.today, state.value("q"), request.reader.paths(TOLD))


def _acts(request: ReaderRequest) -> frozenset[str]:
    """The right to see what is said of oneself opens no column about others."""
    acts = request.reader.acts
    return acts if request.reader.paths(TOLD) else acts - {TOLD}


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """One list at a time."""
    state = _state(request)
    scope = _scope(request, state, SEE)
    paths = _paths(request, scope, SEE)
    numbers = counts(paths, state.today, state.value("q"))
    state = _opened(state, numbers)
    wanted = _wanted(request, state, paths)
    count = Count(numbers[str(wanted.listed)])
    first, end = state.bounds(count)
    sort = TABLE.sorting(state.sort, _acts(request))
    listing: Listing[Row] = Listing(
        label="流动党员",
        table=TABLE,
        state=state,
        acts=_acts(request),
        rows=rows(wanted, first=first, end=end, descending=sort.descending),
        count=count,
        filters=within_named(FILTERS, scope),
        counts={"list": numbers},
        empty=NOTHING,
    )
    acts = [Act("导出", f"{reverse('floating_export')}{state.query}")] if request.reader.may_anywhere(EXPORT) else []
    return render(request, "web/list_page.html", {"head": Head("流动党员", LEAD, acts=acts), "listing": listing})


@page(EXPORT)
def export(request: ReaderRequest) -> HttpResponse:
    """The list for the half-yearly check, with the conditions of the page."""
    state = _opened(_state(request), {})
    wanted = _wanted(request, state, _paths(request, _scope(request, state, EXPORT), EXPORT))
    columns = TABLE.open_to(_acts(request))
    found = rows(wanted, end=people(wanted).count())
    headings = [Heading(one.label, one.width, "date" if one.key in {"since", "contact", "report"} else "text") for one in columns]
    stream = new_file()
    title = f"流动党员（{wanted.listed.label}）"
    write_sheets(stream, [SheetOut(title, headings, values(columns, found))])
    note_read(actor(request), "export", field=title, rows=len(found))
    return sheet_response(stream, f"{title}_{request.reader.home_name}_{state.today.isoformat()}.xlsx")
