"""An election begins; its steps are done: papers, candidates, the meeting, the result."""

from collections.abc import Callable, Sequence
from typing import Any, Final, TypeVar
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.forms import SeenForm
from zhibu.cases.models import Case
from zhibu.cases.rules.acts import Written, not_waiting
from zhibu.cases.rules.procedures import Step
from zhibu.gatherings.queries.expected import Expected
from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Organisation
from zhibu.team.elections.forms import BeginForm, ChooseForm, ConcludeForm, MeetingForm, NominateForm, StepForm
from zhibu.team.elections.letters import written_for
from zhibu.team.elections.presentation import names
from zhibu.team.elections.queries.bodies import able, body_on, in_office
from zhibu.team.elections.rules.candidates import Nominee, least_candidates, may_stand
from zhibu.team.elections.rules.opening import Plan, due_of, has_committee, may_open, timing_of, too_late, usual_seats
from zhibu.team.elections.services.ballots import standings
from zhibu.team.elections.services.concluding import approve, conclude
from zhibu.team.elections.services.opening import When, nominate, open_election, plan_meeting, record_step
from zhibu.team.elections.terms import ACT, RECORD, SEE, STEER, Office
from zhibu.team.elections.views.reaching import Page, page_doing, page_of
from zhibu.trail.actors import Actor
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.pages import Crumb, Head

Seen = TypeVar("Seen", bound=SeenForm)
TOO_LATE: Final = "届满已超过一年；延期一般不超过一年。"
CONCLUDING: Final = {"meeting": "确认选举结果", "session": "确认选举结果"}
APPROVED: Final = "批复已登记，职务已自动更新；新任的需要账号的，请授权管理员授权。"
TICKED: Final = "现任委员已经勾好，请按酝酿的结果增减。"
TICKED_LEADERS: Final = "现任书记、副书记已经选好，请核对。"
LISTED: Final = "名单是名册上的正式党员，按姓名拼音排列。"
LEADERS: Final = "书记、副书记从委员候选人中提名。"
SIGNS: Final = "批复的日期就是任职的日期；提交以后，上届的职务到这一天结束，当选的人从这一天起任职，自动登记。"


@page(STEER)
def begin(request: ReaderRequest, code: str) -> HttpResponse:
    """What the register says stands above; asked is how many are elected, and why it is not on time."""
    place = reach(Organisation.objects.all(), request.reader, STEER, seen=SEE, code=code)
    body, rules = body_on(place, today()), rules_at(place.now_path, today())
    due = due_of(body, rules)
    timing = timing_of(due, today(), rules)
    committee = has_committee(body, rules)
    crumbs = [Crumb("换届选举", reverse("elections")), Crumb(str(place), reverse("organisation", args=[code]))]
    if not body.elects:
        decision = may_open(body, Plan(0), timing, rules, under_way="", superior=True)
        return render(request, "web/refused.html", {"head": Head("启动换届", crumbs=crumbs), "decision": decision})
    initial = {"submission": uuid4().hex, "seats": usual_seats(body, rules), "deputies": len(in_office(place, today())[Office.DEPUTY])}
    reasons = timing.label if timing.needs_reason else ""

    def run(form: BeginForm) -> Outcome:
        said = form.cleaned_data
        plan = Plan(said.get("seats") or 0, said["deputies"] or 0, said.get("reason") or "")
        return open_election(by=actor(request), organisation=place, plan=plan, submission=said["submission"])

    def back(outcome: Outcome) -> str:
        found = Case.objects.seen_by(request.reader, STEER).code_of(outcome.row_id)
        return reverse("election", args=[found])

    told = [
        f"{place}，正式党员 {body.full_members} 名，{'设' if committee else '不设'}委员会。",
        f"本届 {due.isoformat()} 届满，现在启动是{timing.label}。" if due else "没有职务记录，按首次选举办理。",
        TOO_LATE if too_late(due, today(), rules) else "",
    ]
    return act_page(
        request,
        title=f"启动换届：{place}",
        lead="".join(told),
        form=BeginForm(sent(request), today=today(), committee=committee, reasons=reasons, initial=initial),
        run=run,
        done="已启动，下一步向上级请示。",
        back=back,
        crumbs=crumbs,
        submit="启动换届",
    )


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """Do a step that waits; what it does besides its line of the log is done with it."""
    found = page_doing(request, code, step)
    one = found.shown.table.by_key.get(step)
    if one is None:
        raise Http404
    if request.method != "POST" and found.shown.state.waits(step) is None:
        decision = Decision.of(not_waiting(found.shown.state, one))
        head = Head(f"{one.name}：{found.shown.it.case.title}", crumbs=found.crumbs)
        return render(request, "web/refused.html", {"head": head, "decision": decision})
    return {"nominate": _nominate, "meeting": _conclude, "session": _conclude}.get(step, _paper)(request, found, one)


