"""Whose a row is: the organisation in whose lists it stands, and the partner; found by names, with every doubt told."""

from dataclasses import dataclass, field, replace
from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.mechanism.coordination.models import PartnerUnit
from zhibu.mechanism.coordination.terms import ENTER
from zhibu.register.imports import organisation_names
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import Row
from zhibu.register.models import Organisation, ResidentUnit
from zhibu.register.rules.matching import identity_of
from zhibu.store.guards import within

WHY: Final = "导入共建清单时核对共建方和驻区单位"
OWN: Final = frozenset({"本组织", "本社区", "本街道", "社区"})
EVERYBODY: Final = frozenset({"所有共建方", "各共建单位", "不限"})
NO_ORGANISATION: Final = Bad("no_branch", "没有写明党组织，也看不出是哪个社区的。", "请在“党组织”一栏填写，或在表的标题里写明。")
NO_RIGHT: Final = Bad("no_right", "您没有登记这个党组织共建事项的权限。", "请由该党组织或上级登记。")
DISSOLVED: Final = Bad("dissolved", "这个党组织已经撤销。", "请填写现在的党组织。")
UNKNOWN_REMEDY: Final = "请照“共建方”或“驻区单位”里的名称写；不是驻区单位的，请先在“共建方”里新增。"


@dataclass(frozen=True, slots=True)
class Party:
    """An organisation, and a partner; without one the organisation itself. ``unit`` is one of the register that is no partner yet."""

    organisation: Organisation
    name: str = ""
    partner: PartnerUnit | None = None
    unit: ResidentUnit | None = None

    @property
    def partner_id(self) -> int | None:
        """The number of the partner that is there."""
        return self.partner.pk if self.partner is not None else None

    @property
    def becomes_partner(self) -> bool:
        """Whether a resident unit takes part by this row."""
        return self.partner is None and self.unit is not None

    @property
    def key(self) -> tuple[int, str]:
        """Whose a row is, also before the partner is written."""
        return self.organisation.pk, identity_of(self.name)

    @property
    def ended(self) -> bool:
        """Whether the partner takes part no more."""
        return self.partner is not None and self.partner.ended_on is not None


@dataclass
class Parties:
    """Partners and units in reach, by name as they are asked for."""

    session: Session
    reader: Reader
    known: dict[str, list[PartnerUnit]] = field(default_factory=dict)
    units: dict[str, list[ResidentUnit]] = field(default_factory=dict)
    places: dict[int, Organisation] = field(default_factory=dict)

    def of(self, row: Row, group: str) -> Party | None:
        """None where something stands against it; the row says what."""
        name, written = row.given("party"), row.given("organisation")
        own = written or group or row.table.branch or row.table.superior
        place = self._place(row, own) if own else self._told_by(name)
        if place is None:
            if not row.problems:
                row.refuse("organisation", NO_ORGANISATION)
            return None
        found = self._party(row, name, place, exact=bool(written))
        if found is None:
            return None
        for wrong, bad in ((found.organisation.dissolved_on, DISSOLVED), (not self._may(found.organisation), NO_RIGHT)):
            if wrong:
                row.refuse("organisation", bad)
        return None if row.problems and any(one.code in {"no_right", "dissolved"} for one in row.problems) else found

    def _may(self, place: Organisation) -> bool:
        return self.reader.everywhere or self.reader.may(ENTER, place.now_path)

    def _place(self, row: Row, name: str) -> Organisation | None:
        found = organisation_names.find(name, self.session)
        if isinstance(found, Bad):
            row.refuse("organisation", found)
            return None
        return self._organisation(found.id)

    def _organisation(self, pk: int) -> Organisation:
        if pk not in self.places:
            self.places[pk] = Organisation.objects.unguarded(WHY).get(pk=pk)
        return self.places[pk]

    def _told_by(self, name: str) -> Organisation | None:
        """No organisation is named: that of the only partner, unit or organisation of this name."""
        homes = {one.organisation_id for one in self.partners(name)} or {one.organisation_id for one in self._units(name)}
        if len(homes) == 1:
            return self._organisation(next(iter(homes)))
        found = organisation_names.find(name, self.session) if name else None
        return None if found is None or isinstance(found, Bad) else self._organisation(found.id)

    def _party(self, row: Row, name: str, place: Organisation, *, exact: bool) -> Party | None:
        if not name or self._is_own(name, place):
            return Party(place)
        below = [one for one in self.partners(name) if one.organisation.now_path.startswith(place.now_path)]
        here = [one for one in below if one.organisation_id == place.pk] or below
        if len(here) == 1:
            return Party(here[0].organisation, name, here[0])
        units = [one for one in self._units(name) if one.organisation.now_path.startswith(place.now_path)]
        if not here and len(units) == 1:
            home = place if exact else units[0].organisation
            return Party(home, name, unit=units[0])
        row.refuse("party", self._unclear(name, len(here) or len(units), place))
        return None

    @staticmethod
    def _unclear(name: str, count: int, place: Organisation) -> Bad:
        if count:
            return Bad("several_units", f"有 {count} 个共建方或驻区单位叫“{name}”。", "请在“党组织”一栏写明是哪个社区的。")
        return Bad("unknown_partner", f"{place}没有叫“{name}”的共建方或驻区单位。", UNKNOWN_REMEDY)

    @staticmethod
    def _is_own(name: str, place: Organisation) -> bool:
        return name in OWN or identity_of(name) in {identity_of(one) for one in (place.now_name, place.now_short_name, place.code) if one}

    def asked(self, row: Row, party: Party) -> PartnerUnit | None:
        """Of whom a need of the organisation is asked; nobody named: of everybody."""
        name = row.given("asked")
        if not name or name in EVERYBODY or party.name or self._is_own(name, party.organisation):
            return None
        found = [one for one in self.partners(name) if one.organisation_id == party.organisation.pk]
        if len(found) != 1:
            row.refuse("asked", self._unclear(name, len(found), party.organisation))
            return None
        return found[0]

    def partners(self, name: str) -> list[PartnerUnit]:
        """By name, in reach."""
        if name not in self.known:
            found = PartnerUnit.objects.unguarded(WHY).filter(within("organisation__now_path", self.session.options.paths), name=name)
            self.known[name] = list(found.select_related("organisation", "unit").order_by("pk"))
        return self.known[name]

    def _units(self, name: str) -> list[ResidentUnit]:
        if name not in self.units:
            reach = within("organisation__now_path", self.session.options.paths)
            found = ResidentUnit.objects.unguarded(WHY).filter(reach, name=name, closed_on=None)
            self.units[name] = list(found.select_related("organisation").order_by("pk"))
        return self.units[name]

    def read_again(self, party: Party) -> Party:
        """The partner has been written."""
        self.known.pop(party.name, None)
        found = next(one for one in self.partners(party.name) if one.organisation_id == party.organisation.pk)
        return replace(party, partner=found, unit=None)
