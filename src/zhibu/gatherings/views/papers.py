"""The papers of a meeting: notice, sign-in sheet, agenda, minutes, each as Word and PDF in one click."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.exchange.papers import FORMATS, LIST_FORMATS
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.papers import meeting_paper, write_as
from zhibu.gatherings.queries.ledgers import Asked, ledgers_of
from zhibu.gatherings.queries.papers import Meeting
from zhibu.gatherings.reaching import gathering_of
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.gatherings.terms.papers import OF_A_MEETING, PaperKind
from zhibu.kernel.clock import today
from zhibu.kernel.unusable import Unusable
from zhibu.web.components import Item
from zhibu.web.downloads import made_or_not, new_file, not_made, paper_response
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Act, Crumb, Head

ACT: Final = "export_ledgers"
WHAT: Final = {
    PaperKind.NOTICE: "时间、地点、参加人员和议程",
    PaperKind.SIGN_IN: "大字，按姓名拼音排列，只有姓名，没有电话和号码",
    PaperKind.AGENDA: "附上次会议的决议",
    PaperKind.MINUTES: "到会情况和人数计算、表决结果和依据、决议、签批人、版本",
}


@page(ACT)
def papers(request: ReaderRequest, code: str) -> HttpResponse:
    """Which papers there are."""
    one = gathering_of(request, code, ACT)
    items = [(Item(kind.label, WHAT[kind]), [_link(one, kind, ending) for ending in FORMATS]) for kind in OF_A_MEETING]
    items += [(Item(f"{kind.label}台账", "这一次会议的各行"), _ledger_links(one, kind)) for kind in ledgers_of(one)]
    lead = f"{one.on.isoformat()} · 由会议记录自动生成，内容改了重新下载即可"
    head = Head("会议文书", lead=lead, crumbs=[Crumb(one.title, reverse("gathering", args=[code]))])
    return render(request, "gatherings/papers.html", {"head": head, "papers": items})


def _ledger_links(one: Gathering, kind: LedgerKind) -> list[Act]:
    return [Act(label, reverse("gathering_ledger", args=[one.code, str(kind), ending])) for ending, label in LIST_FORMATS.items()]


@page(ACT)
def ledger(request: ReaderRequest, code: str, kind: str, ending: str) -> HttpResponse:
    """The rows of one meeting in a ledger."""
    one = gathering_of(request, code, ACT)
    if kind not in set(map(str, LedgerKind)) or ending not in LIST_FORMATS:
        raise Http404
    wanted, stream = LedgerKind.stored(kind), new_file()
    asked = Asked.of_meeting(request.reader, wanted, one, act=ACT)
    try:
        write_as(stream, ending=ending, kind=wanted, asked=asked, actor=actor(request), place=str(one.host))
    except Unusable as refusal:
        return not_made(request, refusal.reason, [Crumb("会议文书", reverse("gathering_papers", args=[code]))])
    name = f"{one.on.isoformat()}_{one.title}_{wanted.label}.{ending}"
    return paper_response(stream, name)


def _link(one: Gathering, kind: PaperKind, ending: str) -> Act:
    return Act(FORMATS[ending], reverse("gathering_paper", args=[one.code, str(kind), ending]))


@page(ACT)
def file(request: ReaderRequest, code: str, kind: str, ending: str) -> HttpResponse:
    """One of them."""
    one = gathering_of(request, code, ACT)
    if kind not in set(map(str, OF_A_MEETING)) or ending not in FORMATS:
        raise Http404
    wanted = PaperKind.stored(kind)
    meeting = Meeting.of(one, request.reader, ACT, today=today())
    name = f"{one.on.isoformat()}_{one.title}_{wanted.label}.{ending}"
    return made_or_not(
        request,
        name,
        [Crumb("会议文书", reverse("gathering_papers", args=[code]))],
        lambda: meeting_paper(wanted, ending, meeting=meeting, actor=actor(request)),
    )
