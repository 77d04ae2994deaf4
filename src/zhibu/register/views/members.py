"""The roll: the list everybody opens, with filters, days, search and export."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.register.asked import (
    FACTS,
    FIND,
    NAMED,
    asks_facts,
    counts_told,
    filters_for,
    out_of_the_address,
    roll_asked,
    scope_asked,
    table_for,
    within_named,
)
from zhibu.register.models import Organisation
from zhibu.register.queries.contacts import shown_to
from zhibu.register.queries.lookups import organisations_named
from zhibu.register.queries.matching_text import is_number
from zhibu.register.queries.roll_pages import roll_after, roll_page
from zhibu.register.queries.rolls import RollCounts, RollFilter, RollRow, count_roll
from zhibu.web.components import Empty
from zhibu.web.filters import Counts
from zhibu.web.gate import ReaderRequest, page
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Neighbours
from zhibu.web.state import PageState

NAMED_SHOWN: Final = 8
"""Organisations above the list whose name holds what was searched."""


@page(NAMED)
def members(request: ReaderRequest) -> HttpResponse:
    """The list. Today from the projections, any other day from the spans."""
    reader = request.reader
    table, filters = table_for(reader), filters_for(reader)
    state = PageState.read(request, filters=filters, today=today())
    if is_number(state.value(FIND.name)):
        return out_of_the_address(request)
    sort, columns = table.sorting(state.sort, reader.acts), table.choose(state.columns, reader.acts)
    facts = asks_facts(state, sort)
    scope = scope_asked(reader, state, NAMED)
    wanted = roll_asked(reader, state, scope=scope, act=FACTS if facts else NAMED, columns=columns)
    counts, rows, neighbours = _read(wanted, state, "" if sort.text == table.order else sort.field)
    listing = Listing(
        label="党员名册",
        table=table,
        state=state,
        acts=reader.acts,
        rows=shown_to(reader, rows, {column.key for column in columns}, past=not wanted.current),
        count=counts.total,
        filters=within_named(filters, scope),
        counts=_pill_counts(counts) if counts_told(reader, facts=facts) else {},
        neighbours=neighbours,
        empty=_empty(request),
    )
    found = organisations_named(reader, state.value("q"), limit=NAMED_SHOWN + 1)
    context = {
        "head": _head(request, state, scope),
        "listing": listing,
        "organisations": found[:NAMED_SHOWN],
        "more": len(found) > NAMED_SHOWN,
    }
    return render(request, "register/members.html", context)


def _pill_counts(counts: RollCounts) -> Counts:
    """Under no category stands here how many there are in all; those whose category is not known are among them."""
    if not counts.categories:
        return {}
    return {"category": {**counts.categories, "": sum(counts.categories.values())}}


def _read(wanted: RollFilter, state: PageState, sort: str) -> tuple[RollCounts, list[RollRow], Neighbours]:
    """Counts and one page; above 10,000 by the keys at the edges."""
    counts = count_roll(wanted)
    if counts.total.capped:
        rows, neighbours = roll_after(wanted, after=state.after, before=state.before, letter=state.letter)
        return counts, rows, neighbours
    first, _ = state.bounds(counts.total)
    return counts, roll_page(wanted, sort=sort, first=first), Neighbours()


def _head(request: ReaderRequest, state: PageState, scope: Organisation | None) -> Head:
    reader = request.reader
    acts = []
    if reader.may_anywhere("export_masked"):
        acts.append(Act("导出（号码打码）", f"{reverse('members_export')}{state.query}"))
    if reader.may_anywhere("export_full"):
        acts.append(Act("导出完整号码", f"{reverse('export_new')}{state.query}"))
    if reader.may_anywhere("edit_members"):
        acts.append(Act("登记党员", reverse("member_register"), "go"))
    place = str(scope) if scope else reader.home_name or "本人"
    return Head("党员名册", lead=place, acts=acts, as_of=state)


def _empty(request: ReaderRequest) -> Empty:
    acts = [Act("导入名册", reverse("imports"), "go")] if request.reader.may_anywhere("import_rosters") else []
    return Empty("名册还是空的", "导入街道已有的 Excel 名册，或逐名登记。", acts)
