"""Parts of the pages of an organisation and of a unit, or pages of their own where no script fetched them."""

from collections.abc import Sequence
from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.mechanism.coordination import presentation
from zhibu.mechanism.coordination.models import PartnerUnit
from zhibu.mechanism.coordination.queries.lists import NEED_STATES, Wanted, need_rows, needs, project_rows, projects
from zhibu.mechanism.coordination.queries.one import running_projects
from zhibu.mechanism.coordination.terms import ENTER, SEE, NeedState
from zhibu.register.models import Organisation, ResidentUnit
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.pages import Crumb, Head
from zhibu.web.panels import Panel
from zhibu.web.parts import part_page

TITLE: Final = "共驻共建"
SHOWN: Final = 5


def _shown(request: ReaderRequest, panels: Sequence[Panel], crumb: Crumb) -> HttpResponse:
    return part_page(request, Head(TITLE, crumbs=[crumb]), panels, Panel(TITLE, text="还没有共建的需求和项目。"))


@page(SEE)
def of_organisation(request: ReaderRequest, code: str) -> HttpResponse:
    """Its open needs and the projects under way; nothing where there are none."""
    found = reach(Organisation.objects.all(), request.reader, SEE, seen=SEE, code=code)
    wanted = Wanted(request.reader, today(), (found.now_path,))
    waiting = need_rows(needs(wanted).filter(NEED_STATES[str(NeedState.OPEN)]), today(), order=("entered_on", "pk"), span=(0, SHOWN))
    running = running_projects(wanted, SHOWN)
    items = [*presentation.need_items(waiting), *presentation.project_items(running)]
    url = f"{reverse('coordination')}?within={code}"
    panels = [Panel(TITLE, items, link="全部清单", url=url)] if items else []
    return _shown(request, panels, Crumb(str(found), reverse("organisation", args=[code])))


@page(SEE)
def of_unit(request: ReaderRequest, code: str) -> HttpResponse:
    """What it gave and what is under way with it; whoever may make it a partner is told how."""
    unit = reach(ResidentUnit.objects.all(), request.reader, SEE, seen=SEE, code=code)
    partner = PartnerUnit.objects.seen_by(request.reader, SEE).filter(unit=unit).first()
    crumb = Crumb(unit.name, reverse("unit", args=[code]))
    if partner is None:
        enters = bool(request.reader.paths(ENTER))
        url = reverse("coordination_partner_new") if enters else ""
        return _shown(request, [Panel(TITLE, text="还不是共建方。", link="新增共建方" if enters else "", url=url)], crumb)
    rows = project_rows(projects(Wanted(request.reader, today(), partner=partner.code)), today(), span=(0, SHOWN))
    text = "" if rows else "还没有项目。"
    url = reverse("coordination_partner", args=[partner.code])
    return _shown(request, [Panel(TITLE, presentation.project_items(rows), text=text, link="查看全部", url=url)], crumb)
