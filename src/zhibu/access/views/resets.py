"""A second factor taken away by two keepers: asked for, listed for the other one, confirmed or let be."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.forms import ReasonForm
from zhibu.access.models import FactorReset
from zhibu.access.pages import actor, page
from zhibu.access.presentation_factors import local_default
from zhibu.access.queries.factors import open_resets, reset_asked
from zhibu.access.services import ask_reset, confirm_reset, withdraw_reset
from zhibu.access.tables import clock
from zhibu.access.views.accounts import account_of
from zhibu.accounts.terms import RESET_OPEN
from zhibu.kernel.clock import now
from zhibu.kernel.decisions import Decision
from zhibu.web.acting import sent
from zhibu.web.components import Chip, Item
from zhibu.web.forms import Confirm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Head

ASK: Final = "give_grants"
CONFIRM: Final = "confirm_reset"


@page(ASK)
def ask(request: ReaderRequest, account_id: int) -> HttpResponse:
    """Somebody lost phone and sheet; nothing changes until another keeper confirms."""
    found = account_of(account_id)
    back = reverse("account", args=[found.pk])
    form, decision = ReasonForm(sent(request)), None
    if request.method == "POST" and form.is_valid():
        decision = ask_reset(by=actor(request), account_id=found.pk, reason=form.cleaned_data["reason"])
        if decision.allowed:
            messages.success(request, "已申请，请另一位授权管理员或系统管理员确认。")
            return HttpResponseRedirect(back)
    consequences = (
        "须由另一位授权管理员或系统管理员确认，才会撤销。",
        "请先当面或打电话核实是本人，并写明原因。",
        local_default("申请有效", RESET_OPEN),
    )
    title = f"申请撤销{found.display_name}的二次验证"
    confirm = Confirm(title, "申请撤销", back, consequences=consequences, form=form, decision=decision)
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if request.method == "POST" else 200)


@page(CONFIRM)
def waiting(request: ReaderRequest) -> HttpResponse:
    """What waits for another keeper."""
    items = [
        Item(
            f"{one.holder}（{one.username}）",
            f"{one.asked_by} {clock(one.asked_at)} 申请：{one.reason}",
            Chip("due", "待确认"),
            reverse("factor_reset_confirm", args=[one.id]),
            "去办理",
        )
        for one in open_resets(now())
    ]
    head = Head("撤销二次验证", "丢了手机又丢了码单的人，由两位管理员一起撤销：一位申请，另一位确认。")
    return render(request, "access/resets.html", {"head": head, "items": items, "note": local_default("申请有效", RESET_OPEN)})


def _reset_of(reset_id: int) -> FactorReset:
    found = reset_asked(reset_id)
    if found is None:
        raise Http404
    return found


@page(CONFIRM)
def confirm(request: ReaderRequest, reset_id: int) -> HttpResponse:
    """The second keeper looks, and does it."""
    reset, decision = _reset_of(reset_id), None
    if request.method == "POST":
        decision = confirm_reset(by=actor(request), reset=reset)
        if decision.allowed:
            messages.success(request, "二次验证已撤销，在各处的登录已全部退出。")
            return HttpResponseRedirect(reverse("factor_resets"))
    consequences = (
        "这个账号的手机验证器、码单和记住的设备立即作废，在各处的登录立即退出。",
        "本人下次凭密码登录后，须先重新设置才能继续。",
        "请先核实是本人丢失：这一步和申请一样，都会记入日志。",
    )
    text = f"{reset.asked_by.display_name} {clock(reset.asked_at)} 申请：{reset.reason}"
    page_ = Confirm(
        f"撤销{reset.account.display_name}的二次验证", "确认撤销", reverse("factor_resets"), text, consequences, decision=decision
    )
    context = {"page": page_, "withdraw": reverse("factor_reset_withdraw", args=[reset.pk])}
    return render(request, "access/reset.html", context, status=422 if decision else 200)


@page(CONFIRM)
def withdraw(request: ReaderRequest, reset_id: int) -> HttpResponse:
    """It was found again."""
    reset, form = _reset_of(reset_id), ReasonForm(sent(request))
    decision: Decision | None = None
    if request.method == "POST" and form.is_valid():
        decision = withdraw_reset(by=actor(request), reset=reset, reason=form.cleaned_data["reason"])
        if decision.allowed:
            messages.success(request, "申请已收回，二次验证照旧。")
            return HttpResponseRedirect(reverse("factor_resets"))
    title = f"收回撤销{reset.account.display_name}二次验证的申请"
    page_ = Confirm(title, "收回申请", reverse("factor_resets"), form=form, decision=decision, harm=False)
    return render(request, "web/confirm.html", {"page": page_}, status=422 if request.method == "POST" else 200)
