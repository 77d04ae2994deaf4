"""Lines of a plan: pasted, corrected, taken out, made a session in one tap."""

from typing import Any

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.gatherings.models import Gathering
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.study.forms import LineForm, PlanForm, SessionForm
from zhibu.mechanism.study.models import StudyLine
from zhibu.mechanism.study.queries.year import last_before
from zhibu.mechanism.study.rules.plan import Line, proposed_day
from zhibu.mechanism.study.services import planning
from zhibu.mechanism.study.terms import RECORD, SEE
from zhibu.mechanism.study.views.year import YEARS, group_at, usual_of, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest


@page(RECORD)
def put(request: ReaderRequest, code: str, year: int) -> HttpResponse:
    """Several lines at once, as they stand in Word or Excel."""
    place = group_at(request, code, RECORD)
    if year not in YEARS:
        raise Http404
    crumbs = way_to(place, year)
    return act_page(
        request,
        title=f"写 {year}年学习计划",
        lead=str(place),
        form=PlanForm(sent(request), today=today()),
        run=lambda form: planning.put_lines(by=actor(request), organisation=place, year=year, lines=form.lines),
        done="已写入计划。",
        back=crumbs[-1].url,
        crumbs=crumbs,
        draft=f"study-plan-{code}-{year}",
    )


def line_at(request: ReaderRequest, line_id: int) -> StudyLine:
    """The line of an address."""
    return reach(StudyLine.objects.select_related("organisation"), request.reader, RECORD, seen=SEE, pk=line_id)


@page(RECORD)
def line(request: ReaderRequest, line_id: int) -> HttpResponse:
    """Corrected; the way to take it out stands beside."""
    found = line_at(request, line_id)
    when = f"m{found.month}" if found.month else f"q{found.quarter}"
    crumbs = way_to(found.organisation, found.year)
    return act_page(
        request,
        title="修改一项计划",
        lead=f"{found.year}年学习计划",
        form=LineForm(sent(request), today=today(), initial={"when": when, "topic": found.topic, "speaker": found.speaker}),
        run=lambda form: planning.correct_line(by=actor(request), line=found, typed=form.typed),
        done="已修改。",
        back=crumbs[-1].url,
        crumbs=crumbs,
        template="study/line.html",
        beside={"remove_url": reverse("study_line_remove", args=[line_id])},
    )


@page(RECORD)
def remove(request: ReaderRequest, line_id: int) -> HttpResponse:
    """Taken out of the plan; a session that was made of it stays."""
    found = line_at(request, line_id)
    crumbs = way_to(found.organisation, found.year)
    return act_page(
        request,
        title="去掉一项计划",
        lead=f"{found.topic}。已经安排的学习留在会议活动里。",
        form=PageForm(sent(request)),
        run=lambda _: planning.take_out(by=actor(request), line=found),
        done="已去掉。",
        back=crumbs[-1].url,
        crumbs=crumbs,
        submit="去掉",
    )


@page(RECORD)
def session(request: ReaderRequest, line_id: int) -> HttpResponse:
    """Everything stands in the form; the button of the plan sends it as it is."""
    found = line_at(request, line_id)
    form = SessionForm(sent(request), today=today(), initial=_start(request, found))

    def back(outcome: Outcome) -> str:
        return reverse("gathering", args=[Gathering.objects.seen_by(request.reader, RECORD).code_of(outcome.row_id)])

    return act_page(
        request,
        title="安排学习",
        lead=found.topic,
        form=form,
        run=lambda form: planning.plan_session(by=actor(request), line=found, when=form.when),
        done="已安排。通知、点名、记录都在这一页。",
        back=back,
        crumbs=way_to(found.organisation, found.year),
        submit="安排",
    )


def _start(request: ReaderRequest, found: StudyLine) -> dict[str, Any]:
    """The day that the plan means; hour, place and chair as the last time."""
    last = last_before(request.reader, found.organisation, today())
    as_line = Line(found.pk, found.year, found.quarter, found.month, found.topic, found.speaker, found.gathering_id)
    day = proposed_day(as_line, last.on if last else None, today=today())
    return {"on": day, **usual_of(last)}
