"""What the keeper of rights does with an account: password, sessions, closing, whose it is, grants."""

from collections.abc import Callable
from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhibu.access.forms import EndGrantForm, GrantForm, PersonForm, ReasonForm
from zhibu.access.models import AccountOwner, Grant
from zhibu.access.pages import actor, page
from zhibu.access.presentation import post_choices
from zhibu.access.queries.accounts import organisation_for_grant, organisations_for_grant, posts_for_grant
from zhibu.access.services import end_all_sessions, end_grant, give_grant, link_person, reset_password, set_active
from zhibu.access.terms import Role
from zhibu.access.views.accounts import account_of, accounts_crumb, show_password
from zhibu.accounts.models import Account
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.register.models import Organisation
from zhibu.web.acting import sent
from zhibu.web.forms import Confirm, FormPage, PageForm
from zhibu.web.gate import ReaderRequest
from zhibu.web.html import prose_date
from zhibu.web.pages import Crumb, Head

ACT: Final = "give_grants"
WHY: Final = "管理账号与授权"


def _page_of(found: Account) -> str:
    return reverse("account", args=[found.pk])


def _crumbs(found: Account) -> tuple[Crumb, ...]:
    return accounts_crumb(), Crumb(found.display_name, _page_of(found))


def _confirmed(
    request: ReaderRequest,
    *,
    found: Account,
    confirm: Callable[[Decision | None], Confirm],
    form: PageForm,
    run: Callable[[], Decision],
    done: str,
) -> HttpResponse:
    """Ask, then do it once; or every objection."""
    decision = None
    if request.method == "POST" and form.is_valid():
        decision = run()
        if decision.allowed:
            messages.success(request, done)
            return HttpResponseRedirect(_page_of(found))
    return render(request, "web/confirm.html", {"page": confirm(decision)}, status=422 if request.method == "POST" else 200)


@never_cache
@page(ACT)
def password(request: ReaderRequest, account_id: int) -> HttpResponse:
    """A first password anew."""
    found = account_of(account_id)
    decision = None
    if request.method == "POST":
        fresh, decision = reset_password(by=actor(request), account_id=found.pk)
        if decision.allowed:
            return show_password(request, found, fresh, "密码已重设")
    consequences = ("在各处的登录立即退出。", "锁定的账号同时解锁。", "新密码只显示一次，首次登录须修改。")
    confirm = Confirm(f"重设{found.display_name}的密码", "重设密码", _page_of(found), consequences=consequences, decision=decision)
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if decision else 200)


@page(ACT)
def close(request: ReaderRequest, account_id: int) -> HttpResponse:
    """Nobody signs in with it any more; grants stay as they are."""
    found = account_of(account_id)
    form = ReasonForm(request.POST or None)

    def confirm(decision: Decision | None) -> Confirm:
        consequences = ("在各处的登录立即退出，不能再登录。", "登记过的内容和日志不变，授权保留，可以重新启用。")
        return Confirm(f"停用{found.display_name}的账号", "停用", _page_of(found), consequences=consequences, form=form, decision=decision)

    def run() -> Decision:
        return set_active(by=actor(request), account_id=found.pk, active=False, reason=form.cleaned_data["reason"])

    return _confirmed(request, found=found, confirm=confirm, form=form, run=run, done="账号已停用。")


@page(ACT)
def reopen(request: ReaderRequest, account_id: int) -> HttpResponse:
    """The account can be used again, with whatever grants still hold."""
    found = account_of(account_id)
    form = ReasonForm(request.POST or None)

    def confirm(decision: Decision | None) -> Confirm:
        text = "尚未到期的授权会随之恢复。"
        return Confirm(f"启用{found.display_name}的账号", "启用", _page_of(found), text, form=form, decision=decision, harm=False)

    def run() -> Decision:
        return set_active(by=actor(request), account_id=found.pk, active=True, reason=form.cleaned_data["reason"])

    return _confirmed(request, found=found, confirm=confirm, form=form, run=run, done="账号已启用。")


