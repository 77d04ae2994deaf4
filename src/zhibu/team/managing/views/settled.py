"""Draft transfers and what was declined: cancelled, taken back, or asked again."""

from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhibu.kernel.clock import today
from zhibu.register.models import MoveProposal, MoveState
from zhibu.register.services.move_drafts import reconsider_move
from zhibu.team.managing.queries.settled import settled, settled_counts, told_to
from zhibu.team.managing.tables import SETTLED_FILTERS
from zhibu.team.managing.views.acting import EDIT, export_act, paths_of, scope_of
from zhibu.web import paging
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

LEADS: Final = {
    MoveState.ACCEPTED: "草稿不移动任何人；正式转接在全国党员管理信息系统办理。",
    MoveState.WITHDRAWN: "情况不变就不再提；重新提出以后，会回到归属建议里。",
}
NONE: Final = {
    MoveState.ACCEPTED: Empty("没有转接草稿", "在“归属建议”里采纳以后，草稿列在这里。"),
    MoveState.WITHDRAWN: Empty("没有不采纳的建议", "不采纳的建议连同理由列在这里。"),
}


@page(EDIT)
def drafts(request: ReaderRequest) -> HttpResponse:
    """Drafts, or what was declined."""
    state = PageState.read(request, filters=SETTLED_FILTERS, today=today())
    wanted = MoveState(state.value("state") or MoveState.ACCEPTED)
    paths = paths_of(request, scope_of(request, state))
    counts = settled_counts(request.reader, paths)
    count = Count(counts[str(wanted)])
    first, end = state.bounds(count)
    rows = settled(request.reader, paths, wanted, on=state.today, first=first, end=end)
    other = MoveState.WITHDRAWN if wanted == MoveState.ACCEPTED else MoveState.ACCEPTED
    link = state.href(state=str(other) if other == MoveState.WITHDRAWN else None)
    context = {
        "head": Head(
            "转接草稿" if wanted == MoveState.ACCEPTED else "不采纳的归属建议",
            LEADS[wanted],
            (Crumb("工作台", reverse("home")), Crumb("归属建议", reverse("settling_proposals"))),
            (Act(f"{other.label} {counts[str(other)]}", link), export_act("drafts_export", state)),
        ),
        "rows": rows,
        "declined": wanted == MoveState.WITHDRAWN,
        "count": count.words("条"),
        "empty": NONE[wanted],
        "pager": paging.numbered(page=state.number(count), last=paging.pages(count.value), href=state.href),
    }
    return render(request, "managing/drafts.html", context)


@require_POST
@page(EDIT)
def reconsider(request: ReaderRequest, proposal_id: int) -> HttpResponse:
    """What was declined is proposed again."""
    proposal = reach(told_to(request.reader, MoveProposal.objects.all()), request.reader, EDIT, pk=proposal_id)
    outcome = reconsider_move(by=actor(request), proposal=proposal)
    if outcome.done:
        messages.success(request, "已重新提出，回到归属建议里。")
        return HttpResponseRedirect(f"{reverse('settling_drafts')}?state={MoveState.WITHDRAWN}")
    head = Head("没有重新提出", crumbs=(Crumb("归属建议", reverse("settling_proposals")),))
    return render(request, "web/refused.html", {"head": head, "decision": outcome.decision}, status=409)
