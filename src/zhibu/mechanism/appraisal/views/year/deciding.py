"""What people decide in a year: a scorer's sheet, applications for a bonus, answers to objections, who stays in a band."""

from http import HTTPStatus
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from zhibu.access.pages import page
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.appraisal import presentation_year as presentation
from zhibu.mechanism.appraisal.forms.year import (
    AnswerForm,
    DecideBonusForm,
    PlaceForm,
    ScorerForm,
    marked,
    points_sent,
    typed_for,
)
from zhibu.mechanism.appraisal.models import Agreement, Result
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.tables import Row
from zhibu.mechanism.appraisal.queries.year import (
    given_for,
    judged_rows,
    own_of,
    year_of,
)
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.rules.year import ONLY_UPHELD
from zhibu.mechanism.appraisal.services.judging import decide_bonus, judge
from zhibu.mechanism.appraisal.services.objections import answer_objection
from zhibu.mechanism.appraisal.services.results import place
from zhibu.mechanism.appraisal.terms import PREPARE
from zhibu.mechanism.appraisal.views.year.reaching import (
    bonus_at,
    objection_at,
    page_of,
    preparing,
    scheme_at,
    way_to_year,
    year_page,
)
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Crumb, Head


class JudgeRow(NamedTuple):
    """A line of the scorer's sheet."""

    code: str
    taker: str
    points: str
    reason: str
    scorer: str
    wrong: tuple[bool, bool] = (False, False)
    """Points, reason: the boxes that were refused."""


@page(PREPARE)
def judging(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """One indicator, all organisations: points and, where they are not whole, why."""
    scheme = scheme_at(request, code, PREPARE)
    row = next((one for one in judged_rows(scheme) if one.number == number), None)
    if row is None:
        raise Http404
    agreements = agreements_of(scheme)
    known = given_for(row.id, agreements)
    form = ScorerForm(sent(request), initial={"scorer": row.scorer or request.reader.label})
    if request.method == "POST" and form.is_valid():
        given = points_sent(request.POST, agreements)
        if request.POST.get("rest") == "full":
            given |= {one.code: (row.points, "") for one in agreements if one.code not in given and one.pk not in known}
        outcome = judge(by=actor(request), scheme=scheme, indicator=row.id, given=given, scorer=form.cleaned_data["scorer"])
        if outcome.done:
            messages.success(request, f"“{row.title}”的评分已保存。")
            return HttpResponseRedirect(year_page(scheme))
        form.refuse(outcome.decision)
    refused = marked(form, request.POST, agreements, row.points)
    typed = {one.code: typed_for(sent(request), one, known.get(one.pk)) for one in agreements}
    context = {
        "head": Head(f"评分：{row.title}", f"{scheme.title} · 满分 {plain(row.points)} 分", way_to_year(scheme)),
        "form": form,
        "standard": _standard(row, told=year_of(scheme).objecting),
        "rows": [
            JudgeRow(
                one.code,
                str(one.taker),
                *typed[one.code],
                known[one.pk].scorer if one.pk in known else "",
                refused.get(one.code, (False, False)),
            )
            for one in agreements
        ],
        "cancel": year_page(scheme),
    }
    return render(request, "appraisal/year/judge.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK)


def _standard(row: Row, *, told: bool) -> str:
    standard = (row.standard or row.title).rstrip("。")
    return f"{standard}。扣分的写明理由，被考评的党组织看得到。{ONLY_UPHELD if told else ''}"


@page(PREPARE)
def bonus(request: ReaderRequest, pk: int) -> HttpResponse:
    """As much as was asked, or less with a reason."""
    found = bonus_at(request, pk)
    scheme = found.agreement.scheme
    return act_page(
        request,
        title=f"核定加分：{found.agreement.taker}",
        lead=f"{found.title}（{found.evidence}），申请 {plain(found.asked)} 分。",
        form=DecideBonusForm(sent(request), initial={"given": plain(found.asked)}),
        run=lambda form: decide_bonus(by=actor(request), bonus=found, **form.cleaned_data),
        done="已核定。",
        back=year_page(scheme),
        crumbs=way_to_year(scheme),
        submit="核定",
    )


@page(PREPARE)
def answer(request: ReaderRequest, pk: int) -> HttpResponse:
    """With reasons."""
    found = objection_at(request, pk)
    scheme = found.agreement.scheme

    def run(form: AnswerForm) -> Outcome:
        data = form.cleaned_data
        return answer_objection(by=actor(request), objection=found, upheld=data["upheld"] == "yes", answer=data["answer"])

    about = f"{found.indicator.number}. {found.indicator.title}：" if found.indicator else ""
    return act_page(
        request,
        title=f"答复意见：{found.agreement.taker}",
        lead=f"{about}{found.said}",
        form=AnswerForm(sent(request)),
        run=run,
        done="已答复。",
        back=year_page(scheme),
        crumbs=way_to_year(scheme),
        submit="答复",
    )


@page(PREPARE)
def band(request: ReaderRequest, code: str) -> HttpResponse:
    """Who stays in a band that holds too many is decided by people."""
    found = preparing(request, code)
    result = own_of(found).result
    if result is None:
        raise Http404
    return _band(request, found, result)


def _band(request: ReaderRequest, found: Agreement, result: Result) -> HttpResponse:
    names = [one.name for one in bands_of(found.scheme.bands)]
    reckoned = result.band if year_of(found.scheme).kept else result.told_band
    now = result.decided_band or reckoned
    return act_page(
        request,
        title=f"确定等次：{found.taker}",
        lead=f"按得分是“{reckoned or presentation.NO_BAND}”。只能往下调，集体研究以后写明理由。",
        form=PlaceForm(sent(request), bands=names, initial={"band": now, "reason": result.band_reason}),
        run=lambda form: place(by=actor(request), result=result, band=form.cleaned_data["band"], reason=form.cleaned_data["reason"]),
        done="等次已确定。",
        back=year_page(found.scheme),
        crumbs=[*way_to_year(found.scheme), Crumb(str(found.taker), page_of(found))],
        submit="确定",
    )
