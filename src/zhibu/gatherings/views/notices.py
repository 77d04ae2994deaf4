"""The notice of a meeting: to print in large type, or to copy into the work group."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.gatherings.forms.telling import TellForm
from zhibu.gatherings.notices import notice_of
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.gathering_page import gathering_shown
from zhibu.gatherings.queries.reached import holdings_of
from zhibu.gatherings.queries.telling import SUBJECT, to_tell
from zhibu.gatherings.reaching import gathering_of, page_of, way_to
from zhibu.gatherings.rules.telling import outside
from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.clock import today
from zhibu.messages import services
from zhibu.messages.rules import Wanted, neutral
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Act, Head

TELL: Final = "publish_messages"
NOBODY: Final = Empty("没有可以发站内消息的人", "应到的人都收到了，或者没有账号：没有账号的，打印通知送给本人。")


@page(RECORD)
def notice(request: ReaderRequest, code: str) -> HttpResponse:
    """For whoever plans it; nobody who is absent or on leave is named."""
    found = gathering_of(request, code, RECORD)
    shown = gathering_shown(found, request.reader, calendar=RECORD)
    lead = "发送前请再看一遍；打印出来的只有通知本身。"
    tells = found.on >= today() and any(request.reader.may(TELL, path) for path in shown.paths)
    acts = [Act("发给本人", reverse("gathering_tell", args=[code]))] if tells else []
    context = {"head": Head("会议通知", lead, way_to(found), acts), "notice": notice_of(shown), "on": today(), "back": page_of(found)}
    return render(request, "gatherings/notice.html", context)


@page(TELL)
def tell(request: ReaderRequest, code: str) -> HttpResponse:
    """The notice as a message to some of those expected, each alone; whoever has no account is named for the paper."""
    found = gathering_of(request, code, TELL)
    said = notice_of(gathering_shown(found, request.reader, calendar=TELL))
    everybody = to_tell(found, holdings_of(request.reader, found, TELL), said.text, today=today())
    cancelled = found.state == GatheringState.CANCELLED
    wanted = Wanted(outside(found.on, found.begins, cancelled=cancelled), neutral(found.place), said.text, found.on)
    return act_page(
        request,
        title="把通知发给本人",
        lead=f"{found.title} · 标题只写“{wanted.title}”，内容是会议通知全文。",
        form=TellForm(sent(request), offered=[one for one in everybody if one.reached and not one.told]),
        run=lambda form: services.tell(by=actor(request), whom=form.chosen, wanted=wanted, subject_kind=SUBJECT, subject_code=code),
        done="已发出。",
        back=page_of(found),
        crumbs=way_to(found),
        submit="发给选中的人",
        template="gatherings/tell.html",
        beside={
            "offered": any(one.reached and not one.told for one in everybody),
            "told": [one.name for one in everybody if one.told],
            "on_paper": [one for one in everybody if not one.reached],
            "nobody": NOBODY,
        },
    )
