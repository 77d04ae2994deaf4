"""The year of a table: how far it is, what is to be done, each of its steps."""

from typing import Final
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases import presentation as cases
from zhibu.cases.reaching import shown_of
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.letters.permissions import Signs
from zhibu.mechanism.appraisal import presentation_year as presentation
from zhibu.mechanism.appraisal.forms.year import ButtonForm
from zhibu.mechanism.appraisal.models import Agreement, Scheme, ScoreObjection
from zhibu.mechanism.appraisal.permissions import prepares, signs_at
from zhibu.mechanism.appraisal.queries.agreements import agreements_of, begun_of
from zhibu.mechanism.appraisal.queries.year import Year, bonuses_of, judged_rows, objections_of, results_by, unjudged, year_of
from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR
from zhibu.mechanism.appraisal.rules.year import may_begin
from zhibu.mechanism.appraisal.services.year import begin_year
from zhibu.mechanism.appraisal.terms import PREPARE, SEE, SchemeState
from zhibu.mechanism.appraisal.views.year.reaching import scheme_at, way_to_year, year_page
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Figure
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

SIGN_ALL: Final = "上级一并签订"


@page(SEE)
def year(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything of a table's year on one page, for whoever sees the organisation whose table it is; who prepares it acts here, too."""
    scheme = scheme_at(request, code)
    may, found, agreements = prepares(request.reader, scheme), year_of(scheme), agreements_of(scheme)
    shown = shown_of(request, found.it.case.code) if found.it else None
    objections = objections_of(scheme)
    context = {
        "head": Head(
            scheme.title,
            f"{scheme.year}年 · {scheme.organisation} · {scheme.basis}",
            _way(scheme),
            _acts(scheme, found, agreements, may=may, signs=signs_at(request.reader, scheme.organisation.now_path) is not Signs.NOT),
        ),
        "steps": cases.step_line(shown) if shown else [],
        "to_do": cases.to_do(shown) if shown else [],
        "figures": _figures(scheme, agreements, sum(one.answered_on is None for one in objections)),
        "panels": [
            *_beginning(scheme, found, agreements),
            *_judging(scheme, found, agreements, may=may),
            *_bonuses(scheme, found, may=may),
            *_objections(objections, decides=may and found.objecting),
            *_results(scheme, found, agreements, may=may),
        ],
    }
    return render(request, "appraisal/year/year.html", context)


def _way(scheme: Scheme) -> list[Crumb]:
    return [Crumb("目标责任书", f"{reverse('agreements')}?year={scheme.year}"), Crumb("考评办法", reverse("scheme", args=[scheme.code]))]


def _acts(scheme: Scheme, found: Year, agreements: list[Agreement], *, may: bool, signs: bool) -> list[Act]:
    """What comes next is the button; whoever signs above and prepares nothing is led to that alone."""
    args = [scheme.code]
    acts = [Act("责任书", f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}")]
    there = [one for one in agreements if one.taker.dissolved_on is None]
    unsigned = signs and any(one.giver_signed_on is None for one in there)
    if scheme.state != SchemeState.IN_FORCE or not may:
        return (
            [*acts, Act(SIGN_ALL, reverse("agreements_sign", args=args), "go")]
            if unsigned and scheme.state == SchemeState.IN_FORCE
            else acts
        )
    waiting = any(one.taker_signed_on is None for one in there)
    if found.it is None:
        acts.append(Act("拟定责任书", reverse("agreements_make", args=args), "plain" if agreements else "go"))
    if unsigned:
        acts.append(Act(SIGN_ALL, reverse("agreements_sign", args=args), "go"))
    elif waiting:
        acts.append(Act("还没签完的", f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}&unsigned=yes", "go"))
    elif _may_begin(scheme, found, agreements).allowed:
        acts.append(Act("启动年终考评", reverse("appraisal_begin", args=args), "go"))
    return acts


def _may_begin(scheme: Scheme, found: Year, agreements: list[Agreement]) -> Decision:
    return may_begin(begun_of(scheme, agreements, begun=found.it is not None), today=today())


def _beginning(scheme: Scheme, found: Year, agreements: list[Agreement]) -> list[Panel]:
    """What is missing before the year can begin, or that nothing is."""
    if scheme.state != SchemeState.IN_FORCE or found.it is not None:
        return []
    unsigned = f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}&unsigned=yes"
    missing = presentation.missing_items(_may_begin(scheme, found, agreements).objections, unsigned)
    return [Panel("启动年终考评", missing, "" if missing else f"责任书都已签订，可以启动。{TARGET_YEAR.lead}")]


def _figures(scheme: Scheme, agreements: list[Agreement], waiting: int) -> list[Figure]:
    every, of = len(agreements), f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}"
    signed = sum(one.giver_signed_on is not None and one.taker_signed_on is not None for one in agreements)
    stated = sum(one.statement_on is not None for one in agreements)
    return [
        Figure("双方签订", str(signed), of, of=str(every)),
        Figure("报送说明", str(stated), of, of=str(every)),
        Figure("待答复的意见", str(waiting)),
    ]


def _judging(scheme: Scheme, found: Year, agreements: list[Agreement], *, may: bool) -> list[Panel]:
    rows = judged_rows(scheme)
    if not rows or not agreements:
        return []
    items = presentation.judging_items(scheme, rows, unjudged(rows, agreements), len(agreements), open_=may and found.judging)
    return [Panel("由评分人评定的指标", items, "" if found.judging else "评分已经截止。")]


def _bonuses(scheme: Scheme, found: Year, *, may: bool) -> list[Panel]:
    items = [presentation.bonus_item(one, decides=may and found.judging, named=True) for one in bonuses_of(scheme)]
    return [Panel("加分申请", items)] if items else []


def _objections(found: list[ScoreObjection], *, decides: bool) -> list[Panel]:
    items = [presentation.objection_item(one, today(), decides=decides, named=True) for one in found]
    return [Panel("意见和答复", items)] if items else []


def _results(scheme: Scheme, found: Year, agreements: list[Agreement], *, may: bool) -> list[Panel]:
    """Bands and results, once there are any."""
    placed = presentation.placed(agreements, results_by(scheme), kept=found.kept)
    if not placed:
        return []
    said = presentation.kept_said(scheme) if found.kept else ""
    bands = presentation.band_panel(scheme, placed, placing=may and found.placing)
    return [bands, Panel("各党组织结果", presentation.result_items(placed), said)]


@page(PREPARE)
def begin(request: ReaderRequest, code: str) -> HttpResponse:
    """Nothing to fill in."""
    scheme = scheme_at(request, code, PREPARE)
    return act_page(
        request,
        title="启动年终考评",
        lead=f"{scheme.title}。{TARGET_YEAR.lead}",
        form=ButtonForm(sent(request), initial={"submission": uuid4().hex}),
        run=lambda form: begin_year(by=actor(request), scheme=scheme, submission=form.cleaned_data["submission"]),
        done="已启动，等各党组织报送年度说明。",
        back=year_page(scheme),
        crumbs=way_to_year(scheme),
        submit="启动",
    )
