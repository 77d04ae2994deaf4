"""A concurrent member is proposed; the steps up to the appointment; the end of the term."""

from datetime import date
from typing import Final
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases import presentation as cases
from zhibu.cases.models import Case
from zhibu.cases.presentation import Shown
from zhibu.cases.reaching import doing, shown_of
from zhibu.cases.rules.acts import Written, not_waiting
from zhibu.cases.rules.procedures import Step
from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.clock import today
from zhibu.kernel.dates import months_after
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.steering.forms import ProposeForm, ReleaseForm, StepForm
from zhibu.mechanism.steering.models import Appointment
from zhibu.mechanism.steering.presentation import appointment_facts, who_of
from zhibu.mechanism.steering.queries.appointments import RELATED
from zhibu.mechanism.steering.queries.people import units_offered
from zhibu.mechanism.steering.rules.composing import called
from zhibu.mechanism.steering.rules.procedures import procedure_for
from zhibu.mechanism.steering.services.appointing import appoint, propose, record_step, release
from zhibu.mechanism.steering.terms import ACT, SEAT, SEE_CASES, STEER
from zhibu.mechanism.steering.views.committees import who_in
from zhibu.mechanism.steering.views.reaching import committee_of, way
from zhibu.trail.actors import Actor
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.pages import Act, Crumb, Head

TERM: Final = "concurrent_member.term_years"
APPOINTED: Final = "任命的日期就是任职的日期；提交以后，兼职委员的职务自动登记，组织关系和单位职务不变。"
OUTSIDE: Final = "人选不在名册上，任命以后列为成员，不登记职务。"


def appointment_of(request: ReaderRequest, code: str, act: str = SEE_CASES) -> Appointment:
    """By the code of its case."""
    return reach(Appointment.objects.select_related(*RELATED), request.reader, act, seen=SEE_CASES, case__code=code)


def _way(row: Appointment, *, inside: bool = True) -> list[Crumb]:
    place = row.committee.organisation
    found = [*way(), Crumb(called(str(place)), reverse("steering_committee", args=[place.code]))]
    return [*found, Crumb(row.case.title, reverse("appointment", args=[row.case.code]))] if inside else found


@page(STEER)
def new(request: ReaderRequest, code: str) -> HttpResponse:
    """The unit's paper has come: who, from which unit; who appoints is known."""
    found = committee_of(request, code, STEER)
    form = ProposeForm(sent(request), today=today(), initial={"on": today(), "submission": uuid4().hex})
    form.offer("unit", units_offered(request.reader))

    def run(form: ProposeForm) -> Outcome:
        data, who = form.cleaned_data, who_in(request, form)
        return propose(by=actor(request), committee=found.row, who=who, on=data["on"], texts=form.texts, submission=data["submission"])

    def back(outcome: Outcome) -> str:
        return reverse("appointment", args=[Case.objects.seen_by(request.reader, STEER).code_of(outcome.row_id)])

    return act_page(
        request,
        title=f"推荐兼职委员：{found.it.name}",
        lead=procedure_for(found.it.tier).lead,
        form=form,
        run=run,
        done="推荐已登记，下一步提名。",
        back=back,
        crumbs=found.crumbs,
        submit="登记推荐",
    )


@page(SEE_CASES)
def one(request: ReaderRequest, code: str) -> HttpResponse:
    """Whom it is about, and how far it is."""
    row, shown = appointment_of(request, code), shown_of(request, code)
    path = row.committee.organisation.now_path
    ends = row.begins is not None and row.ended_on is None and request.reader.may(SEAT, path)
    acts = [Act("办理记录", shown.url("case"))]
    acts += [Act("卸任", reverse("appointment_end", args=[code]), "go")] if ends else []
    context = {
        "head": Head(shown.it.case.title, f"{shown.table.title} · {shown.state.status.label}", _way(row, inside=False), acts),
        "steps": cases.step_line(shown),
        "to_do": cases.to_do(shown),
        "facts": appointment_facts(row),
    }
    return render(request, "steering/appointment.html", context)


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """Do the step that waits; the appointment writes the post."""
    row, shown = appointment_of(request, code), doing(request, code, step)
    known = shown.table.by_key.get(step)
    if known is None:
        raise Http404
    if request.method != "POST" and shown.state.waits(step) is None:
        decision = Decision.of(not_waiting(shown.state, known))
        return render(request, "web/refused.html", {"head": Head(known.name, crumbs=_way(row)), "decision": decision})
    return _do(request, row, shown, known)


def _do(request: ReaderRequest, row: Appointment, shown: Shown, known: Step) -> HttpResponse:
    initial = {"seen": shown.state.last, "on": today(), "until": _until(row, today()) if known.key == "appoint" else None}
    form = StepForm(sent(request), today=today(), step=known, initial=initial)

    def run(form: StepForm) -> Outcome:
        return form.answered(_run(form, row, known, actor(request, on_behalf_of=form.cleaned_data["on_behalf_of"])))

    told = (OUTSIDE if row.person is None else APPOINTED) if known.key == "appoint" else ""
    return act_page(
        request,
        title=f"{known.name}：{who_of(row)}",
        lead=f"{row.unit.name}{row.post}。{told}由{row.superior}任命。",
        form=form,
        run=run,
        done=f"“{known.name}”已办理。",
        back=reverse("appointment", args=[row.case.code]),
        crumbs=_way(row),
        submit="提交",
    )


def _run(form: StepForm, row: Appointment, known: Step, by: Actor) -> Outcome:
    said = form.cleaned_data
    written = Written(said["seen"], said["on"], form.texts)
    if known.key == "appoint":
        return appoint(by=by, appointment=row, written=written, until=said["until"])
    return record_step(by=by, appointment=row, step=known.key, written=written)


def _until(row: Appointment, on: date) -> date:
    """So many years as the street has laid down; whoever appoints may say otherwise."""
    return months_after(on, 12 * rules_at(row.committee.organisation.now_path, on).number(TERM))


@page(SEAT)
def end(request: ReaderRequest, code: str) -> HttpResponse:
    """The term is over, or he has left the unit."""
    row = appointment_of(request, code, SEAT)
    form = ReleaseForm(sent(request), today=today(), initial={"on": today()})
    return act_page(
        request,
        title=f"卸任：{who_of(row)}",
        lead="兼职委员的职务到这一天结束；连任的，卸任以后再推荐。",
        form=form,
        run=lambda form: release(by=actor(request), appointment=row, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"]),
        done="已登记卸任。",
        back=reverse("appointment", args=[code]),
        crumbs=_way(row),
        submit="登记卸任",
    )
