"""One organisation on a day: who leads it, who belongs to it, what stands below, what it was called."""

from datetime import date
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.register.models import Organisation
from zhibu.register.queries.organisation_page import OrganisationPage, organisation_page
from zhibu.register.queries.timeline import word
from zhibu.register.tables import CATEGORY, kind_of
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.views.organisations import SEE, called, members_in, page_of
from zhibu.web import offers, tree
from zhibu.web.components import Fact, Figure
from zhibu.web.gate import ReaderRequest, page, reach
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.panels import About, later_panels
from zhibu.web.state import PageState

EDITS: Final = (
    ("更正", "correct"),
    ("更名", "rename"),
    ("变更类别", "kind"),
    ("调整隶属", "move"),
    ("分设", "split"),
    ("并入", "merge"),
    ("撤销", "dissolve"),
    ("社区和居民委员会", "community"),
)
LARGEST: Final = 3
"""Categories that stand among the figures."""


@page(SEE)
def organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """The page."""
    state = PageState.read(request, today=today())
    found = reach(Organisation.objects.select_related("community__residents_committee", "successor"), request.reader, SEE, code=code)
    shown = organisation_page(request.reader, found, on=state.on, today=state.today)
    context = {
        "head": _head(request, found, shown, state),
        "figures": _figures(shown, state),
        "facts": [*_facts(found, shown), *_community(found)],
        "posts": [
            Fact(word("post", one.kind), one.person_name, url=reverse("member", args=[one.person_code]), note=f"{one.valid_from} 起")
            for one in shown.posts
        ],
        "children": [tree.Node(called(row), page_of(row), members_in(row), kind_of(row)) for row in shown.children],
        "names": shown.names,
        "units": [(reverse("unit", args=[unit]), name) for unit, name in shown.units],
        "later": later_panels("organisation", About(request.reader, found.pk, code, found.now_path, None if state.is_today else state.on)),
    }
    return render(request, "register/organisation.html", context)


def _head(request: ReaderRequest, found: Organisation, shown: OrganisationPage, state: PageState) -> Head:
    above = (Crumb(name, reverse("organisation", args=[code])) for code, name in shown.ancestors)
    acts, more = _acts(request, found)
    more += offers.acts("organisation", request.reader, found.now_path, found.code)
    crumbs = [Crumb("党组织", reverse("organisations")), *above]
    return Head(shown.row.name, lead=kind_of(shown.row), crumbs=crumbs, acts=acts, more=more, as_of=state)


def _acts(request: ReaderRequest, found: Organisation) -> tuple[list[Act], list[Act]]:
    """What can be done with it: the usual, and what is done seldom; nothing with what was dissolved."""
    acts = [Act("名册", f"{reverse('members')}?within={found.code}")]
    if found.dissolved_on:
        return acts, []
    if request.reader.may("edit_members", found.now_path) and found.now_kind == OrganisationKind.BRANCH:
        acts.append(Act("登记党员", f"{reverse('member_register')}?organisation={found.code}", "go"))
    if not request.reader.may("edit_organisations", found.now_path):
        return acts, []
    below = Act("新建下级党组织", f"{reverse('organisation_found')}?parent={found.code}")
    return acts, [below, *(Act(label, reverse(f"organisation_{name}", args=[found.code])) for label, name in EDITS)]


def _figures(shown: OrganisationPage, state: PageState) -> list[Figure]:
    """Members, and the largest categories; each opens its roll of the day."""
    roll = f"{reverse('members')}?within={shown.row.code}"
    day = "" if state.is_today else f"&on={state.on.isoformat()}"
    largest = sorted(((number, key) for key, number in shown.categories.items() if key), reverse=True)[:LARGEST]
    return [
        Figure("党员", f"{shown.row.members:,}", f"{roll}{day}", note="含下级组织" if shown.row.below else ""),
        *(Figure(CATEGORY.get(key, key), f"{number:,}", f"{roll}&category={key}{day}") for number, key in largest),
    ]


def _facts(found: Organisation, shown: OrganisationPage) -> list[Fact]:
    facts = (
        Fact("全称", shown.row.name),
        Fact("简称", shown.row.short_name),
        Fact("类别", kind_of(shown.row)),
        Fact("党组织代码", found.official_code or ""),
        Fact("编号", found.code),
        Fact("成立时间", _day(found.founded_on)),
        Fact("联系人", found.contact),
        Fact("联系电话", found.phone),
        Fact("撤销时间", _day(found.dissolved_on)),
        Fact("并入", str(found.successor) if found.successor else ""),
    )
    return [fact for fact in facts if fact.value]


def _day(value: date | None) -> str:
    return value.isoformat() if value else ""


def _community(found: Organisation) -> list[Fact]:
    """The community that it leads, and the residents' committee: another body."""
    community = getattr(found, "community", None)
    if community is None:
        return []
    committee = getattr(community, "residents_committee", None)
    told = " · ".join(filter(None, (committee.name, committee.director))) if committee else "未登记"
    return [Fact("所在社区", community.name), Fact("社区居民委员会", told, note="与社区党组织是两个组织")]
