"""Resident units of a scope on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import models
from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, NullIf

from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import Reader
from zhibu.register.models import Community, HeadCount, ResidentUnit, UnitOrganisation
from zhibu.register.queries.lookups import Lookup, find_organisation
from zhibu.register.terms.units import FormationMode
from zhibu.store.guards import within
from zhibu.web.components import Event

WHY: Final = "驻区单位的从业人数和党组织：单位已在可见范围内"
SEE: Final = "see_register"
MODES: Final = FormationMode.labels()


class UnitRow(NamedTuple):
    """A line of the list of units."""

    id: int
    code: str
    name: str
    ownership: str
    ownership_raw: str
    district_owned: bool | None
    community: str
    head_count: int | None
    organisation: str
    organisation_code: str
    mode_value: str

    @property
    def mode(self) -> str:
        """The mode of formation in words."""
        return MODES.get(self.mode_value, "")


def units_on(reader: Reader, *, on: date, scope: str = "", ownership: str = "", text: str = "", act: str = SEE) -> QuerySet[ResidentUnit]:
    """Units that a reader sees, narrowed."""
    found = ResidentUnit.objects.seen_by(reader, act).filter(Q(closed_on=None) | Q(closed_on__gt=on))
    if scope:
        found = found.filter(within("organisation__now_path", [scope]))
    if ownership:
        found = found.filter(ownership=ownership)
    if text:
        found = found.filter(name__contains=text)
    counts = HeadCount.objects.unguarded(WHY).on(on).filter(unit=OuterRef("pk"))
    links = UnitOrganisation.objects.unguarded(WHY).on(on).filter(unit=OuterRef("pk"))
    called = Coalesce(NullIf(F("organisation__now_short_name"), models.Value("")), F("organisation__now_name"))
    return found.annotate(
        head_count=Subquery(counts.values("count")[:1]),
        linked=Coalesce(Subquery(links.annotate(called=called).values("called")[:1]), models.Value("")),
        linked_code=Coalesce(Subquery(links.values("organisation__code")[:1]), models.Value("")),
        mode=Coalesce(Subquery(links.values("mode")[:1]), models.Value("")),
        community_name=Coalesce(F("community__name"), models.Value("")),
    )


def unit_rows(found: QuerySet[ResidentUnit], *, sort: str, first: int, end: int) -> Sequence[UnitRow]:
    """One page of rows."""
    column = {"sort_key": "sort_key", "ownership": "ownership", "community": "community_name", "head_count": "head_count"}.get(
        sort.removeprefix("-"), "sort_key"
    )
    order = F(column).desc(nulls_last=True) if sort.startswith("-") else F(column).asc(nulls_last=True)
    rows: QuerySet[Any, Any] = found.order_by(order, "sort_key", "pk").values_list(  # type: ignore[misc]  # annotated by units_on, which the stubs do not follow
        "pk",
        "code",
        "name",
        "ownership",
        "ownership_raw",
        "district_owned",
        "community_name",
        "head_count",
        "linked",
        "linked_code",
        "mode",
    )
    return [UnitRow(*row) for row in rows[first:end]]


def unit_history(reader: Reader, unit: ResidentUnit) -> list[Event]:
    """Head counts and Party organisations, newest first; two queries."""
    counts = HeadCount.objects.seen_by(reader, SEE).filter(unit=unit)
    links = UnitOrganisation.objects.seen_by(reader, SEE).filter(unit=unit).select_related("organisation")
    events = [Event(when=one.valid_from.isoformat(), title=f"从业人数 {one.count} 人") for one in counts]
    events += [Event(when=one.valid_from.isoformat(), title=f"党组织：{one.organisation}", what=MODES.get(one.mode, "")) for one in links]
    return sorted(events, key=lambda one: str(one.when), reverse=True)


def place_named(reader: Reader, text: str, act: str, *, field: str) -> Lookup:
    """The Party organisation of a place, also by the community's name."""
    found = Community.objects.seen_by(reader, act).filter(name=text.strip(), organisation__dissolved_on=None).select_related("organisation")
    communities = list(found[:2])
    if len(communities) == 1:
        return Lookup(communities[0].organisation, Decision())
    return find_organisation(reader, text, act, field=field)
