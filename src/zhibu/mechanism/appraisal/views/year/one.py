"""One agreement: what was agreed, who signed, what was told, what came out; its paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.exchange.papers import FORMATS
from zhibu.kernel.clock import today
from zhibu.mechanism.appraisal import presentation_year as presentation
from zhibu.mechanism.appraisal.papers import agreement_paper
from zhibu.mechanism.appraisal.presentation_polls import poll_panel
from zhibu.mechanism.appraisal.queries.agreements import days_of
from zhibu.mechanism.appraisal.queries.satisfaction import polled_of
from zhibu.mechanism.appraisal.queries.tables import rows_of
from zhibu.mechanism.appraisal.queries.year import judgements_of, own_of, year_of
from zhibu.mechanism.appraisal.rules.procedure import OBJECT_WITHIN
from zhibu.mechanism.appraisal.terms import SEE
from zhibu.mechanism.appraisal.views.year.reaching import agreement_at, way_to
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Head


@page(SEE)
def agreement(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything about it on one page."""
    found, on = agreement_at(request, code), today()
    scheme = found.scheme
    year, own = year_of(scheme), own_of(found)
    within = days_of(scheme.organisation.now_path, OBJECT_WITHIN, own.result.told_on if own.result else on)
    polled = polled_of(found) if scheme.satisfaction_weight else None
    acts = presentation.acts_of(found, request.reader, year, asked=polled is not None)
    context = {
        "head": Head(str(found.taker), f"{scheme.title} · {code}", way_to(found)[:1], acts),
        "steps": presentation.steps_of(found, own),
        "result": presentation.result_facts(found, own.result, within),
        "evidence": presentation.EVIDENCE,
        "panels": [*presentation.own_panels(found, own, request.reader, on), *([poll_panel(polled)] if polled else [])],
        "signed": presentation.signed_facts(found),
        "rows": presentation.target_rows(rows_of(scheme), judgements_of(found)),
        "year": reverse("appraisal_year", args=[scheme.code]) if request.reader.may(SEE, scheme.organisation.now_path) else "",
    }
    return render(request, "appraisal/year/agreement.html", context)


@page(SEE)
def paper(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """In the usual form, with the table; each copy is logged."""
    found = agreement_at(request, code)
    if ending not in FORMATS:
        raise Http404
    name = f"{found.scheme.year}年目标责任书_{found.taker}.{ending}"
    return made_or_not(
        request, name, way_to(found), lambda: agreement_paper(ending, agreement=found, rows=rows_of(found.scheme), actor=actor(request))
    )
