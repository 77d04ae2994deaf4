"""The code on the wall: shown by whoever takes the roll, scanned by a member who signed in on the own phone."""

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import ANYBODY, actor, page
from zhibu.gatherings.queries.reached import RECORD
from zhibu.gatherings.queries.wall import gathering_by, token_of
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.gatherings.services.wall_code import check_in, hide_code, show_code
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb, Head
from zhibu.web.qr import qr_code

OFF = Empty("没有显示到会码", "显示以后，党员在自己的手机上登录、扫码，就登记为到会。扫不扫由本人决定，点名照常进行。")


@page(RECORD)
def wall_code(request: ReaderRequest, code: str) -> HttpResponse:
    """Off until the organiser shows it; good for the day of the meeting alone."""
    gathering = gathering_of(request, code, RECORD)
    decision = Decision()
    if request.method == "POST":
        do = hide_code if request.POST.get("do") == "hide" else show_code
        outcome = do(by=actor(request), gathering=gathering)
        if outcome.done:
            return HttpResponseRedirect(reverse("gathering_wall_code", args=[code]))
        decision = outcome.decision
    token = token_of(gathering)
    address = request.build_absolute_uri(reverse("gathering_here", args=[token])) if token else ""
    context = {
        "head": Head(
            "到会码", lead=gathering.title, crumbs=[*way_to(gathering), Crumb("点名", reverse("gathering_attendance", args=[code]))]
        ),
        "decision": decision,
        "picture": qr_code(address, label="到会码", scale=8) if address else "",
        "address": address,
        "gathering": gathering,
        "off": OFF,
    }
    return render(request, "gatherings/wall_code.html", context, status=200 if decision.allowed else 422)


@page(ANYBODY)
def here(request: ReaderRequest, token: str) -> HttpResponse:
    """What a member sees who scans it: a button, and nothing is written before he presses it."""
    gathering = gathering_by(token, today())
    if gathering is None:
        raise Http404
    decision = Decision()
    if request.method == "POST":
        outcome = check_in(by=actor(request), gathering=gathering, person_id=request.reader.person_id)
        if outcome.done:
            messages.success(request, f"已登记到会：{gathering.title}。")
            return HttpResponseRedirect(reverse("my_attendance"))
        decision = outcome.decision
    head = Head("登记到会", lead=f"{gathering.on.isoformat()} {gathering.title}")
    context = {"head": head, "decision": decision, "gathering": gathering}
    return render(request, "gatherings/here.html", context, status=200 if decision.allowed else 422)
