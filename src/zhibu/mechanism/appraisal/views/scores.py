"""Live scores: the list of a year, one organisation, one indicator down to its records, the year so far."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal import presentation, presentation_lines
from zhibu.mechanism.appraisal.documents import write_scores
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.queries.scores import (
    Placed,
    agreements_seen,
    in_order_of_points,
    line_shown,
    placed,
    shown,
    year_so_far,
)
from zhibu.mechanism.appraisal.queries.standing import last_day
from zhibu.mechanism.appraisal.queries.year import results_by
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.tables import SCORES, SEVERAL, band_word
from zhibu.mechanism.appraisal.terms import PREPARE, SEE
from zhibu.mechanism.appraisal.views.reaching import TITLE, agreement_seen, day_of, scores_crumbs
from zhibu.register.models import Organisation
from zhibu.web.components import Empty, Item
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.filters import Filter, Option
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.panels import Panel
from zhibu.web.parts import part_page
from zhibu.web.state import PageState

LEAD: Final = "得分由记录自动算出"


@page(SEE)
def listing(request: ReaderRequest) -> HttpResponse:
    """Every table of the newest year, or the one asked for; within reach."""
    agreements = list(agreements_seen(request.reader))
    schemes = _schemes(agreements)
    plain_state = PageState.read(request, filters=(_table_filter(schemes),), today=today())
    chosen = _chosen(schemes, plain_state.value("table"))
    if not chosen:
        return render(request, "web/list_page.html", {"head": Head(TITLE, LEAD, acts=_acts()), "listing": _nothing(request)})
    tables = [(scheme, [one for one in agreements if one.scheme_id == scheme.pk]) for scheme in chosen]
    found = placed(tables, day_of(plain_state, chosen[0]))
    filters = _filters(schemes, found, ranked=len(chosen) == 1 and in_order_of_points(chosen[0], today()))
    state = PageState.read(request, filters=filters, today=today())
    rows = _narrowed(found, state)
    if request.GET.get("format") == "xlsx":
        return _sheet(request, chosen, rows)
    head = Head(TITLE, f"{_title(chosen)} · {LEAD}", acts=_acts(state), as_of=state)
    table = _listing(request, chosen, found, rows, state=state, filters=filters)
    return render(request, "appraisal/scores.html", {"head": head, "listing": table, "said": presentation.how_scored(chosen)})


def _listing(
    request: ReaderRequest,
    chosen: Sequence[Scheme],
    found: Sequence[Placed],
    rows: Sequence[Placed],
    *,
    state: PageState,
    filters: Sequence[Filter],
) -> Listing[Placed]:
    count = Count(len(rows))
    first, end = state.bounds(count)
    counted: dict[str, int] = {"": len(found)}
    for one in found:
        counted[band_word(one)] = counted.get(band_word(one), 0) + 1
    return Listing(
        label=_title(chosen),
        table=SCORES if len(chosen) == 1 else SEVERAL,
        state=state,
        acts=request.reader.acts,
        rows=rows[first:end],
        count=count,
        filters=filters,
        counts={"band": counted},
        sortable=False,
        empty=Empty("没有这样的党组织", "换一个条件再看。"),
    )


def _schemes(agreements: Sequence[Agreement]) -> dict[str, Scheme]:
    found = {one.scheme.code: one.scheme for one in agreements}
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].year, pair[1].kind != "branch", pair[1].pk)))


def _chosen(schemes: dict[str, Scheme], asked: str) -> list[Scheme]:
    if asked in schemes:
        return [schemes[asked]]
    newest = max((one.year for one in schemes.values()), default=0)
    return [one for one in schemes.values() if one.year == newest]


def _title(chosen: Sequence[Scheme]) -> str:
    return chosen[0].title if len(chosen) == 1 else f"{chosen[0].year}年的 {len(chosen)} 份考评办法"


def _table_filter(schemes: dict[str, Scheme]) -> Filter:
    options = tuple(Option(code, f"{one.year}年 {presentation.kind_word(one.kind)}") for code, one in schemes.items())
    return Filter("table", "考评办法", "select", options)


def _filters(schemes: dict[str, Scheme], found: Sequence[Placed], *, ranked: bool) -> tuple[Filter, ...]:
    bands = tuple(dict.fromkeys(band_word(one) for one in found))
    order = (Filter("order", "排列", "toggles", (Option("points", "按得分"),)),) if ranked else ()
    return (
        Filter("q", "查找", "find", hint="党组织名称"),
        Filter("band", "等次", "pills", tuple(Option(one, one) for one in bands)),
        *order,
        _table_filter(schemes),
    )


def _narrowed(found: Sequence[Placed], state: PageState) -> list[Placed]:
    words, band = state.value("q"), state.value("band")
    rows = [one for one in found if words in str(one.standing.agreement.taker) and (not band or band_word(one) == band)]
    return sorted(rows, key=lambda one: -one.standing.points) if state.value("order") == "points" else rows


def _acts(state: PageState | None = None) -> list[Act]:
    acts = [Act("考评办法", reverse("schemes")), Act("检查封存件", reverse("envelopes"))]
    if state is not None:
        acts.append(Act("导出", state.href(format="xlsx")))
    return acts


def _nothing(request: ReaderRequest) -> Empty:
    if request.reader.may_anywhere(PREPARE):
        return Empty(
            "还没有施行的考评办法",
            "先准备一年的考评办法：从 Excel 导入，或者从目录选用；施行并拟定目标责任书以后，这里自动列出得分。",
            [Act("准备考评办法", reverse("schemes"), "go")],
        )
    return Empty("还没有目标考评", "街道施行考评办法并拟定目标责任书以后，这里自动列出得分。")


def _sheet(request: ReaderRequest, chosen: Sequence[Scheme], rows: Sequence[Placed]) -> HttpResponse:
    stream = new_file()
    write_scores(stream, schemes=chosen, rows=rows, actor=actor(request))
    return sheet_response(stream, f"{_title(chosen)}_得分_{today().isoformat()}.xlsx")


@page(SEE)
def score(request: ReaderRequest, code: str) -> HttpResponse:
    """One organisation: what it has, what would raise it, what falls due next, every line."""
    found = agreement_seen(request, code)
    state = PageState.read(request, today=today())
    on = day_of(state, found.scheme)
    one, day = shown(found, on), "" if state.is_today else f"?on={on.isoformat()}"
    published = results_by(found.scheme).get(found.pk) if found.scheme.published_on else None
    raising = [] if published else presentation.raising(one.standing, day)
    panels = [
        *([Panel("怎样提高得分", raising)] if raising else []),
        *([Panel("接下来到期", presentation.coming_items(one.coming, on))] if one.coming else []),
        *presentation.score_panels(one.standing, day),
    ]
    context = {
        "head": Head(str(found.taker), f"{found.scheme.title} · 得分", scores_crumbs(), _score_acts(found), as_of=state),
        "figures": presentation.score_figures(one.standing, found.scheme),
        "vetoed": "、".join(one.standing.vetoed),
        "published": presentation.published_said(published) if published else "",
        "trend": f"{reverse('score_trend', args=[code])}?on={on.isoformat()}",
        "panels": panels,
    }
    return render(request, "appraisal/score.html", context)


@page(SEE)
def of_organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """Its scores, year by year: a part of its page, or the newest of them."""
    place = reach(Organisation.objects.all(), request.reader, SEE, code=code)
    found = list(agreements_seen(request.reader).filter(taker=place).order_by("-scheme__year", "-pk"))
    items = [Item(f"{one.scheme.year}年", one.scheme.title, None, reverse("score", args=[one.code]), "查看得分") for one in found]
    panels = [Panel(TITLE, items)] if items else []
    nothing = Panel(TITLE, [], "还没有目标责任书。上级施行考评办法并拟定目标责任书以后，得分列在这里。")
    return part_page(request, Head(TITLE, str(place), scores_crumbs()), panels, nothing)


def _score_acts(found: Agreement) -> list[Act]:
    return [
        Act("考评办法", reverse("scheme", args=[found.scheme.code])),
        Act("得分和记录（PDF）", reverse("score_year_paper", args=[found.code])),
        Act("检查封存件", reverse("score_envelope", args=[found.code])),
    ]


def _way(found: Agreement) -> list[Crumb]:
    return [*scores_crumbs(), Crumb(str(found.taker), reverse("score", args=[found.code]))]


@page(SEE)
def line(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """One indicator: rule, measure, what was missed, the records."""
    found = agreement_seen(request, code)
    state = PageState.read(request, today=today())
    on = day_of(state, found.scheme)
    one = line_shown(found, number, on)
    if one is None:
        raise Http404
    context = {
        "head": Head(one.line.row.title, f"{found.taker} · {found.scheme.title}", _way(found), as_of=state),
        "facts": presentation_lines.line_facts(one),
        "panels": presentation_lines.record_panels(one, on),
    }
    return render(request, "appraisal/line.html", context)


@page(SEE)
def trend(request: ReaderRequest, code: str) -> HttpResponse:
    """The year so far, against nobody but itself; a part of the page, or a page where no scripts run."""
    found = agreement_seen(request, code)
    on = day_of(PageState.read(request, today=today()), found.scheme)
    last = last_day(found.scheme, on)
    days = [*(date(last.year, month, 1) - timedelta(days=1) for month in range(2, last.month + 1)), last]
    standings = year_so_far(found, on)
    context = {
        "chart": presentation.trend_chart(standings, days),
        "said": f"{days[0].month}月底 {plain(standings[0].points)} 分，现在 {plain(standings[-1].points)} 分。",
    }
    if request.headers.get("HX-Request"):
        return render(request, "appraisal/trend_part.html", context)
    return render(
        request, "appraisal/trend.html", {**context, "head": Head("得分变化", f"{found.taker} · {found.scheme.title}", _way(found))}
    )
