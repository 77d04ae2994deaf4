"""The slip that the member carries: whom to call at either end. Outside it says nothing of what it is for (PRACTICE.md 4.2)."""

from django.http import HttpResponse
from django.shortcuts import render

from zhibu.kernel.clock import today
from zhibu.team.floating.terms import EDIT
from zhibu.team.floating.views.reaching import floating, way_to
from zhibu.trail.reads import note_read
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.pages import Head


@page(EDIT)
def slip(request: ReaderRequest, code: str) -> HttpResponse:
    """Printed, folded, handed over."""
    one = floating(request, code, EDIT)
    note_read(actor(request), "page", person_id=one.person.pk, field="联系卡", path=one.person.now_path)
    head = Head("联系卡", "打印后沿虚线对折，当面交给本人；交了以后在“流动登记情况”里记一下。", way_to(one))
    return render(request, "floating/slip.html", {"head": head, "one": one, "day": today()})
