"""Signing in by password or slip, the second factor, signing out, the own password, and the personas of the sample street."""

from typing import Final, cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.middleware.csrf import rotate_token
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhibu.access.forms import PasswordForm, SecondForm, SignInForm, SlipForm
from zhibu.access.middleware import SESSION_KEY, identify
from zhibu.access.pages import ANYBODY, account_of_request, actor, page, public
from zhibu.access.queries.personas import persona_of, personas
from zhibu.access.remembered import remember
from zhibu.access.services import change_own_password, give_second, sign_in_by_slip, sign_out, switch_persona, waiting_for_second
from zhibu.access.services import sign_in as try_sign_in
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now
from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Head

LAPSED: Final = "为安全已退出，您填写的内容已保存。重新登录后会回到刚才的页面。"
ANONYMOUS: Final = "登录"


def _where_to(request: HttpRequest, wanted: str) -> str:
    """Where to go on after the log-in: a page of ours, else the workbench."""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    own = wanted.split("?", 1)[0] in {reverse(name) for name in ("sign_in", "sign_in_slip", "second_step", "sign_out", "password")}
    return wanted if ours and not own else reverse("home")


def _nobody() -> Actor:
    """Who acts before it is known who it is."""
    return Actor(SystemReader(ANONYMOUS, label=ANONYMOUS), now())


def _asked(request: HttpRequest) -> str:
    return request.POST.get("next", "") if request.method == "POST" else request.GET.get("next", "")


def _onward(request: HttpRequest, wanted: str) -> HttpResponse:
    """The first factor was right: into the house, or to the second one."""
    rotate_token(request)
    if request.session.get(SESSION_KEY):
        return HttpResponseRedirect(_where_to(request, wanted))
    return HttpResponseRedirect(f"{reverse('second_step')}?{urlencode({'next': wanted})}" if wanted else reverse("second_step"))


@sensitive_post_parameters("password")
@never_cache
@public
def sign_in(request: HttpRequest) -> HttpResponse:
    """The log-in. Somebody whose session has ended is told so, and that nothing is lost."""
    wanted = _asked(request)
    if request.method != "POST" and identify(request):
        return HttpResponseRedirect(_where_to(request, wanted))
    lapsed = request.method != "POST" and bool(request.session.get(SESSION_KEY))
    form = SignInForm(request.POST or None, initial={"next": wanted})
    refused = Decision()
    if request.method == "POST" and form.is_valid():
        refused = try_sign_in(request, username=form.cleaned_data["username"], password=form.cleaned_data["password"], actor=_nobody())
        if refused.allowed:
            return _onward(request, wanted)
    if lapsed:
        request.session.flush()
    context = {
        "form": form,
        "decision": refused,
        "lapsed": LAPSED if lapsed else "",
        "personas": personas(),
        "by_slip": f"{reverse('sign_in_slip')}?{urlencode({'next': wanted})}" if wanted else reverse("sign_in_slip"),
    }
    return render(request, "access/sign_in.html", context)


@sensitive_post_parameters("code")
@never_cache
@public
def slip(request: HttpRequest) -> HttpResponse:
    """The second way in: a code on paper, for those who want no password."""
    wanted = _asked(request)
    if request.method != "POST" and identify(request):
        return HttpResponseRedirect(_where_to(request, wanted))
    form = SlipForm(request.POST or None, initial={"next": wanted})
    refused = Decision()
    if request.method == "POST" and form.is_valid():
        refused = sign_in_by_slip(request, code=form.cleaned_data["code"], actor=_nobody())
        if refused.allowed:
            return _onward(request, wanted)
    return render(request, "access/sign_in_slip.html", {"form": form, "decision": refused})


@sensitive_post_parameters("code")
@never_cache
@public
def second(request: HttpRequest) -> HttpResponse:
    """The second factor, of whoever has just given the first; nobody else has anything to do here."""
    wanted, by = _asked(request), _nobody()
    waiting = waiting_for_second(request, by)
    if waiting is None:
        return HttpResponseRedirect(reverse("sign_in"))
    form = SecondForm(request.POST or None, initial={"next": wanted})
    refused = Decision()
    if request.method == "POST" and form.is_valid():
        account, refused = give_second(request, code=form.cleaned_data["code"], actor=by)
        if account is not None:
            rotate_token(request)
            response = HttpResponseRedirect(_where_to(request, wanted))
            if form.cleaned_data["remember"]:
                remember(request, response, account=account, now=by.at)
            return response
    return render(request, "access/second.html", {"form": form, "decision": refused, "name": waiting.account.display_name})


@require_POST
@page(ANYBODY)
def leave(request: ReaderRequest) -> HttpResponse:
    """Sign out: the session ends on the server."""
    sign_out(request, actor=actor(request))
    messages.info(request, "您已退出登录。")
    return HttpResponseRedirect(reverse("sign_in"))


@sensitive_post_parameters("current", "new_password", "again")
@never_cache
@page(ANYBODY)
def password(request: ReaderRequest) -> HttpResponse:
    """A new password for oneself; with a first password nothing else can be opened."""
    form = PasswordForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = Account.objects.get(pk=request.reader.account_id or 0)
        decision = change_own_password(
            by=actor(request),
            username=account.username,
            current=form.cleaned_data["current"],
            password=form.cleaned_data["new_password"],
            keep_session=request.session.get(SESSION_KEY, ""),
        )
        if decision.allowed:
            messages.success(request, "密码已修改，在别处的登录已全部退出。")
            return HttpResponseRedirect(reverse("home"))
        form.refuse(decision)
    first = account_of_request(request).must_change_password
    lead = "这是初始密码，请先换成只有您知道的密码。" if first else "修改后，在别处的登录会全部退出。"
    cancel = "" if first else reverse("home")
    return render(request, "web/form_page.html", {"head": Head("修改密码", lead), "page": FormPage(form, "修改密码", cancel)})


@require_POST
@public
def persona(request: HttpRequest) -> HttpResponse:
    """See the sample street as another of its people; nowhere else does this address exist."""
    account = persona_of(request.POST.get("persona", "")) if settings.DEMO else None
    if account is None:
        raise Http404
    reader = cast("ReaderRequest", request).reader if identify(request) else SystemReader("演示", label="演示")
    by = Actor(reader, now())
    switch_persona(request, account=account, actor=by)
    rotate_token(request)
    return HttpResponseRedirect(reverse("home"))
