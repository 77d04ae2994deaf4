"""目标责任书: all of a year, in the order of the tree."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.letters.permissions import Signs
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.permissions import signs_at
from zhibu.mechanism.appraisal.queries.agreements import agreement_rows, agreements_seen, tables_seen, waiting_for_giver
from zhibu.mechanism.appraisal.terms import PREPARE, SEE, SchemeState
from zhibu.mechanism.appraisal.views.year.tables import AGREEMENTS, filters
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

LEAD: Final = "党组织之间一年一签：得分由记录自动算出，评分、意见和结果都在这里。"
YEARS: Final = 6
MOST: Final = 6
"""Tables that the head of the page leads to."""


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """Those in reach."""
    this = today().year
    years = range(this + 1, this - YEARS, -1)
    year = int(PageState.read(request, filters=filters(years, {}), today=today()).value("year") or this)
    known = filters(years, tables_seen(request.reader, year))
    state = PageState.read(request, filters=known, today=today())
    code = state.value("within")
    scope = reach(Organisation.objects.all(), request.reader, SEE, code=code) if code else None
    path = scope.now_path if scope else ""
    found = agreements_seen(request.reader, year, path=path, scheme=state.value("scheme"), unsigned=bool(state.value("unsigned")))
    count = Count(found.count())
    first, end = state.bounds(count)
    schemes = _schemes(request, year)
    listing = Listing(
        label="目标责任书",
        table=AGREEMENTS,
        state=state,
        acts=request.reader.acts,
        rows=agreement_rows(found, first=first, end=end),
        count=count,
        filters=within_named(known, scope),
        empty=_nothing(request, schemes),
        sortable=False,
    )
    acts = [Act(f"年度办理：{one.title}", reverse("appraisal_year", args=[one.code])) for one in schemes]
    more, shown = (acts, []) if len(acts) > 1 else ([], acts)
    head = Head("目标责任书", f"{year}年 · {LEAD}", acts=[*shown, *_to_sign(request, year, state.value("scheme"))], more=more)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


def _to_sign(request: ReaderRequest, year: int, code: str) -> list[Act]:
    """Whoever signs for the giver signs all of a table at once."""
    waiting = [one for one in waiting_for_giver(request.reader, year) if not code or one.code == code]
    mine = [one for one in waiting if signs_at(request.reader, one.path) is not Signs.NOT]
    words = ["上级一并签订" if len(mine) == 1 else f"上级一并签订：{one.title}" for one in mine]
    urls = [reverse("agreements_sign", args=[one.code]) for one in mine]
    return [Act(word, url, "plain" if at else "go") for at, (word, url) in enumerate(zip(words, urls, strict=True))]


def _schemes(request: ReaderRequest, year: int) -> list[Scheme]:
    """Tables of the year of organisations in reach: whoever prepares them acts on their page, others read it."""
    found = Scheme.objects.seen_by(request.reader, SEE).filter(year=year).exclude(state=SchemeState.DRAFT.value)
    return list(found.order_by("kind", "code")[:MOST])


def _nothing(request: ReaderRequest, schemes: list[Scheme]) -> Empty:
    title = "这一年还没有责任书"
    if schemes and request.reader.paths(PREPARE):
        acts = [Act("拟定责任书", reverse("agreements_make", args=[schemes[0].code]))]
        return Empty(title, "考评办法已经施行，一步就能为下级党组织都拟定一份，双方再签订。", acts)
    if request.reader.paths(PREPARE):
        return Empty(title, "先在“考评办法”里定好指标和分值、施行，再回来拟定责任书。", [Act("考评办法", reverse("schemes"))])
    return Empty(title, "上级党组织拟定以后，这里列出来，由书记签订。")
