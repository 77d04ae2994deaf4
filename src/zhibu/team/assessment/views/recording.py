"""What stands on paper is entered: a counter's sheet of the poll, and the grades as the committee gave them."""

from http import HTTPStatus

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from zhibu.access.pages import page
from zhibu.gatherings.models import Holding
from zhibu.gatherings.permissions import RECORD as RECORD_GATHERINGS
from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.clock import today
from zhibu.team.assessment import presentation
from zhibu.team.assessment.forms import GradesForm, PollForm, grades_sent, line_sent, rest_sent
from zhibu.team.assessment.queries.people import people_of
from zhibu.team.assessment.queries.polls import Poll, poll_of
from zhibu.team.assessment.rules.grading import Assessed, base_of, most_excellent
from zhibu.team.assessment.services.grading import record_grades
from zhibu.team.assessment.services.polling import enter_poll
from zhibu.team.assessment.terms import RECORD
from zhibu.team.assessment.views.reaching import address_of, assessment_at, way_here
from zhibu.web.acting import sent
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Head

POLL_LEAD = "两位计票人各数一遍，各用自己的账号录入；谁投了什么票不录入。"


@page(RECORD_GATHERINGS)
def poll(request: ReaderRequest, code: str, organisation: str) -> HttpResponse:
    """One's own count; the other's numbers are shown nowhere before both are in, and then only where they differ."""
    holding = assessment_at(request, code, organisation, RECORD_GATHERINGS)
    people, found = people_of(holding), poll_of(holding)
    own = found.own(request.reader.account_id)
    initial = {"counted_by": own.counted_by if own else request.reader.label}
    if own:
        initial |= {"issued": str(own.sheet.issued), "returned": str(own.sheet.returned)}
    form = PollForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        sheet = form.sheet(request.POST, people)
        outcome = enter_poll(by=actor(request), holding=holding, counted_by=form.cleaned_data["counted_by"], sheet=sheet)
        if outcome.done:
            messages.success(request, _said(poll_of(holding)))
            return HttpResponseRedirect(address_of(holding))
        form.refuse(outcome.decision)
    lines = {one.person_id: line_sent(request.POST, one) for one in people} if form.is_bound else dict(own.sheet.lines if own else {})
    context = {
        "head": Head("录入测评计票", f"{presentation.lead_of(holding)} · {POLL_LEAD}", way_here(holding)),
        "form": form,
        "rows": presentation.poll_rows(people, lines, found.differing),
        "cancel": address_of(holding),
        "note": "已有两位计票人录入，数字不一致：标出的几行请各自再数一遍、重新录入。" if found.differing else "",
    }
    return render(request, "assessment/poll.html", context, status=_status(form))


def _said(found: Poll) -> str:
    if found.settled:
        return "两次计票一致，测评结果已确定。"
    if len(found.entered) == 2:
        return "已录入；与另一位计票人的数字不一致，请各自再数一遍。"
    return "已录入，等另一位计票人录入。"


@page(RECORD)
def grades(request: ReaderRequest, code: str, organisation: str) -> HttpResponse:
    """As the committee decided; part of them may be saved. Nothing is proposed."""
    holding = assessment_at(request, code, organisation, RECORD)
    people = people_of(holding)
    form = GradesForm(sent(request), today=today(), initial={"decided_on": today()})
    chosen = grades_sent(request.POST, people) if form.is_bound else {}
    if form.is_bound and form.is_valid():
        outcome = record_grades(
            by=actor(request), holding=holding, grades=chosen, decided_on=form.cleaned_data["decided_on"], rest=rest_sent(request.POST)
        )
        if outcome.done:
            messages.success(request, "评定结果已保存。")
            return HttpResponseRedirect(address_of(holding))
        form.refuse(outcome.decision)
    return render(
        request,
        "assessment/grades.html",
        _grades(holding, people, form, {pk: str(one) for pk, one in chosen.items()}),
        status=_status(form),
    )


def _grades(holding: Holding, people: list[Assessed], form: GradesForm, chosen: dict[int, str]) -> dict[str, object]:
    base = base_of(people)
    most = most_excellent(base, rules_at(holding.organisation.now_path, holding.on))
    without = [one.name for one in people if not one.full]
    return {
        "head": Head("登记评定结果", presentation.lead_of(holding), way_here(holding)),
        "form": form,
        "rows": presentation.grade_rows(people, chosen, poll_of(holding).lines),
        "limit": f"组织关系在本支部的正式党员 {base} 名，优秀最多 {most} 名。" if most is not None else "",
        "without": f"参加评议、不评定等次：{'、'.join(without)}。" if without else "",
        "elsewhere": [f"{one.name}本年度在{one.elsewhere}评议，不在这里评定。" for one in people if one.elsewhere],
        "cancel": address_of(holding),
    }


def _status(form: PollForm | GradesForm) -> HTTPStatus:
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound else HTTPStatus.OK
