"""One report: how far it is, its counts, its grade, its problems."""

from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.secretary_reports import presentation
from zhibu.mechanism.secretary_reports.forms import CountForm, GradeForm, HeldForm, ProblemForm, VoidForm
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.secretary_reports.queries import RELATED, counts_of, meetings_for
from zhibu.mechanism.secretary_reports.services import Graded, enter_count, give_grade, name_problem, record_held, void_count
from zhibu.mechanism.secretary_reports.terms import COUNT, RECORD, SEE, ReportGrade
from zhibu.mechanism.secretary_reports.views.lists import TITLE
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.pages import Crumb, Head


def _at(request: ReaderRequest, code: str, act: str = SEE) -> SecretaryReport:
    return reach(SecretaryReport.objects.select_related(*RELATED), request.reader, act, seen=SEE, code=code)


def _crumbs(report: SecretaryReport) -> list[Crumb]:
    return [Crumb(TITLE, reverse("secretary_reports")), Crumb(str(report.organisation), _url(report))]


def _url(report: SecretaryReport) -> str:
    return reverse("secretary_report", args=[report.code])


@page(SEE)
def report(request: ReaderRequest, code: str) -> HttpResponse:
    """For the organisation above, and for the secretary."""
    found = _at(request, code)
    counts = counts_of([found.pk])[found.pk]
    acts = presentation.acts_of(found, counts, request.reader)
    context = {
        "head": Head(f"{found.person.name}：{found.year}年度述职评议", str(found.organisation), _crumbs(found)[:1], acts),
        "steps": presentation.steps_of(found, counts),
        "facts": presentation.facts_of(found, counts),
        "counting": presentation.counting(found, counts, request.reader),
        "private": presentation.PRIVATE,
        "problems": presentation.problem_items(found, today()),
    }
    return render(request, "secretary_reports/report.html", context)


@page(RECORD)
def held(request: ReaderRequest, code: str) -> HttpResponse:
    """Chosen from signed meetings."""
    found = _at(request, code, RECORD)
    meetings = {"above": meetings_for(found, own=False), "own": meetings_for(found, own=True)}
    initial = {"above": str(found.held_above_id or ""), "own": str(found.held_own_id or ""), "kept_at": found.kept_at}

    def run(form: HeldForm) -> Outcome:
        data = form.cleaned_data
        above, own = (int(data[name]) if data[name] else None for name in ("above", "own"))
        return record_held(by=actor(request), report=found, above=above, own=own, kept_at=data["kept_at"])

    return act_page(
        request,
        title="登记述职会议",
        lead=f"{found.organisation}：从已签批的会议活动里选，日期不用另填。",
        form=HeldForm(sent(request), meetings=meetings, hints=presentation.hints(found), initial=initial),
        run=run,
        done="已登记述职会议。",
        back=_url(found),
        crumbs=_crumbs(found),
    )


@page(COUNT)
def count(request: ReaderRequest, code: str) -> HttpResponse:
    """One counter's numbers; the other's are shown nowhere before both are in."""
    found = _at(request, code, COUNT)
    rows = counts_of([found.pk])[found.pk].rows
    before = next((name for name, account, _ in rows if account == request.reader.account_id), request.reader.label)
    return act_page(
        request,
        title="录入测评计票",
        lead=f"{found.organisation}：两位计票人各数一遍，各用自己的账号录入；谁投了什么票不录入。",
        form=CountForm(sent(request), initial={"counted_by": before}),
        run=lambda form: enter_count(by=actor(request), report=found, counted_by=form.cleaned_data["counted_by"], ballot=form.ballot),
        done="已录入。",
        back=_url(found),
        crumbs=_crumbs(found),
        submit="录入",
    )


@page(COUNT)
def void(request: ReaderRequest, code: str) -> HttpResponse:
    """A count that was entered wrongly, or by whom it should not have been."""
    found = _at(request, code, COUNT)
    counts = counts_of([found.pk])[found.pk]
    counters = [(number, name) for number, (name, _, _) in zip(counts.numbers, counts.rows, strict=True)]

    def run(form: VoidForm) -> Outcome:
        return void_count(by=actor(request), report=found, counter=form.cleaned_data["counter"], reason=form.cleaned_data["reason"])

    return act_page(
        request,
        title="作废测评计票",
        lead=f"{found.organisation}：作废以后由本人或者换人重新录入；原因记入日志。" if counters else "还没有录入计票，不用作废。",
        form=VoidForm(sent(request), counters=counters),
        run=run,
        done="这次计票已作废。",
        back=_url(found),
        crumbs=_crumbs(found),
        submit="作废",
    )


@page(RECORD)
def grade(request: ReaderRequest, code: str) -> HttpResponse:
    """As the organisation above decided."""
    found = _at(request, code, RECORD)
    initial = {"on": today(), "grade": found.grade, "reason": found.reason}

    def run(form: GradeForm) -> Outcome:
        data = form.cleaned_data
        return give_grade(by=actor(request), report=found, graded=Graded(ReportGrade.stored(data["grade"]), data["reason"], data["on"]))

    return act_page(
        request,
        title="综合评价",
        lead=f"{found.person.name}，{found.organisation}。照集体研究的结果登记；系统不按票数或者得分算等次。",
        form=GradeForm(sent(request), today=today(), initial=initial),
        run=run,
        done="已登记综合评价。",
        back=_url(found),
        crumbs=_crumbs(found),
    )


@page(RECORD)
def problem(request: ReaderRequest, code: str) -> HttpResponse:
    """A case for the organisation of the secretary."""
    found = _at(request, code, RECORD)

    def run(form: ProblemForm) -> Outcome:
        return name_problem(by=actor(request), report=found, **form.cleaned_data)

    return act_page(
        request,
        title="列出问题",
        lead=f"交{found.organisation}整改，改完由{found.superior}核查。",
        form=ProblemForm(sent(request), today=today(), initial={"submission": uuid4().hex}),
        run=run,
        done="已列入，到期提醒。",
        back=_url(found),
        crumbs=_crumbs(found),
        submit="列出",
    )
