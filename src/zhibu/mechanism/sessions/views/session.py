"""A session's agenda: what stands on it, what is tabled, who left the room, what is noted, what is followed up."""

from collections.abc import Callable
from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.gatherings.models import Holding
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.sessions import presentation
from zhibu.mechanism.sessions.forms import HEAD, NoteForm, RecuseForm, SuperviseForm, TableForm, people_of, posts_below_head
from zhibu.mechanism.sessions.models import Recusal, Tabling
from zhibu.mechanism.sessions.queries.committee import posts_known
from zhibu.mechanism.sessions.queries.late import late_matters
from zhibu.mechanism.sessions.queries.session import AgendaLine, SessionShown, holding_of, session_shown
from zhibu.mechanism.sessions.queries.topics import TopicShown
from zhibu.mechanism.sessions.services.supervising import supervise
from zhibu.mechanism.sessions.services.tabling import note_item, recuse, table_topics, take_off_agenda, undo_recusal
from zhibu.mechanism.sessions.terms import EXPORT, RECORD, SEE_SESSIONS, STEER
from zhibu.register.models import Organisation, Person
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Chip, Fact
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

TITLE: Final = "议题和议事程序"
NOTHING: Final = "还没有议题。书记审核过的议题可以列入议程。"
PAPERS: Final = (("agenda", "会议议程（Word）"), ("summary", "会议纪要（Word）"), ("decisions", "决定事项（Word）"))


def holding_at(request: ReaderRequest, code: str, act: str) -> Holding:
    """The committee's own part of the session of an address."""
    found = gathering_of(request, code, act)
    holding = holding_of(request.reader, found, act)
    if holding is None:
        raise Http404
    return holding


def session_at(request: ReaderRequest, code: str, act: str = SEE_SESSIONS) -> SessionShown:
    """As its page shows it."""
    return session_shown(request.reader, holding_at(request, code, act), on=today())


def here(shown: SessionShown) -> list[Crumb]:
    """The way to it."""
    return [*way_to(shown.gathering), Crumb(TITLE, reverse("session", args=[shown.gathering.code]))]


