"""Pages of polls: what one is asked and holds; answering; counting in paper; the end with its result."""

from typing import Final

from django.contrib import messages as words
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, actor, page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.polls import presentation, services
from zhibu.polls.brought import held_at
from zhibu.polls.forms import AnswerForm, OpenForm, PaperForm
from zhibu.polls.models import Poll
from zhibu.polls.queries import (
    is_on,
    parts_of,
    poll_seen,
    polls_for,
    polls_held,
    questions_of,
    seen_of,
    share_of,
    without_account,
)
from zhibu.polls.rules import may_close, open_on
from zhibu.polls.terms import HOLD, Purpose
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import Confirm
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

THANKS: Final = "已收下，谢谢。从现在起没有人知道哪一份是您的，所以不能再改。"


def _way(poll: Poll | None = None) -> list[Crumb]:
    steps = [Crumb("征求意见", reverse("polls"))]
    return [*steps, Crumb(poll.title, reverse("poll", args=[poll.code]))] if poll else steps


def _seen(request: ReaderRequest, code: str) -> Poll:
    found = poll_seen(request.reader, code)
    if found is None:
        raise Http404
    return found


def _held(request: ReaderRequest, code: str) -> Poll:
    """One that the reader holds: somebody who is only asked may not end it, nor whoever is judged by it."""
    found = _seen(request, code)
    path = held_at(found)
    if not request.reader.may(HOLD, path):
        raise NotAllowed(HOLD, path)
    return found


@page(ANYBODY)
def polls(request: ReaderRequest) -> HttpResponse:
    """What the reader is asked, and what is held where the reader holds polls."""
    holds = bool(request.reader.paths(HOLD))
    acts = [Act("征求意见", reverse("poll_new"), "go")] if holds else []
    context = {
        "head": Head("征求意见", lead="不记名，答不答由您决定；没有法律后果的事才在这里问。", acts=acts),
        "asked": presentation.items(polls_for(request.reader), today()),
        "held": presentation.items(polls_held(request.reader), today()) if holds else [],
        "holds": holds,
        "empty": presentation.NOTHING,
        "empty_held": presentation.NOTHING_HELD,
    }
    return render(request, "polls/list.html", context)


@page(HOLD)
def new(request: ReaderRequest) -> HttpResponse:
    """A poll opens; nothing of it is changed afterwards."""
    form = OpenForm(sent(request), today=today(), initial={"organisation": request.reader.home_name})
    form.offer("organisation", names_offered(request.reader, HOLD), fill=True)

    def run(form: OpenForm) -> Outcome:
        data = form.cleaned_data
        asked = services.Asked(
            data["title"], form.asked, data["until"], Purpose(data["purpose"]), data["lead"], data["opinions"], data["by_part"]
        )

        def do(place: Organisation) -> Outcome:
            return services.open_poll(by=actor(request), organisation=place, asked=asked)

        return at_named(request, data["organisation"], field="organisation", act=HOLD, do=do)

    return act_page(
        request,
        title="征求意见",
        lead="发起以后不能改，只能结束。没有账号的人用纸，由两个人各数一遍录入。",
        form=form,
        run=run,
        done="已发起，名册上的党员登录后就能看到。",
        back=_back_to,
        submit="发起",
        crumbs=_way(),
        draft="poll-new",
        template="polls/new.html",
        beside={"off": not is_on(request.reader.home_path, today())},
    )


def _back_to(outcome: Outcome) -> str:
    made = Poll.objects.unguarded("刚发起的征求意见的地址").code_of(outcome.row_id)
    return reverse("poll", args=[made])


@page(ANYBODY)
def poll(request: ReaderRequest, code: str) -> HttpResponse:
    """While it is open: the questions, for those who are asked. Afterwards: the result."""
    found = _seen(request, code)
    person_id = request.reader.person_id
    asked = share_of(found, person_id) is not None
    form = AnswerForm(sent(request), questions=questions_of(found), opinions=found.with_opinions)
    if request.method == "POST" and form.is_valid():
        outcome = services.answer(
            poll=found, person_id=person_id, chosen=form.chosen, opinion=form.cleaned_data.get("opinion", ""), today=today()
        )
        if outcome.done:
            words.success(request, THANKS)
            return HttpResponseRedirect(reverse("poll", args=[code]))
        form.refuse(outcome.decision)
    return _show(request, found, form, asked=asked)


def _show(request: ReaderRequest, found: Poll, form: AnswerForm, *, asked: bool) -> HttpResponse:
    seen = seen_of(found, request.reader.person_id)
    holds = request.reader.may(HOLD, held_at(found))
    takes = not any(open_on(seen.standing, today()))
    context = {
        "head": Head(found.title, lead=found.lead, crumbs=_way(), acts=presentation.acts(found, seen, holds=holds, paper=takes and holds)),
        "form": form if asked and takes and not seen.done else None,
        "done": seen.done,
        "kept": presentation.KEPT,
        "facts": presentation.facts(found, seen),
        "charts": presentation.charts(found),
        "opinions": presentation.opinions(found),
        "too_few": presentation.TOO_FEW if seen.standing.closed and not found.result else "",
        "unmatched": holds and seen.unmatched,
        "questions": questions_of(found),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "polls/poll.html", context, status=status)


@page(HOLD)
def paper(request: ReaderRequest, code: str) -> HttpResponse:
    """What came on paper, as one of two people has counted it."""
    found = _held(request, code)
    most = without_account(found)
    form = PaperForm(sent(request), questions=questions_of(found), parts=parts_of(found))
    return act_page(
        request,
        title="录入纸质答卷",
        lead=f"给没有账号的 {most} 人用。两个人各数一遍，各用自己的账号录入，看不到对方的数字；一样才算数。",
        form=form,
        run=lambda form: services.count_paper(by=actor(request), poll=found, part=form.part, counts=form.counts),
        done="已录入。两位同志录入一样的数字才计入。",
        back=reverse("poll", args=[code]),
        submit="录入",
        crumbs=_way(found),
    )


@page(HOLD)
def close(request: ReaderRequest, code: str) -> HttpResponse:
    """The end; it cannot be opened again."""
    found = _held(request, code)
    seen = seen_of(found, None)
    decision = may_close(closed=seen.standing.closed, unmatched=seen.unmatched)
    if request.method == "POST" and decision.allowed:
        outcome = services.close_poll(by=actor(request), poll=found)
        if outcome.done:
            words.success(request, "已结束。")
            return HttpResponseRedirect(reverse("poll", args=[code]))
        decision = outcome.decision
    confirm = Confirm(
        title=f"结束：{found.title}",
        submit="结束并公布结果",
        cancel=reverse("poll", args=[code]),
        consequences=presentation.consequences(seen.answered),
        decision=decision,
    )
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if request.method == "POST" else 200)
