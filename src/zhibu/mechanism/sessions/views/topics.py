"""Topics: the list, one of them, proposed, screened, withdrawn; the yearly list of decisions."""

from typing import Final
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.sessions.documents import write_decisions, write_topics
from zhibu.mechanism.sessions.forms import HEAD, ReasonForm, ScreenForm, TopicForm
from zhibu.mechanism.sessions.models import Topic
from zhibu.mechanism.sessions.permissions import on_behalf, proposes, screens
from zhibu.mechanism.sessions.presentation import events_of, facts_of, state_chip, table_url
from zhibu.mechanism.sessions.queries.committee import own_committee, read_by, speaking_order
from zhibu.mechanism.sessions.queries.session import next_session
from zhibu.mechanism.sessions.queries.topics import TopicShown, proposed_before, shown, topics_seen
from zhibu.mechanism.sessions.services.proposing import propose_topic, screen_topic, withdraw_topic
from zhibu.mechanism.sessions.tables import TOPICS, filters, narrowed, topic_url
from zhibu.mechanism.sessions.terms import PERSONNEL, PROPOSE, RECORD, SCREEN, SEE, SEE_SESSIONS, STEER, TopicState
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

TITLE: Final = "党工委议题"
LEAD: Final = "提出、审核、上会、决定、督办，到哪一步由记录自动生成；没有议到的自动回到待上会。"
WAITING: Final = frozenset({TopicState.PROPOSED, TopicState.SENT_BACK, TopicState.READY})


def crumbs() -> list[Crumb]:
    """The way to a topic."""
    return [Crumb(TITLE, reverse("topics"))]


def _acts(request: ReaderRequest, state: PageState) -> list[Act]:
    year = state.value("year") or str(state.today.year)
    acts = [Act("导出决定", f"{reverse('topics_decisions')}?year={year}")]
    if code := own_committee(request.reader):
        acts.append(Act("“三重一大”清单", reverse("listed_matters", args=[code])))
    if request.reader.may_anywhere(PROPOSE):
        acts.append(Act("提出议题", reverse("topic_new"), "go"))
    return acts


@page(SEE)
def listing(request: ReaderRequest) -> HttpResponse:
    """Those that organisations within reach proposed, the newest first."""
    shown_filters = filters(today())
    state = PageState.read(request, filters=shown_filters, today=today())
    found = shown(topics_seen(request.reader, on=state.today, text=state.value("q")), open_to=read_by(request.reader, state.today))
    rows = narrowed(found, state.value)
    if request.GET.get("format") == "xlsx":
        return _sheet(request, rows)
    count = Count(len(rows))
    first, end = state.bounds(count)
    counted: dict[str, int] = {}
    for one in narrowed(found, state.value, but_state=True):
        counted[""] = counted.get("", 0) + 1
        counted[str(one.standing.state)] = counted.get(str(one.standing.state), 0) + 1
    table = Listing(
        label=TITLE,
        table=TOPICS,
        state=state,
        acts=request.reader.acts,
        rows=rows[first:end],
        count=count,
        filters=shown_filters,
        counts={"state": counted},
        sortable=False,
        empty=Empty("还没有议题", "要党工委研究的事在这里提出，书记审核后列入会议议程。"),
    )
    head = Head(TITLE, LEAD, acts=_acts(request, state))
    return render(request, "web/list_page.html", {"head": head, "listing": table})


def _sheet(request: ReaderRequest, rows: list[TopicShown]) -> HttpResponse:
    stream = new_file()
    write_topics(stream, rows=rows, actor=actor(request))
    return sheet_response(stream, f"{TITLE}_{request.reader.home_name}_{today().isoformat()}.xlsx")


@page(SEE)
def decisions(request: ReaderRequest) -> HttpResponse:
    """What was decided in a year, and how it stands, as a workbook."""
    asked = request.GET.get("year", "")
    year = int(asked) if asked.isascii() and asked.isdigit() and len(asked) == 4 else today().year
    found = shown(topics_seen(request.reader, on=today()), open_to=read_by(request.reader, today()))
    stream = new_file()
    write_decisions(stream, rows=found, year=year, actor=actor(request))
    return sheet_response(stream, f"党工委决定落实情况_{request.reader.home_name}_{year}年.xlsx")


def topic_of(request: ReaderRequest, code: str) -> TopicShown:
    """By its code, within reach."""
    found = reach(Topic.objects.select_related("committee", "proposer"), request.reader, SEE, seen=SEE, code=code)
    rows = Topic.objects.seen_by(request.reader, SEE).filter(pk=found.pk).select_related("committee", "proposer")
    return shown(rows, open_to=read_by(request.reader, today()))[0]