def _paper(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    """A paper that went out or came in; the last one writes the posts."""
    form = StepForm(sent(request), today=today(), step=one, initial=_initial(found) | written_for(found.shown, one.key))

    def run(form: StepForm) -> Outcome:
        by = actor(request, on_behalf_of=form.cleaned_data["on_behalf_of"])
        if one.key == "approval":
            return approve(by=by, election=found.stand.row, written=_written(form))
        return record_step(by=by, election=found.stand.row, step=one.key, written=_written(form))

    to = f"报{found.stand.row.superior}。" if one.key in {"request", "report"} else ""
    return _act(request, found, one, form, run, lead=SIGNS if one.key == "approval" else to)


def _initial(found: Page) -> dict[str, Any]:
    return {"seen": found.shown.state.last, "on": today()}


def _written(form: StepForm) -> Written:
    return Written(form.cleaned_data["seen"], form.cleaned_data["on"], form.texts)


def _act(
    request: ReaderRequest,
    found: Page,
    one: Step,
    form: Seen,
    run: Callable[[Seen], Outcome],
    *,
    lead: str,
    template: str = "web/form_page.html",
) -> HttpResponse:
    return act_page(
        request,
        title=f"{CONCLUDING.get(one.key, one.name)}：{found.stand.row.organisation}",
        lead=f"{lead}依据：{one.article}",
        form=form,
        run=lambda form: form.answered(run(form)),
        done=APPROVED if one.key == "approval" else f"“{one.name}”已办理。",
        back=found.crumbs[-1].url,
        crumbs=found.crumbs,
        submit="提交",
        template=template,
    )


def _nominate(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    """First who stands for the committee, then who of them is to lead it; where there is no committee the second alone."""
    people = able(found.stand.row.organisation, today())
    if not found.stand.row.seats:
        return _lead(request, found, one, people, at_once=True)
    form = _choose_form(request, found, people)
    if not form.is_bound:
        return _choose(request, found, one, form)
    if form.is_valid():
        chosen = [who for who in people if str(who.person_id) in form.cleaned_data["names"]]
        nominees = [Nominee(who.person_id, who.name) for who in chosen]
        decision = may_stand(nominees, found.stand.row.seats, found.stand.rules)
        if decision.allowed:
            return _lead(request, found, one, chosen, at_once="secretary" in request.POST)
        form.refuse(decision)
    return _choose(request, found, one, form)


def _choose_form(request: ReaderRequest, found: Page, people: Sequence[Expected]) -> ChooseForm:
    """Opened with the present committee; come back to, with the names that were chosen."""
    again = "again" in request.POST
    names = request.POST.getlist("names") if again else _nominated(found)["names"]
    return ChooseForm(
        None if again else sent(request),
        today=today(),
        people=[(str(who.person_id), who.name) for who in people],
        least=least_candidates(found.stand.row.seats, found.stand.rules),
        initial={"names": names},
    )


def _choose(request: ReaderRequest, found: Page, one: Step, form: ChooseForm) -> HttpResponse:
    seats = found.stand.row.seats
    ticked = "" if found.stand.candidates or form.is_bound else TICKED
    lead = f"{ticked}应选委员 {seats} 名，候选人比名额多百分之二十以上。{LISTED}依据：{one.article}"
    page = FormPage(form=form, submit="下一步：书记人选", cancel=found.crumbs[-1].url)
    head = Head(f"{one.name}：{found.stand.row.organisation}", lead=lead, crumbs=found.crumbs)
    return render(request, "web/form_page.html", {"head": head, "page": page}, status=422 if form.errors else 200)


def _lead(request: ReaderRequest, found: Page, one: Step, people: Sequence[Expected], *, at_once: bool) -> HttpResponse:
    """``at_once``: what was sent holds this form; else it came from the one before it."""
    row = found.stand.row
    offered = [(str(who.person_id), who.name) for who in people]
    known = _nominated(found)
    initial = _initial(found) | known | {"names": [key for key, _ in offered]}
    data = sent(request) if at_once else None
    form = NominateForm(data, today=today(), step=one, people=offered, committee=bool(row.seats), deputies=row.deputies, initial=initial)
    words = f"委员候选人 {len(people)} 名：{'、'.join(who.name for who in people)}。{LEADERS}" if row.seats else LISTED
    ticked = TICKED_LEADERS if not found.stand.candidates and known["secretary"] in dict(offered) else ""

    def run(form: NominateForm) -> Outcome:
        return nominate(by=_behalf(request, form), election=row, names=form.chosen, written=_written(form))

    template = "elections/nominate.html" if row.seats else "web/form_page.html"
    if at_once:
        return _act(request, found, one, form, run, lead=f"{words}{ticked}", template=template)
    page = FormPage(form=form, submit="提交", cancel=found.crumbs[-1].url)
    head = Head(f"{one.name}：{row.organisation}", lead=f"{words}{ticked}依据：{one.article}", crumbs=found.crumbs)
    return render(request, template, {"head": head, "page": page})


def _nominated(found: Page) -> dict[str, Any]:
    """A list that was sent back stands in the form; before that, who is in office now."""
    known = {office: [str(one.id) for one in people] for office, people in found.stand.candidates.items()}
    if not known:
        known = {office: [str(pk) for pk in people] for office, people in in_office(found.stand.row.organisation, today()).items()}
    return {
        "names": known.get(Office.COMMITTEE, []),
        "secretary": next(iter(known.get(Office.SECRETARY, [])), ""),
        "deputy_secretary": known.get(Office.DEPUTY, []),
    }


def _behalf(request: ReaderRequest, form: StepForm) -> Actor:
    return actor(request, on_behalf_of=form.cleaned_data["on_behalf_of"])


def _conclude(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    stand = found.stand
    left = sum(each.left for each in standings(stand, one.key).values())
    last = one.key == "session" or not stand.row.seats
    members = [seat.who for seat in stand.seated(Office.COMMITTEE)] if one.key == "session" else []
    on = stand.row.gathering.on if stand.row.gathering is not None else today()
    form = ConcludeForm(sent(request), today=today(), left=left > 0, members=members, initial={"seen": found.shown.state.last})

    def run(form: ConcludeForm) -> Outcome:
        return conclude(
            by=actor(request, on_behalf_of=form.cleaned_data["on_behalf_of"]),
            election=stand.row,
            step=one.key,
            written=Written(form.cleaned_data["seen"], on),
            vacant_because=form.cleaned_data.get("vacant_because", ""),
            portfolios=form.portfolios,
        )

    elected = "；".join(f"{office.label} {names([seat.who for seat in stand.seated(office)])}" for office in Office if stand.seated(office))
    waits = "书记、副书记批复以后任职。" if last else ""
    return _act(request, found, one, form, run, lead=f"当选：{elected or '无人'}。{waits}")


@page(RECORD)
def meeting(request: ReaderRequest, code: str) -> HttpResponse:
    """When and where; the parts, who is expected and from how many it may decide are known."""
    found = page_of(request, code, RECORD)
    row = found.stand.row
    session = "、新一届委员会第一次会议" if row.seats else ""

    def run(form: MeetingForm) -> Outcome:
        said = form.cleaned_data
        return plan_meeting(by=actor(request), election=row, when=When(said["on"], said["begins"], said["place"]))

    return act_page(
        request,
        title=f"安排选举大会：{row.organisation}",
        lead=f"同一个下午依次为：党员大会听取工作报告、选举{session}。应到名单由当天的名册生成，到会五分之四以上才能选举。",
        form=MeetingForm(sent(request), today=today(), initial={"on": today()}),
        run=run,
        done="已安排；会议通知、签到表可以打印了。",
        back=found.crumbs[-1].url,
        crumbs=found.crumbs,
        submit="安排",
    )
