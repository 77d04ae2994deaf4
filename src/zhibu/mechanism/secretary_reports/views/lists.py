"""述职评议考核: all of a year in the order of the tree, its summary sheet, and how a year begins."""

from collections import Counter
from collections.abc import Sequence
from hashlib import sha256
from typing import Final, NamedTuple

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.mechanism.secretary_reports.documents import write_summary
from zhibu.mechanism.secretary_reports.forms import OpenForm, TakeBackForm
from zhibu.mechanism.secretary_reports.presentation import PRIVATE, opening_items, own_items, rows_of
from zhibu.mechanism.secretary_reports.queries import (
    Secretary,
    newest_year,
    opened_on,
    opens_for,
    own_reports,
    reports_seen,
    secretaries_below,
)
from zhibu.mechanism.secretary_reports.queries import listed as listed_rows
from zhibu.mechanism.secretary_reports.rules.reports import may_open
from zhibu.mechanism.secretary_reports.services import open_year, take_back_year
from zhibu.mechanism.secretary_reports.tables import REPORTS, filters
from zhibu.mechanism.secretary_reports.terms import RECORD, SEE
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, paper_response
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.panels import Panel
from zhibu.web.parts import part_page
from zhibu.web.state import PageState

TITLE: Final = "述职评议"
LEAD: Final = "书记向上级和本组织党员述职，评为好、较好、一般、差；只有上级和本人看得到，不排名次。"
TAKEN_BACK: Final = "撤回今天列出的全部述职；已经登记会议、计票、评定或者列出问题的，不能撤回。"
YEARS: Final = 6
FIRST_QUARTERS: Final = 9
"""Until September the year before is the one that is reported on."""


def usual_year() -> int:
    """The year that is reported on now."""
    return today().year - 1 if today().month <= FIRST_QUARTERS else today().year


def _state(request: ReaderRequest) -> tuple[PageState, int]:
    state = PageState.read(request, filters=filters(_years()), today=today())
    return state, int(state.value("year") or newest_year(request.reader) or usual_year())


def _years() -> range:
    return range(today().year, today().year - YEARS, -1)


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """Those below, and one's own."""
    state, year = _state(request)
    found = reports_seen(request.reader, year)
    count = Count(found.count())
    first, end = state.bounds(count)
    opens = [Act("安排年度述职", reverse("reports_open"), "plain" if count.value else "go")] if request.reader.paths(RECORD) else []
    listing = Listing(
        label=TITLE,
        table=REPORTS,
        state=state,
        acts=request.reader.acts,
        rows=rows_of(listed_rows(found, first=first, end=end)),
        count=count,
        filters=filters(_years()),
        empty=_nothing(opens),
        sortable=False,
    )
    papers = [
        Act(f"汇总表 {word}", f"{reverse('reports_summary', args=[end])}?year={year}")
        for end, word in (("xlsx", "Excel"), ("docx", "Word"))
    ]
    undoes = [Act("撤回今天的安排", reverse("reports_take_back"))] if opens and opened_on(request.reader, today(), year).exists() else []
    acts = [*(papers if count.value and request.reader.paths(SEE) else []), *undoes, *opens]
    return render(request, "web/list_page.html", {"head": Head(TITLE, f"{year}年度 · {LEAD}", acts=acts), "listing": listing})


def _nothing(opens: list[Act]) -> Empty:
    if opens:
        return Empty("这一年度还没有安排述职", "一步就为下级党组织的书记都列出来，再登记会议、计票、评定。", opens)
    return Empty("这一年度没有您的述职评议", "上级安排以后，本人的结果在这里。")


@page(SEE)
def summary(request: ReaderRequest, ending: str) -> HttpResponse:
    """As it is handed in."""
    if ending not in {"xlsx", "docx"}:
        raise Http404
    _, year = _state(request)
    rows, stream = rows_of(listed_rows(reports_seen(request.reader, year))), new_file()
    write_summary(stream, ending=ending, rows=rows, year=year, actor=actor(request), path=request.reader.home_path)
    name = f"述职评议考核汇总表_{request.reader.home_name}_{year}.{ending}"
    return paper_response(stream, name)