@page(ACT)
def end_sessions(request: ReaderRequest, account_id: int) -> HttpResponse:
    """A phone was lost, or somebody else sits there: signed out everywhere, no device remembered."""
    found = account_of(account_id)
    form = ReasonForm(sent(request))

    def confirm(decision: Decision | None) -> Confirm:
        consequences = ("在各处的登录立即退出，记住的设备取消。", "密码和授权不变，本人可以重新登录。")
        title = f"退出{found.display_name}的全部登录"
        return Confirm(title, "全部退出", _page_of(found), consequences=consequences, form=form, decision=decision)

    def run() -> Decision:
        return end_all_sessions(by=actor(request), account_id=found.pk, reason=form.cleaned_data["reason"])

    return _confirmed(request, found=found, confirm=confirm, form=form, run=run, done="在各处的登录已全部退出。")


@page(ACT)
def person(request: ReaderRequest, account_id: int) -> HttpResponse:
    """Whose account it is: opens the own record."""
    found = account_of(account_id)
    now_linked = AccountOwner.objects.unguarded(WHY).filter(account=found).values_list("person__code", flat=True).first()
    form = PersonForm(request.POST or None, initial={"person_code": now_linked or ""})
    if request.method == "POST" and form.is_valid():
        decision = link_person(by=actor(request), account=found, person_code=form.cleaned_data["person_code"])
        if decision.allowed:
            messages.success(request, "已保存账号与人员的关联。")
            return HttpResponseRedirect(_page_of(found))
        form.refuse(decision)
    head = Head("关联党员", f"{found.display_name}关联后可以查看自己的党员信息和查阅记录。", _crumbs(found))
    context = {"head": head, "page": FormPage(form, "保存", _page_of(found))}
    return render(request, "web/form_page.html", context, status=422 if form.is_bound else 200)


@page(ACT)
def grant(request: ReaderRequest, account_id: int) -> HttpResponse:
    """First the organisation, found by its name, then the role; keepers have no organisation."""
    found = account_of(account_id)
    organisation = organisation_for_grant(request.GET.get("organisation", ""))
    keepers = request.GET.get("keepers") == "1"
    head = Head("新增授权", f"给{found.display_name}（{found.username}）", _crumbs(found))
    if organisation is None and not keepers:
        asked = request.GET.get("q", "")
        context = {"head": head, "account": found, "asked": asked, "found": organisations_for_grant(asked), "cancel": _page_of(found)}
        return render(request, "access/grant_place.html", context)
    return _grant_form(request, found, organisation, head)


def _grant_form(request: ReaderRequest, found: Account, organisation: Organisation | None, head: Head) -> HttpResponse:
    day = today()
    posts = post_choices(posts_for_grant(found, organisation, day)) if organisation else []
    form = GrantForm(request.POST or None, keepers=organisation is None, posts=posts, initial={"valid_from": day})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        decision = give_grant(
            by=actor(request),
            account_id=found.pk,
            role=Role(given["role"]),
            organisation_id=organisation.pk if organisation else None,
            valid_from=given["valid_from"],
            valid_to=form.valid_to,
            basis=given["basis"],
            post_id=given.get("post"),
        )
        if decision.allowed:
            messages.success(request, f"已授权：{Role(given['role']).label}。")
            return HttpResponseRedirect(_page_of(found))
        form.refuse(decision)
    context = {
        "head": head,
        "page": FormPage(form, "授权", _page_of(found)),
        "organisation": organisation,
        "again": reverse("grant_new", args=[found.pk]),
    }
    return render(request, "access/grant_form.html", context, status=422 if form.is_bound else 200)


@page(ACT)
def end(request: ReaderRequest, grant_id: int) -> HttpResponse:
    """A grant no longer holds from a day on."""
    held = Grant.objects.unguarded(WHY).select_related("account", "organisation").filter(pk=grant_id, valid_to__gt=today()).first()
    if held is None:
        raise Http404
    form = EndGrantForm(request.POST or None, initial={"on": today()})
    place = f"（{held.organisation}）" if held.organisation else ""

    def confirm(decision: Decision | None) -> Confirm:
        text = f"{held.account.display_name}：{Role(held.role).label}{place}，{prose_date(held.valid_from)}起。"
        consequences = ("从这一天起不再能查看和办理，当前登录立即生效。", "以前登记的内容和日志不变。")
        return Confirm("终止授权", "终止授权", _page_of(held.account), text, consequences, form, decision)

    def run() -> Decision:
        return end_grant(by=actor(request), grant=held, on=form.cleaned_data["on"], reason=form.cleaned_data["reason"])

    return _confirmed(request, found=held.account, confirm=confirm, form=form, run=run, done="授权已终止。")
