"""One ceremony: its programme, guests and papers; the figures for a speech."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.gatherings.forms.adjusting import CancelForm
from zhibu.kernel.clock import today
from zhibu.mechanism.commemoration.documents import FORMATS, ceremony_paper, figures_paper
from zhibu.mechanism.commemoration.presentation import (
    figure_facts,
    guest_items,
    held_back,
    lead_of,
    paper_acts,
    programme_rows,
    seat_items,
    when_and_where,
)
from zhibu.mechanism.commemoration.queries.ceremony import Shown
from zhibu.mechanism.commemoration.queries.figures import Told, figures_of
from zhibu.mechanism.commemoration.services.preparing import call_off
from zhibu.mechanism.commemoration.terms import EXPORT, RECORD, SEE, PaperKind
from zhibu.mechanism.commemoration.views.reaching import ceremony_of, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Head

FIGURES: Final = "参考数据"
FIGURES_LEAD: Final = "写讲话稿用的数字：每一个都写明怎么算的，点开看记录。系统不写讲话稿。"


@page(SEE)
def ceremony(request: ReaderRequest, code: str) -> HttpResponse:
    """What happens in which order; who is invited; what can be printed."""
    one, reader = ceremony_of(request, code), request.reader
    path = one.gathering.host.now_path
    edits = one.open and reader.may(RECORD, path)
    prints = reader.may(EXPORT, path)
    head = Head(
        one.gathering.title,
        lead_of(one),
        way_to(one)[:1],
        [Act("会议活动", reverse("gathering", args=[code])), Act(FIGURES, reverse("ceremony_figures", args=[code]))],
        [Act("取消活动", reverse("ceremony_cancel", args=[code]))] if edits and one.planned else [],
    )
    context = {
        "head": head,
        "held_back": held_back(one),
        "lines": programme_rows(one, edits=edits),
        "guests": guest_items(one, edits=edits),
        "seats": seat_items(one),
        "papers": paper_acts(one) if prints else [],
        "line_new": reverse("ceremony_line_new", args=[code]) if edits else "",
        "guest_new": reverse("ceremony_guests", args=[code]) if edits else "",
        "delegations": reverse("ceremony_delegations", args=[code]) if edits else "",
    }
    return render(request, "commemoration/ceremony.html", context)


@page(RECORD)
def cancel(request: ReaderRequest, code: str) -> HttpResponse:
    """It is not held: asked here, since whoever prepares it looks for it here."""
    one = ceremony_of(request, code, RECORD)
    return act_page(
        request,
        title=f"取消：{one.gathering.title}",
        lead=f"{when_and_where(one)}。取消以后仍可查看，议程、来宾、座次不再改动；需要的话另外筹备一次。",
        form=CancelForm(sent(request), today=today()),
        run=lambda form: call_off(by=actor(request), ceremony=one.ceremony, reason=form.cleaned_data["reason"]),
        done="已取消。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
        submit="确认取消活动",
    )


def _told(request: ReaderRequest, one: Shown) -> list[Told]:
    gathering = one.gathering
    return figures_of(request.reader, gathering.host, on=min(gathering.on, today()), today=today())


@page(SEE)
def figures(request: ReaderRequest, code: str) -> HttpResponse:
    """Numbers with their sources; no prose."""
    one = ceremony_of(request, code)
    may = request.reader.may(EXPORT, one.gathering.host.now_path)
    acts = [Act("下载 Word", reverse("ceremony_paper", args=[code, PaperKind.FIGURES, "docx"]))] if may else []
    context = {"head": Head(FIGURES, FIGURES_LEAD, way_to(one), acts), "facts": figure_facts(_told(request, one))}
    return render(request, "commemoration/figures.html", context)


@page(EXPORT)
def paper(request: ReaderRequest, code: str, kind: str, ending: str) -> HttpResponse:
    """A file."""
    if kind not in PaperKind.labels() or ending not in FORMATS[PaperKind.stored(kind)]:
        raise Http404
    wanted, one, by = PaperKind.stored(kind), ceremony_of(request, code, EXPORT), actor(request)

    def make() -> bytes:
        if wanted is PaperKind.FIGURES:
            return figures_paper(_told(request, one), shown=one, actor=by)
        return ceremony_paper(wanted, ending, shown=one, actor=by)

    return made_or_not(request, f"{one.gathering.title}_{wanted.label}.{ending}", way_to(one), make)
