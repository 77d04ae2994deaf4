"""Acts on a case, each a form and one service; whoever was overtaken reads what happened and keeps what was typed."""

from collections.abc import Callable
from typing import Final, TypeVar
from uuid import uuid4

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases import services
from zhibu.cases.forms import DocumentForm, HandForm, OpenForm, ReasonForm, SeenForm, StepForm
from zhibu.cases.models import Case
from zhibu.cases.presentation import Shown
from zhibu.cases.reaching import doing, handling, passing, turned, way_to
from zhibu.cases.registry import newest, page_of_steps
from zhibu.cases.rules.acts import Deed, not_waiting
from zhibu.cases.rules.procedures import Step
from zhibu.cases.services import Opening
from zhibu.cases.terms import ACT, SEE, STEER
from zhibu.cases.undoing import may_undo
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Crumb, Head

Seen = TypeVar("Seen", bound=SeenForm)
Run = Callable[[Seen], Outcome]
ELSEWHERE: Final = "see_names"
"""A matter may go to any organisation that the giver knows of."""


def _act(
    request: ReaderRequest, shown: Shown, form: Seen, run: Run[Seen], *, title: str, done: str, submit: str, lead: str = ""
) -> HttpResponse:
    return act_page(
        request,
        title=f"{title}：{shown.it.case.title}",
        lead=lead,
        form=form,
        run=lambda form: form.answered(run(form)),
        done=done,
        back=shown.url("case"),
        crumbs=way_to(shown),
        submit=submit,
    )


def _step_of(shown: Shown, key: str) -> Step:
    found = shown.table.by_key.get(key)
    if found is None:
        raise Http404
    return found


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """Do a step that waits."""
    shown = doing(request, code, step)
    found = _step_of(shown, step)
    if page_of_steps(shown.table.key, step):
        return HttpResponseRedirect(shown.step_url(step))
    initial = {"seen": shown.state.last, "on": today()}
    form = StepForm(sent(request), today=today(), procedure=shown.table, step=found, initial=initial)
    if found.assigns:
        form.offer("organisation", names_offered(request.reader, ELSEWHERE))
    if request.method != "POST" and shown.state.waits(step) is None:
        return _refused(request, shown, found, Decision.of(not_waiting(shown.state, found)))

    def run(form: StepForm) -> Outcome:
        data = form.cleaned_data
        deed = Deed(step, data["on"], form.texts, until=data.get("until"))

        def do(to: Organisation | None = None) -> Outcome:
            by = actor(request, on_behalf_of=data["on_behalf_of"])
            return services.act(by=by, case=shown.it.case, seen=data["seen"], deed=deed, organisation=to)

        return at_named(request, data["organisation"], field="organisation", act=ELSEWHERE, do=do) if found.assigns else do()

    lead = f"依据：{found.article}"
    return _act(request, shown, form, run, title=found.name, done=f"“{found.name}”已办理。", submit="提交", lead=lead)


def _refused(request: ReaderRequest, shown: Shown, found: Step, decision: Decision) -> HttpResponse:
    """An old link: why it cannot be done, and the way to the case."""
    head = Head(f"{found.name}：{shown.it.case.title}", crumbs=way_to(shown))
    return render(request, "web/refused.html", {"head": head, "decision": decision})


def _reason_act(
    request: ReaderRequest, shown: Shown, *, title: str, done: str, submit: str, lead: str, do: Callable[[Case, int, str], Outcome]
) -> HttpResponse:
    form = ReasonForm(sent(request), today=today(), initial={"seen": shown.state.last})

    def run(form: ReasonForm) -> Outcome:
        return do(shown.it.case, form.cleaned_data["seen"], form.cleaned_data["reason"])

    return _act(request, shown, form, run, title=title, done=done, submit=submit, lead=lead)


@page(STEER)
def pause(request: ReaderRequest, code: str) -> HttpResponse:
    """It rests."""
    return _reason_act(
        request,
        turned(request, code),
        title="暂停",
        done="已暂停，期限不再计算。",
        submit="暂停",
        lead="暂停的日子不计入期限，恢复办理后顺延。",
        do=lambda case, seen, reason: services.pause(by=actor(request), case=case, seen=seen, reason=reason),
    )


@page(STEER)
def resume(request: ReaderRequest, code: str) -> HttpResponse:
    """It goes on."""
    return _reason_act(
        request,
        turned(request, code),
        title="恢复办理",
        done="已恢复，期限已顺延。",
        submit="恢复办理",
        lead="从今天起继续计算期限。",
        do=lambda case, seen, reason: services.resume(by=actor(request), case=case, seen=seen, reason=reason),
    )


