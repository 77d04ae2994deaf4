"""A step of a table's year, with what it decides on before the eyes of whoever does it."""

from collections.abc import Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse

from zhibu.access.pages import page
from zhibu.cases.permissions import needed_for
from zhibu.cases.presentation import Shown
from zhibu.cases.reaching import doing
from zhibu.cases.terms import ACT
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.appraisal import presentation_year as presentation
from zhibu.mechanism.appraisal.forms.year import YearStepForm
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.standing import standings
from zhibu.mechanism.appraisal.queries.year import results_by, scheme_of
from zhibu.mechanism.appraisal.rules.procedure import TARGET_YEAR
from zhibu.mechanism.appraisal.services.year import do_step
from zhibu.mechanism.appraisal.terms import SEE
from zhibu.mechanism.appraisal.views.year.reaching import way_to_year, year_page
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import NotAllowed, ReaderRequest, actor
from zhibu.web.pages import Crumb
from zhibu.web.panels import Panel

LEADS: Final = {
    "statements": "各党组织报送的说明在责任书页面上；没有要说明的也要报送一次。过了期限，没有报的不再等。",
    "judge": "评分人评定的指标都评完、加分申请都核定以后办这一步。",
    "tell": "按今天的记录算出初步得分，告知各党组织书记，并开始计算提意见的工作日。",
    "settle": "提意见的期限过了、每一条都答复了，再办这一步。",
    "review": "按今天的记录定下结果：评分、加分不再改动，以后补录的记录也不计入。审定要由另一个人办。",
    "approve": "审定的就是审核那天定下的结果。审定的人和审核的人不能是同一个人；超过比例的等次，先集体研究确定。",
    "publish": "把审核、审定的结果原样公布并告知各党组织，以后不再改动。公布等次，不按得分排名次。",
}
DECIDING: Final = ("review", "approve", "publish")


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """A step of the year, at the organisation whose table it is: handed over, its case lets no taker decide on the own result."""
    shown = doing(request, code, step)
    scheme = _scheme_of(shown, step)
    needed = needed_for(shown.state, step).act
    if not request.reader.may(needed, scheme.organisation.now_path):
        raise NotAllowed(needed, scheme.organisation.now_path)

    def run(form: YearStepForm) -> Outcome:
        return form.answered(do_step(by=actor(request), scheme=scheme, step=step, seen=form.cleaned_data["seen"]))

    name, sees = shown.table.by_key[step].name, request.reader.may(SEE, scheme.organisation.now_path)
    return act_page(
        request,
        title=name,
        lead=f"{scheme.title}。{LEADS[step]}",
        form=YearStepForm(sent(request), initial={"seen": shown.state.last}),
        run=run,
        done=f"已办理：{name}。",
        back=year_page(scheme) if sees else shown.url("case"),
        crumbs=way_to_year(scheme) if sees else [Crumb("办理事项", shown.url("case"))],
        submit=name,
        template="appraisal/year/step.html",
        beside=_results(scheme, step) if step in DECIDING else _told(scheme) if step == "tell" else {"bands": [], "results": []},
    )


def _told(scheme: Scheme) -> Mapping[str, Any]:
    """What secretaries are going to be told, before they are."""
    found = standings(scheme, agreements_of(scheme), today())
    return {"bands": [], "results": [Panel("将要告知的初步得分", presentation.told_items(found), presentation.told_said(scheme, found))]}


def _results(scheme: Scheme, step: str) -> Mapping[str, Any]:
    """What is reviewed, approved, published: nobody stands for what was not before the eyes."""
    agreements, results = agreements_of(scheme), results_by(scheme)
    kept = step != "review"
    found = (
        presentation.placed(agreements, results, kept=True)
        if kept
        else presentation.as_it_stands(standings(scheme, agreements, today()), results)
    )
    return {
        "bands": [presentation.band_panel(scheme, found, placing=False)],
        "results": [Panel("各党组织结果", presentation.result_items(found), presentation.kept_said(scheme) if kept else "")],
    }


def _scheme_of(shown: Shown, step: str) -> Scheme:
    if shown.table.key != TARGET_YEAR.key or step not in shown.table.by_key:
        raise Http404
    found = scheme_of(shown.it.case)
    if found is None:
        raise Http404
    return found
