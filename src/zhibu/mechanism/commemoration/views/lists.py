"""Ceremonies of a reach, and a new one."""

from secrets import token_urlsafe
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.gatherings.queries.presets import candidates, chair_by_post
from zhibu.gatherings.rules.catalogue import CATALOGUE
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.commemoration.forms import BeginForm
from zhibu.mechanism.commemoration.models import Ceremony
from zhibu.mechanism.commemoration.presentation import TITLE, item_of
from zhibu.mechanism.commemoration.queries.ceremony import awarded_of, ceremonies, granted_since, numbers_of
from zhibu.mechanism.commemoration.rules.programme import begin_with
from zhibu.mechanism.commemoration.services.preparing import begin_ceremony
from zhibu.mechanism.commemoration.terms import EXPORT, RECORD, SEE
from zhibu.register.models import Organisation
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import Panel

LEAD: Final = "“七一”“八一”等庆祝活动：议程、来宾、座次、主持词提纲和参考数据。"
NOTHING: Final = "筹备一次庆祝活动时，议程按节日和本年度的表彰自动列出，来宾和座次登记以后可以打印。"
SHOWN: Final = 50
TOKEN: Final = 18


@page(SEE)
def listing(request: ReaderRequest) -> HttpResponse:
    """What comes, and what was."""
    found, day = list(ceremonies(request.reader, SEE)[:SHOWN]), today()
    guests = numbers_of(found)
    comes = [item_of(one, guests.get(one.pk, 0)) for one in reversed(found) if one.gathering.on >= day]
    was = [item_of(one, guests.get(one.pk, 0)) for one in found if one.gathering.on < day]
    plan = [Act("筹备庆祝活动", reverse("ceremony_new"), "go")] if request.reader.may_anywhere(RECORD) else []
    papers = [Act("证书和名单", reverse("certificates"))] if request.reader.may_anywhere(EXPORT) else []
    panels = [Panel(title, items) for title, items in (("将要举行", comes), ("已经举行", was)) if items]
    empty = None if found else Empty("还没有庆祝活动", NOTHING, plan)
    return render(
        request, "commemoration/listed.html", {"head": Head(TITLE, LEAD, acts=[*papers, *plan]), "panels": panels, "empty": empty}
    )


@page(RECORD)
def begin(request: ReaderRequest) -> HttpResponse:
    """The programme is drawn up from the occasion and the honours of the year."""
    holders = CATALOGUE[GatheringKind.CEREMONY].holders
    offered = [one for one in candidates(request.reader) if one.kind in holders]
    hosts = [(one.code, one.name) for one in offered]
    own = next((one.code for one in offered if one.path == request.reader.home_path), hosts[0][0] if hosts else "")
    by_code = {one.code: one for one in offered}

    def run(form: BeginForm) -> Outcome:
        said = form.begin
        host = Organisation.objects.seen_by(request.reader, RECORD).get(code=form.cleaned_data["organisation"])
        honours = granted_since(request.reader, host, said.on)
        speaker = chair_by_post(by_code[host.code], request.reader, on=said.on)
        lines = begin_with(said.occasion, awarded_of(honours), secretary=speaker)
        return begin_ceremony(by=actor(request), host=host, begin=said, lines=lines)

    def back(outcome: Outcome) -> str:
        made = Ceremony.objects.seen_by(request.reader, SEE).select_related("gathering").get(pk=outcome.row_id)
        return reverse("ceremony", args=[made.gathering.code])

    return act_page(
        request,
        title="筹备庆祝活动",
        lead="只填时间和地点；议程、领奖名单从记录里列出，以后可以逐项修改。",
        form=BeginForm(sent(request), hosts=hosts, today=today(), initial={"organisation": own, "token": token_urlsafe(TOKEN)}),
        run=run,
        done="已列出议程，可以逐项修改。",
        back=back,
        crumbs=[Crumb(TITLE, reverse("ceremonies"))],
        submit="开始筹备",
    )
