"""Resident units: the list, one unit, the forms."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register import forms
from zhibu.register.models import Community, HeadCount, Organisation, ResidentUnit, UnitOrganisation
from zhibu.register.queries.units import unit_rows, units_on
from zhibu.register.services import units as services
from zhibu.register.tables import OWNERSHIP, UNITS
from zhibu.register.terms.units import FormationMode
from zhibu.register.views.acting import act_page, named_organisation
from zhibu.web.components import Empty, Event, Fact
from zhibu.web.filters import Filter, options
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import EXACT, Count
from zhibu.web.state import PageState

SEE: Final = "see_register"
EDIT: Final = "edit_organisations"
FILTERS: Final = (Filter("q", "查找", "find", hint="单位名称"), Filter("ownership", "单位类别", "select", options(OWNERSHIP)))


@page(SEE)
def units(request: ReaderRequest) -> HttpResponse:
    """The list on a day."""
    state = PageState.read(request, filters=FILTERS, today=today())
    found = units_on(request.reader, on=state.on, ownership=state.value("ownership"), text=state.value("q"))
    count = Count(min(found.count(), EXACT))
    first, end = state.bounds(count)
    sort = UNITS.sorting(state.sort, request.reader.acts)
    may = request.reader.may_anywhere(EDIT)
    acts = [Act("导出", f"{reverse('units_export')}{state.query}")] if request.reader.may_anywhere("export_masked") else []
    acts += [Act("登记单位", reverse("unit_add"), "go")] if may else []
    listing = Listing(
        label="驻区单位", table=UNITS, state=state, acts=request.reader.acts, rows=unit_rows(found, sort=sort.field, first=first, end=end), count=count,
        filters=FILTERS, empty=Empty("还没有登记驻区单位", "导入单位的 Excel 表，或逐个登记。", [Act("登记单位", reverse("unit_add"), "go")] if may else []),
    )
    head = Head("驻区单位", lead=request.reader.home_name, acts=acts, as_of=state)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


def _unit(request: ReaderRequest, code: str, act: str) -> ResidentUnit:
    return reach(ResidentUnit.objects.select_related("organisation", "community"), request.reader, act, seen=SEE, code=code)


@page(SEE)
def unit(request: ReaderRequest, code: str) -> HttpResponse:
    """One unit with its head count over time and its Party organisation."""
    found = _unit(request, code, SEE)
    counts = HeadCount.objects.seen_by(request.reader, SEE).filter(unit=found).order_by("-valid_from")
    links = UnitOrganisation.objects.seen_by(request.reader, SEE).filter(unit=found).select_related("organisation").order_by("-valid_from")
    modes = {one.value: one.label for one in FormationMode}
    events = [Event(when=one.valid_from.isoformat(), title=f"从业人数 {one.count} 人") for one in counts]
    events += [Event(when=one.valid_from.isoformat(), title=f"党组织：{one.organisation}", what=modes.get(one.mode, "")) for one in links]
    owned = {True: "区属", False: "非区属", None: ""}[found.district_owned]
    rows = (
        ("单位名称", found.name, ""), ("单位类别", OWNERSHIP.get(found.ownership, found.ownership_raw), ""), ("区属", owned, ""),
        ("所在社区", found.community.name if found.community else "", ""),
        ("属地党组织", str(found.organisation), reverse("organisation", args=[found.organisation.code])), ("联系人", found.contact, ""),
        ("联系电话", found.phone, ""), ("统一社会信用代码", found.social_credit_code, ""), ("编号", found.code, ""),
    )
    acts = [Act("更正", reverse("unit_correct", args=[code]), "go")] if request.reader.may(EDIT, found.organisation.now_path) else []
    head = Head(found.name, lead=OWNERSHIP.get(found.ownership, ""), crumbs=[Crumb("驻区单位", reverse("units"))], acts=acts)
    facts = [Fact(label, value, url=url) for label, value, url in rows if value]
    timeline = sorted(events, key=lambda one: str(one.when), reverse=True)
    return render(request, "register/unit.html", {"head": head, "facts": facts, "timeline": timeline})


def _place(request: ReaderRequest, text: str) -> tuple[Organisation | None, Outcome]:
    """The Party organisation of a place, also by the community's name."""
    community = Community.objects.seen_by(request.reader, EDIT).filter(name=text.strip()).select_related("organisation").first()
    return (community.organisation, Outcome()) if community else named_organisation(request, text, "place", EDIT)


def _read(request: ReaderRequest, form: forms.UnitForm) -> tuple[dict[str, Any] | None, Outcome]:
    """The form as the service takes it, or all objections."""
    data = form.cleaned_data
    place, no_place = _place(request, data["place"])
    organisation, no_organisation = named_organisation(request, data["organisation"], "organisation", EDIT) if data["organisation"] else (None, Outcome())
    refusal = Decision.all(no_place.decision, no_organisation.decision)
    if place is None or not refusal.allowed:
        return None, Outcome(refusal)
    facts = {name: data[name] for name in ("name", "ownership", "district_owned", "contact", "phone")}
    return {
        "facts": facts, "place": place, "on": data["on"], "head_count": data["head_count"], "organisation": organisation, "mode": data["mode"],
    }, Outcome()


@page(EDIT)
def add(request: ReaderRequest) -> HttpResponse:
    """A new unit."""

    def run(form: forms.UnitForm) -> Outcome:
        values, refusal = _read(request, form)
        return refusal if values is None else services.add_unit(by=actor(request), **values)

    form = forms.UnitForm(request.POST or None, today=today(), initial={"on": today()})
    crumbs = [Crumb("驻区单位", reverse("units"))]
    return act_page(request, title="登记单位", form=form, run=run, done="已登记。", back=reverse("units"), crumbs=crumbs, draft="unit_add")


@page(EDIT)
def correct(request: ReaderRequest, code: str) -> HttpResponse:
    """Facts are corrected; head count and Party organisation change from a day on."""
    found = _unit(request, code, EDIT)
    initial = {name: getattr(found, name) for name in ("name", "ownership", "district_owned", "contact", "phone")}
    initial |= {"on": today(), "place": found.organisation.code}

    def run(form: forms.UnitForm) -> Outcome:
        values, refusal = _read(request, form)
        return refusal if values is None else services.correct_unit(by=actor(request), unit=found, **values)

    form = forms.UnitForm(request.POST or None, today=today(), initial=initial)
    back = reverse("unit", args=[code])
    crumbs = [Crumb("驻区单位", reverse("units")), Crumb(found.name, back)]
    return act_page(request, title=f"更正：{found.name}", form=form, run=run, done="已更正。", back=back, crumbs=crumbs)
