"""The list of cases, the same as Excel, and the board of what waits."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.cases.documents import write_cases
from zhibu.cases.presentation import deadline_chip
from zhibu.cases.queries.lists import Wanted, case_rows, cases, count_states
from zhibu.cases.queries.waiting import Card, board
from zhibu.cases.registry import procedures
from zhibu.cases.tables import CASES, case_url, filters
from zhibu.cases.terms import SEE, STEER
from zhibu.kernel.clock import today
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation
from zhibu.web.components import Empty, Item
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.filters import Filter, Option
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count, encode_cursor
from zhibu.web.panels import Panel
from zhibu.web.state import PageState

EXPORT: Final = "export_masked"
LEAD: Final = "每件事项办到哪一步、轮到谁、最迟哪一天，由办理记录自动生成。"
WITHIN: Final = Filter("within", "党组织", "given")


def nothing(request: ReaderRequest) -> Empty:
    """Nothing yet, and how it begins."""
    return Empty("还没有办理事项", "走访中群众反映的、会议定下来要督办的，在这里登记，系统提醒到期。", openings(request))


def openings(request: ReaderRequest) -> list[Act]:
    """What somebody may open, each with its page."""
    if not request.reader.may_anywhere(STEER):
        return []
    return [Act(one.menu, reverse("case_open", args=[one.key])) for one in procedures() if one.menu]


def _scope(request: ReaderRequest, state: PageState, act: str) -> Organisation | None:
    code = state.value(WITHIN.name)
    return reach(Organisation.objects.all(), request.reader, act, seen="see_names", code=code) if code else None


def _wanted(request: ReaderRequest, state: PageState, scope: Organisation | None, act: str) -> Wanted:
    return Wanted(
        request.reader,
        act,
        state.today,
        path=scope.now_path if scope else "",
        procedure=state.value("procedure"),
        step=state.value("step"),
        state=state.value("state"),
        late=state.value("late") == "yes",
        text=state.value("q"),
    )


@page(SEE)
def listed(request: ReaderRequest) -> HttpResponse:
    """Cases that the reader sees, the nearest last day first."""
    shown = filters()
    state = PageState.read(request, filters=shown, today=today())
    scope = _scope(request, state, SEE)
    wanted = _wanted(request, state, scope, SEE)
    counts = count_states(wanted)
    count = Count(counts.get(wanted.state, 0))
    first, end = state.bounds(count)
    order = CASES.sorting(state.sort, request.reader.acts).field
    listing = Listing(
        label="办理事项",
        table=CASES,
        state=state,
        acts=request.reader.acts,
        rows=case_rows(cases(wanted), on=state.today, order=order, first=first, end=end),
        count=count,
        filters=within_named(shown, scope),
        counts={"state": counts},
        empty=nothing(request),
    )
    acts = [Act("看板", f"{reverse('cases_board')}{_kept(state)}")]
    if request.reader.may_anywhere(EXPORT):
        acts.append(Act("导出", f"{reverse('cases_export')}{state.query}"))
    head = Head("办理事项", LEAD, acts=[*acts, *openings(request)])
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


def _kept(state: PageState) -> str:
    """What list and board have in common."""
    names = [name for name in ("procedure", "within") if state.value(name)]
    return "?" + "&".join(f"{name}={state.value(name)}" for name in names) if names else ""


@page(EXPORT)
def export(request: ReaderRequest) -> HttpResponse:
    """The list as a workbook, with the conditions of the page."""
    state = PageState.read(request, filters=filters(), today=today())
    found = cases(_wanted(request, state, _scope(request, state, EXPORT), EXPORT))
    stream = new_file()
    write_cases(stream, rows=case_rows(found, on=state.today, order="now_latest"), actor=actor(request))
    return sheet_response(stream, f"办理事项_{request.reader.home_name}_{state.today.isoformat()}.xlsx")


@page(SEE)
def on_board(request: ReaderRequest) -> HttpResponse:
    """What waits, step by step, the nearest last day first."""
    kinds = Filter("procedure", "类别", "pills", tuple(Option(one.key, one.title) for one in procedures()))
    state = PageState.read(request, filters=(kinds, WITHIN), today=today())
    scope = _scope(request, state, SEE)
    found = board(request.reader, path=scope.now_path if scope else "", procedure=state.value("procedure"), after=state.after)
    columns = [
        Panel(
            step.name,
            [_card(card, state) for card in found.cards if (card.procedure, card.step) == (one.key, step.key)],
            link=f"{one.title} {number} 件",
            url=f"{reverse('cases')}{state.href(procedure=one.key, step=f'{one.key}.{step.key}', state='open')}",
        )
        for one in procedures()
        for step in one.steps
        if (number := found.counts[one.key, step.key])
    ]
    pills = [
        {"label": label, "url": state.href(procedure=key or None), "current": key == state.value("procedure")}
        for key, label in [("", "全部"), *((one.key, one.title) for one in procedures())]
    ]
    context = {
        "head": Head(
            "办理事项看板", str(scope) if scope else request.reader.home_name, acts=[Act("列表", f"{reverse('cases')}{_kept(state)}")]
        ),
        "columns": columns,
        "pills": pills,
        "empty": nothing(request),
        "next": state.href(after=encode_cursor(found.after)) if found.after else "",
    }
    return render(request, "cases/board.html", context)


def _card(card: Card, state: PageState) -> Item:
    latest = f"，最迟 {card.latest.isoformat()}" if card.latest else ""
    return Item(card.title, f"{card.organisation}{latest}", deadline_chip(card.latest, state.today), case_url(card.code), "查看")
