"""台账: choose what, whose, which year; look at it, take it along."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.exchange.papers import LIST_FORMATS
from zhibu.gatherings.ledger_tables import page_table
from zhibu.gatherings.papers import write_as
from zhibu.gatherings.queries.ledgers import Asked, counted, organisations_in_reach, rows_between
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.kernel.clock import today
from zhibu.kernel.readers import AccountReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Organisation
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, not_made, paper_response
from zhibu.web.filters import Filter, Option, options
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

ACT: Final = "export_ledgers"
YEARS: Final = 12
"""How far back the list of years goes."""
KIND: Final = Filter("kind", "台账", "pills", options(dict(LedgerKind.choices())), whole=False)
NOTHING: Final = Empty(
    "这一年还没有这类会议的记录", "开过的会在“会议活动”中登记后，这里自动生成；以前的台账可以在“数据导入”中直接导入，不用重新登记。"
)


def filters_for(reader: AccountReader, on: date) -> tuple[Filter, ...]:
    """What is chosen: kind, year, organisation."""
    years = tuple(Option(str(year), f"{year}年") for year in range(on.year, on.year - YEARS, -1))
    known = tuple(Option(code, name) for code, name in organisations_in_reach(reader, ACT))
    return KIND, Filter("year", "年份", "select", years), Filter("within", "党组织", "select", known)


class Chosen:
    """What an address asks for: this year's 三会一课 of everything in reach unless it says otherwise."""

    def __init__(self, request: ReaderRequest) -> None:
        self.filters = filters_for(request.reader, today())
        state = PageState.read(request, filters=self.filters, today=today())
        self.state = replace(state, chosen={"kind": (str(LedgerKind.THREE_MEETINGS),), **state.chosen})
        self.kind = LedgerKind.stored(self.state.value("kind"))
        self.year = int(self.state.value("year") or today().year)
        code = self.state.value("within")
        self.scope = reach(Organisation.objects.all(), request.reader, ACT, code=code) if code else None
        self.place = str(self.scope) if self.scope else request.reader.home_name
        self.asked = Asked.of_year(request.reader, self.kind, self.year, scope=self.scope.now_path if self.scope else "", act=ACT)


@page(ACT)
def ledgers(request: ReaderRequest) -> HttpResponse:
    """The ledger as it would be written, page by page."""
    chosen = Chosen(request)
    count = Count(counted(chosen.asked))
    first, end = chosen.state.bounds(count)
    listing = Listing(
        label=f"{chosen.kind.label}台账",
        table=page_table(chosen.kind),
        state=chosen.state,
        acts=request.reader.acts,
        rows=rows_between(chosen.asked, first, end),
        count=count,
        filters=chosen.filters,
        sortable=False,
    )
    lead = f"{chosen.place} · {chosen.year}年{chosen.kind.label}，由会议记录自动生成，不用另填"
    context = {
        "head": Head("各类台账", lead=lead, acts=_files(chosen.state), more=_more(request.reader)),
        "listing": listing,
        "nothing": None if count.value else NOTHING,
    }
    return render(request, "gatherings/ledgers.html", context)


def _files(state: PageState) -> Sequence[Act]:
    """The same ledger to take along."""
    return [Act(label, f"{reverse('ledger_file')}{state.href(format=ending)}") for ending, label in LIST_FORMATS.items()]


def _more(reader: AccountReader) -> list[Act]:
    return [Act("文书模板", reverse("paper_templates"))] if reader.may_anywhere("edit_templates") else []


@page(ACT)
def file(request: ReaderRequest) -> HttpResponse:
    """The whole ledger as a file."""
    chosen = Chosen(request)
    ending = request.GET.get("format", "xlsx")
    if ending not in LIST_FORMATS:
        raise Http404
    name = f"{chosen.kind.label}_{chosen.place}_{chosen.year}.{ending}"
    stream = new_file()
    try:
        write_as(stream, ending=ending, kind=chosen.kind, asked=chosen.asked, actor=actor(request), place=chosen.place)
    except Unusable as refusal:
        return not_made(request, refusal.reason, [Crumb("各类台账", f"{reverse('ledgers')}{chosen.state.query}")])
    return paper_response(stream, name)
