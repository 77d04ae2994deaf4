"""Where one is signed in, which devices are remembered, what was printed for one's account; each can be ended."""

from datetime import timedelta

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhibu.access.middleware import SESSION_KEY
from zhibu.access.pages import ANYBODY, account_of_request, actor, page
from zhibu.access.presentation_factors import SLIP_NOTE, device_lines, session_lines, slip_facts, state_in_words
from zhibu.access.services import end_other_sessions, end_own_session, forget_device
from zhibu.accounts.queries import devices_of, sessions_of, slip_of
from zhibu.kernel.clock import now
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Head


@page(ANYBODY)
def sessions(request: ReaderRequest) -> HttpResponse:
    """Everything with which somebody could come in as oneself."""
    account, moment = account_of_request(request), now()
    here = str(request.session.get(SESSION_KEY, ""))
    found = sessions_of(account.account_id, since=moment - timedelta(seconds=settings.SESSION_LONGEST_SECONDS))
    slip = slip_of(account.account_id, moment)
    acts = [Act("修改密码", reverse("password")), Act("二次验证", reverse("second_factor"))]
    if request.reader.may_anywhere("hold_tokens"):
        acts.append(Act("接口令牌", reverse("my_tokens")))
    context = {
        "head": Head("我的登录", "您的账号在哪里登录着；不认得的，请退出它，再修改密码。", acts=acts),
        "sessions": session_lines(found, here),
        "devices": device_lines(devices_of(account.account_id, moment)),
        "slip": slip_facts(slip) if slip else [],
        "slip_note": SLIP_NOTE,
        "factor": state_in_words(account.factor),
    }
    return render(request, "access/sessions.html", context)


@require_POST
@page(ANYBODY)
def end(request: ReaderRequest, handle: str) -> HttpResponse:
    """One other browser is signed out."""
    if not end_own_session(by=actor(request), handle=handle):
        raise Http404
    messages.success(request, "那一处的登录已退出。")
    return HttpResponseRedirect(reverse("my_sessions"))


@require_POST
@page(ANYBODY)
def end_others(request: ReaderRequest) -> HttpResponse:
    """All others are, and no device is remembered any more."""
    end_other_sessions(by=actor(request), keep_session=str(request.session.get(SESSION_KEY, "")))
    messages.success(request, "别处的登录已全部退出，记住的设备也都取消了。")
    return HttpResponseRedirect(reverse("my_sessions"))


@require_POST
@page(ANYBODY)
def forget(request: ReaderRequest, device_id: int) -> HttpResponse:
    """One device is asked for the second factor again."""
    if not forget_device(by=actor(request), device_id=device_id):
        raise Http404
    messages.success(request, "这台设备不再记住，下次登录要输入验证码。")
    return HttpResponseRedirect(reverse("my_sessions"))
