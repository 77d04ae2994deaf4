"""The system keeper's page of the exchange: what waits, what went, what was refused; exchanging at once."""

from typing import Final

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhibu.access.pages import page
from zhibu.exchange.bundles import Refused
from zhibu.kernel.clock import now
from zhibu.postbox import presentation
from zhibu.postbox.queries import standing
from zhibu.postbox.services.carrying import exchange
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Head

RUN: Final = "run_system"
NOTHING: Final = Empty("门户上还没有内容", "颁发证书、公开光荣册、给单位联络人开通链接以后，内容会自动送到门户。")


@page(RUN)
def postbox(request: ReaderRequest) -> HttpResponse:
    """Numbers and moments; what pages and arrivals say is none of the keeper's."""
    found = standing()
    queue = settings.PORTAL_QUEUE
    context = {
        "head": Head("门户往来", lead="门户是给外面的人看的页面，另有进程和数据库，读不到这里的任何名册。"),
        "facts": presentation.facts_of(found, queue=str(queue or ""), address=settings.PORTAL_ADDRESS),
        "refusal": presentation.refusal_of(found),
        "pages": presentation.page_items(found),
        "refused": presentation.refused_items(found),
        "empty": NOTHING,
        "at_once": reverse("postbox_exchange") if queue else "",
    }
    return render(request, "postbox/postbox.html", context)


@require_POST
@page(RUN)
def at_once(request: ReaderRequest) -> HttpResponse:
    """Not waiting for the next minute."""
    if settings.PORTAL_QUEUE is None:
        messages.error(request, "没有设置往来目录，请用命令导出、收取。")
    else:
        try:
            taken = exchange(settings.PORTAL_QUEUE, now())
            messages.success(request, f"已往来一次，收到 {taken} 件。")
        except Refused as refusal:
            messages.error(request, str(refusal))
    return HttpResponseRedirect(reverse("postbox"))
