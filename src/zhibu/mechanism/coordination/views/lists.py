"""资源、需求、项目清单 and the partners: one page each, and all of them as a workbook."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.exchange.writing import Column as Heading
from zhibu.exchange.writing import ColumnKind, SheetOut, write_sheets
from zhibu.kernel.clock import today
from zhibu.mechanism.coordination.queries import lists as read
from zhibu.mechanism.coordination.queries.lists import NEED_STATES, PROJECT_STATES, Wanted, offer_states
from zhibu.mechanism.coordination.tables import (
    NEED_FILTERS,
    NEEDS,
    OFFER_FILTERS,
    OFFERS,
    PARTNER_FILTERS,
    PARTNERS,
    PROJECT_FILTERS,
    PROJECTS,
)
from zhibu.mechanism.coordination.terms import ENTER, PRINT, SEE, PartnerKind
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.register.queries.scopes import narrowed
from zhibu.trail.reads import note_read
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.filters import Filter
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState
from zhibu.web.tables import Table, values

LEAD: Final = "资源、需求各登记一次，由人对接成项目：约定、落实、确认、致谢。"
TABS: Final = (
    ("coordination", "需求清单"),
    ("coordination_offers", "资源清单"),
    ("coordination_projects", "项目清单"),
    ("coordination_partners", "共建方"),
)
KIND_STATES: Final = {kind: Q(kind=kind) for kind in PartnerKind.labels()}
DATES: Final = frozenset({"wanted", "latest", "entered", "since", "until", "due", "done", "matched"})


@dataclass(frozen=True)
class Shown:
    """One of the lists."""

    url: str
    table: Table[Any]
    filters: Sequence[Filter]
    found: Callable[[Wanted], Any]
    rows: Callable[..., Sequence[Any]]
    states: Mapping[str, Q]
    empty: Empty
    act: Act
    newest: bool = False
    """Whether the newest stands first; else what is due next, or the alphabet."""
    counted: str = "state"
    """The filter whose pills have numbers."""


NEW_NEED: Final = ("登记需求", "coordination_need_new")
NEW_OFFER: Final = ("登记资源", "coordination_offer_new")
NEW_PARTNER: Final = ("新增共建方", "coordination_partner_new")


def _act(named: tuple[str, str]) -> Act:
    return Act(named[0], reverse(named[1]), "go")


def _state(request: ReaderRequest, filters: Sequence[Filter]) -> PageState:
    return PageState.read(request, filters=filters, today=today())


def _wanted(request: ReaderRequest, state: PageState, scope: Organisation | None, act: str = SEE) -> Wanted:
    paths = narrowed(request.reader.paths(act), scope.now_path) if scope else None
    return Wanted(request.reader, state.today, paths, state.value("q"), state.value("kind"), "", state.value("partner"))


def _page(request: ReaderRequest, shown: Shown) -> HttpResponse:
    """Rows of one list, with the others as tabs above it."""
    state = _state(request, shown.filters)
    if shown.newest and not state.sort:
        state = replace(state, sort=f"-{shown.table.order}")
    code = state.value("within")
    scope = reach(Organisation.objects.all(), request.reader, SEE, code=code) if code else None
    wanted = _wanted(request, state, scope)
    whole = shown.found(wanted)
    chosen = state.value(shown.counted)
    counts = read.counted(shown.found(Wanted(wanted.reader, wanted.on, wanted.paths, wanted.text)) if shown.counted == "kind" else whole,
                          shown.states)  # fmt: skip
    found = whole.filter(shown.states[chosen]) if chosen and shown.counted == "state" else whole
    count = Count(counts[chosen])
    sort = shown.table.sorting(state.sort, request.reader.acts)
    listing = Listing(
        label=dict(TABS)[shown.url],
        table=shown.table,
        state=state,
        acts=request.reader.acts,
        rows=shown.rows(found, (sort.field, "-pk"), state.bounds(count)),
        count=count,
        filters=within_named(shown.filters, scope),
        counts={shown.counted: counts},
        empty=shown.empty,
    )
    enters, prints = bool(request.reader.paths(ENTER)), request.reader.may_anywhere(PRINT)
    acts = [*([Act("导出", reverse("coordination_export"))] if prints else []), *([shown.act] if enters else [])]
    more = [Act("联络员来件", reverse("coordination_arrivals"))] if enters else []
    context = {
        "head": Head("共驻共建", LEAD, acts=acts, more=more),
        "tabs": [(label, reverse(url), url == shown.url) for url, label in TABS],
        "listing": listing,
    }
    return render(request, "coordination/list.html", context)


@page(SEE)
def needs(request: ReaderRequest) -> HttpResponse:
    """需求清单."""
    day = today()
    empty = Empty("还没有需求", "社区或者单位需要什么，登记在这里；登记以后系统列出合适的资源，由人对接。")
    rows = lambda found, order, span: read.need_rows(found, day, order=order, span=span)  # noqa: E731  one line for the table
    return _page(request, Shown("coordination", NEEDS, NEED_FILTERS, read.needs, rows, NEED_STATES, empty, _act(NEW_NEED)))


@page(SEE)
def offers(request: ReaderRequest) -> HttpResponse:
    """资源清单."""
    day = today()
    empty = Empty("还没有资源", "共建方或者本组织能提供什么，登记在这里；单位也可以凭链接自己登记。")
    rows = lambda found, order, span: read.offer_rows(found, day, order=order, span=span)  # noqa: E731  the same
    states, act = offer_states(day), _act(NEW_OFFER)
    return _page(request, Shown("coordination_offers", OFFERS, OFFER_FILTERS, read.offers, rows, states, empty, act, newest=True))


@page(SEE)
def projects(request: ReaderRequest) -> HttpResponse:
    """项目清单."""
    day = today()
    empty = Empty("还没有项目", "打开一条需求，在合适的资源旁边点“对接”，就成了项目。")
    rows = lambda found, order, span: read.project_rows(found, day, order=order, span=span)  # noqa: E731  the same
    shown = Shown("coordination_projects", PROJECTS, PROJECT_FILTERS, read.projects, rows, PROJECT_STATES, empty, _act(NEW_NEED))
    return _page(request, shown)


@page(SEE)
def partners(request: ReaderRequest) -> HttpResponse:
    """共建方, with what each gave."""
    empty = Empty("还没有共建方", "驻区单位、共建部队、结对乡镇、老干部、社区民警等，逐个新增。")
    rows = lambda found, order, span: read.partner_rows(found, order=order, span=span)  # noqa: E731  the same
    shown = Shown(
        "coordination_partners", PARTNERS, PARTNER_FILTERS, read.partners, rows, KIND_STATES, empty, _act(NEW_PARTNER), counted="kind"
    )
    return _page(request, shown)


@page(PRINT)
def export(request: ReaderRequest) -> HttpResponse:
    """The three lists and the partners as one workbook, as streets keep them."""
    day = today()
    wanted = Wanted(request.reader, day, request.reader.paths(PRINT))
    sheets = [
        _sheet("资源清单", OFFERS, read.offer_rows(read.offers(wanted), day)),
        _sheet("需求清单", NEEDS, read.need_rows(read.needs(wanted), day)),
        _sheet("项目清单", PROJECTS, read.project_rows(read.projects(wanted), day)),
        _sheet("共建方", PARTNERS, read.partner_rows(read.partners(wanted))),
    ]
    stream = new_file()
    write_sheets(stream, sheets)
    note_read(actor(request), "export", field="共驻共建清单", rows=sum(len(list(one.rows)) for one in sheets))
    return sheet_response(stream, f"共驻共建_{request.reader.home_name}_{day.isoformat()}.xlsx")


def _sheet(title: str, table: Table[Any], rows: Sequence[Any]) -> SheetOut:
    headings = [Heading(one.label, one.width, _kind(one.key)) for one in table.columns]
    return SheetOut(title, headings, list(values(table.columns, rows)))


def _kind(key: str) -> ColumnKind:
    return "date" if key in DATES else "text"
