"""Steps of a preparation that are done here because the records know them: talks, the meeting, the list."""

from collections.abc import Callable
from typing import Final, NamedTuple, TypeVar

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.forms import SeenForm
from zhibu.cases.presentation import Shown
from zhibu.cases.reaching import doing, way_to
from zhibu.cases.terms import ACT
from zhibu.gatherings.models import Holding
from zhibu.gatherings.permissions import RECORD
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.life_meetings import presentation, services
from zhibu.mechanism.life_meetings.forms import DerivedForm, FinishTalksForm, TalksForm
from zhibu.mechanism.life_meetings.queries.meetings import holding_of, listed_for
from zhibu.mechanism.life_meetings.queries.talks import Talks, talks_of
from zhibu.mechanism.life_meetings.rules.procedures import KEYS
from zhibu.mechanism.life_meetings.rules.talks import Somebody
from zhibu.mechanism.life_meetings.services import Noted
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import NotAllowed, ReaderRequest, actor
from zhibu.web.pages import Act, Head


class Words(NamedTuple):
    """What a page of a step says."""

    title: str
    lead: str
    done: str


FINISH: Final = "全部谈完，办结这一步"
NOBODY = Empty("没有班子成员", "在任的书记、委员登记以后，这里列出谁和谁谈。")


def _doing(request: ReaderRequest, code: str, step: str) -> tuple[Shown, Holding]:
    """A preparation of which the reader may do a step, with its meeting."""
    shown = doing(request, code, step)
    meeting = holding_of(shown.it.case) if shown.table.key in KEYS and step in shown.table.by_key else None
    if meeting is None:
        raise Http404
    return shown, meeting


def talks(request: ReaderRequest, code: str) -> HttpResponse:
    """Who has talked with whom: choose who, tick with whom. What was said is not asked."""
    shown, meeting = _doing(request, code, "talks")
    found = talks_of(meeting)
    speaker = found.seat(request.GET.get("who", "")) or _usual(request, found)
    form = _form(request, found, speaker) if request.reader.may(RECORD, meeting.organisation.now_path) else None
    return _talks_page(request, Asked(shown, meeting, found, speaker), form)


@page(RECORD)
def note_talks(request: ReaderRequest, code: str, who: str) -> HttpResponse:
    """What was ticked; sent from the page of the talks."""
    shown, meeting = _doing(request, code, "talks")
    if not request.reader.may(RECORD, meeting.organisation.now_path):
        raise NotAllowed(RECORD, meeting.organisation.now_path)
    found = talks_of(meeting)
    speaker = found.seat(who)
    form = _form(request, found, speaker)
    if form is None or request.method != "POST":
        return HttpResponseRedirect(reverse("life_step", args=[code, "talks"]))
    if form.is_valid():
        outcome = services.note_talks(by=actor(request), meeting=meeting, noted=Noted(who, form.people, form.cleaned_data["on"]))
        if outcome.done:
            messages.success(request, f"已登记 {len(form.people)} 次谈话。")
            return HttpResponseRedirect(reverse("life_step", args=[code, "talks"]))
        form.refuse(outcome.decision)
    return _talks_page(request, Asked(shown, meeting, found, speaker), form)


class Asked(NamedTuple):
    """What the page of talks is about."""

    shown: Shown
    meeting: Holding
    found: Talks
    speaker: Somebody | None


def _talks_page(request: ReaderRequest, asked: Asked, form: TalksForm | None) -> HttpResponse:
    found, code = asked.found, asked.shown.it.case.code
    here = reverse("life_step", args=[code, "talks"])
    context = {
        "head": _head(asked.shown, asked.meeting, found),
        "speakers": [
            {
                "label": one.name,
                "note": f"还有 {len(found.still(one))} 人",
                "url": f"{here}?who={one.code}",
                "current": one == asked.speaker,
            }
            for one in found.seats
        ],
        "speaker": asked.speaker,
        "note_url": reverse("life_talks_note", args=[code, asked.speaker.code]) if asked.speaker else "",
        "form": form,
        "missing": presentation.missing_items(found),
        "held": presentation.held_items(found),
        "nobody": None if found.seats else NOBODY,
    }
    return render(request, "life_meetings/talks.html", context, status=422 if form is not None and form.is_bound else 200)


