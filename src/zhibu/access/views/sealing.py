"""The seals as the auditor sees them: how far they reach, the head to take away, and the verification of the whole trail."""

import threading
from typing import Final

from django.contrib import messages
from django.db import connections
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhibu.access.pages import actor, page
from zhibu.access.presentation import chain_lines, finding_items, outcome, sent_lines, verification_events
from zhibu.access.queries.audit import chain_states
from zhibu.access.queries.sealing import sent, verifications
from zhibu.access.views.audit import ACT
from zhibu.kernel.clock import now
from zhibu.trail.heads import HEADING, current
from zhibu.trail.models import Verification
from zhibu.trail.verifications import begin, carry_out
from zhibu.web.components import Progress
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

AT_ONCE: Final = 50_000
"""Rows that are verified while the browser waits, in less than a second; more of them show their progress."""
AUDIT: Final = "日志审计"


def _crumbs() -> tuple[Crumb, ...]:
    return (Crumb(AUDIT, reverse("audit")),)


@page(ACT)
def chain(request: ReaderRequest) -> HttpResponse:
    """How far the logs are sealed, and the head of this moment for paper."""
    head = Head(
        "封存情况",
        "日志逐条带校验值，成批封存后前后相扣；改动、删去或插入都会显出来。",
        _crumbs(),
        acts=(Act("核对日志", reverse("audit_verify"), "go"), Act("下载末值", reverse("audit_head"))),
    )
    context = {"head": head, "facts": chain_lines(chain_states()), "line": current(now()), "sent": sent_lines(sent())}
    return render(request, "access/chain.html", context)


@never_cache
@page(ACT)
def head_file(request: ReaderRequest) -> HttpResponse:
    """The head of this moment as a file, in the form of those that go out every day."""
    del request
    line, moment = current(now()), now()
    text = HEADING + (f"{line.text}\n" if line else "# 日志还没有封存过。\n")
    return HttpResponse(
        text,
        content_type="text/plain; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="zhibu-head-{moment.date().isoformat()}.txt"'},
    )


@page(ACT)
def verification(request: ReaderRequest) -> HttpResponse:
    """What the last verification found, and the way to the next one."""
    if request.method == "POST":
        _start(request)
        return HttpResponseRedirect(reverse("audit_verify"))
    found = verifications(now())
    context = {
        "head": Head("核对日志", "把全部日志逐条重新核对一遍，只读不改。", _crumbs(), acts=(Act("封存情况", reverse("audit_chain")),)),
        "progress": _progress(found.running) if found.running else None,
        "last": found.last,
        "outcome": outcome(found.last) if found.last else [],
        "items": finding_items(found.findings),
        "more": found.last.found - len(found.findings) if found.last else 0,
        "earlier": verification_events(found.earlier),
    }
    return render(request, "access/verification.html", context)


def _start(request: ReaderRequest) -> None:
    """A short trail now, a long one beside the server's other work."""
    by = actor(request)
    made = begin(by=by)
    if made is None:
        messages.info(request, "已经在核对，请等它完成。")
    elif made.total <= AT_ONCE:
        carry_out(by=by, verification=made)
    else:

        def beside() -> None:
            try:
                carry_out(by=by, verification=made)
            finally:
                connections.close_all()

        threading.Thread(target=beside, name=f"verification {made.pk}").start()


def _progress(running: Verification) -> Progress:
    return Progress("正在核对日志", running.done, max(1, running.total), reverse("audit_verify_progress"))


@page(ACT)
def progress(request: ReaderRequest) -> HttpResponse:
    """The bar while a verification is made; when it has ended the page is loaded anew."""
    running = verifications(now()).running
    if running is None:
        return HttpResponse(headers={"HX-Redirect": reverse("audit_verify")})
    return render(request, "web/parts/progress.html", {"progress": _progress(running)})
