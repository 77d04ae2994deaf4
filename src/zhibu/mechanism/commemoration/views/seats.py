"""Who sits where: the plan, the hall, swaps."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.mechanism.commemoration.forms import HallForm, SwapForm
from zhibu.mechanism.commemoration.presentation import block_words, left_words, plan_rows, seats_lead
from zhibu.mechanism.commemoration.queries.ceremony import Shown
from zhibu.mechanism.commemoration.services.preparing import forget_swaps, set_hall, swap_seats
from zhibu.mechanism.commemoration.terms import EXPORT, RECORD, SEE, PaperKind
from zhibu.mechanism.commemoration.views.reaching import ceremony_of, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

SEATS: Final = "座次图"
NO_HALL: Final = "写明会场有几排、每排几个座位，来宾、领奖的人和各单位的座次就自动排好。"


def _here(one: Shown) -> list[Crumb]:
    return [*way_to(one), Crumb(SEATS, reverse("ceremony_seats", args=[one.gathering.code]))]


@page(SEE)
def seats(request: ReaderRequest, code: str) -> HttpResponse:
    """The hall as it is, and which seats each block has."""
    one, reader = ceremony_of(request, code), request.reader
    path, plan = one.gathering.host.now_path, one.plan
    edits = one.open and reader.may(RECORD, path)
    hall = [Act("会场大小", reverse("ceremony_hall", args=[code]), "plain" if plan.rows else "go")] if edits else []
    more = [Act("换座", reverse("ceremony_swap", args=[code]))] if edits and plan.taken else []
    again = [Act("恢复自动排座", reverse("ceremony_seats_reset", args=[code]))] if edits and one.swaps else []
    printed = [Act("打印（PDF）", reverse("ceremony_paper", args=[code, PaperKind.SEATS, "pdf"]), "go")] if plan.taken else []
    acts = [*hall, *more, *again, *(printed if reader.may(EXPORT, path) else [])]
    context = {
        "head": Head(SEATS, seats_lead(plan), way_to(one), acts if plan.rows else []),
        "empty": None if plan.rows else Empty("还没有登记会场", NO_HALL, hall),
        "rows": plan_rows(plan),
        "numbers": range(1, plan.seats + 1),
        "blocks": block_words(plan),
        "left_over": left_words(plan) if plan.rows else [],
    }
    return render(request, "commemoration/seats.html", context)


@page(RECORD)
def hall(request: ReaderRequest, code: str) -> HttpResponse:
    """How large it is."""
    one = ceremony_of(request, code, RECORD)
    known = {"rows": one.ceremony.rows or None, "seats": one.ceremony.seats or None}
    return act_page(
        request,
        title="会场大小",
        lead=one.gathering.place,
        form=HallForm(sent(request), initial=known),
        run=lambda form: set_hall(by=actor(request), ceremony=one.ceremony, **form.cleaned_data),
        done="座次已排好。",
        back=_here(one)[-1].url,
        crumbs=_here(one),
    )


@page(RECORD)
def swap(request: ReaderRequest, code: str) -> HttpResponse:
    """Two change seats."""
    one = ceremony_of(request, code, RECORD)
    plan = one.plan
    return act_page(
        request,
        title="换座",
        lead="两个人对调；以后名单有变动，对调仍然有效。",
        form=SwapForm(sent(request), plan=plan),
        run=lambda form: swap_seats(by=actor(request), ceremony=one.ceremony, plan=plan, **form.cleaned_data),
        done="已对调。",
        back=_here(one)[-1].url,
        crumbs=_here(one),
        submit="对调",
    )


@page(RECORD)
def reset(request: ReaderRequest, code: str) -> HttpResponse:
    """As they are worked out."""
    one = ceremony_of(request, code, RECORD)
    return act_page(
        request,
        title="恢复自动排座",
        lead=f"取消 {len(one.swaps)} 次对调。",
        form=PageForm(sent(request)),
        run=lambda _: forget_swaps(by=actor(request), ceremony=one.ceremony),
        done="已恢复。",
        back=_here(one)[-1].url,
        crumbs=_here(one),
        submit="恢复",
    )
