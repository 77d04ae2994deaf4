"""What was recorded lately in one's reach, and taking back an own mistake of the same day."""

from datetime import datetime, timedelta
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from zhibu.access.pages import ANYBODY, NotAllowed, actor, page
from zhibu.access.permissions import path_out_of_reach
from zhibu.access.queries.changes import recent_changes
from zhibu.access.terms import act_to_take_back
from zhibu.kernel.clock import now
from zhibu.register.services.undo import take_back as undo
from zhibu.trail.models import Operation
from zhibu.trail.terms import act_label
from zhibu.web.appearance import page_before
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import PAGE, decode_cursor, encode_cursor

PERIOD: Final = timedelta(days=30)
SHOWN: Final = 6
"""On the workbench."""


@page("see_register")
def changes(request: ReaderRequest) -> HttpResponse:
    """Operations of the last thirty days, newest first."""
    moment = now()
    if request.headers.get("HX-Request"):
        return _latest(request, moment)
    cursor = decode_cursor(request.GET.get("after", ""))
    before = cursor[0] if cursor and isinstance(cursor[0], int) else None
    found = recent_changes(request.reader, since=moment - PERIOD, now=moment, before=before, size=PAGE + 1)
    older = f"?after={encode_cursor((found[PAGE - 1].id,))}" if len(found) > PAGE else ""
    head = Head("最近变动", "最近 30 天，您负责范围内的登记和更正，最新的在前。", (Crumb("工作台", reverse("home")),))
    return render(request, "access/changes.html", {"head": head, "changes": found[:PAGE], "older": older, "newest": before is None})


def _latest(request: ReaderRequest, moment: datetime) -> HttpResponse:
    """The part of the workbench that comes when the page stands."""
    found = recent_changes(request.reader, since=moment - PERIOD, now=moment, size=SHOWN)
    return render(request, "access/parts/latest.html", {"changes": found})


@require_POST
@page(ANYBODY)
def take_back(request: ReaderRequest, operation_id: int) -> HttpResponse:
    """Undo an own act of today. Others' operations do not exist here; a right that has ended is said."""
    account_id = request.reader.account_id
    operation = Operation.objects.filter(pk=operation_id, account=account_id or 0).first()
    act = act_to_take_back(operation.act) if operation else ""
    if operation is None or not act:
        raise Http404
    lost = path_out_of_reach(request.reader, operation, act)
    if lost is not None:
        raise NotAllowed(act, lost)
    outcome = undo(by=actor(request), operation=operation)
    back = page_before(request)
    if outcome.done:
        messages.success(request, f"已撤回：{act_label(operation.act)}（{timezone.localtime(operation.at):%H:%M}）。")
        return HttpResponseRedirect(back)
    head = Head("没有撤回", act_label(operation.act), acts=(Act("返回", back, "go"),))
    return render(request, "access/not_taken_back.html", {"head": head, "decision": outcome.decision}, status=409)
