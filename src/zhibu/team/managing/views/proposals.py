"""The list of proposals, with boxes; and the list of those of whom nothing can be said yet."""

from collections.abc import Mapping, Sequence
from typing import Any, Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.team.managing.forms import SettleForm
from zhibu.team.managing.presentation import desk_panels
from zhibu.team.managing.queries.counted import waiting
from zhibu.team.managing.queries.proposals import TOLD, Found, Line, proposals
from zhibu.team.managing.tables import (
    LINE_FILTERS,
    PICK,
    UNSAID,
    UNSAID_FILTERS,
    choosing,
    filters_for,
    in_order,
    missing_only,
    narrowed_lines,
)
from zhibu.team.managing.views.acting import EDIT, export_act, paths_of, said, scope_of, settle
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest, page
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

LEAD: Final = "按《党员教育管理工作条例》第二十五条和名册提出；采纳只建转接草稿，不移动任何人。"
NOTHING: Final = Empty("没有归属建议", "党员都在应在的党支部，或者还缺资料不能判断；导入的名册与系统不同时也会列在这里。")
ALL_SAID: Final = Empty("没有还不能判断的", "每一名党员的归属都可以判断。")
WORKBENCH: Final = "工作台"


@page(EDIT)
def listed(request: ReaderRequest) -> HttpResponse:
    """People who seem to belong elsewhere, by category, each with the reason; one or many are accepted or declined."""
    state = PageState.read(request, filters=LINE_FILTERS, today=today())
    scope = scope_of(request, state)
    form = SettleForm(request.POST if request.method == "POST" else None)
    decision, keys = Decision(), request.POST.getlist(PICK)
    if request.method == "POST" and form.is_valid():
        outcome = settle(request, keys, place=form.cleaned_data["target"], reason=form.cleaned_data["reason"])
        if outcome.done:
            messages.success(request, said(request, len(keys)))
            return HttpResponseRedirect(f"{request.path}{state.href()}")
        decision = outcome.decision
    found = proposals(request.reader, paths_of(request, scope), on=state.today)
    context = {
        "head": _head(found, state),
        "listing": _listing(request, state, scope, found, keys),
        "form": form,
        "decision": decision,
        "all_url": f"{state.href(page=state.page if state.page > 1 else None)}&all=1",
        "streets": _streets(request) if found.wide else (),
    }
    return render(request, "managing/proposals.html", context, status=422 if request.method == "POST" else 200)


@page(EDIT)
def desk(request: ReaderRequest) -> HttpResponse:
    """What the start page fetches: how many there are, by category."""
    panels = desk_panels(waiting(request.reader, on=today()))
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/panels.html", {"panels": panels})
    head = Head("归属建议", crumbs=(Crumb(WORKBENCH, reverse("home")),))
    return render(request, "managing/said.html", {"head": head, "panels": panels, "empty": None if panels else NOTHING})


def _listing(request: ReaderRequest, state: PageState, scope: Organisation | None, found: Found, keys: Sequence[str]) -> Listing[Line]:
    """One page, with the boxes that were ticked, or all of them."""
    lines = narrowed_lines(found.lines, state.value)
    count = Count(len(lines))
    first, end = state.bounds(count)
    acts = request.reader.acts
    rows = in_order(lines, choosing(()).sorting(state.sort, acts))[first:end]
    chosen = {row.key for row in rows} if request.GET.get("all") == "1" and not keys else set(keys)
    return Listing(
        label="归属建议",
        table=choosing(chosen),
        state=state,
        acts=acts,
        rows=rows,
        count=count,
        filters=within_named(LINE_FILTERS, scope),
        counts={"category": _counts(narrowed_lines(found.lines, state.value, without="category"))},
        empty=NOTHING,
        choosable=False,
    )


def _counts(lines: Sequence[Line]) -> Mapping[str, int]:
    counts: dict[str, int] = {"": len(lines)}
    for line in lines:
        counts[line.category] = counts.get(line.category, 0) + 1
    return counts


def _head(found: Found, state: PageState) -> Head:
    kept = {"within": code} if (code := state.value("within")) else {}
    acts = [Act(f"转接草稿 {found.drafts}", _address("settling_drafts", kept))]
    if found.unsaid:
        acts.append(Act(f"还不能判断 {len(found.unsaid)}", _address("settling_unsaid", kept)))
    acts.append(export_act("proposals_export", state))
    return Head("归属建议", LEAD, (Crumb(WORKBENCH, reverse("home")),), acts)


def _address(name: str, kept: Mapping[str, str]) -> str:
    query = "&".join(f"{key}={value}" for key, value in kept.items())
    return f"{reverse(name)}?{query}" if query else reverse(name)


def _streets(request: ReaderRequest) -> list[tuple[str, str]]:
    """Above a street one looks at a street at a time."""
    found = Organisation.objects.seen_by(request.reader, EDIT).filter(now_kind=OrganisationKind.STREET_COMMITTEE, dissolved_on=None)
    return [(one.code, str(one)) for one in found.order_by("now_path")[:100]]


@page(TOLD)
def unsaid(request: ReaderRequest) -> HttpResponse:
    """Members of whom nothing can be said before something is known, by what is missing."""
    state = PageState.read(request, filters=UNSAID_FILTERS, today=today())
    scope = scope_of(request, state, TOLD)
    found = proposals(request.reader, paths_of(request, scope, TOLD), on=state.today)
    rows = missing_only(found.unsaid, state.value("missing"), UNSAID.sorting(state.sort, request.reader.acts))
    count = Count(len(rows))
    first, end = state.bounds(count)
    counts: dict[str, Any] = {"": len(found.unsaid), **found.by_missing()}
    listing = Listing(
        label="还不能判断归属的党员",
        table=UNSAID,
        state=state,
        acts=request.reader.acts,
        rows=rows[first:end],
        count=count,
        filters=within_named(filters_for(counts), scope),
        counts={"missing": counts},
        empty=ALL_SAID,
        choosable=False,
    )
    lead = "缺的资料补上以后，系统自动重新判断；不必专门处理。"
    head = Head(
        "还不能判断归属的党员",
        lead,
        (Crumb(WORKBENCH, reverse("home")), Crumb("归属建议", reverse("settling_proposals"))),
        (export_act("unsaid_export", state),),
    )
    return render(request, "web/list_page.html", {"head": head, "listing": listing})