@page(SEE_SESSIONS)
def session(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the gathering's page, or the page on which a session is led."""
    shown = session_at(request, code)
    if request.headers.get("HX-Request"):
        items = presentation.items_of(shown)
        text = "" if items else NOTHING
        panel = Panel(
            "党工委议题", items, presentation.quorum_words(shown.needed) if items else text, TITLE, reverse("session", args=[code])
        )
        return render(request, "web/parts/panels.html", {"panels": [panel]})
    reader, path = request.reader, shown.committee.now_path
    records, day = reader.may(RECORD, path), today()
    acts = []
    if records and not shown.signed and not shown.cancelled:
        acts = [Act("会议记录", reverse("gathering_minutes", args=[code])), Act("列入议题", reverse("session_table", args=[code]), "go")]
    needed = shown.needed
    met = Chip("ok" if needed.met else "check", "到会人数够" if needed.met else "到会人数不够") if needed.there else None
    context = {
        "head": Head(f"{TITLE}：{shown.gathering.title}", presentation.lead_of(shown), way_to(shown.gathering), acts),
        "quorum": [Fact("到会", presentation.quorum_words(needed), chip=met), Fact("依据", needed.article)],
        "lines": presentation.lines_of(shown, records=records, steers=reader.may(STEER, path), on=day),
        "nothing": NOTHING,
        "order": presentation.order_words(shown),
        "ready": presentation.ready_items(shown, day) if records and not shown.signed else [],
        "papers": _papers(code) if reader.may(EXPORT, path) else [],
    }
    return render(request, "sessions/session.html", context)


def _papers(code: str) -> list[Act]:
    return [Act(label, reverse("session_paper", args=[code, kind])) for kind, label in PAPERS]


@page(RECORD)
def table(request: ReaderRequest, code: str) -> HttpResponse:
    """Several at once, in the order of the list."""
    shown = session_at(request, code, RECORD)
    choices = presentation.choices_of(shown, today())
    form = TableForm(sent(request), choices=choices, initial={"topics": request.GET.getlist("topic")})

    def run(form: TableForm) -> Outcome:
        chosen = form.cleaned_data["topics"]
        late = [one for one in late_matters(request.reader, shown.committee.pk, on=today()) if one.code in chosen]
        topics = [one.topic for one in shown.ready if one.topic.code in chosen]
        return table_topics(by=actor(request), holding=shown.holding, topics=topics, late=late)

    return act_page(
        request,
        title="列入议题",
        lead=f"{presentation.lead_of(shown)}。" + ("" if choices else "没有待上会的议题：先由书记审核。"),
        form=form,
        run=run,
        done="已列入议程。",
        back=here(shown)[-1].url,
        crumbs=here(shown),
        submit="列入议程",
    )


def _line_at(request: ReaderRequest, code: str, tabling: int, act: str = RECORD) -> tuple[SessionShown, AgendaLine, Tabling]:
    shown = session_at(request, code, act)
    for line in shown.lines:
        if line.tabling is not None and line.tabling.pk == tabling:
            return shown, line, line.tabling
    raise Http404


def _called(line: AgendaLine) -> str:
    return line.topic.title if line.topic is not None else line.item.title


@page(RECORD)
def note(request: ReaderRequest, code: str, tabling: int) -> HttpResponse:
    """Put off, dissent, opinions of the absent: noted and never counted. The decision itself stands in the minutes."""
    shown, line, found = _line_at(request, code, tabling)
    initial = {"deferred": found.deferred, "dissent": found.dissent, "absent_opinions": found.absent_opinions}
    return act_page(
        request,
        title=f"议定情况：{_called(line)}",
        lead=f"决定写在会议记录里，这里不用再写。{presentation.absent_words(shown)}",
        form=NoteForm(sent(request), initial=initial),
        run=lambda form: note_item(by=actor(request), tabling=found, holding=shown.holding, **form.cleaned_data),
        done="已登记。",
        back=here(shown)[-1].url,
        crumbs=here(shown),
        draft=f"session-note-{tabling}",
    )


@page(RECORD)
def recusal(request: ReaderRequest, code: str, tabling: int) -> HttpResponse:
    """Somebody leaves the room for this item."""
    shown, line, found = _line_at(request, code, tabling)
    people = people_of(shown.seats, [one.person_id for one in line.left])

    def run(form: RecuseForm) -> Outcome:
        person = Person.objects.unguarded("回避的人：从党工委成员中选").get(pk=form.cleaned_data["person"])
        return recuse(by=actor(request), tabling=found, holding=shown.holding, person=person, reason=form.cleaned_data["reason"])

    return act_page(
        request,
        title=f"回避：{_called(line)}",
        lead="讨论和表决这个议题时离开会场，不计入应到和实到。",
        form=RecuseForm(sent(request), people=people),
        run=run,
        done="已登记回避。",
        back=here(shown)[-1].url,
        crumbs=here(shown),
        submit="登记",
    )


@page(RECORD)
def back_in(request: ReaderRequest, code: str, recusal: int) -> HttpResponse:
    """It was entered by mistake."""
    shown = session_at(request, code, RECORD)
    if all(left.id != recusal for line in shown.lines for left in line.left):
        raise Http404
    found = Recusal.objects.seen_by(request.reader, RECORD).select_related("tabling").get(pk=recusal)
    return _asked(request, shown, "取消回避", lambda: undo_recusal(by=actor(request), recusal=found, holding=shown.holding), "已取消。")


@page(RECORD)
def off(request: ReaderRequest, code: str, tabling: int) -> HttpResponse:
    """The topic waits for another session."""
    shown, line, found = _line_at(request, code, tabling)
    done = f"“{_called(line)}”已撤下，回到待上会。"
    return _asked(
        request,
        shown,
        f"撤下：{_called(line)}",
        lambda: take_off_agenda(by=actor(request), tabling=found, holding=shown.holding),
        done,
    )


def _asked(request: ReaderRequest, shown: SessionShown, title: str, run: Callable[[], Outcome], done: str) -> HttpResponse:
    """A button that asks before it acts."""
    return act_page(
        request,
        title=title,
        lead=presentation.lead_of(shown),
        form=PageForm(sent(request)),
        run=lambda _: run(),
        done=done,
        back=here(shown)[-1].url,
        crumbs=here(shown),
        submit="确认",
    )


def _supervise_form(request: ReaderRequest, shown: SessionShown, topic: TopicShown) -> SuperviseForm:
    """Who proposed it is suggested to do it, where that is not the committee itself; posts are those that the register knows."""
    proposer, names = topic.topic.proposer, names_offered(request.reader, STEER)
    suggested = str(proposer) if proposer.pk != shown.committee.pk and str(proposer) in names else ""
    form = SuperviseForm(sent(request), today=today(), initial={"first": HEAD, "organisation": suggested})
    form.offer("organisation", names)
    known = posts_known(request.reader, STEER, today(), first=proposer.pk)
    below = posts_below_head(shown.seats)
    form.offer("first", [HEAD, *known])
    form.offer("direct", list(dict.fromkeys([*below, *known])))
    form.offer("executing", known)
    return form


@page(STEER)
def follow(request: ReaderRequest, code: str, tabling: int) -> HttpResponse:
    """The decision becomes a supervised matter; what is to be done stands in the decision and is not typed."""
    shown, line, _ = _line_at(request, code, tabling, STEER)
    topic = line.topic
    stage = next((one for one in topic.stages if one.tabling.pk == tabling), None) if topic is not None else None
    if topic is None or stage is None:
        raise Http404
    form = _supervise_form(request, shown, topic)

    def run(form: SuperviseForm) -> Outcome:
        def do(place: Organisation) -> Outcome:
            return supervise(by=actor(request), topic=topic.topic, stage=stage, to=place, charge=form.charge)

        return at_named(request, form.cleaned_data["organisation"], field="organisation", act=STEER, do=do)

    return act_page(
        request,
        title=f"列入督办：{_called(line)}",
        lead="决定：" + "；".join(stage.decisions),
        form=form,
        run=run,
        done="已列入督办，进展在督办事项里登记；逾期的自动回到待上会。",
        back=here(shown)[-1].url,
        crumbs=here(shown),
        submit="列入督办",
    )
