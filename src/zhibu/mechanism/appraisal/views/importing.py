"""A street's own table comes in: the file is read, its rows are proposed, a person maps each, and only then something is written."""

from http import HTTPStatus

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal.forms.outside import Outside
from zhibu.mechanism.appraisal.forms.sheets import DEFAULT_SCORER, RowsForm, UploadForm, proposed
from zhibu.mechanism.appraisal.imports import Proposing, proposing
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.queries.schemes import kinds_below, measures_for
from zhibu.mechanism.appraisal.rules.drafts import DEFAULT_BANDS
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.services.tables import begin_table
from zhibu.mechanism.appraisal.terms import KIND_LABELS, PREPARE, SEE
from zhibu.mechanism.appraisal.views.reaching import tables_crumbs
from zhibu.mechanism.appraisal.views.tables import home_of
from zhibu.web.components import Chip, Item
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest, takes_files
from zhibu.web.pages import Head

TITLE = "从 Excel 导入考评办法"


@takes_files
@page(PREPARE)
def upload(request: ReaderRequest) -> HttpResponse:
    """The file; where it is one, its rows with what each could be."""
    home, day = home_of(request), today()
    initial = {"year": day.year, "kind": "branch"}
    form = UploadForm(request.POST or None, request.FILES or None, kinds=kinds_below(home), today=day, initial=initial)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        read = proposing(file.read(), name=file.name, kind=form.cleaned_data["kind"])
        if isinstance(read, Proposing):
            return _preview(request, read, form.cleaned_data["year"], form.cleaned_data["kind"])
        form.refuse(read)
    context = {"head": Head(TITLE, str(home), tables_crumbs()), "page": FormPage(form, submit="读取", cancel=reverse("schemes"))}
    return render(request, "web/form_page.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK)


def _preview(request: ReaderRequest, read: Proposing, year: int, kind: str) -> HttpResponse:
    rows = read.proposed.rows
    initial = {
        "year": year,
        "kind": kind,
        "rows": len(rows),
        "title": read.title or f"{year}年度{KIND_LABELS[kind]}目标考评办法",
        "bands": DEFAULT_BANDS,
        "regular": 100,
        "yearly": 0,
        "satisfaction": 0,
        "bonus_cap": plain(read.bonus),
        "scorer": DEFAULT_SCORER,
        "told": _outside(read).text,
        **proposed(rows),
    }
    form = RowsForm(count=len(rows), kind=kind, initial=initial)
    return _shown(request, form, f"{year}年 · {KIND_LABELS[kind]} · 读到 {len(rows)} 项，{plain(read.total)} 分", HTTPStatus.OK)


def _outside(read: Proposing) -> Outside:
    left = [
        (f"第 {one.row.line} 行 {one.row.title}", f"{why.reason}（{why.article}）", why.what)
        for one in read.proposed.left_out
        if (why := one.left_out)
    ]
    return Outside(tuple(left), read.problems)


def _shown(request: ReaderRequest, form: RowsForm, lead: str, status: HTTPStatus) -> HttpResponse:
    outside = form.outside
    context = {
        "head": Head(TITLE, lead, tables_crumbs()),
        "form": form,
        "problems": outside.problems,
        "left": [Item(where, why, Chip("none", what)) for where, why, what in outside.left],
        "action": reverse("scheme_import_rows"),
        "cancel": reverse("scheme_import"),
    }
    return render(request, "appraisal/preview.html", context, status=status)


@require_POST
@page(PREPARE)
def rows(request: ReaderRequest) -> HttpResponse:
    """Mapped: all of it is written as a draft, or nothing; the same once more changes nothing."""
    home = home_of(request)
    count, kind = request.POST.get("rows", ""), request.POST.get("kind", "")
    if not (count.isascii() and count.isdigit() and 0 < int(count[:4]) <= 150 and measures_for(kind)):
        raise Http404
    form = RowsForm(request.POST, count=int(count[:4]), kind=kind)
    if form.is_valid():
        outcome = begin_table(by=actor(request), organisation=home, draft=form.table, rows=form.drafts, act="import")
        if outcome.done:
            messages.success(request, f"已导入 {len(form.drafts)} 项，成为草稿；核对以后施行。")
            code = Scheme.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
            return HttpResponseRedirect(reverse("scheme", args=[code]))
        form.refuse(outcome.decision)
    return _shown(request, form, "还没有写入，改好后再确认", HTTPStatus.UNPROCESSABLE_ENTITY)
