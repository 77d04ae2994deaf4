"""Rows of a table: added, changed, taken out; the rule of one in force changed from a day on."""

from dataclasses import replace

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.appraisal.forms.rows import RowForm, RuleForm, initial_of
from zhibu.mechanism.appraisal.models import Indicator
from zhibu.mechanism.appraisal.queries.schemes import drafts_of
from zhibu.mechanism.appraisal.rules.drafts import RowDraft
from zhibu.mechanism.appraisal.rules.spelling import says
from zhibu.mechanism.appraisal.services.rows import change_rule, put_row, remove_row
from zhibu.mechanism.appraisal.terms import PREPARE
from zhibu.mechanism.appraisal.views.reaching import indicator_prepared, scheme_crumbs, scheme_prepared
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act


def _draft(found: Indicator) -> RowDraft:
    return drafts_of(found.scheme)[found.number]


@page(PREPARE)
def new(request: ReaderRequest, code: str) -> HttpResponse:
    """One more."""
    found = scheme_prepared(request, code)
    return act_page(
        request,
        title="添加指标",
        lead=found.title,
        form=RowForm(sent(request), kind=found.kind),
        run=lambda form: put_row(by=actor(request), scheme=found, row=form.draft),
        done="指标已添加。",
        back=reverse("scheme", args=[code]),
        crumbs=scheme_crumbs(found),
    )


@page(PREPARE)
def row(request: ReaderRequest, pk: int) -> HttpResponse:
    """Another content of one, while the table is a draft."""
    found = indicator_prepared(request, pk)
    return act_page(
        request,
        title="修改指标",
        lead=found.scheme.title,
        form=RowForm(sent(request), kind=found.scheme.kind, initial=initial_of(_draft(found))),
        run=lambda form: put_row(by=actor(request), scheme=found.scheme, row=form.draft, indicator=found),
        done="指标已修改。",
        back=reverse("scheme", args=[found.scheme.code]),
        crumbs=scheme_crumbs(found.scheme),
        template="appraisal/row.html",
        beside={"away": Act("从表里去掉", reverse("scheme_row_out", args=[pk]), "quiet")},
    )


@page(PREPARE)
def out(request: ReaderRequest, pk: int) -> HttpResponse:
    """Out of a draft."""
    found = indicator_prepared(request, pk)
    return act_page(
        request,
        title="从表里去掉指标",
        lead=f"{found.scheme.title}：{found.number}. {found.title}",
        form=PageForm(sent(request)),
        run=lambda _: remove_row(by=actor(request), scheme=found.scheme, indicator=found),
        done="指标已去掉。",
        back=reverse("scheme", args=[found.scheme.code]),
        crumbs=scheme_crumbs(found.scheme),
        submit="去掉",
    )


@page(PREPARE)
def rule(request: ReaderRequest, pk: int) -> HttpResponse:
    """From a day on; what was missed before keeps the rule of its day."""
    found = indicator_prepared(request, pk)
    before = _draft(found)

    def run(form: RuleForm) -> Outcome:
        data = form.cleaned_data
        return change_rule(
            by=actor(request), scheme=found.scheme, indicator=found, row=replace(before, rule=form.rule), on=data["on"], basis=data["basis"]
        )

    return act_page(
        request,
        title=f"调整计分规则：{found.title}",
        lead=f"现行规则：{says(before.rule)}",
        form=RuleForm(sent(request), today=today(), initial={**initial_of(before), "on": today()}),
        run=run,
        done="已调整，从这一天起按新规则计分。",
        back=reverse("scheme", args=[found.scheme.code]),
        crumbs=scheme_crumbs(found.scheme),
    )
