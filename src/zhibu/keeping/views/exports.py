"""What was asked for: the second person, the file, the list of copies."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from zhibu.keeping.forms import DecideForm, DestroyedForm, PasswordForm
from zhibu.keeping.models import FullExport
from zhibu.keeping.presentation import NEXT, acts_of_copy, facts_of_copy
from zhibu.keeping.queries.exports import ASK, CONFIRM, SEE, copies_seen, copy_page, is_own, state_at
from zhibu.keeping.rules import State
from zhibu.keeping.services.exporting import decide as decide_on
from zhibu.keeping.services.exporting import fetch, file_of, make, note_destroyed
from zhibu.keeping.tables import COPIES
from zhibu.kernel.clock import now, today
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.downloads import sheet_response
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

NOTHING: Final = Empty("还没有导出过完整号码", "在党员名册里点“导出完整号码”；每一份副本都登记在这里，本人在查阅记录里看得到。")


def _way() -> tuple[Crumb, ...]:
    return (Crumb("导出副本", reverse("exports")),)


def _way_to(export: FullExport) -> list[Crumb]:
    return [*_way(), Crumb(f"副本 {export.code}", reverse("export", args=[export.pk]))]


def copy_of(request: ReaderRequest, export_id: int, act: str) -> FullExport:
    """The copy of an address, for an act."""
    found = FullExport.objects.select_related("organisation", "account", "decided_by")
    return reach(found, request.reader, act, seen=SEE, pk=export_id)


def own_copy(request: ReaderRequest, export_id: int) -> FullExport:
    """What one has asked for oneself; nobody else is told that there is a file."""
    found = copy_of(request, export_id, ASK)
    if found.account_id != request.reader.account_id:
        raise Http404
    return found


@page(SEE)
def exports(request: ReaderRequest) -> HttpResponse:
    """Every copy of the reader's reach, newest first."""
    state = PageState.read(request, today=today())
    found = copies_seen(request.reader)
    count = Count(found.count())
    first, end = state.bounds(count)
    listing = Listing(
        label="导出副本",
        table=COPIES,
        state=state,
        acts=request.reader.acts,
        rows=copy_page(found, first=first, end=end, now=now()),
        count=count,
        empty=NOTHING,
        choosable=False,
        sortable=False,
    )
    lead = "完整号码每导出一次登记一份：谁、何时、为什么、谁复核、何时销毁。名单上的人在查阅记录里看得到。"
    return render(request, "web/list_page.html", {"head": Head("导出副本", lead), "listing": listing})


@page(SEE)
def export(request: ReaderRequest, export_id: int) -> HttpResponse:
    """One of them, with what can be done now."""
    found = copy_of(request, export_id, SEE)
    state = state_at(found, now())
    asker = found.account_id == request.reader.account_id
    context = {
        "head": Head(
            f"副本 {found.code}",
            NEXT[state],
            _way(),
            acts_of_copy(found, state, request.reader, own=is_own(found, request.reader.account_id)),
        ),
        "facts": facts_of_copy(found, state),
        "fetch": reverse("export_file", args=[found.pk]) if asker and state is State.MADE and file_of(found.pk).exists() else "",
    }
    return render(request, "keeping/export.html", context)


@page(CONFIRM)
def decide(request: ReaderRequest, export_id: int) -> HttpResponse:
    """The second person sees what, how much, for whom and why, and says yes or no."""
    found = copy_of(request, export_id, CONFIRM)
    form = DecideForm(sent(request), today=today())
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        approved = data["decision"] == "approve"
        outcome = decide_on(by=actor(request), export=found, approved=approved, reason=data["reason"])
        if outcome.done:
            messages.success(request, "已同意，导出人可以生成文件。" if approved else "已登记不同意。")
            return HttpResponseRedirect(reverse("export", args=[found.pk]))
        form.refuse(outcome.decision)
    context = {
        "head": Head(f"复核：副本 {found.code}", "只看范围、行数和原因；看不到号码，也不会得到文件。", _way_to(found)),
        "facts": facts_of_copy(found, state_at(found, now())),
        "page": FormPage(form, "提交", reverse("export", args=[found.pk])),
    }
    return render(request, "keeping/decide.html", context, status=422 if form.is_bound else 200)


@sensitive_post_parameters("password")
@never_cache
@page(ASK)
def make_file(request: ReaderRequest, export_id: int) -> HttpResponse:
    """The file is made after the own password; its password is shown here, once, and kept nowhere."""
    found = own_copy(request, export_id)
    form = PasswordForm(sent(request), today=today())
    if request.method == "POST" and form.is_valid():
        password, decision = make(by=actor(request), export=found, own_password=form.cleaned_data["password"])
        if password:
            return _made(request, found, password)
        form.refuse(decision)
    lead = f"{found.organisation}，{found.rows} 行。文件用密码加密，密码只显示一次，不保存、不发送。"
    head = Head(f"生成文件：副本 {found.code}", lead, _way_to(found))
    context = {"head": head, "page": FormPage(form, "生成文件", reverse("export", args=[found.pk]))}
    return render(request, "web/form_page.html", context, status=422 if form.is_bound else 200)


def _made(request: ReaderRequest, found: FullExport, password: str) -> HttpResponse:
    context = {
        "head": Head(f"副本 {found.code}", "文件已生成。", _way_to(found)),
        "password": password,
        "fetch": reverse("export_file", args=[found.pk]),
    }
    return render(request, "keeping/made.html", context)


@require_POST
@page(ASK)
def file(request: ReaderRequest, export_id: int) -> HttpResponse:
    """The locked file, once."""
    found = own_copy(request, export_id)
    stream, decision = fetch(by=actor(request), export=found)
    if stream is None:
        for objection in decision.objections:
            messages.error(request, f"{objection.message}{objection.remedy}")
        return HttpResponseRedirect(reverse("export", args=[found.pk]))
    return sheet_response(stream, f"党员名册_{found.organisation}_{found.on.isoformat()}_{found.code}.xlsx")


@page(ASK)
def destroyed(request: ReaderRequest, export_id: int) -> HttpResponse:
    """The copy is no more."""
    found = copy_of(request, export_id, ASK)
    return act_page(
        request,
        title=f"登记副本已销毁：{found.code}",
        form=DestroyedForm(sent(request), today=today()),
        run=lambda form: note_destroyed(by=actor(request), export=found, note=form.cleaned_data["note"]),
        done="已登记。",
        back=reverse("export", args=[found.pk]),
        crumbs=_way_to(found),
        submit="登记",
    )
