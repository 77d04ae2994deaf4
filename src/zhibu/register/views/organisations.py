"""Organisations: the tree, the picture, the list, one organisation."""

from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.register.models import Organisation
from zhibu.register.queries.organisation_page import OrganisationPage, organisation_page
from zhibu.register.queries.organisations import Node, OrganisationRow, organisations_on, tree_of
from zhibu.register.queries.timeline import word
from zhibu.register.tables import CATEGORY, ORGANISATIONS, kind_of
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.web import tree
from zhibu.web.charts import Branch, Chart, Series
from zhibu.web.components import Empty, Fact, Figure
from zhibu.web.gate import ReaderRequest, page, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import PAGE, Count
from zhibu.web.state import PageState

SEE: Final = "see_register"
DRAWN: Final = 400
"""Organisations that a picture can hold; larger scopes show the levels below the first only."""


def _url(row: OrganisationRow) -> str:
    return reverse("organisation", args=[row.code])


def _called(row: OrganisationRow) -> str:
    return row.short_name or row.name


def _acts(request: ReaderRequest, state: PageState, here: str) -> list[Act]:
    others = (("organisations", "树形"), ("organisations_chart", "架构图"), ("organisations_list", "列表"))
    acts = [Act(label, f"{reverse(name)}{state.query if len(state.query) > 1 else ''}") for name, label in others if name != here]
    if request.reader.may_anywhere("export_masked"):
        acts.append(Act("导出", f"{reverse('organisations_export')}{state.query}"))
    if request.reader.may_anywhere("edit_organisations"):
        acts.append(Act("新建党组织", reverse("organisation_found"), "go"))
    return acts


def _head(request: ReaderRequest, state: PageState, rows: list[OrganisationRow], here: str) -> Head:
    lead = f"{request.reader.home_name} · {len(rows)} 个党组织" if request.reader.home_name else f"{len(rows)} 个党组织"
    return Head("党组织", lead=lead, acts=_acts(request, state, here), as_of=state)


@page(SEE)
def organisations(request: ReaderRequest) -> HttpResponse:
    """The tree with members below each."""
    state = PageState.read(request, today=today())
    rows = organisations_on(request.reader, on=state.on, today=state.today)
    nodes = [_node(node, depth=0, wide=len(rows) > DRAWN) for node in tree_of(rows)]
    return render(request, "register/organisations.html", {"head": _head(request, state, rows, "organisations"), "nodes": nodes, "empty": _empty(request)})


def _node(node: Node, *, depth: int, wide: bool) -> tree.Node:
    count = f"{node.row.members:,} 名" if node.row.members else ""
    children = tuple(_node(child, depth=depth + 1, wide=wide) for child in node.children)
    return tree.Node(_called(node.row), _url(node.row), count, kind_of(node.row), children, opened=depth < (1 if wide else 2))


def _empty(request: ReaderRequest) -> Empty:
    may = request.reader.may_anywhere("import_rosters")
    acts = [Act("导入名册", reverse("imports"), "go")] if may else []
    return Empty("还没有党组织", "导入党组织的 Excel 表，或逐个新建。", acts)


@page(SEE)
def chart(request: ReaderRequest) -> HttpResponse:
    """The tree as a picture, and the members of each community side by side in the order of the tree."""
    state = PageState.read(request, today=today())
    rows = organisations_on(request.reader, on=state.on, today=state.today)
    shown = [row for row in rows if row.kind != OrganisationKind.GROUP] if len(rows) <= DRAWN else [row for row in rows if len(row.path) <= len(rows[0].path) + 14]
    roots = tree_of(shown)
    pictures = []
    if roots:
        top = roots[0] if len(roots) == 1 else None
        root = _branch(top) if top else Branch("党组织", children=tuple(map(_branch, roots)))
        pictures.append(Chart("tree", "组织架构图", "tree", root=root))
        below = [node.row for node in (top.children if top else roots) if node.row.members]
        pictures.append(
            Chart("members", "各组织党员人数（按组织顺序）", "bars", names=[_called(row) for row in below], unit="名",
                  series=(Series("党员", [row.members for row in below]),), links=[_url(row) for row in below])
        )
    return render(request, "register/chart.html", {"head": _head(request, state, rows, "organisations_chart"), "charts": pictures, "empty": _empty(request)})


