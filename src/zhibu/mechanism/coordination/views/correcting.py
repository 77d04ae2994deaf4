"""A slip in an offer or a need is put right, by whoever may enter it."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.coordination import services
from zhibu.mechanism.coordination.forms import CorrectNeedForm, CorrectOfferForm
from zhibu.mechanism.coordination.rules.acts import Said
from zhibu.mechanism.coordination.terms import ENTER
from zhibu.mechanism.coordination.views.reaching import need_of, offer_of, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor

LEAD: Final = "写错了的在这里改，原来写的留在日志里。已经对接成项目的不再更正。"


@page(ENTER)
def offer(request: ReaderRequest, code: str) -> HttpResponse:
    """What can be given, said rightly."""
    found = offer_of(request, code, ENTER)
    stands = {"title": found.title, "kind": found.kind, "detail": found.detail, "since": found.since}
    initial = {**stands, "until": found.until if found.until != FAR else None}

    def run(form: CorrectOfferForm) -> Outcome:
        return services.correct_offer(by=actor(request), offer=found, said=Said(**form.cleaned_data))

    return act_page(
        request,
        title=f"更正资源：{found.title}",
        lead=LEAD,
        form=CorrectOfferForm(sent(request), today=today(), initial=initial),
        run=run,
        done="已更正资源。",
        back=reverse("coordination_offer", args=[code]),
        crumbs=way_to(found),
    )


@page(ENTER)
def need(request: ReaderRequest, code: str) -> HttpResponse:
    """What is wanted, said rightly."""
    found = need_of(request, code, ENTER)
    initial = {"title": found.title, "kind": found.kind, "detail": found.detail, "until": found.wanted_by}

    def run(form: CorrectNeedForm) -> Outcome:
        return services.correct_need(by=actor(request), need=found, said=Said(**form.cleaned_data))

    return act_page(
        request,
        title=f"更正需求：{found.title}",
        lead=LEAD,
        form=CorrectNeedForm(sent(request), today=today(), initial=initial),
        run=run,
        done="已更正需求。",
        back=reverse("coordination_need", args=[code]),
        crumbs=way_to(found),
    )
