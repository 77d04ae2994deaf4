"""Tables: the list, one of them, begun, copied, changed, put in force, thrown away."""

from decimal import Decimal
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal import presentation
from zhibu.mechanism.appraisal.documents import write_table
from zhibu.mechanism.appraisal.forms.tables import CopyForm, HeadForm, PickForm, TableForm
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.permissions import prepares
from zhibu.mechanism.appraisal.queries.schemes import counts_of, drafts_of, kinds_below, preparing_at, schemes_seen, takers_of
from zhibu.mechanism.appraisal.queries.tables import rows_of
from zhibu.mechanism.appraisal.rules.catalogue import picks_for
from zhibu.mechanism.appraisal.rules.spelling import plain, says
from zhibu.mechanism.appraisal.services.tables import begin_table, change_head, copy_table, discard_table, pick_rows, put_in_force
from zhibu.mechanism.appraisal.terms import PREPARE, SEE, SchemeState
from zhibu.mechanism.appraisal.views.reaching import TABLES, scheme_crumbs, scheme_prepared, scheme_seen, scores_crumbs, tables_crumbs
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Item
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.forms import PageForm
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.pages import Act, Head
from zhibu.web.panels import Panel

LEAD: Final = "每年一张表：考评谁、考评什么、怎样计分。能从记录算出的自动计分"
EMPTY: Final = "还没有考评办法。街道已有 Excel 考核表的，从 Excel 导入；没有的，新建以后从目录选用指标。"


def home_of(request: ReaderRequest) -> Organisation:
    """A table is that of the organisation on which the grant stands."""
    found = preparing_at(request.reader)
    if found is None:
        raise NotAllowed(PREPARE)
    return found


@page(SEE)
def listing(request: ReaderRequest) -> HttpResponse:
    """By year, the newest first."""
    found = schemes_seen(request.reader)
    counts, takers = counts_of(found), takers_of(found)
    years: dict[int, list[Item]] = {}
    for one in found:
        number, points = counts.get(one.pk, (0, Decimal(0)))
        said = f"{presentation.kind_word(one.kind)} · {number} 项 {plain(points)} 分 · 目标责任书 {takers.get(one.pk, 0)} 份"
        years.setdefault(one.year, []).append(
            Item(one.title, said, presentation.state_chip(one), reverse("scheme", args=[one.code]), "查看")
        )
    panels = [Panel(f"{year}年", items) for year, items in years.items()] or [Panel(TABLES, [], EMPTY)]
    acts = []
    if request.reader.may_anywhere(PREPARE):
        acts = [Act("新建", reverse("scheme_new")), Act("从 Excel 导入", reverse("scheme_import"), "go")]
    return render(request, "appraisal/panels.html", {"head": Head(TABLES, LEAD, scores_crumbs(), acts), "panels": panels})


@page(SEE)
def scheme(request: ReaderRequest, code: str) -> HttpResponse:
    """Head and rows; while it is a draft each row can be changed."""
    found = scheme_seen(request, code)
    rows = rows_of(found)
    if request.GET.get("format") == "xlsx":
        stream = new_file()
        write_table(stream, scheme=found, rows=rows, actor=actor(request))
        return sheet_response(stream, f"{found.title}.xlsx")
    may, state = prepares(request.reader, found), SchemeState(found.state)
    acts, more = _acts(found, state) if may else (_reading(request, found, state), [])
    edit, word = {SchemeState.DRAFT: ("scheme_row", "修改"), SchemeState.IN_FORCE: ("scheme_rule", "调整规则")}.get(state, ("", ""))
    panels = presentation.row_items(rows, edit if may else "", word)
    head = Head(
        found.title,
        f"{found.organisation} · {found.year}年",
        tables_crumbs(),
        [Act("导出 Excel", f"{reverse('scheme', args=[code])}?format=xlsx"), *acts],
        more,
    )
    context = {
        "head": head,
        "facts": presentation.table_facts(found, rows, takers_of(schemes_seen(request.reader).filter(pk=found.pk)).get(found.pk, 0)),
        "panels": panels or [Panel("指标", [], "还没有指标。从目录选用，或者逐项添加；街道已有考核表的，也可以从 Excel 导入到这一张。")],
    }
    return render(request, "appraisal/scheme.html", context)


def _reading(request: ReaderRequest, found: Scheme, state: SchemeState) -> list[Act]:
    """Who sees the organisation whose table it is follows its year."""
    sees = state is not SchemeState.DRAFT and request.reader.may(SEE, found.organisation.now_path)
    return [Act("责任书和年度办理", reverse("appraisal_year", args=[found.code]))] if sees else []


