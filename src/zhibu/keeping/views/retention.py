"""How long data is kept, for everybody; whose time is ending, and what is put off, for the clerk."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.keeping.forms import HoldForm
from zhibu.keeping.queries.counts import erased_counts
from zhibu.keeping.queries.notices import ACT, notice_page, notices_seen, view_counts
from zhibu.keeping.services.holding import lift_hold, place_hold
from zhibu.keeping.tables import ENDING, ENDING_FILTERS, TIMES, line_of
from zhibu.keeping.terms import NOT_KEPT, NOTICE_DAYS, SOON_DAYS, table_on
from zhibu.kernel.clock import today
from zhibu.register.models import Person
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty
from zhibu.web.gate import ANYBODY, ReaderRequest, actor, page, reach
from zhibu.web.html import prose_date
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

NOBODY: Final = Empty("名单上没有人", f"转出、去世、出党和未被接收的人员，保存期限到期前 {SOON_DAYS} 天列在这里；名单每天更新。")
RULES: Final = "see_rules"
LEAD: Final = f"到期前 {SOON_DAYS} 天列入名单；列入满 {NOTICE_DAYS} 天、期限已到又没有暂缓的，由系统每天自动销毁，不能恢复。"


@page(ANYBODY)
def retention(request: ReaderRequest) -> HttpResponse:
    """The table, what becomes of data at its end, and how many were destroyed so far."""
    reader, day = request.reader, today()
    rows = table_on(day)
    listing = Listing(
        label="资料保存期限",
        table=TIMES,
        state=PageState.read(request, today=day),
        acts=reader.acts,
        rows=rows,
        count=Count(len(rows)),
        choosable=False,
        sortable=False,
    )
    acts = [Act("到期资料", reverse("retention_due"))] if reader.may_anywhere(ACT) else []
    if reader.may_anywhere(RULES):
        acts.append(Act("全部默认值", f"{reverse('parameters')}#fixed"))
    since = max(row.since for row in rows)
    head = Head("资料保存期限", f"什么资料保存多久，到期怎么办。{prose_date(since)}起执行；有疑问请告诉所在党支部。", acts=acts)
    context = {"head": head, "listing": listing, "counts": erased_counts(day), "not_kept": NOT_KEPT, "notice": NOTICE_DAYS}
    return render(request, "keeping/retention.html", context)


@page(ACT)
def due(request: ReaderRequest) -> HttpResponse:
    """Whose data comes to its end within ninety days, and what the next run destroys."""
    reader, day = request.reader, today()
    state = PageState.read(request, filters=ENDING_FILTERS, today=day)
    counts = view_counts(reader, day)
    found = notices_seen(reader, state.value("view"), day)
    count = Count(counts[state.value("view")] if state.value("view") else sum(counts.values()))
    first, end = state.bounds(count)
    rows = notice_page(found, sort=ENDING.sorting(state.sort, reader.acts).field, first=first, end=end, on=day)
    listing = Listing(
        label="到期资料",
        table=ENDING,
        state=state,
        acts=reader.acts,
        rows=[line_of(one, day) for one in rows],
        count=count,
        filters=ENDING_FILTERS,
        counts={"view": counts},
        empty=NOBODY,
        choosable=False,
    )
    head = Head("到期资料", LEAD, (Crumb("资料保存期限", reverse("retention")),))
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


def _way_to() -> list[Crumb]:
    return [Crumb("资料保存期限", reverse("retention")), Crumb("到期资料", reverse("retention_due"))]


@page(ACT)
def hold(request: ReaderRequest, code: str) -> HttpResponse:
    """Destroying one person's data is put off."""
    person = reach(Person.objects.all(), request.reader, ACT, code=code)
    return act_page(
        request,
        title=f"暂缓销毁：{person.name}",
        lead="取消暂缓以前，资料一直保存。",
        form=HoldForm(sent(request), today=today()),
        run=lambda form: place_hold(by=actor(request), person=person, reason=form.cleaned_data["reason"]),
        done="已登记暂缓。",
        back=reverse("retention_due"),
        crumbs=_way_to(),
        submit="登记暂缓",
    )


@page(ACT)
def lift(request: ReaderRequest, code: str) -> HttpResponse:
    """And taken up again."""
    person = reach(Person.objects.all(), request.reader, ACT, code=code)
    return act_page(
        request,
        title=f"取消暂缓：{person.name}",
        lead=f"取消后再过 {NOTICE_DAYS} 天，到期的由系统销毁。",
        form=HoldForm(sent(request), today=today()),
        run=lambda form: lift_hold(by=actor(request), person=person, reason=form.cleaned_data["reason"]),
        done="已取消暂缓。",
        back=reverse("retention_due"),
        crumbs=_way_to(),
        submit="取消暂缓",
    )