def _on_its_way(request: ReaderRequest, one: TopicShown) -> list[Act]:
    """The next step of it: onto the next session's agenda, or a decision that somebody answers for."""
    found, path = one.topic, one.topic.committee.now_path
    if one.standing.state is TopicState.READY and request.reader.may(RECORD, path):
        coming = next_session(request.reader, found.committee_id, RECORD, on=today())
        label = f"列入 {coming.on.month}月{coming.on.day}日党工委会议" if coming else ""
        return [Act(label, table_url(coming.gathering.code, found.code), "go")] if coming else []
    if one.standing.state is TopicState.DECIDED and one.last and found.kind != PERSONNEL and request.reader.may(STEER, path):
        return [Act("列入督办", reverse("session_supervise", args=[one.last.code, one.last.tabling.pk]), "go")]
    return []


@page(SEE)
def topic(request: ReaderRequest, code: str) -> HttpResponse:
    """What became of it."""
    one = topic_of(request, code)
    reader, found = request.reader, one.topic
    acts = _on_its_way(request, one)
    if screens(reader, found) and one.standing.state in WAITING:
        first = one.standing.state is TopicState.PROPOSED
        acts.append(Act("审核" if first else "重新审核", reverse("topic_screen", args=[code]), "go" if first else "plain"))
    if proposes(reader, found) and one.standing.state in WAITING:
        acts.append(Act("撤回", reverse("topic_withdraw", args=[code]), "quiet"))
    context = {
        "head": Head(one.title, f"{found.committee} · 议题", crumbs(), acts),
        "chip": state_chip(one),
        "facts": facts_of(one),
        "events": events_of(one, inside=reader.may(SEE_SESSIONS, found.committee.now_path)),
        "veiled": one.veiled,
    }
    return render(request, "sessions/topic.html", context)


@page(PROPOSE)
def propose(request: ReaderRequest) -> HttpResponse:
    """Something that the committee should talk about."""
    initial = {"token": uuid4().hex, "organisation": request.reader.home_name}
    form = TopicForm(sent(request), today=today(), initial=initial)
    form.offer("organisation", names_offered(request.reader, PROPOSE), fill=True)
    form.offer("proposed_as", proposed_before(request.reader))

    def run(form: TopicForm) -> Outcome:
        def do(place: Organisation) -> Outcome:
            return propose_topic(by=actor(request), proposer=place, draft=form.draft)

        return at_named(request, form.cleaned_data["organisation"], field="organisation", act=PROPOSE, do=do)

    def back(outcome: Outcome) -> str:
        return topic_url(Topic.objects.seen_by(request.reader, SEE).code_of(outcome.row_id))

    return act_page(
        request,
        title="提出议题",
        lead="书记审核后列入党工委会议议程。",
        form=form,
        run=run,
        done="议题已提出，等书记审核。",
        back=back,
        crumbs=crumbs(),
        submit="提出",
        draft="topic-new",
    )


@page(SCREEN)
def screen(request: ReaderRequest, code: str) -> HttpResponse:
    """Taken up, or sent back with the reason; the clerk names the head who decided."""
    one = topic_of(request, code)
    if not screens(request.reader, one.topic):
        raise NotAllowed(SCREEN, one.topic.committee.now_path)
    behalf = on_behalf(request.reader, one.topic)
    heads = [seat.name for seat in speaking_order(one.topic.committee_id, today()) if seat.head] if behalf else []
    form = ScreenForm(sent(request), behalf=behalf, initial={"taken_up": "yes", "screened_by": heads[0] if heads else HEAD})
    return act_page(
        request,
        title=f"审核：{one.title}",
        lead=f"{one.topic.proposer}提出" + ("" if one.veiled or not one.topic.background else f"：{one.topic.background}"),
        form=form,
        run=lambda form: screen_topic(
            by=actor(request),
            topic=one.topic,
            taken_up=form.cleaned_data["taken_up"],
            reason=form.cleaned_data["reason"],
            screened_by=form.cleaned_data.get("screened_by") or ("" if behalf else request.reader.label),
        ),
        done="审核意见已登记。",
        back=topic_url(code),
        crumbs=[*crumbs(), Crumb(one.title, topic_url(code))],
        submit="登记",
    )


@page(PROPOSE)
def withdraw(request: ReaderRequest, code: str) -> HttpResponse:
    """By whoever proposed it, before a session has it."""
    one = topic_of(request, code)
    if not proposes(request.reader, one.topic):
        raise NotAllowed(PROPOSE, one.topic.proposer.now_path)
    return act_page(
        request,
        title=f"撤回：{one.title}",
        lead="撤回以后仍可查看；需要的话重新提出。",
        form=ReasonForm(sent(request)),
        run=lambda form: withdraw_topic(by=actor(request), topic=one.topic, reason=form.cleaned_data["reason"]),
        done="已撤回。",
        back=topic_url(code),
        crumbs=[*crumbs(), Crumb(one.title, topic_url(code))],
        submit="撤回",
    )
