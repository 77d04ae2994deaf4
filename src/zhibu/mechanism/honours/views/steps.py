"""Steps of a selection: closed, reviewed, voted, put up, settled, decided; and objections with their answers."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.permissions import needed_for
from zhibu.cases.rules.acts import Written, not_waiting
from zhibu.cases.rules.procedures import Step
from zhibu.cases.terms import ACT
from zhibu.exchange.papers import FORMATS
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.honours import presentation
from zhibu.mechanism.honours import presentation_beside as beside
from zhibu.mechanism.honours.documents import notice_paper
from zhibu.mechanism.honours.forms import AnswerForm, DecideForm, NoticeForm, ObjectionForm, ReviewForm, StepForm, VoteForm
from zhibu.mechanism.honours.queries.announced import announced
from zhibu.mechanism.honours.queries.beside import honours_beside, missed_on
from zhibu.mechanism.honours.queries.standing import meetings_of
from zhibu.mechanism.honours.rules.conditions import without_grade
from zhibu.mechanism.honours.services.deciding import answer, decide, notice_days, put_up, settle, take_objection, take_vote
from zhibu.mechanism.honours.services.nominating import close_nominations, review
from zhibu.mechanism.honours.terms import RECORD, SEE_GRADES, Answered
from zhibu.mechanism.honours.views.reaching import Page, conducted, page_of
from zhibu.trail.actors import Actor
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import NotAllowed, ReaderRequest, actor
from zhibu.web.pages import Act, Head

LEADS: Final = {
    "nominate": "不再接受推荐，进入考察。",
    "review": "逐个写明是否列入拟表彰名单；由人决定，系统不打分、不排名。",
    "vote": "名单整体表决，用纸质选票，两位计票人录入；会议和计票结果自动带出。",
    "settle": "公示期满，异议都已答复。",
    "decide": "提交时按当天的记录再核对一遍条件；以后登记荣誉、生成证书编号；没有列入的推荐同时封存，不再显示。",
}
AT_STAKE: Final = ("vote", "notice", "settle", "decide")
"""Steps that decide on the list: it stands before the eyes of whoever does them."""
NO_MEETING: Final = Empty("还没有通过名单的会议", "先召开会议，在会议的“表决”里用纸质选票表决，两位计票人录入一致以后，再回到这里。")


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """Do a step that waits."""
    found = page_of(request, code)
    one = found.shown.table.by_key.get(step)
    if one is None:
        raise Http404
    if not found.conducts or not found.shown.may_do(step):
        raise NotAllowed(needed_for(found.shown.state, step).act, found.path)
    if request.method != "POST" and found.shown.state.waits(step) is None:
        decision = Decision.of(not_waiting(found.shown.state, one))
        head = Head(f"{one.name}：{found.row.title}", crumbs=found.crumbs)
        return render(request, "web/refused.html", {"head": head, "decision": decision})
    return PAGES.get(step, _plain)(request, found, one)


Run = Callable[[Any, Actor, Written], Outcome]


def _plain(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    services: Mapping[str, Any] = {"nominate": close_nominations, "settle": settle}

    def run(_: Any, by: Actor, written: Written) -> Outcome:
        done: Outcome = services[one.key](by=by, campaign=found.row, written=written)
        return done

    return _act(request, found, one, StepForm(sent(request), today=today(), step=one, initial=_initial(found)), run)


def _decide(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    def run(form: Any, by: Actor, written: Written) -> Outcome:
        return decide(by=by, campaign=found.row, written=written, exception=form.cleaned_data.get("exception", ""))

    form = DecideForm(sent(request), today=today(), step=one, kind=found.stand.kind, initial=_initial(found))
    return _act(request, found, one, form, run)


def _review(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    stand, proposed = found.stand, found.stand.proposed
    against = missed_on(stand, today())
    if not request.reader.may(SEE_GRADES, found.path):
        against = {number: without_grade(Decision(tuple(those))).objections for number, those in against.items()}
    notes = beside.notes(proposed, honours_beside(stand, proposed), against)
    form = ReviewForm(sent(request), today=today(), step=one, proposed=proposed, notes=notes, initial=_initial(found))

    def run(form: Any, by: Actor, written: Written) -> Outcome:
        return review(by=by, campaign=found.row, verdicts=form.verdicts, written=written)

    return _act(request, found, one, form, run)


def _vote(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    reviewed = found.shown.state.done["review"].day
    meetings = meetings_of(found.row, since=reviewed)
    if not meetings:
        acts = [Act("安排会议", reverse("gathering_new_for", args=[found.row.organisation.code]), "go")]
        empty = Empty(NO_MEETING.title, NO_MEETING.hint, acts)
        head = Head(f"{one.name}：{found.row.title}", LEADS["vote"], found.crumbs)
        return render(request, "honours/nothing.html", {"head": head, "empty": empty})
    form = VoteForm(sent(request), today=today(), step=one, meetings=meetings, initial=_initial(found))

    def run(form: Any, by: Actor, written: Written) -> Outcome:
        return take_vote(by=by, campaign=found.row, gathering=int(form.cleaned_data["gathering"]), written=written)

    return _act(request, found, one, form, run)


def _notice(request: ReaderRequest, found: Page, one: Step) -> HttpResponse:
    form = NoticeForm(sent(request), today=today(), step=one, initial=_initial(found))

    def run(form: Any, by: Actor, written: Written) -> Outcome:
        return put_up(by=by, campaign=found.row, at=form.cleaned_data["at"], written=written)

    days = notice_days(found.row, today())
    lead = f"公示 {days} 个工作日（本地参数），张贴当天不算；截止日期自动计算。名单和公示打印在评选页上。"
    return _act(request, found, one, form, run, lead=lead)


PAGES: Final = {"review": _review, "vote": _vote, "notice": _notice, "decide": _decide}


def _initial(found: Page) -> dict[str, Any]:
    return {"seen": found.shown.state.last, "on": today()}


def _act(request: ReaderRequest, found: Page, one: Step, form: StepForm, run: Run, *, lead: str = "") -> HttpResponse:
    def told(form: StepForm) -> Outcome:
        said = form.cleaned_data
        by = actor(request, on_behalf_of=said["on_behalf_of"])
        return form.answered(run(form, by, Written(said["seen"], said["on"], form.texts)))

    return act_page(
        request,
        title=f"{one.name}：{found.row.title}",
        lead=lead or LEADS.get(one.key, ""),
        form=form,
        run=told,
        done=f"“{one.name}”已办理。",
        back=found.crumbs[-1].url,
        crumbs=found.crumbs,
        submit="提交",
        template="honours/step.html",
        beside={"panels": presentation.at_stake(found.stand, found.shown.it.case.code) if one.key in AT_STAKE else []},
    )


@page(RECORD)
def object_to(request: ReaderRequest, code: str) -> HttpResponse:
    """What came while the list was up."""
    found = conducted(request, code)
    people = [(str(one.number), one.called) for one in found.stand.supported]

    def run(form: ObjectionForm) -> Outcome:
        said = form.cleaned_data
        about = int(said["about"] or 0)
        return take_objection(by=actor(request), campaign=found.row, received_on=said["received_on"], said=said["said"], about=about)

    return act_page(
        request,
        title=f"登记异议：{found.row.title}",
        lead="署名、匿名都登记；内容加密保存，只有办理评选的人看得到。",
        form=ObjectionForm(sent(request), today=today(), people=people, initial={"received_on": today()}),
        run=run,
        done="已登记，请核实、答复。",
        back=found.crumbs[-1].url,
        crumbs=found.crumbs,
    )


@page(RECORD)
def answer_to(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """Looked into and answered."""
    found = conducted(request, code)
    one = next((each for each in found.heard if each.row.number == number), None)
    if one is None:
        raise Http404

    def run(form: AnswerForm) -> Outcome:
        said = form.cleaned_data
        outcome = Answered.stored(said["outcome"])
        return answer(by=actor(request), campaign=found.row, number=number, outcome=outcome, text=said["text"])

    return act_page(
        request,
        title=f"答复第 {number} 条异议",
        lead=one.said,
        form=AnswerForm(sent(request), initial={"text": one.answer}),
        run=run,
        done="已答复。",
        back=found.crumbs[-1].url,
        crumbs=found.crumbs,
    )


@page(RECORD)
def notice(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """The list for the board; a list of nobody is none."""
    found = conducted(request, code)
    names = announced(found.stand)
    if ending not in FORMATS or found.row.notice_until is None or not names:
        raise Http404
    name = f"{found.row.title}公示.{ending}"

    def make() -> bytes:
        return notice_paper(ending, stand=found.stand, names=names, actor=actor(request))

    return made_or_not(request, name, found.crumbs, make)
