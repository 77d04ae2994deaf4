"""Resident units: the list, one unit, the forms."""

from typing import Any, Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register import forms
from zhibu.register.asked import WITHIN, scope_asked, within_named
from zhibu.register.models import ResidentUnit
from zhibu.register.queries.lookups import Lookup, find_organisation
from zhibu.register.queries.units import place_named, unit_history, unit_rows, units_on
from zhibu.register.services import units as services
from zhibu.register.tables import OWNERSHIP, UNITS
from zhibu.web.acting import act_page, sent
from zhibu.web.components import Empty, Fact
from zhibu.web.filters import Filter, options
from zhibu.web.gate import ReaderRequest, actor, page, reach
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import EXACT, Count
from zhibu.web.panels import About, later_panels
from zhibu.web.state import PageState

SEE: Final = "see_register"
EDIT: Final = "edit_organisations"
FILTERS: Final = (Filter("q", "查找", "find", hint="单位名称"), Filter("ownership", "单位类别", "select", options(OWNERSHIP)), WITHIN)
OWNED: Final = {True: "区属", False: "非区属", None: ""}
TO_ENTER: Final = "导入单位的 Excel 表，或逐个登记。"
TO_COME: Final = "街道登记以后，本党组织范围内的单位列在这里。"
TYPED: Final = ("name", "ownership", "district_owned", "contact", "phone")


@page(SEE)
def units(request: ReaderRequest) -> HttpResponse:
    """The list on a day."""
    reader = request.reader
    state = PageState.read(request, filters=FILTERS, today=today())
    scope = scope_asked(reader, state, SEE)
    found = units_on(reader, on=state.on, scope=scope.now_path if scope else "", ownership=state.value("ownership"), text=state.value("q"))
    count = Count(min(found.count(), EXACT))
    first, end = state.bounds(count)
    add = [Act("登记单位", reverse("unit_add"), "go")] if reader.may_anywhere(EDIT) else []
    export = [Act("导出", f"{reverse('units_export')}{state.query}")] if reader.may_anywhere("export_masked") else []
    listing = Listing(
        label="驻区单位",
        table=UNITS,
        state=state,
        acts=reader.acts,
        rows=unit_rows(found, sort=UNITS.sorting(state.sort, reader.acts).field, first=first, end=end),
        count=count,
        filters=within_named(FILTERS, scope),
        empty=Empty(
            "还没有登记驻区单位", "导入单位的 Excel 表，或逐个登记。" if add else "街道登记以后，本党组织范围内的单位列在这里。", add
        ),
    )
    head = Head("驻区单位", lead=str(scope) if scope else reader.home_name, acts=[*export, *add], as_of=state)
    return render(request, "web/list_page.html", {"head": head, "listing": listing})


def unit_of(request: ReaderRequest, code: str, act: str) -> ResidentUnit:
    """The unit of an address, within reach of an act."""
    return reach(ResidentUnit.objects.select_related("organisation", "community"), request.reader, act, seen=SEE, code=code)


def page_of(found: ResidentUnit) -> str:
    """The address of a unit."""
    return reverse("unit", args=[found.code])


def way_to(found: ResidentUnit) -> list[Crumb]:
    """The way to a unit's page."""
    return [Crumb("驻区单位", reverse("units")), Crumb(found.name, page_of(found))]


@page(SEE)
def unit(request: ReaderRequest, code: str) -> HttpResponse:
    """One unit with its head count over time and its Party organisation."""
    found = unit_of(request, code, SEE)
    may = request.reader.may(EDIT, found.organisation.now_path) and found.closed_on is None
    acts = [Act("停业或迁出", reverse("unit_close", args=[code])), Act("更正", reverse("unit_correct", args=[code]), "go")] if may else []
    head = Head(found.name, lead=OWNERSHIP.get(found.ownership, ""), crumbs=way_to(found)[:1], acts=acts)
    context = {
        "head": head,
        "facts": _facts(found),
        "timeline": unit_history(request.reader, found),
        "later": later_panels("unit", About(request.reader, found.pk, code, found.organisation.now_path)),
    }
    return render(request, "register/unit.html", context)


def _facts(found: ResidentUnit) -> list[Fact]:
    place = found.organisation
    facts = (
        Fact("单位名称", found.name),
        Fact("单位类别", OWNERSHIP.get(found.ownership, found.ownership_raw)),
        Fact("区属", OWNED[found.district_owned]),
        Fact("所在社区", found.community.name if found.community else ""),
        Fact("属地党组织", str(place), url=reverse("organisation", args=[place.code])),
        Fact("联系人", found.contact),
        Fact("联系电话", found.phone),
        Fact("统一社会信用代码", found.social_credit_code),
        Fact("停业或迁出日期", found.closed_on.isoformat() if found.closed_on else ""),
        Fact("编号", found.code),
    )
    return [fact for fact in facts if fact.value]


def _read(request: ReaderRequest, form: forms.UnitForm) -> tuple[dict[str, Any], Decision]:
    """The form as the services take it, and everything that is not clear in it."""
    data = form.cleaned_data
    place = place_named(request.reader, data["place"], EDIT, field="place")
    organisation = _named(request, data["organisation"])
    values = {
        "facts": {name: data[name] for name in TYPED},
        "place": place.organisation,
        "organisation": organisation.organisation,
        **{name: data[name] for name in ("on", "head_count", "mode")},
    }
    return values, Decision.all(place.decision, organisation.decision)


def _named(request: ReaderRequest, text: str) -> Lookup:
    """The Party organisation of the unit, where it has one."""
    return find_organisation(request.reader, text, EDIT, field="organisation") if text else Lookup(None, Decision())


@page(EDIT)
def add(request: ReaderRequest) -> HttpResponse:
    """A new unit."""

    def run(form: forms.UnitForm) -> Outcome:
        values, unclear = _read(request, form)
        return services.add_unit(by=actor(request), **values) if unclear.allowed else Outcome(unclear)

    return act_page(
        request,
        title="登记单位",
        form=forms.UnitForm(sent(request), today=today(), initial={"on": today(), "place": request.GET.get("place", "")}),
        run=run,
        done="已登记。",
        back=reverse("units"),
        crumbs=[Crumb("驻区单位", reverse("units"))],
        draft="unit_add",
    )


@page(EDIT)
def correct(request: ReaderRequest, code: str) -> HttpResponse:
    """Facts are corrected; head count and Party organisation change from a day on."""
    found = unit_of(request, code, EDIT)
    initial = {"on": today(), "place": found.organisation.code, **{name: getattr(found, name) for name in TYPED}}

    def run(form: forms.UnitForm) -> Outcome:
        values, unclear = _read(request, form)
        return services.correct_unit(by=actor(request), unit=found, **values) if unclear.allowed else Outcome(unclear)

    form = forms.UnitForm(sent(request), today=today(), initial=initial)
    return act_page(request, title=f"更正：{found.name}", form=form, run=run, done="已更正。", back=page_of(found), crumbs=way_to(found))


@page(EDIT)
def close(request: ReaderRequest, code: str) -> HttpResponse:
    """A unit gave up or moved away."""
    found = unit_of(request, code, EDIT)
    return act_page(
        request,
        title=f"停业或迁出：{found.name}",
        lead="从这一天起不在今天的单位名单上；以前的日期仍可查看。",
        form=forms.OnForm(sent(request), today=today(), initial={"on": today()}),
        run=lambda form: services.close_unit(by=actor(request), unit=found, **form.cleaned_data),
        done="已登记。",
        back=page_of(found),
        submit="确认",
        crumbs=way_to(found),
    )
