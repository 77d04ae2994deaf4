"""Whose a row is: the organisation in whose lists it stands, and the partner; found by names, with every doubt told."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from zhibu.kernel.readers import Reader
from zhibu.mechanism.coordination.models import PartnerUnit
from zhibu.mechanism.coordination.terms import ENTER
from zhibu.register.imports import organisation_names
from zhibu.register.imports.reading_cells import Bad
from zhibu.register.imports.recognise import Table, said_above
from zhibu.register.imports.session import Session
from zhibu.register.imports.simple_rows import Row
from zhibu.register.models import Community, Organisation, ResidentUnit
from zhibu.register.rules.matching import identity_of
from zhibu.store.guards import within

WHY: Final = "导入共建清单时核对共建方和驻区单位"
OWN: Final = frozenset({"本组织", "本社区", "本街道", "社区"})
EVERYBODY: Final = frozenset({"所有共建方", "各共建单位", "不限"})
NO_ORGANISATION: Final = Bad(
    "no_branch", "没有写明党组织，也看不出是哪个社区的。", "请在“党组织”一栏填写，或在表的标题里写明党组织或社区。"
)
IN_REACH: Final = "您负责的范围内"
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


@dataclass(frozen=True, slots=True)
class Communities:
    """Communities in reach by their names: a sheet says 晨光社区 where its Party committee is meant."""

    names: Mapping[str, frozenset[int]]
    """Their Party organisations; streets may each have a community of the same name."""

    @classmethod
    def load(cls, session: Session) -> "Communities":
        """Of those whose Party organisation stands in reach; one query."""
        rows = Community.objects.unguarded(WHY).filter(
            within("organisation__now_path", session.options.paths), organisation__dissolved_on=None
        )
        found: defaultdict[str, set[int]] = defaultdict(set)
        for name, organisation in rows.values_list("name", "organisation_id"):
            found[identity_of(name)].add(organisation)
        return cls({name: frozenset(bearers) for name, bearers in found.items()})

    def named(self, name: str) -> int | None:
        """The organisation of the community of exactly this name."""
        bearers = self.names.get(identity_of(name), frozenset())
        return next(iter(bearers)) if len(bearers) == 1 else None

    def spoken_of(self, table: Table) -> int | None:
        """That of the only community in title and sheet name; of 新阳光社区 the shorter 阳光社区 is no second one."""
        said = [identity_of(one) for one in (*said_above(table.sheet, table.header), table.sheet.name or "")]
        found = [name for name in self.names if any(name in one for one in said)]
        longest = max(found, key=len, default="")
        return self.named(longest) if all(name in longest for name in found) else None


@dataclass
class Parties:
    """Partners and units in reach, by name as they are asked for."""

    session: Session
    reader: Reader
    known: dict[str, list[PartnerUnit]] = field(default_factory=dict)
    units: dict[str, list[ResidentUnit]] = field(default_factory=dict)
    places: dict[int, Organisation] = field(default_factory=dict)
    communities: Communities = field(init=False)

    def __post_init__(self) -> None:
        self.communities = Communities.load(self.session)

    def of(self, row: Row, group: str) -> Party | None:
        """None where something stands against it; the row says what."""
        name, written = row.given("party"), row.given("organisation")
        own = written or group or row.table.branch or row.table.superior
        place = self._place(row, own) if own else self._told_by(row.table, name)
        if place is None:
            if not row.problems:
                row.refuse(*self._nowhere(name))
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
        if not isinstance(found, Bad):
            return self._organisation(found.id)
        community = self.communities.named(name)
        if community is None:
            row.refuse("organisation", found)
        return None if community is None else self._organisation(community)

    def _organisation(self, pk: int) -> Organisation:
        if pk not in self.places:
            self.places[pk] = Organisation.objects.unguarded(WHY).get(pk=pk)
        return self.places[pk]

    def _told_by(self, table: Table, name: str) -> Organisation | None:
        """No organisation is named: the community of the title, that of the only partner, unit or organisation of this name, one's own."""
        titled = self.communities.spoken_of(table)
        if titled is not None:
            return self._organisation(titled)
        homes = self._homes(name)
        if len(homes) == 1:
            return self._organisation(next(iter(homes)))
        found = organisation_names.find(name, self.session) if name else None
        if found is not None and not isinstance(found, Bad):
            return self._organisation(found.id)
        community = self.communities.named(name)
        return self._own() if community is None else self._organisation(community)

    def _homes(self, name: str) -> set[int]:
        return {one.organisation_id for one in self.partners(name)} or {one.organisation_id for one in self._units(name)}

    def _own(self) -> Organisation | None:
        """Of whoever answers for a single organisation that has no communities below it; who has several must say which one is meant."""
        paths = self.reader.paths(ENTER)
        if len(paths) != 1 or len(self.communities.names) > 1:
            return None
        found = next((one for one in self.session.directory.by_id.values() if one.path == paths[0]), None)
        return self._organisation(found.id) if found else None

    def _nowhere(self, name: str) -> tuple[str, Bad]:
        """Nothing says whose the row is; a name that nobody bears is what is wrong with it."""
        return ("party", self._unclear(name, len(self._homes(name)), IN_REACH)) if name else ("organisation", NO_ORGANISATION)

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
    def _unclear(name: str, count: int, place: object) -> Bad:
        if count:
            return Bad("several_units", f"有 {count} 个共建方或驻区单位叫“{name}”。", "请在“党组织”一栏写明是哪个社区的。")
        return Bad("unknown_partner", f"{place}没有叫“{name}”的共建方或驻区单位。", UNKNOWN_REMEDY)

    def _is_own(self, name: str, place: Organisation) -> bool:
        own = {identity_of(one) for one in (place.now_name, place.now_short_name, place.code) if one}
        return name in OWN or identity_of(name) in own or self.communities.named(name) == place.pk

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
