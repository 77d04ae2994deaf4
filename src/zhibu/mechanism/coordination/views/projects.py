"""One project: how far it is, what was agreed, what was done; its steps; the letter of thanks."""

from collections.abc import Callable
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.forms import SeenForm
from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import not_waiting
from zhibu.exchange.papers import FORMATS
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.queries.reached import SEE as SEE_GATHERINGS
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.coordination import presentation, services
from zhibu.mechanism.coordination.documents import THANKS, thanks_letter
from zhibu.mechanism.coordination.forms import AgreeForm, ConfirmForm, DeliverForm, ThankForm
from zhibu.mechanism.coordination.models import Project
from zhibu.mechanism.coordination.permissions import may_step
from zhibu.mechanism.coordination.queries.lists import project_rows
from zhibu.mechanism.coordination.queries.one import gatherings_near
from zhibu.mechanism.coordination.queries.states import project_state
from zhibu.mechanism.coordination.rules.procedures import AGREE, CONFIRM, DELIVER, PROJECT_PROCEDURE, THANK
from zhibu.mechanism.coordination.services.projects import Seen
from zhibu.mechanism.coordination.terms import ACT, PRINT, SEE, ProjectState
from zhibu.mechanism.coordination.views.reaching import project_of, way, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import NotAllowed, ReaderRequest, actor
from zhibu.web.pages import Act, Head

TOLD: Final = {
    AGREE: "双方商定以后登记；约定的日期就是落实的期限。",
    DELIVER: "落实以后登记做成了什么，再请对方确认。",
    CONFIRM: "对方确认以后，才计入对方的年度情况和感谢信。单位开通了链接的，也可以自己确认。",
    THANK: "感谢信在项目页面上打印，交给对方以后登记。",
}
NOT_CONFIRMED: Final = Objection("not_confirmed", "对方还没有确认。", remedy="确认以后再打印感谢信。")
READY: Final = (ProjectState.THANK, ProjectState.DONE)


@page(SEE)
def project(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything about it on one page."""
    found = project_of(request, code=code)
    reader, state = request.reader, project_state(found)
    acts = presentation.project_acts(reader, found)
    if state in READY and reader.may(PRINT, found.organisation.now_path):
        acts = [
            *(Act(f"{THANKS} {label}", reverse("coordination_thanks", args=[code, one])) for one, label in FORMATS.items()),
            *acts,
        ]
    more = [Act("办理记录", reverse("case", args=[found.case.code]))] if reader.may(SEE, found.organisation.now_path) else []
    sees = found.gathering is not None and reader.may(SEE_GATHERINGS, found.organisation.now_path)
    context = {
        "head": Head(found.title, f"共建项目，{state.label}", way(), acts, more),
        "steps": presentation.step_line(found),
        "facts": presentation.project_facts(found, sees_gathering=sees),
    }
    return render(request, "coordination/project.html", context)


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """Do the step that waits."""
    found = project_of(request, ACT, case__code=code)
    one = PROJECT_PROCEDURE.by_key.get(step)
    if one is None:
        raise Http404
    if not may_step(request.reader, found, step):
        raise NotAllowed(ACT, found.organisation.now_path)
    state = standing(found.case).state
    if request.method != "POST" and state.waits(step) is None:
        head = Head(f"{one.name}：{found.title}", crumbs=way_to(found))
        return render(request, "web/refused.html", {"head": head, "decision": Decision.of(not_waiting(state, one))})
    return STEPS[step](request, found, {"seen": state.last, "on": today()})


def _act(request: ReaderRequest, found: Project, key: str, form: SeenForm, run: Callable[[Any, Seen], Outcome]) -> HttpResponse:
    def told(form: SeenForm) -> Outcome:
        data = form.cleaned_data
        return form.answered(run(data, Seen(data["on"], data["seen"])))

    name = PROJECT_PROCEDURE.by_key[key].name
    return act_page(
        request,
        title=f"{name}：{found.title}",
        lead=f"{found.partner}。{TOLD[key]}",
        form=form,
        run=told,
        done=f"“{name}”已登记。",
        back=way_to(found)[-1].url,
        crumbs=way_to(found),
        submit="登记",
    )


def _agree(request: ReaderRequest, found: Project, initial: dict[str, Any]) -> HttpResponse:
    known = {"what": found.what or (found.offer.detail if found.offer else ""), "until": found.due}
    form = AgreeForm(sent(request), today=today(), initial=initial | known)

    def run(data: Any, seen: Seen) -> Outcome:
        return services.agree(by=actor(request), project=found, seen=seen, what=data["what"], how=data["how"], until=data["until"])

    return _act(request, found, AGREE, form, run)


def _deliver(request: ReaderRequest, found: Project, initial: dict[str, Any]) -> HttpResponse:
    near = {one.code: one for one in gatherings_near(found, today())}
    choices = [(code, f"{one.on.isoformat()} {one.title}") for code, one in near.items()]
    form = DeliverForm(sent(request), today=today(), gatherings=choices, initial=initial)

    def run(data: Any, seen: Seen) -> Outcome:
        held: Gathering | None = near.get(data["gathering"])
        return services.deliver(by=actor(request), project=found, seen=seen, outcome=data["outcome"], gathering=held)

    return _act(request, found, DELIVER, form, run)


def _confirm(request: ReaderRequest, found: Project, initial: dict[str, Any]) -> HttpResponse:
    form = ConfirmForm(sent(request), today=today(), initial=initial)
    return _act(
        request,
        found,
        CONFIRM,
        form,
        lambda data, seen: services.confirm(by=actor(request), project=found, seen=seen, how=data["how"]),
    )


def _thank(request: ReaderRequest, found: Project, initial: dict[str, Any]) -> HttpResponse:
    form = ThankForm(sent(request), today=today(), initial=initial)
    return _act(request, found, THANK, form, lambda _, seen: services.thank(by=actor(request), project=found, seen=seen))


STEPS: Final = {AGREE: _agree, DELIVER: _deliver, CONFIRM: _confirm, THANK: _thank}


@page(PRINT)
def thanks(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """The letter of thanks for what was confirmed."""
    found = project_of(request, PRINT, code=code)
    if ending not in FORMATS:
        raise Http404
    if project_state(found) not in READY:
        head = Head(THANKS, crumbs=way_to(found))
        return render(request, "web/refused.html", {"head": head, "decision": Decision.of(NOT_CONFIRMED)})
    rows = project_rows(Project.objects.seen_by(request.reader, PRINT).filter(pk=found.pk), today())
    name = f"{THANKS}_{found.partner.name}_{today().isoformat()}.{ending}"
    return made_or_not(request, name, way_to(found), lambda: thanks_letter(found.partner, rows, ending, by=actor(request), on=today()))
