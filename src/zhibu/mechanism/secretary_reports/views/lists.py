"""述职评议考核: all of a year in the order of the tree, its summary sheet, and how a year begins."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.secretary_reports.documents import write_summary
from zhibu.mechanism.secretary_reports.forms import OpenForm
from zhibu.mechanism.secretary_reports.presentation import PRIVATE, own_items, rows_of
from zhibu.mechanism.secretary_reports.queries import listed as listed_rows
from zhibu.mechanism.secretary_reports.queries import newest_year, opens_for, own_reports, reports_seen
from zhibu.mechanism.secretary_reports.services import open_year
from zhibu.mechanism.secretary_reports.tables import REPORTS, filters
from zhibu.mechanism.secretary_reports.terms import RECORD, SEE
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, paper_response, sheet_response
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.panels import Panel
from zhibu.web.state import PageState

TITLE: Final = "述职评议"
LEAD: Final = "书记向上级和本组织党员述职，评为好、较好、一般、差；只有上级和本人看得到，不排名次。"
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
    acts = [*(papers if count.value and request.reader.paths(SEE) else []), *opens]
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
    return sheet_response(stream, name) if ending == "xlsx" else paper_response(stream, name)


@page(SEE)
def own(request: ReaderRequest) -> HttpResponse:
    """A part of one's own page, or a page of its own where no script fetched it."""
    items = own_items(own_reports(request.reader.person_id))
    panels = [Panel("述职评议", items, PRIVATE if items else "还没有您的述职评议；上级安排以后，本人的结果在这里。")]
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/panels.html", {"panels": panels})
    return render(request, "oversight/part.html", {"head": Head(TITLE, request.reader.label), "panels": panels})


@page(RECORD)
def begin(request: ReaderRequest) -> HttpResponse:
    """For all secretaries below."""
    places = opens_for(request.reader)
    if not places:
        raise Http404
    this = usual_year()

    def run(form: OpenForm) -> Outcome:
        code = form.cleaned_data.get("organisation") or places[0].code
        place = next(one for one in places if one.code == code)
        return open_year(by=actor(request), organisation=place, year=form.cleaned_data["year"])

    return act_page(
        request,
        title="安排年度述职",
        lead=f"为{'、'.join(map(str, places[:3]))}下级党组织的书记各列一份；书记是谁取自职务登记。",
        form=OpenForm(sent(request), years=[this, this - 1], places=places, initial={"year": this}),
        run=run,
        done="已列出，登记述职会议以后再评定。",
        back=reverse("secretary_reports"),
        crumbs=[Crumb(TITLE, reverse("secretary_reports"))],
        submit="列出",
    )
