"""民主评议: a year's assessments in numbers, and the same as a sheet. No name, no order by grade."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.gatherings import SEE
from zhibu.kernel.clock import today
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.team.assessment.documents import write_counts
from zhibu.team.assessment.queries.assessments import assessment_rows, assessments
from zhibu.team.assessment.tables import ASSESSMENTS
from zhibu.team.assessment.terms import assessed_year
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.filters import Filter, Option
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

YEARS: Final = 6
EXPORT: Final = "export_ledgers"
LEAD: Final = "各党支部评议到哪一步、各等次多少人；这里只有人数，不列姓名，也不排名。"


class Chosen:
    """A year, and the organisations of a scope."""

    def __init__(self, request: ReaderRequest, act: str) -> None:
        this = assessed_year(today())
        years = tuple(Option(str(year), f"{year}年度") for year in range(this + 1, this - YEARS, -1))
        self.filters: tuple[Filter, ...] = (Filter("year", "年度", "select", years), Filter("within", "党组织", "given"))
        self.state = PageState.read(request, filters=self.filters, today=today())
        self.year = int(self.state.value("year") or this)
        code = self.state.value("within")
        scope = reach(Organisation.objects.all(), request.reader, act, code=code) if code else None
        self.filters = within_named(self.filters, scope)
        self.place = str(scope) if scope else request.reader.home_name
        self.path = scope.now_path if scope else ""
        self.found = assessments(request.reader, self.year, path=self.path)


def _nothing(request: ReaderRequest, plan: Sequence[Act]) -> Empty:
    """By what the reader may do: a member has the own result, and arranges nothing."""
    title = "这一年度还没有民主评议"
    if plan:
        return Empty(title, "先在“会议活动”里安排民主评议党员的会，再从它的页面开始办理。", plan)
    if request.reader.paths(SEE):
        return Empty(title, "党支部安排民主评议党员的会以后，这里列出办到哪一步。")
    return Empty("这里没有您能看的民主评议", "本人的评议结果在“我的党员信息”里。")


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """In the order of the tree."""
    chosen = Chosen(request, SEE)
    count = Count(chosen.found.count())
    first, end = chosen.state.bounds(count)
    plan = [Act("安排会议", reverse("gathering_new"))] if request.reader.may_anywhere(RECORD) else []
    listing = Listing(
        label="民主评议",
        table=ASSESSMENTS,
        state=chosen.state,
        acts=request.reader.acts,
        rows=assessment_rows(chosen.found, request.reader, chosen.year, today=today(), first=first, end=end),
        count=count,
        filters=chosen.filters,
        empty=_nothing(request, plan),
        sortable=False,
        choosable=False,
    )
    export = [Act("导出人数", f"{reverse('assessments_export')}{chosen.state.query}")] if request.reader.paths(EXPORT) else []
    head = Head("民主评议", f"{chosen.year}年度 · {LEAD}", acts=[*export, *plan])
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


@page(EXPORT)
def export(request: ReaderRequest) -> HttpResponse:
    """The numbers of the year."""
    chosen = Chosen(request, EXPORT)
    stream = new_file()
    rows = assessment_rows(chosen.found, request.reader, chosen.year, today=today())
    write_counts(stream, rows=rows, year=chosen.year, actor=actor(request), path=chosen.path or request.reader.home_path)
    return sheet_response(stream, f"民主评议人数_{chosen.place}_{chosen.year}.xlsx")
