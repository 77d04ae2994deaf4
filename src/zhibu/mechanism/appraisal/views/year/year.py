"""The year of a table: how far it is, what is to be done, each of its steps."""

from typing import Final
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases import presentation as cases
from zhibu.cases.permissions import needed_for
from zhibu.cases.presentation import Shown
from zhibu.cases.reaching import doing, shown_of
from zhibu.cases.rules.since import CHANGED
from zhibu.cases.terms import ACT
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.appraisal import presentation_year as presentation
from zhibu.mechanism.appraisal.forms.year import (
    ButtonForm,
    YearStepForm,
)
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.year import (
    Year,
    bonuses_of,
    judged_rows,
    objections_of,
    results_by,
    scheme_of,
    unjudged,
    year_of,
)
from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR
from zhibu.mechanism.appraisal.services.year import begin_year, do_step
from zhibu.mechanism.appraisal.terms import PREPARE, SchemeState
from zhibu.mechanism.appraisal.views.year.reaching import (
    scheme_at,
    way_to_year,
    year_page,
)
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Figure
from zhibu.web.gate import NotAllowed, ReaderRequest, actor
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

LEADS: Final = {
    "statements": "各党组织报送的说明在责任书页面上；没有要说明的也要报送一次。过了期限，没有报的不再等。",
    "judge": "评分人评定的指标都评完、加分申请都核定以后办这一步。",
    "tell": "按今天的记录算出初步得分，告知各党组织书记，并开始计算提意见的工作日。",
    "settle": "提意见的期限过了、每一条都答复了，再办这一步。",
    "review": "审核以后，评分和加分不再改动。审定要由另一个人办。",
    "approve": "审定的人和审核的人不能是同一个人；超过比例的等次，先集体研究确定。",
    "publish": "按今天的得分冻结结果并告知各党组织，以后不再改动。公布等次，不按得分排名次。",
}


@page(PREPARE)
def year(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything of a table's year on one page."""
    scheme, on = scheme_at(request, code, PREPARE), today()
    found, agreements = year_of(scheme), agreements_of(scheme)
    shown = shown_of(request, found.it.case.code) if found.it else None
    placed = presentation.placed(agreements, results_by(scheme))
    objections = objections_of(scheme)
    context = {
        "head": Head(
            scheme.title, f"{scheme.year}年 · {scheme.organisation} · {scheme.basis}", _way(scheme), _acts(scheme, found, agreements)
        ),
        "steps": cases.step_line(shown) if shown else [],
        "to_do": cases.to_do(shown) if shown else [],
        "figures": _figures(scheme, agreements, sum(one.answered_on is None for one in objections)),
        "panels": [
            *_judging(scheme, found, agreements),
            *_bonuses(scheme, found),
            *(
                [Panel("意见和答复", [presentation.objection_item(one, on, decides=found.objecting, named=True) for one in objections])]
                if objections
                else []
            ),
            *([presentation.band_panel(scheme, placed, placing=found.placing)] if placed else []),
            *([Panel("各党组织结果", presentation.result_items(placed))] if placed else []),
        ],
    }
    return render(request, "appraisal/year/year.html", context)


def _way(scheme: Scheme) -> list[Crumb]:
    return [Crumb("目标责任书", f"{reverse('agreements')}?year={scheme.year}"), Crumb("考评办法", reverse("scheme", args=[scheme.code]))]


def _acts(scheme: Scheme, found: Year, agreements: list[Agreement]) -> list[Act]:
    """What comes next is the button."""
    args = [scheme.code]
    acts = [Act("责任书", f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}")]
    if scheme.state != SchemeState.IN_FORCE:
        return acts
    unsigned = any(one.giver_signed_on is None for one in agreements)
    waiting = any(one.taker_signed_on is None for one in agreements)
    if found.it is None:
        acts.append(Act("拟定责任书", reverse("agreements_make", args=args), "plain" if agreements else "go"))
    if unsigned:
        acts.append(Act("上级一并签订", reverse("agreements_sign", args=args), "go"))
    elif waiting:
        acts.append(Act("还没签完的", f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}&unsigned=yes", "go"))
    elif agreements and found.it is None:
        acts.append(Act("启动年终考评", reverse("appraisal_begin", args=args), "go"))
    return acts


def _figures(scheme: Scheme, agreements: list[Agreement], waiting: int) -> list[Figure]:
    every, of = len(agreements), f"{reverse('agreements')}?year={scheme.year}&scheme={scheme.code}"
    signed = sum(one.giver_signed_on is not None and one.taker_signed_on is not None for one in agreements)
    stated = sum(one.statement_on is not None for one in agreements)
    return [
        Figure("双方签订", str(signed), of, of=str(every)),
        Figure("报送说明", str(stated), of, of=str(every)),
        Figure("待答复的意见", str(waiting)),
    ]


def _judging(scheme: Scheme, found: Year, agreements: list[Agreement]) -> list[Panel]:
    rows = judged_rows(scheme)
    if not rows or not agreements:
        return []
    items = presentation.judging_items(scheme, rows, unjudged(rows, agreements), len(agreements), open_=found.judging)
    return [Panel("由评分人评定的指标", items, "" if found.judging else "评分已经截止。")]


def _bonuses(scheme: Scheme, found: Year) -> list[Panel]:
    items = [presentation.bonus_item(one, decides=found.judging, named=True) for one in bonuses_of(scheme)]
    return [Panel("加分申请", items)] if items else []


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


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """A step of the year, at the organisation whose table it is: handed over, its case lets no taker decide on the own result."""
    shown = doing(request, code, step)
    scheme = _scheme_of(shown, step)
    needed = needed_for(shown.state, step).act
    if not request.reader.may(needed, scheme.organisation.now_path):
        raise NotAllowed(needed, scheme.organisation.now_path)

    def run(form: YearStepForm) -> Outcome:
        done = do_step(by=actor(request), scheme=scheme, step=step, seen=form.cleaned_data["seen"])
        if any(one.code == CHANGED for one in done.decision.objections):
            form.now_seen(shown.state.last)
        return done

    name = shown.table.by_key[step].name
    return act_page(
        request,
        title=name,
        lead=f"{scheme.title}。{LEADS[step]}",
        form=YearStepForm(sent(request), initial={"seen": shown.state.last}),
        run=run,
        done=f"已办理：{name}。",
        back=year_page(scheme) if request.reader.may(PREPARE, scheme.organisation.now_path) else shown.url("case"),
        crumbs=way_to_year(scheme) if request.reader.may(PREPARE, scheme.organisation.now_path) else [Crumb("办理事项", shown.url("case"))],
        submit=name,
    )


def _scheme_of(shown: Shown, step: str) -> Scheme:
    if shown.table.key != TARGET_YEAR.key or step not in shown.table.by_key:
        raise Http404
    found = scheme_of(shown.it.case)
    if found is None:
        raise Http404
    return found
