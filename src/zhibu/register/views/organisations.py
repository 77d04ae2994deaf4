"""Organisations of a scope: the tree, the picture, the list."""

from dataclasses import replace
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.register.asked import WITHIN, scope_asked
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.organisations import Node, OrganisationRow, organisations_on, path_on, tree_of
from zhibu.register.tables import ORGANISATIONS, kind_of
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.web import tree
from zhibu.web.charts import Branch, Chart, Series
from zhibu.web.components import Empty
from zhibu.web.filters import Option
from zhibu.web.gate import ReaderRequest, page
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

SEE: Final = "see_register"
DRAWN: Final = 400
"""Organisations that a picture can hold; larger scopes show two levels below the first only."""
VIEWS: Final = (("organisations", "树形"), ("organisations_chart", "架构图"), ("organisations_list", "列表"))


def page_of(row: OrganisationRow) -> str:
    """The address of an organisation."""
    return reverse("organisation", args=[row.code])


def called(row: OrganisationRow) -> str:
    """What people say."""
    return row.short_name or row.name


def members_in(row: OrganisationRow) -> str:
    """The number beside a name in the tree."""
    return f"{row.members:,} 名" if row.members else ""


def asked(request: ReaderRequest, act: str = SEE) -> tuple[PageState, list[OrganisationRow], str]:
    """What stood on the day, all of it or below the organisation that a figure is about; and what that is called."""
    reader = request.reader
    state = PageState.read(request, filters=(WITHIN,), today=today())
    scope = scope_asked(reader, state, act)
    if scope is None:
        return state, organisations_on(reader, on=state.on, today=state.today, act=act), reader.home_name
    path = path_on(scope, state.on, today=state.today)
    return state, organisations_on(reader, on=state.on, today=state.today, scope=path, act=act) if path else [], str(scope)


def _acts(request: ReaderRequest, state: PageState, here: str) -> list[Act]:
    query = state.query if len(state.query) > 1 else ""
    acts = [Act(label, f"{reverse(name)}{query}") for name, label in VIEWS if name != here]
    if request.reader.may_anywhere("export_masked"):
        acts.append(Act("导出", f"{reverse('organisations_export')}{state.query}"))
    if request.reader.may_anywhere("edit_organisations"):
        acts.append(Act("新建党组织", reverse("organisation_found"), "go"))
    return acts


def _head(request: ReaderRequest, state: PageState, rows: list[OrganisationRow], here: str, place: str) -> Head:
    groups = sum(row.kind == OrganisationKind.GROUP for row in rows)
    counted = "、".join([f"{len(rows) - groups} 个党组织", *([f"{groups} 个党小组"] if groups else [])])
    lead = " · ".join(filter(None, (place, counted)))
    return Head("党组织", lead=lead, acts=_acts(request, state, here), as_of=state)


def _empty(request: ReaderRequest) -> Empty:
    acts = [Act("导入名册", reverse("imports"), "go")] if request.reader.may_anywhere("import_rosters") else []
    return Empty("还没有党组织", "导入党组织的 Excel 表，或逐个新建。", acts)


@page(SEE)
def organisations(request: ReaderRequest) -> HttpResponse:
    """The tree with members below each."""
    state, rows, place = asked(request)
    opened = 1 if len(rows) > DRAWN else 2
    nodes = [_node(node, depth=0, opened=opened) for node in tree_of(rows)]
    context = {"head": _head(request, state, rows, "organisations", place), "nodes": nodes, "empty": _empty(request)}
    return render(request, "register/organisations.html", context)


def _node(node: Node, *, depth: int, opened: int) -> tree.Node:
    """The first levels stand open."""
    children = tuple(_node(child, depth=depth + 1, opened=opened) for child in node.children)
    return tree.Node(called(node.row), page_of(node.row), members_in(node.row), kind_of(node.row), children, opened=depth < opened)


@page(SEE)
def chart(request: ReaderRequest) -> HttpResponse:
    """The tree as a picture, and the members of each community side by side in the order of the tree."""
    state, rows, place = asked(request)
    context = {"head": _head(request, state, rows, "organisations_chart", place), "charts": _charts(rows), "empty": _empty(request)}
    return render(request, "register/chart.html", context)


def _charts(rows: list[OrganisationRow]) -> list[Chart]:
    roots = tree_of(_drawn(rows))
    if not roots:
        return []
    top = roots[0] if len(roots) == 1 else None
    root = _branch(top) if top else Branch("党组织", children=tuple(map(_branch, roots)))
    below = [node.row for node in (top.children if top else roots) if node.row.members]
    bars = Chart(
        "members",
        "各组织党员人数（按组织顺序）",
        "bars",
        names=[called(row) for row in below],
        unit="名",
        series=(Series("党员", [row.members for row in below]),),
        links=[page_of(row) for row in below],
    )
    return [Chart("tree", "组织架构图", "tree", root=root), bars]


def _drawn(rows: list[OrganisationRow]) -> list[OrganisationRow]:
    """What a picture can hold."""
    if len(rows) <= DRAWN:
        return [row for row in rows if row.kind != OrganisationKind.GROUP]
    deepest = len(rows[0].path) + 2 * SEGMENT
    return [row for row in rows if len(row.path) <= deepest]


def _branch(node: Node) -> Branch:
    return Branch(called(node.row), page_of(node.row), tuple(map(_branch, node.children)))


@page(SEE)
def table(request: ReaderRequest) -> HttpResponse:
    """The organisations as a list, in the order of the tree or from its end."""
    state, rows, place = asked(request)
    ordered = rows[::-1] if ORGANISATIONS.sorting(state.sort, request.reader.acts).descending else rows
    count = Count(len(rows))
    first, end = state.bounds(count)
    listing = Listing(
        label="党组织",
        table=ORGANISATIONS,
        state=state,
        acts=request.reader.acts,
        rows=ordered[first:end],
        count=count,
        filters=(replace(WITHIN, options=(Option(state.value(WITHIN.name), place),)),),
        empty=_empty(request),
    )
    return render(request, "web/list_page.html", {"head": _head(request, state, rows, "organisations_list", place), "listing": listing})