@page(STEER)
def cancel(request: ReaderRequest, code: str) -> HttpResponse:
    """It is given up."""
    return _reason_act(
        request,
        turned(request, code),
        title="取消",
        done="已取消，记录仍可查看。",
        submit="取消事项",
        lead="取消以后不能恢复；仍需办理的，要重新立项。",
        do=lambda case, seen, reason: services.cancel(by=actor(request), case=case, seen=seen, reason=reason),
    )


@page(STEER)
def void(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """A step was done by mistake."""
    shown = turned(request, code, void=step)
    found = _step_of(shown, step)
    if request.method != "POST" and not may_undo(shown.state, step).allowed:
        return _refused(request, shown, found, may_undo(shown.state, step))
    behind = [
        shown.table.by_key[key].name
        for key in shown.table.by_key
        if key in shown.table.resting[step] and key in shown.state.done and key != step
    ]
    lead = f"“{found.name}”要重新办理" + (f"；建立在它上面的“{'”“'.join(behind)}”也随之作废。" if behind else "。")
    return _reason_act(
        request,
        shown,
        title=f"作废“{found.name}”",
        done=f"“{found.name}”已作废，请重新办理。",
        submit="作废",
        lead=lead,
        do=lambda case, seen, reason: services.void(by=actor(request), case=case, seen=seen, step=step, reason=reason),
    )


@page(STEER)
def reopen(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """It was not settled."""
    shown = turned(request, code)
    found = _step_of(shown, step)
    return _reason_act(
        request,
        shown,
        title=f"退回“{found.name}”",
        done=f"已退回“{found.name}”。",
        submit="退回",
        lead="已办的内容留在记录里，期限重新计算。",
        do=lambda case, seen, reason: services.reopen(by=actor(request), case=case, seen=seen, step=step, reason=reason),
    )


@page(STEER)
def hand(request: ReaderRequest, code: str) -> HttpResponse:
    """It goes to another organisation."""
    shown = passing(request, code)
    form = HandForm(sent(request), today=today(), initial={"seen": shown.state.last})
    form.offer("organisation", names_offered(request.reader, ELSEWHERE))

    def run(form: HandForm) -> Outcome:
        data = form.cleaned_data

        def do(to: Organisation) -> Outcome:
            return services.hand_over(by=actor(request), case=shown.it.case, seen=data["seen"], to=to, reason=data["reason"])

        return at_named(request, data["organisation"], field="organisation", act=ELSEWHERE, do=do)

    return _act(request, shown, form, run, title="转交", done="已转交，期限不变。", submit="转交", lead="转交以后期限不变。")


@page(ACT)
def document(request: ReaderRequest, code: str) -> HttpResponse:
    """A document has come."""
    shown = handling(request, code)
    form = DocumentForm(sent(request), today=today(), documents=shown.table.documents, initial={"on": today()})

    def run(form: DocumentForm) -> Outcome:
        return services.register_document(by=actor(request), case=shown.it.case, **form.cleaned_data)

    return act_page(
        request,
        title=f"登记材料：{shown.it.case.title}",
        form=form,
        run=run,
        done="材料已登记。",
        back=shown.url("case"),
        crumbs=way_to(shown),
        submit="登记",
    )


@page(STEER)
def open_new(request: ReaderRequest, procedure: str) -> HttpResponse:
    """A case begins by hand; one without an entry in the menu begins on pages of its own."""
    table = newest(procedure)
    if table is None or not table.menu:
        raise Http404
    initial = {"submission": uuid4().hex, "on": today(), "organisation": request.reader.home_name}
    form = OpenForm(sent(request), today=today(), procedure=table, initial=initial)
    form.offer("organisation", names_offered(request.reader, STEER))

    def run(form: OpenForm) -> Outcome:
        data = form.cleaned_data
        opening = Opening(table, data["title"], data["on"], form.texts, data.get("until"), submission=data["submission"])

        def do(holder: Organisation) -> Outcome:
            return services.open_case(by=actor(request), organisation=holder, opening=opening)

        return at_named(request, data["organisation"], field="organisation", act=STEER, do=do)

    def back(outcome: Outcome) -> str:
        code = Case.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
        return reverse("case", args=[code])

    return act_page(
        request,
        title=table.menu or table.title,
        lead=table.lead,
        form=form,
        run=run,
        done="已立项。",
        back=back,
        crumbs=[Crumb("办理事项", reverse("cases"))],
        submit="立项",
        draft=f"case-{table.key}",
    )
