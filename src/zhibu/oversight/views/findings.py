"""The list of findings, the same as neutral text and as Excel, and what stands on the page of an organisation or a person."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.readers import AccountReader
from zhibu.oversight import presentation
from zhibu.oversight.documents import write_findings
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.findings import SEE, SEE_PERSONAL, AboutOrganisation, Asked, about_organisation, about_person, regularity
from zhibu.oversight.queries.kept import Recorded, kept_findings, recorded, recorded_for
from zhibu.oversight.regularity import Regularity
from zhibu.oversight.tables import FINDINGS
from zhibu.oversight.terms import LABELS, State
from zhibu.oversight.views.overview import overview
from zhibu.register.asked import within_named
from zhibu.register.models import Organisation, Person
from zhibu.register.queries.organisations import path_on
from zhibu.rulebook.loading import rulebook
from zhibu.web.components import Empty
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.filters import Filter, Option
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.panels import Panel
from zhibu.web.state import PageState

EXPORT: Final = "export_masked"
STATES: Final = Filter("state", "状态", "pills", tuple(Option(state.value, label) for state, label in LABELS.items()))
NOTHING: Final = Empty("没有提醒事项", "按规定要求和现有的记录，这一天没有要办、要核实的事项。")
NOTHING_THERE: Final = AboutOrganisation([], Regularity(0), Regularity(0))
"""Of an organisation that did not stand on the day."""
DATED: Final = frozenset({State.DUE, State.OVERDUE})
"""What a work group is told unless something else was chosen."""


def filters_for(reader: AccountReader) -> tuple[Filter, ...]:
    """Clauses by their titles, those about persons only for those who see them; the organisation comes from a link."""
    known = [one for one in rulebook().clauses.values() if one.subject != "person" or reader.paths(SEE_PERSONAL)]
    clauses = tuple(Option(one.id, one.title) for one in known)
    return STATES, Filter("clause", "事项", "select", clauses), Filter("within", "党组织", "given")


@page(SEE)
def findings(request: ReaderRequest) -> HttpResponse:
    """Everything that is due, late, to be checked or not recorded, as of a day."""
    filters = filters_for(request.reader)
    state = PageState.read(request, filters=filters, today=today())
    scope = _scope(request.reader, state)
    here = path_on(scope, state.on, today=state.today) if scope else request.reader.home_path
    at = recorded_for(here, on=state.on)
    head = _head(request, str(scope) if scope else request.reader.home_name, state)
    if not state.chosen.keys() & {"state", "clause"} and at.wide:
        return overview(request, head, here, state, at)
    found = _found(request.reader, state, scope, at)
    chosen = _chosen(found, state)
    rows = sorted_rows(chosen, state)
    count = Count(len(rows))
    first, end = state.bounds(count)
    listing = Listing(
        label="提醒事项",
        table=FINDINGS,
        state=state,
        acts=request.reader.acts,
        rows=rows[first:end],
        count=count,
        filters=within_named(filters, scope),
        counts={"state": presentation.numbers(found)},
        empty=NOTHING,
    )
    several = len({one.subject.path for one in chosen}) > 1
    glance = presentation.clause_items(chosen) if several and "clause" not in state.chosen else []
    return render(
        request,
        "oversight/findings.html",
        {"head": head, "listing": listing, "glance": glance, "looked_at": presentation.looked_at(state.on)},
    )


def _head(request: ReaderRequest, place: str, state: PageState) -> Head:
    acts = [Act("复制为群消息", f"{reverse('findings_text')}{state.query}")]
    if request.reader.may_anywhere(EXPORT):
        acts.append(Act("导出", f"{reverse('findings_export')}{state.query}"))
    return Head("提醒事项", lead=place, acts=acts, as_of=state)


def _scope(reader: AccountReader, state: PageState) -> Organisation | None:
    """The organisation that a link asked for, within reach."""
    code = state.value("within")
    return reach(Organisation.objects.all(), reader, SEE, seen="see_names", code=code) if code else None


def _found(reader: AccountReader, state: PageState, scope: Organisation | None, at: Recorded | None = None) -> list[Finding]:
    path = path_on(scope, state.on, today=state.today) if scope else ""
    if scope and not path:
        return []
    return kept_findings(Asked.by(reader, on=state.on, scope=path), at or recorded())


def _chosen(found: Sequence[Finding], state: PageState) -> list[Finding]:
    wanted, clause = state.value("state"), state.value("clause")
    return [one for one in found if (not wanted or one.state == wanted) and (not clause or one.clause.id == clause)]


def sorted_rows(found: list[Finding], state: PageState) -> list[Finding]:
    """As the column says, else as people want to read."""
    sort = FINDINGS.sorting(state.sort, frozenset())
    if sort.column.key == FINDINGS.order:
        return found[::-1] if sort.descending else found
    return sorted(found, key=lambda one: str(sort.column.value(one) or ""), reverse=sort.descending)


@page(SEE)
def text(request: ReaderRequest) -> HttpResponse:
    """A neutral text for the work group: what is due or late, or what was chosen; persons are neither named nor counted."""
    state = PageState.read(request, filters=filters_for(request.reader), today=today())
    scope = _scope(request.reader, state)
    chosen = _chosen(_found(request.reader, state, scope), state)
    if not state.chosen.keys() & {"state", "clause"}:
        chosen = [one for one in chosen if one.state in DATED]
    place = str(scope) if scope else request.reader.home_name
    said = presentation.group_text(chosen, place=place, on=state.on)
    lead = "只列党组织的到期和逾期事项，不涉及个人；要列其他事项，先在提醒事项里选状态。发送前请再看一遍。"
    back = f"{reverse('findings')}{state.query}"
    head = Head("群消息", lead=lead, crumbs=[Crumb("提醒事项", back)])
    return render(request, "web/text_page.html", {"head": head, "text": said})


@page(EXPORT)
def export(request: ReaderRequest) -> HttpResponse:
    """The list as a workbook, with the conditions of the page."""
    state = PageState.read(request, filters=filters_for(request.reader), today=today())
    scope = _scope(request.reader, state)
    chosen = _chosen(_found(request.reader, state, scope), state)
    stream = new_file()
    path = path_on(scope, state.on, today=state.today) if scope else ""
    years = regularity(Asked.by(request.reader, on=state.on, scope=path)) if path or not scope else []
    write_findings(stream, findings=chosen, years=years, actor=actor(request))
    place = str(scope) if scope else request.reader.home_name
    return sheet_response(stream, f"提醒事项_{place}_{state.on.isoformat()}.xlsx")


@page(SEE)
def of_organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """What is found about one organisation itself."""
    state = PageState.read(request, today=today())
    found = reach(Organisation.objects.all(), request.reader, SEE, code=code)
    path = path_on(found, state.on, today=state.today)
    about = about_organisation(found.pk, path, on=state.on, reader=request.reader) if path else NOTHING_THERE
    below = presentation.listed(within=code)
    back = Crumb(str(found), reverse("organisation", args=[code]))
    return _part(request, about.findings, back, link=("本级和下级的全部事项", below), more=presentation.year(about.own, about.below))


@page(SEE_PERSONAL)
def of_person(request: ReaderRequest, code: str) -> HttpResponse:
    """What is found about one person: for that person, the branch secretary and the clerk."""
    state = PageState.read(request, today=today())
    found = reach(Person.objects.all(), request.reader, SEE_PERSONAL, code=code)
    about = about_person(found.pk, found.now_path, on=state.on)
    back = Crumb(found.name, reverse("member", args=[code]))
    return _part(request, about, back)


def _part(
    request: HttpRequest, found: Sequence[Finding], back: Crumb, link: tuple[str, str] = ("", ""), more: Sequence[Panel] = ()
) -> HttpResponse:
    """A part of a page, or a page of its own where no script fetched it."""
    context = {"panels": [*presentation.of_one(found, link), *more]}
    if request.headers.get("HX-Request"):
        return render(request, "web/parts/panels.html", context)
    head = Head("提醒事项", crumbs=[back])
    return render(request, "oversight/part.html", {"head": head, **context, "empty": None if found else NOTHING})