def _usual(request: ReaderRequest, found: Talks) -> Somebody | None:
    """Whoever enters it, else the first who has still to talk with somebody, else the secretary."""
    own = [one for one in found.seats if one.person_id == request.reader.person_id]
    waiting = [one for one in found.seats if found.still(one)]
    return next(iter([*(one for one in own if found.still(one)), *waiting, *found.seats]), None)


def _form(request: ReaderRequest, found: Talks, speaker: Somebody | None) -> TalksForm | None:
    still = found.still(speaker) if speaker is not None else []
    return TalksForm(sent(request), today=today(), still=still, initial={"on": today()}) if still else None


def _head(shown: Shown, meeting: Holding, found: Talks) -> Head:
    lead = f"{meeting.organisation} · 会议 {meeting.on.isoformat()} · {presentation.how_far(found)} · 只记谁和谁、哪一天，不记内容"
    done = Act(FINISH, reverse("life_talks_done", args=[shown.it.case.code]), "plain" if found.missing else "go")
    return Head("谈心谈话", lead, way_to(shown), [done] if shown.state.waits("talks") and found.seats else [])


Seen = TypeVar("Seen", bound=SeenForm)


def _step_page(request: ReaderRequest, shown: Shown, form: Seen, run: Callable[[Seen], Outcome], words: Words) -> HttpResponse:
    """A step whose day and facts are known; whoever was overtaken reads what happened."""
    return act_page(
        request,
        title=f"{words.title}：{shown.it.case.title}",
        lead=words.lead,
        form=form,
        run=lambda form: form.answered(run(form)),
        done=words.done,
        back=shown.url("case"),
        crumbs=way_to(shown),
        submit=words.title,
    )


@page(ACT)
def talks_done(request: ReaderRequest, code: str) -> HttpResponse:
    """All of them were held, or it is said why not."""
    shown, meeting = _doing(request, code, "talks")
    lacking = len(talks_of(meeting).missing)
    lead = f"还有 {lacking} 次没有登记；谈过的请先登记。" if lacking else "应谈的都已登记。"
    return _step_page(
        request,
        shown,
        FinishTalksForm(sent(request), initial={"seen": shown.state.last}),
        lambda form: services.finish_talks(
            by=actor(request),
            case=shown.it.case,
            meeting=meeting,
            seen=form.cleaned_data["seen"],
            exception=form.cleaned_data["exception"],
        ),
        Words(FINISH, lead, "谈心谈话已办理。"),
    )


def held(request: ReaderRequest, code: str) -> HttpResponse:
    """The meeting was held: day, presence and signature stand in the gathering."""
    shown, meeting = _doing(request, code, "meet")
    return _step_page(
        request,
        shown,
        DerivedForm(sent(request), initial={"seen": shown.state.last}),
        lambda form: services.hold(by=actor(request), case=shown.it.case, meeting=meeting, seen=form.cleaned_data["seen"]),
        Words("会议已召开", f"日期、到会和签批取自会议记录（{meeting.on.isoformat()}），不用另填。", "转入会后：报告、通报、整改清单。"),
    )


def list_is_whole(request: ReaderRequest, code: str) -> HttpResponse:
    """The list is whole."""
    shown, _ = _doing(request, code, "list")
    number = listed_for(shown.it.case)
    return _step_page(
        request,
        shown,
        DerivedForm(sent(request), initial={"seen": shown.state.last}),
        lambda form: services.close_list(by=actor(request), case=shown.it.case, seen=form.cleaned_data["seen"]),
        Words("清单已列齐", f"清单里有 {number} 件整改事项；以后想起来的还可以再记。", "整改清单已列出，逐件跟到改完。"),
    )


PAGES: Final = {"talks": talks, "meet": held, "list": list_is_whole}


@page(ACT)
def step(request: ReaderRequest, code: str, step: str) -> HttpResponse:
    """A step that the records know more of than the engine would ask."""
    if step not in PAGES:
        raise Http404
    return PAGES[step](request, code)