def _branch(node: Node) -> Branch:
    return Branch(_called(node.row), _url(node.row), tuple(map(_branch, node.children)))


@page(SEE)
def table(request: ReaderRequest) -> HttpResponse:
    """The organisations as a list, in the order of the tree."""
    state = PageState.read(request, today=today())
    rows = organisations_on(request.reader, on=state.on, today=state.today)
    count = Count(len(rows))
    first, end = state.bounds(count)
    listing = Listing(label="党组织", table=ORGANISATIONS, state=state, acts=request.reader.acts, rows=rows[first:end], count=count, empty=_empty(request))
    return render(request, "web/list_page.html", {"head": _head(request, state, rows, "organisations_list"), "listing": listing})


@page(SEE)
def organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """One organisation on a day: who leads it, who belongs to it, what stands below, what it was called."""
    state = PageState.read(request, today=today())
    found = reach(Organisation.objects.select_related("community__residents_committee"), request.reader, SEE, code=code)
    shown = organisation_page(request.reader, found, on=state.on, today=state.today)
    context = {
        "head": _organisation_head(request, found, shown, state),
        "figures": _figures(shown, state),
        "facts": _facts(found, shown),
        "posts": [Fact(word("post", one.kind), one.person_name, url=reverse("member", args=[one.person_code]), note=f"{one.valid_from} 起") for one in shown.posts],
        "children": [tree.Node(_called(row), _url(row), f"{row.members:,} 名" if row.members else "", kind_of(row)) for row in shown.children],
        "names": shown.names, "units": [(reverse("unit", args=[unit]), name) for unit, name in shown.units], "organisation": found, "shown": shown, "page_size": PAGE,
    }
    return render(request, "register/organisation.html", context)


def _organisation_head(request: ReaderRequest, found: Organisation, shown: OrganisationPage, state: PageState) -> Head:
    crumbs = [Crumb("党组织", reverse("organisations")), *(Crumb(name, reverse("organisation", args=[code])) for code, name in shown.ancestors)]
    acts = [Act("名册", f"{reverse('members')}?within={found.code}")]
    if request.reader.may("edit_members", found.now_path) and found.now_kind == OrganisationKind.BRANCH and not found.dissolved_on:
        acts.append(Act("登记党员", f"{reverse('member_register')}?organisation={found.code}", "go"))
    more: list[Act] = []
    if request.reader.may("edit_organisations", found.now_path) and not found.dissolved_on:
        edits = (("更正", "correct"), ("更名", "rename"), ("变更类别", "kind"), ("调整隶属", "move"), ("分设", "split"), ("并入", "merge"), ("撤销", "dissolve"))
        more = [Act(label, reverse(f"organisation_{name}", args=[found.code])) for label, name in edits]
    return Head(shown.row.name, lead=kind_of(shown.row), crumbs=crumbs, acts=acts, more=more, as_of=state)


def _figures(shown: OrganisationPage, state: PageState) -> list[Figure]:
    roll = f"{reverse('members')}?within={shown.row.code}"
    day = "" if state.is_today else f"&on={state.on.isoformat()}"
    figures = [Figure("党员", f"{shown.row.members:,}", f"{roll}{day}", note="含下级组织" if shown.row.below else "")]
    figures += [Figure(CATEGORY.get(key, "未分类"), f"{count:,}", f"{roll}&category={key}{day}") for key, count in sorted(shown.categories.items(), key=lambda one: -one[1]) if key][:3]
    return figures


def _facts(found: Organisation, shown: OrganisationPage) -> list[Fact]:
    rows = (
        ("全称", shown.row.name), ("简称", shown.row.short_name), ("类别", kind_of(shown.row)), ("党组织代码", found.official_code or ""), ("编号", found.code),
        ("成立时间", found.founded_on.isoformat() if found.founded_on else ""), ("联系人", found.contact), ("联系电话", found.phone),
        ("撤销时间", found.dissolved_on.isoformat() if found.dissolved_on else ""),
    )
    facts = [Fact(label, value) for label, value in rows if value]
    community = getattr(found, "community", None)
    if community:
        committee = getattr(community, "residents_committee", None)
        facts.append(Fact("所在社区", community.name))
        facts.append(Fact("社区居民委员会", committee.name if committee else "未登记", note="与社区党组织是两个组织"))
    return facts