def _acts(found: Scheme, state: SchemeState) -> tuple[list[Act], list[Act]]:
    at = [found.code]
    copy = Act("复制到另一年", reverse("scheme_copy", args=at))
    if state is not SchemeState.DRAFT:
        year = Act("责任书和年度办理", reverse("appraisal_year", args=at), "go" if state is SchemeState.IN_FORCE else "plain")
        return [year], [copy, Act("检查封存件", reverse("scheme_envelope", args=at))]
    acts = [
        Act("从目录选用", reverse("scheme_pick", args=at)),
        Act("添加指标", reverse("scheme_row_new", args=at)),
        Act("施行", reverse("scheme_in_force", args=at), "go"),
    ]
    return acts, [Act("修改名称、权重、等次", reverse("scheme_head", args=at)), copy, Act("删去草稿", reverse("scheme_discard", args=at))]


@page(PREPARE)
def new(request: ReaderRequest) -> HttpResponse:
    """An empty draft."""
    home, day = home_of(request), today()
    form = TableForm(
        sent(request),
        kinds=kinds_below(home),
        today=day,
        initial={"year": day.year, "title": f"{day.year}年度党支部目标考评办法", "kind": "branch"},
    )
    return act_page(
        request,
        title="新建考评办法",
        lead=str(home),
        form=form,
        run=lambda form: begin_table(by=actor(request), organisation=home, draft=form.draft),
        done="草稿已建好，接着添加指标。",
        back=lambda outcome: _page_of(request, outcome.row_id),
        crumbs=tables_crumbs(),
    )


def _page_of(request: ReaderRequest, row_id: int) -> str:
    return reverse("scheme", args=[Scheme.objects.seen_by(request.reader, SEE).code_of(row_id)])


@page(PREPARE)
def copy(request: ReaderRequest, code: str) -> HttpResponse:
    """Its rows as a draft of another year."""
    found, day = scheme_prepared(request, code), today()
    return act_page(
        request,
        title="复制到另一年",
        lead=f"{found.title}：指标、分值、规则都复制过去，成为草稿，可以再改。",
        form=CopyForm(sent(request), today=day, year=found.year),
        run=lambda form: copy_table(by=actor(request), scheme=found, year=form.cleaned_data["year"]),
        done="已复制为草稿。",
        back=lambda outcome: _page_of(request, outcome.row_id),
        crumbs=scheme_crumbs(found),
        submit="复制",
    )


@page(PREPARE)
def head(request: ReaderRequest, code: str) -> HttpResponse:
    """Title, weights, grades of a draft."""
    found = scheme_prepared(request, code)
    initial = {
        "title": found.title,
        "basis": found.basis,
        "bands": found.bands,
        "regular": plain(found.regular_weight),
        "yearly": plain(found.yearly_weight),
        "satisfaction": plain(found.satisfaction_weight),
        "bonus_cap": plain(found.bonus_cap),
    }
    return act_page(
        request,
        title="修改名称、权重、等次",
        lead=found.title,
        form=HeadForm(sent(request), initial=initial),
        run=lambda form: change_head(by=actor(request), scheme=found, draft=form.draft_of(found.year, found.kind)),
        done="已修改。",
        back=reverse("scheme", args=[code]),
        crumbs=scheme_crumbs(found),
    )


@page(PREPARE)
def pick(request: ReaderRequest, code: str) -> HttpResponse:
    """Out of the catalogue."""
    found = scheme_prepared(request, code)
    known = {row.measure for row in drafts_of(found).values()}
    choices = [
        (one.key, f"{one.area} · {one.title}（{plain(one.points)} 分，{says(one.rule).rstrip('。')}）")
        for one in picks_for(found.kind)
        if one.measure not in known
    ]
    return act_page(
        request,
        title="从目录选用指标",
        lead="目录里只有党组织自己的职责，都能从记录自动算出",
        form=PickForm(sent(request), choices=choices),
        run=lambda form: pick_rows(by=actor(request), scheme=found, keys=form.cleaned_data["keys"]),
        done="已加入考评办法。",
        back=reverse("scheme", args=[code]),
        crumbs=scheme_crumbs(found),
        submit="选用",
    )


@page(PREPARE)
def in_force(request: ReaderRequest, code: str) -> HttpResponse:
    """From a draft to what counts."""
    found = scheme_prepared(request, code)
    return act_page(
        request,
        title="施行考评办法",
        lead=f"{found.title}。施行以后指标和分值不再修改；计分规则可以从某一天起调整，写明依据。",
        form=PageForm(sent(request)),
        run=lambda _: put_in_force(by=actor(request), scheme=found),
        done="已施行。接着拟定责任书，得分就自动列出。",
        back=reverse("scheme", args=[code]),
        crumbs=scheme_crumbs(found),
        submit="施行",
    )


@page(PREPARE)
def discard(request: ReaderRequest, code: str) -> HttpResponse:
    """A draft that nobody needs."""
    found = scheme_prepared(request, code)
    return act_page(
        request,
        title="删去草稿",
        lead=f"{found.title}：草稿和它的指标一起删去，日志里留有记录。",
        form=PageForm(sent(request)),
        run=lambda _: discard_table(by=actor(request), scheme=found),
        done="草稿已删去。",
        back=reverse("schemes"),
        crumbs=scheme_crumbs(found),
        submit="删去",
    )
