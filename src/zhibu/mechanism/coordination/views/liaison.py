"""Links of liaisons: issued, printed, renewed, revoked; and what came by them and was not taken."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.coordination import presentation, services
from zhibu.mechanism.coordination.forms import LinkForm, ReasonForm, SeenToForm
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink
from zhibu.mechanism.coordination.presentation_arrivals import arrival_items
from zhibu.mechanism.coordination.queries.lists import refused_unseen
from zhibu.mechanism.coordination.services.links import usual_end
from zhibu.mechanism.coordination.terms import ENTER, PAGE, SEE
from zhibu.mechanism.coordination.views.reaching import link_of, partner_of, steered, way, way_to
from zhibu.postbox.queries import link as outer
from zhibu.trail.reads import note_read
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, actor, reach
from zhibu.web.pages import Act, Head
from zhibu.web.qr import qr_code

LEAD: Final = "拿到链接的人不用登录就能代表单位答复，只交给单位的联络员；换了人就停用。链接里只有双方共建的事。"
NOTHING: Final = Empty("没有要处理的来件", "联络员凭链接发来、没有采用的，连同原因列在这里。")


@page(ENTER)
def issue(request: ReaderRequest, code: str) -> HttpResponse:
    """A way in for the unit's contact."""
    found = partner_of(request, code, ENTER)
    steered(request, found.organisation.now_path)
    form = LinkForm(sent(request), today=today(), initial={"until": usual_end(found.organisation.now_path, today())})
    return act_page(
        request,
        title=f"开通联络员链接：{found.name}",
        lead=LEAD,
        form=form,
        run=lambda form: services.issue_link(by=actor(request), partner=found, **form.cleaned_data),
        done="已开通，请打印后交给联络员。",
        back=lambda outcome: _letter_of(request, outcome),
        crumbs=way_to(found),
        submit="开通",
    )


def _letter_of(request: ReaderRequest, outcome: Outcome) -> str:
    code = LiaisonLink.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)
    return reverse("coordination_link_letter", args=[code])


@page(ENTER)
def letter(request: ReaderRequest, code: str) -> HttpResponse:
    """The address and its square code, to be printed and handed over; looking at it is logged."""
    found = link_of(request, code)
    live = presentation.is_live(found, today())
    url = outer(PAGE, found.key) if live else ""
    note_read(actor(request), "page", field=f"联络员链接 {code}", path=found.organisation.now_path)
    acts = [
        Act("停用", reverse("coordination_link_revoke", args=[code])),
        Act("续期", reverse("coordination_link_renew", args=[code])),
    ]
    context = {
        "head": Head(f"联络员链接：{found.partner.name}", LEAD, way_to(found.partner), acts if live else []),
        "found": found,
        "live": live,
        "url": url,
        "picture": qr_code(url, label="联络员链接二维码", scale=5) if url else "",
        "back": reverse("coordination_partner", args=[found.partner.code]),
    }
    return render(request, "coordination/link.html", context)


@page(ENTER)
def renew(request: ReaderRequest, code: str) -> HttpResponse:
    """Another address for another time."""
    found = link_of(request, code)
    form = LinkForm(
        sent(request), today=today(), initial={"until": usual_end(found.organisation.now_path, today()), "reason": found.reason}
    )
    return act_page(
        request,
        title=f"续期：{found.partner.name}",
        lead="续期会换一个新链接，原来的链接同时停用；请重新打印。",
        form=form,
        run=lambda form: services.renew_link(by=actor(request), link=found, **form.cleaned_data),
        done="已续期，请打印新链接。",
        back=lambda outcome: _letter_of(request, outcome),
        crumbs=way_to(found.partner),
        submit="续期",
    )


@page(ENTER)
def revoke(request: ReaderRequest, code: str) -> HttpResponse:
    """It opens nothing any more."""
    found = link_of(request, code)
    return act_page(
        request,
        title=f"停用链接：{found.partner.name}",
        form=ReasonForm(sent(request), today=today()),
        run=lambda form: services.revoke_link(by=actor(request), link=found, reason=form.cleaned_data["reason"]),
        done="已停用。",
        back=reverse("coordination_partner", args=[found.partner.code]),
        crumbs=way_to(found.partner),
        submit="停用",
    )


@page(ENTER)
def arrivals(request: ReaderRequest) -> HttpResponse:
    """What came by link and was not taken, with the reason: somebody calls the unit."""
    found = list(refused_unseen(request.reader, ENTER)[:100])
    context = {
        "head": Head("联络员来件", "没有采用的来件；请联系单位，或者由您登记。已采用的在需求、资源、项目里。", way()),
        "items": arrival_items(found, sees_to=True),
        "empty": NOTHING,
    }
    return render(request, "coordination/arrivals.html", context)


@page(ENTER)
def seen(request: ReaderRequest, number: int) -> HttpResponse:
    """Somebody has read it and saw to it."""
    found = reach(LiaisonArrival.objects.select_related("partner", "organisation"), request.reader, ENTER, seen=SEE, pk=number)
    steered(request, found.organisation.now_path)
    return act_page(
        request,
        title=f"来件已处理：{found.partner.name}",
        lead=f"{found.refused}来件写的是：{found.said}",
        form=SeenToForm(sent(request), today=today()),
        run=lambda _: services.arrival_seen(by=actor(request), arrival=found),
        done="已标记为处理过。",
        back=reverse("coordination_arrivals"),
        crumbs=way(),
        submit="已处理",
    )