@page(SEE)
def own(request: ReaderRequest) -> HttpResponse:
    """A part of one's own page, or a page of its own where no script fetched it."""
    items = own_items(own_reports(request.reader.person_id))
    panels = [Panel("述职评议", items, PRIVATE if items else "还没有您的述职评议；上级安排以后，本人的结果在这里。")]
    return part_page(request, Head(TITLE, request.reader.label), panels)


@page(RECORD)
def begin(request: ReaderRequest) -> HttpResponse:
    """For all secretaries below."""
    places = opens_for(request.reader)
    if not places:
        raise Http404
    this = usual_year()

    form = OpenForm(sent(request), years=[this, this - 1], places=places, initial={"year": this})
    found = _asked_for(form, places) if form.is_bound and form.is_valid() else None
    if found and form.cleaned_data["seen"] != found.said:
        return _confirm(request, form, found)
    crumbs = [Crumb(TITLE, reverse("secretary_reports"))]
    return act_page(
        request,
        title="安排年度述职",
        lead=f"为{'、'.join(map(str, places[:3]))}下级党组织的书记各列一份；书记是谁取自职务登记。先看为谁列出，确认以后才列。",
        form=form,
        run=lambda form: open_year(by=actor(request), organisation=_place(form, places), year=form.cleaned_data["year"]),
        done="已列出，登记述职会议以后再评定；列错了的，当天可以撤回。",
        back=lambda _: f"{reverse('secretary_reports')}?year={form.cleaned_data['year']}",
        crumbs=crumbs,
        submit="看为谁列出",
    )


class Asked(NamedTuple):
    """For whom a year would be opened; ``said`` comes back with the confirmation, and no longer fits when anything else is chosen."""

    said: str
    year: int
    rows: Sequence[Secretary]


def _place(form: OpenForm, places: Sequence[Organisation]) -> Organisation:
    code = form.cleaned_data.get("organisation") or places[0].code
    return next(one for one in places if one.code == code)


def _asked_for(form: OpenForm, places: Sequence[Organisation]) -> Asked | None:
    """None where the service refuses anyhow: nothing is to be confirmed then."""
    place, year = _place(form, places), form.cleaned_data["year"]
    rows = secretaries_below(place, year, today())
    if not may_open(year, found=len(rows), today=today()).allowed:
        return None
    sign = ",".join(f"{one.organisation_id}:{one.person_id}" for one in rows)
    return Asked(f"{place.code}:{year}:{sha256(sign.encode()).hexdigest()[:16]}", year, rows)


def _confirm(request: ReaderRequest, form: OpenForm, found: Asked) -> HttpResponse:
    """The same form with the list above it, and the list's own sign in it."""
    form.data = dict(form.data.items()) | {"seen": found.said}
    head = Head(
        "安排年度述职",
        lead=f"{found.year}年度：将为下面 {len(found.rows)} 位书记各列一份。核对以后确认；当天还没有登记内容的，可以撤回。",
        crumbs=[Crumb(TITLE, reverse("secretary_reports"))],
    )
    page = FormPage(form=form, submit=f"确认，列出 {len(found.rows)} 份", cancel=reverse("secretary_reports"))
    panels = [Panel(f"为谁列出（{len(found.rows)} 位）", opening_items(found.rows))]
    return render(request, "secretary_reports/open.html", {"head": head, "page": page, "panels": panels})


@page(RECORD)
def take_back(request: ReaderRequest) -> HttpResponse:
    """What was opened today, while nothing was entered."""
    years = Counter(opened_on(request.reader, today()).values_list("year", flat=True))
    return act_page(
        request,
        title="撤回年度述职的安排",
        lead=TAKEN_BACK if years else "今天没有安排年度述职；只能当天撤回。",
        form=TakeBackForm(sent(request), years=years),
        run=lambda form: take_back_year(by=actor(request), year=form.cleaned_data["year"]),
        done="已撤回今天的安排。",
        back=reverse("secretary_reports"),
        crumbs=[Crumb(TITLE, reverse("secretary_reports"))],
        submit="撤回",
    )
