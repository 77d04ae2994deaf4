"""The own second factor: what is set and why it must be, a phone set up, a sheet printed, both switched off."""

from typing import Final
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.hashers import is_password_usable
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from zhibu.access.forms import AgainForm, PhoneForm
from zhibu.access.middleware import SESSION_KEY
from zhibu.access.pages import ANYBODY, account_of_request, actor, page, reader_of_request
from zhibu.access.presentation import happenings
from zhibu.access.presentation_factors import DEMO, GRACE_NOTE, SPENT, factor_facts, grace_note, in_fours, in_halves
from zhibu.access.queries.accounts import factor_history
from zhibu.access.queries.factors import needs_factor, without_second_factor
from zhibu.access.services import confirm_password, print_sheet, set_phone, switch_off
from zhibu.access.services.setup import pack_setup, unpack_setup
from zhibu.accounts.models import Account
from zhibu.accounts.services.factors import fresh_secret, in_letters
from zhibu.kernel.clock import now, today
from zhibu.kernel.decisions import Decision
from zhibu.web.acting import sent
from zhibu.web.forms import Confirm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.qr import qr_code
from zhibu.web.shell import NAME

TITLE: Final = "二次验证"


def _crumbs() -> tuple[Crumb, ...]:
    return Crumb("我的登录", reverse("my_sessions")), Crumb(TITLE, reverse("second_factor"))


def _here(request: ReaderRequest) -> str:
    return str(request.session.get(SESSION_KEY, ""))


@page(ANYBODY)
def overview(request: ReaderRequest) -> HttpResponse:
    """What is set, why it is required, what was done."""
    account, day = account_of_request(request), today()
    required = without_second_factor(reader_of_request(request))
    forced = not required.allowed and not account.demo and account.second_factor_due is not None and day >= account.second_factor_due
    note = "" if required.allowed or account.factor.is_usable else grace_note(account.second_factor_due, forced=forced)
    context = {
        "head": Head(TITLE, "登录时除了密码，再输入一次性的数字：密码被别人知道了，也进不来。", _crumbs()[:1], _acts(request, required)),
        "note": SPENT if account.factor.is_spent else note,
        "demo": DEMO if account.demo else "",
        "facts": factor_facts(account.factor),
        "required": required,
        "grace": GRACE_NOTE,
        "history": happenings(factor_history(account.account_id)),
    }
    return render(request, "access/second_factor.html", context)


def _acts(request: ReaderRequest, required: Decision) -> list[Act]:
    factor = account_of_request(request).factor
    phone = Act("换手机" if factor.phone_since else "设置手机验证器", reverse("second_factor_phone"), "plain" if factor.is_usable else "go")
    acts = [Act("重新打印码单" if factor.sheet_since else "打印验证码单", reverse("second_factor_sheet")), phone]
    return [Act("停用", reverse("second_factor_off"), "harm"), *acts] if factor.row and required.allowed else acts


def _asks_password(request: ReaderRequest) -> bool:
    """Whoever changes a second factor that is there; an account of paper slips has no password."""
    account = account_of_request(request)
    return account.factor.row and is_password_usable(Account.objects.values_list("password", flat=True).get(pk=account.account_id))


def _confirmed(request: ReaderRequest, form: AgainForm) -> bool:
    """The password was right, or is not asked; otherwise the form says what is wrong."""
    if not form.is_valid():
        return False
    if "password" in form.fields:
        form.refuse(confirm_password(by=actor(request), password=form.cleaned_data["password"]))
    return form.is_valid()


@sensitive_post_parameters("code", "password", "setup")
@never_cache
@page(ANYBODY)
def phone(request: ReaderRequest) -> HttpResponse:
    """A square code for the phone; the secret is kept once the phone has shown that it holds it."""
    account, moment = account_of_request(request), now()
    form = PhoneForm(sent(request), ask=_asks_password(request))
    secret = unpack_setup(request.POST.get("setup", ""), account_id=account.account_id, at=moment)
    if _confirmed(request, form):
        decision = set_phone(by=actor(request), secret=secret, code=form.cleaned_data["code"], keep_session=_here(request))
        if decision.allowed:
            messages.success(request, "手机验证器已设置，下次登录时使用。别处的登录已全部退出。")
            return HttpResponseRedirect(reverse("second_factor"))
        form.refuse(decision)
    secret = secret or fresh_secret()
    shown = {
        **_to_scan(account.username, secret),
        "head": Head("设置手机验证器", "用手机上的验证器扫一次，以后登录看手机上的 6 位数字。", _crumbs()),
        "form": form,
        "setup": pack_setup(secret, account_id=account.account_id, at=moment),
        "cancel": reverse("second_factor"),
    }
    return render(request, "access/second_factor_phone.html", shown, status=422 if form.errors else 200)


def _to_scan(username: str, secret: bytes) -> dict[str, str]:
    """The square code, and the same for typing. What the phone will show names the program and the log-in, nothing else."""
    letters = in_letters(secret)
    address = f"otpauth://totp/{quote(username)}?{urlencode({'secret': letters, 'issuer': NAME})}"
    return {"square": qr_code(address, label="供手机扫描的二维码"), "letters": in_fours(letters), "username": username}


@sensitive_post_parameters("password")
@never_cache
@page(ANYBODY)
def sheet(request: ReaderRequest) -> HttpResponse:
    """Codes on paper, for those without a phone or for the day when it is lost; shown once."""
    form = AgainForm(sent(request), ask=_asks_password(request))
    if _confirmed(request, form):
        codes = print_sheet(by=actor(request), keep_session=_here(request))
        account = account_of_request(request)
        context = {
            "head": Head("验证码单", "只显示这一次，请现在打印或抄下来。", _crumbs()),
            "codes": [in_halves(code) for code in codes],
            "username": account.username,
            "on": today(),
            "done": reverse("second_factor"),
        }
        return render(request, "access/sheet_shown.html", context)
    consequences = ("得到 10 个一次性的数字，每个只能用一次，打印在一页纸上。", "以前打印的码单立即作废。", "在别处的登录立即退出。")
    confirm = Confirm(
        "打印验证码单", "生成码单", reverse("second_factor"), consequences=consequences, form=form if form.fields else None, harm=False
    )
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if form.errors else 200)


@sensitive_post_parameters("password")
@page(ANYBODY)
def off(request: ReaderRequest) -> HttpResponse:
    """No second factor any more, where none is required."""
    form = AgainForm(sent(request), ask=_asks_password(request))
    decision = None
    if _confirmed(request, form):
        decision = switch_off(by=actor(request), is_required=needs_factor(reader_of_request(request)))
        if decision.allowed:
            messages.success(request, "二次验证已停用。")
            return HttpResponseRedirect(reverse("second_factor"))
    consequences = ("以后只凭密码登录。", "手机验证器和码单都不再有用，记住的设备也不再需要。")
    confirm = Confirm(
        "停用二次验证",
        "停用",
        reverse("second_factor"),
        consequences=consequences,
        form=form if form.fields else None,
        decision=decision,
    )
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if form.errors or decision else 200)
