"""Tokens for other systems: the own ones, a new one shown once, all of them for the keeper of rights; each can be revoked."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from zhibu.access.forms import ReasonForm, TokenForm
from zhibu.access.models import Token
from zhibu.access.pages import account_of_request, actor, page, reach, reader_of_request
from zhibu.access.presentation_tokens import token_lines
from zhibu.access.queries.factors import needs_factor
from zhibu.access.queries.tokens import TokenLine, all_tokens, tokens_of
from zhibu.access.rules import may_hold_token
from zhibu.access.services.confirming import confirm_second
from zhibu.access.services.second_factor import confirm_password
from zhibu.access.services.tokens import make_token, revoke_token
from zhibu.access.terms import ACTS, TOKEN_ACTS
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.register.models import Organisation
from zhibu.web.acting import sent
from zhibu.web.components import Empty
from zhibu.web.forms import Confirm, FormPage
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head

HOLD: Final = "hold_tokens"
KEEPER: Final = "give_grants"
USUAL: Final = timedelta(days=89)
"""From today to the last day: ninety days."""
OFFERED: Final = 400
TITLE: Final = "接口令牌"
LEAD: Final = "让别的系统（如区里的平台）直接读写这里的数据，不再两边录入。对方只能做您勾选的事，写入都记在您的名下。"
NONE: Final = Empty("还没有接口令牌", "有系统要对接时再开通；对方的开发人员看“接口说明”。")


def _crumbs() -> tuple[Crumb, ...]:
    return Crumb("我的登录", reverse("my_sessions")), Crumb(TITLE, reverse("my_tokens"))


@page(HOLD)
def mine(request: ReaderRequest) -> HttpResponse:
    """Those of the own account, the newest first."""
    lines = tokens_of(request.reader.account_id)
    acts = (Act("接口说明", reverse("api")), Act("开通令牌", reverse("token_new"), "go"))
    return _list(request, Head(TITLE, LEAD, (Crumb("我的登录", reverse("my_sessions")),), acts), lines, "token_end", NONE)


@page(KEEPER)
def all_of_them(request: ReaderRequest) -> HttpResponse:
    """Whoever gives rights sees which of them machines hold."""
    lead = "各账号为别的系统开通的令牌；人走了、不用了的，请停用。"
    head = Head(TITLE, lead, (Crumb("账号与授权", reverse("accounts")),), (Act("接口说明", reverse("api")),))
    return _list(request, head, all_tokens(), "token_revoke", Empty("没有接口令牌", "有业务账号开通以后，会列在这里。"), owners=True)


def _list(request: ReaderRequest, head: Head, lines: Sequence[TokenLine], end: str, empty: Empty, *, owners: bool = False) -> HttpResponse:
    context = {"head": head, "groups": token_lines(lines, today(), end=end, owners=owners), "empty": empty}
    return render(request, "access/tokens.html", context)


@dataclass(frozen=True, slots=True)
class Offered:
    """What the form offers."""

    places: Sequence[tuple[str, str]]
    acts: Sequence[tuple[str, str]]


def _offered(request: ReaderRequest) -> Offered:
    reader = reader_of_request(request)
    found = Organisation.objects.seen_by(reader, HOLD).filter(dissolved_on=None).order_by("now_path")
    rows = found.values_list("code", "now_short_name", "now_name")[:OFFERED]
    acts = [(act, ACTS[act].label) for act in TOKEN_ACTS if reader.paths(act)]
    return Offered([(code, short or name) for code, short, name in rows], acts)


@sensitive_post_parameters("password", "code")
@never_cache
@page(HOLD)
def new(request: ReaderRequest) -> HttpResponse:
    """Name, span, scope; password and second factor once more; then the token, this once."""
    offered, day = _offered(request), today()
    second = account_of_request(request).factor.is_usable
    start = {"valid_from": day, "last_day": day + USUAL}
    form = TokenForm(sent(request), today=day, places=offered.places, acts=offered.acts, second=second, initial=start)
    first = _may_hold(request)
    if form.is_valid():
        form.refuse(_is_oneself(request, form) if first.allowed else first)
    if form.is_valid():
        said = form.cleaned_data
        made = make_token(
            by=actor(request),
            owner=reader_of_request(request),
            name=said["name"],
            organisation=reach(Organisation.objects.all(), request.reader, HOLD, code=said["organisation"]),
            acts=said["acts"],
            valid_from=said["valid_from"],
            valid_to=form.valid_to,
        )
        if made.decision.allowed:
            return _shown(request, made.secret, said["name"], said["last_day"])
        form.refuse(made.decision)
    head = Head("开通接口令牌", LEAD, _crumbs())
    context = {"head": head, "page": FormPage(form, "开通", reverse("my_tokens"), decision=None if form.is_bound else first)}
    return render(request, "web/form_page.html", context, status=422 if form.is_bound else 200)


def _may_hold(request: ReaderRequest) -> Decision:
    """Accounts of the sample street are never made to have a second factor."""
    account = account_of_request(request)
    needed = not account.demo and needs_factor(reader_of_request(request))
    return may_hold_token(needs_factor=needed, has_factor=account.factor.is_usable)


def _is_oneself(request: ReaderRequest, form: TokenForm) -> Decision:
    """The code is used up only when the password was right."""
    known = confirm_password(by=actor(request), password=form.cleaned_data["password"])
    if not known.allowed or "code" not in form.fields:
        return known
    return confirm_second(by=actor(request), code=form.cleaned_data["code"])


def _shown(request: ReaderRequest, secret: str, name: str, last_day: date) -> HttpResponse:
    head = Head("令牌已开通", "只显示这一次，请现在复制，当面或加密交给对方。", _crumbs())
    context = {"head": head, "secret": secret, "name": name, "last_day": last_day, "done": reverse("my_tokens")}
    return render(request, "access/token_shown.html", context)


@page(HOLD)
def end(request: ReaderRequest, token_id: int) -> HttpResponse:
    """One of one's own."""
    found = Token.objects.filter(pk=token_id, account_id=request.reader.account_id).first()
    if found is None:
        raise Http404
    decision = None
    if request.method == "POST":
        decision = revoke_token(by=actor(request), token=found)
        if decision.allowed:
            messages.success(request, f"令牌“{found.name}”已停用。")
            return HttpResponseRedirect(reverse("my_tokens"))
    return _confirm(request, found, reverse("my_tokens"), None, decision)


@page(KEEPER)
def revoke(request: ReaderRequest, token_id: int) -> HttpResponse:
    """Anybody's, with a reason."""
    found = Token.objects.filter(pk=token_id).first()
    if found is None:
        raise Http404
    form, decision = ReasonForm(sent(request)), None
    if form.is_valid():
        decision = revoke_token(by=actor(request), token=found, reason=form.cleaned_data["reason"])
        if decision.allowed:
            messages.success(request, f"令牌“{found.name}”已停用。")
            return HttpResponseRedirect(reverse("tokens"))
    return _confirm(request, found, reverse("tokens"), form, decision)


def _confirm(request: ReaderRequest, found: Token, back: str, form: ReasonForm | None, decision: Decision | None) -> HttpResponse:
    told = ("对方系统立即不能再读写。", "不能恢复；仍要用的，另开一个。")
    confirm = Confirm(f"停用令牌“{found.name}”", "停用", back, consequences=told, form=form, decision=decision)
    refused = bool(decision) or bool(form and form.errors)
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if refused else 200)
