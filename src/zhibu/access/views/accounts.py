"""Accounts as the keeper of rights sees them: the list, one account, a new one."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhibu.access.forms import AccountForm
from zhibu.access.pages import actor, page
from zhibu.access.presentation import account_facts, grant_lines, happenings
from zhibu.access.queries.accounts import AccountPage, account_counts, account_page, account_rows, accounts_found, conditions
from zhibu.access.services import open_account
from zhibu.access.tables import ACCOUNT_FILTERS, ACCOUNTS
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now, today
from zhibu.web.components import Empty
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

ACT: Final = "give_grants"


def accounts_crumb() -> Crumb:
    """The way to the list."""
    return Crumb("账号与授权", reverse("accounts"))


def account_of(account_id: int) -> Account:
    """The account of an address."""
    account = Account.objects.filter(pk=account_id).first()
    if account is None:
        raise Http404
    return account


@page(ACT)
def accounts(request: ReaderRequest) -> HttpResponse:
    """The list, with who is locked, without rights, or about to lose them."""
    day, moment = today(), now()
    state = PageState.read(request, filters=ACCOUNT_FILTERS, today=day)
    found = accounts_found(text=state.value("q"), role=state.value("role"), on=day)
    counts = account_counts(found, moment, day)
    asked = state.value("state")
    count = Count(counts[asked or "all"])
    shown = found.filter(conditions(moment, day)[asked]) if asked else found
    first, end = state.bounds(count)
    sort = ACCOUNTS.sorting(state.sort, request.reader.acts)
    listing = Listing(
        label="账号",
        table=ACCOUNTS,
        state=state,
        acts=request.reader.acts,
        count=count,
        filters=ACCOUNT_FILTERS,
        rows=account_rows(shown, sort=sort.field, first=first, end=end, now=moment, on=day),
        counts={"state": {"": counts["all"], **counts}},
        empty=Empty("还没有账号", "给每位使用人建一个账号，再按职责授权。"),
        choosable=False,
    )
    acts = (Act("接口令牌", reverse("tokens")), Act("新建账号", reverse("account_new"), "go"))
    head = Head("账号与授权", "一人一个账号；授权按职责给，随离任终止。", acts=acts)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


@page(ACT)
def account(request: ReaderRequest, account_id: int) -> HttpResponse:
    """One account: whose it is, what it may and might, what was done with it."""
    found = account_page(account_of(account_id))
    day = today()
    own = found.account.pk == request.reader.account_id
    lead = f"登录名 {found.account.username}"
    context = {
        "head": Head(found.account.display_name, lead, (accounts_crumb(),), acts=_acts(found.account, own=own), more=_more(found, own=own)),
        "facts": account_facts(found, now()),
        "held": grant_lines(found.grants, day, "held", own=own),
        "coming": grant_lines(found.grants, day, "coming", own=own),
        "over": grant_lines(found.grants, day, "over", own=own),
        "history": happenings(found.history),
        "own": own,
    }
    return render(request, "access/account.html", context)


def _acts(found: Account, *, own: bool) -> list[Act]:
    if own:
        return []
    acts = [Act("重设密码", reverse("account_password", args=[found.pk]), dialog=True)]
    if found.active:
        acts.append(Act("停用", reverse("account_close", args=[found.pk]), "harm", dialog=True))
        acts.append(Act("新增授权", reverse("grant_new", args=[found.pk]), "go"))
    else:
        acts.append(Act("启用", reverse("account_open", args=[found.pk]), dialog=True))
    return acts


def _more(found: AccountPage, *, own: bool) -> list[Act]:
    """What is done seldom."""
    number = found.account.pk
    more = [Act("能看到什么", reverse("account_sees", args=[number]))]
    if not own:
        more.append(Act("全部退出登录", reverse("account_sessions_end", args=[number])))
    if found.factor.row and not own:
        more.append(Act("申请撤销二次验证", reverse("account_factor", args=[number])))
    return more


@never_cache
@page(ACT)
def new(request: ReaderRequest) -> HttpResponse:
    """A new account; its first password is shown once."""
    form = AccountForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        account_id, password, decision = open_account(by=actor(request), **form.cleaned_data)
        if decision.allowed:
            return show_password(request, Account.objects.get(pk=account_id), password, "账号已建立")
        form.refuse(decision)
    head = Head("新建账号", "建好后会给出初始密码，并可继续授权。", (accounts_crumb(),))
    page_ = FormPage(form, "建立账号", reverse("accounts"))
    return render(request, "web/form_page.html", {"head": head, "page": page_}, status=422 if form.is_bound else 200)


def show_password(request: ReaderRequest, found: Account, password: str, title: str) -> HttpResponse:
    """The password, once: it is kept nowhere in readable form."""
    crumbs = (accounts_crumb(), Crumb(found.display_name, reverse("account", args=[found.pk])))
    acts = (Act("继续授权", reverse("grant_new", args=[found.pk]), "go"), Act("回到账号", reverse("account", args=[found.pk])))
    context = {"head": Head(title, crumbs=crumbs), "account": found, "password": password, "acts": acts}
    return render(request, "access/password_shown.html", context)
