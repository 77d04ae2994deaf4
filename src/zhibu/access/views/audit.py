"""The trail as the auditor reads it: operations, what each changed, and who read what."""

from typing import Final

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache

from zhibu.access.pages import actor, page
from zhibu.access.queries.audit import entries_of, operation_rows, read_rows
from zhibu.access.queries.told import tell
from zhibu.access.tables import OPERATION_FILTERS, OPERATIONS, READING_FILTERS, READINGS, UNCOUNTED, Chronicle, clock
from zhibu.kernel.clock import today
from zhibu.trail.models import AuditEntry, Operation
from zhibu.trail.reads import note_read
from zhibu.trail.terms import act_label, channel_label
from zhibu.web.components import Empty, Fact
from zhibu.web.filters import number_of
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.state import PageState

ACT: Final = "read_trail"


@page(ACT)
def audit(request: ReaderRequest) -> HttpResponse:
    """Operations, newest first."""
    state = PageState.read(request, filters=OPERATION_FILTERS, today=today())
    rows, neighbours = operation_rows(state, request.reader)
    listing = Chronicle(
        label="日志审计",
        table=OPERATIONS,
        state=state,
        acts=request.reader.acts,
        rows=rows,
        count=UNCOUNTED,
        filters=OPERATION_FILTERS,
        neighbours=neighbours,
        empty=Empty("还没有操作记录", "登录、登记、导入和授权都会在这里留下记录。"),
        choosable=False,
    )
    head = Head(
        "日志审计",
        "谁在什么时候做了什么；号码一律打码。",
        acts=(
            Act("查阅记录", reverse("audit_reads")),
            Act("封存情况", reverse("audit_chain")),
            Act("核对日志", reverse("audit_verify"), "go"),
        ),
    )
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


@page(ACT)
def reads(request: ReaderRequest) -> HttpResponse:
    """Who opened a record, revealed a number, exported a list."""
    state = PageState.read(request, filters=READING_FILTERS, today=today())
    rows, neighbours = read_rows(state, request.reader)
    listing = Chronicle(
        label="查阅记录",
        table=READINGS,
        state=state,
        acts=request.reader.acts,
        rows=rows,
        count=UNCOUNTED,
        filters=READING_FILTERS,
        neighbours=neighbours,
        empty=Empty("还没有查阅记录", "打开个人页、查看完整号码和导出都会在这里留下记录。"),
        choosable=False,
    )
    crumbs = (Crumb("日志审计", reverse("audit")),)
    return render(request, "web/list_page.html", {"head": Head("查阅记录", "谁看过谁的资料。", crumbs), "listing": listing})


@never_cache
@page(ACT)
def operation(request: ReaderRequest, operation_id: int) -> HttpResponse:
    """What one operation changed. Opening sealed entries is itself a reading and is logged."""
    found = Operation.objects.filter(pk=operation_id).select_related("undoes", "account").first()
    if found is None:
        raise Http404
    entries, more = entries_of(found, number_of(request.GET.get("after", "")) or 0)
    told = tell(entries, request.reader)
    _note(request, found, entries)
    undone = Operation.objects.filter(undoes=found).values_list("pk", flat=True).first()
    context = {
        "head": Head(act_label(found.act), f"{clock(found.at)} · {found.actor}", (Crumb("日志审计", reverse("audit")),)),
        "facts": _facts(found, undone),
        "told": told,
        "more": f"?after={entries[-1].pk}" if more else "",
        "silent": any(one.silent for one in told),
    }
    return render(request, "access/operation.html", context)


def _facts(found: Operation, undone: int | None) -> list[Fact]:
    facts = [
        Fact("操作编号", str(found.pk)),
        Fact("操作人", found.actor, note=f"登录名 {found.account.username}" if found.account else ""),
        Fact("代谁办理", found.on_behalf_of),
        Fact("途径", channel_label(found.channel)),
        Fact("原因", found.reason),
    ]
    if found.undoes_id:
        facts.append(Fact("撤回的操作", str(found.undoes_id), url=reverse("operation", args=[found.undoes_id])))
    if undone:
        facts.append(Fact("已被撤回", f"操作 {undone}", url=reverse("operation", args=[undone])))
    return [fact for fact in facts if fact.value]


def _note(request: ReaderRequest, found: Operation, entries: list[AuditEntry]) -> None:
    """One line for one person; one for a page of many."""
    people = [entry for entry in entries if entry.subject_kind == "person"]
    if len(people) == 1:
        note_read(actor(request), "audit", person_id=people[0].subject_id, field=act_label(found.act), path=people[0].path)
    elif people:
        note_read(actor(request), "audit", field=f"{act_label(found.act)}（操作 {found.pk}）", rows=len(people))
