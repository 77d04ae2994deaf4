"""Rows of the register's measures as facts of members, and the branch that a proposal means. Pure: rows come in, values go out."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final, NamedTuple

from zhibu.register.queries.measures.managing import MemberOn, UnitAround
from zhibu.register.queries.measures.organisations import OrganisationOn
from zhibu.register.queries.scopes import down_to
from zhibu.register.rules.managing_facts import Branch, Employer, MemberFacts
from zhibu.register.rules.workplaces import estate_in_name, longest_name, unit_in_name
from zhibu.register.terms.managing import Nature
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import ManagementCategory
from zhibu.register.terms.term import spelled
from zhibu.register.terms.units import Ownership

RETIRED_WORDS: Final = ("离退休", "退休", "老干部")
TALENT_WORD: Final = "人才"
FLOATING_WORD: Final = "流动党员"


class Workplace(NamedTuple):
    """What a name in 工作单位及职务 stands for; without a path it has no Party organisation."""

    name: str
    key: str
    path: str = ""
    community: bool = False


@dataclass(slots=True)
class Around:
    """The organisations, units and communities of the streets in which a scope lies."""

    organisations: dict[int, OrganisationOn]
    communities: dict[str, str] = field(default_factory=dict)
    """Name by path."""
    units_at: dict[str, set[Ownership | None]] = field(default_factory=lambda: defaultdict(set))
    """Ownerships of the units whose Party organisation stands at a path."""
    workplaces: dict[str, Workplace] = field(default_factory=dict)
    lengths: list[int] = field(default_factory=list)
    _branches: dict[int, Branch] = field(default_factory=dict)

    @classmethod
    def of(cls, organisations: Iterable[OrganisationOn], units: Sequence[UnitAround]) -> "Around":
        """Put together once for a scope."""
        one = cls({row.id: row for row in organisations})
        for unit in units:
            if not unit.id and (place := one.organisations.get(unit.organisation_id or 0)):
                one.communities[place.path] = unit.name
        for unit in units:
            if unit.id:
                one._add(unit)
        one._name_workplaces()
        return one

    def _add(self, unit: UnitAround) -> None:
        """A unit whose organisation is a community's or stands above one says nothing of the branches below."""
        place = self.organisations.get(unit.organisation_id or 0)
        organised = place is not None and not place.provisional
        path = place.path if place is not None and organised else ""
        self.workplaces[spelled(unit.name)] = Workplace(unit.name, f"U{unit.id}", path)
        if place is not None and not any(community.startswith(place.path) for community in self.communities):
            self.units_at[place.path].add(Ownership.stored(unit.ownership) if unit.ownership else None)

    def _name_workplaces(self) -> None:
        """Beside the units' own names the names that people use: those in the names of their organisations, and the communities."""
        for row in self.organisations.values():
            if row.kind in {OrganisationKind.GROUP, OrganisationKind.DEPARTMENT} or self.nature_of(row) is not Nature.UNIT:
                continue
            for name in (unit_in_name(row.short_name), unit_in_name(row.name)):
                if name:
                    self.workplaces.setdefault(spelled(name), Workplace(name, f"Z{row.id}", row.path))
        for path, name in self.communities.items():
            self.workplaces.setdefault(spelled(name), Workplace(name, path, path, community=True))
        self.lengths = sorted({len(name) for name in self.workplaces}, reverse=True)

    def ownerships(self, path: str) -> frozenset[Ownership | None]:
        """Of the units in which an organisation, or one above it, was set up."""
        return frozenset(one for place in down_to(path) for one in self.units_at.get(place, ()))

    def community_of(self, path: str) -> str:
        """The name of the community in which an organisation stands; empty where it stands in none."""
        return next((name for community, name in self.communities.items() if path.startswith(community)), "")

    def nature_of(self, row: OrganisationOn) -> Nature:
        """What it was set up for."""
        if row.provisional:
            return Nature.PROVISIONAL
        if FLOATING_WORD in row.called:
            return Nature.FLOATING
        if self.ownerships(row.path):
            return Nature.UNIT
        if TALENT_WORD in row.called:
            return Nature.TALENT_SERVICE
        return Nature.COMMUNITY if self.community_of(row.path) else Nature.OTHER

    def branch(self, organisation_id: int) -> Branch:
        """As the rule asks it; kept, since many members stand in one branch."""
        if organisation_id not in self._branches:
            row = self.organisations.get(organisation_id)
            self._branches[organisation_id] = Branch(Nature.OTHER) if row is None else self._branch(row)
        return self._branches[organisation_id]

    def _branch(self, row: OrganisationOn) -> Branch:
        for_retired = any(word in row.called for word in RETIRED_WORDS)
        return Branch(self.nature_of(row), self.ownerships(row.path), joint=bool(row.joint), for_retired=for_retired)

    def workplace(self, text: str) -> Workplace | None:
        """The longest name with which a text begins."""
        if not text:
            return None
        name = longest_name(spelled(text), self.workplaces, self.lengths)
        return self.workplaces.get(name)

    def working_branches(self, path: str) -> list[OrganisationOn]:
        """The branches at or below a unit's organisation in which people who work there live Party life."""
        inside = (row for row in self.organisations.values() if row.path.startswith(path) and row.kind == OrganisationKind.BRANCH)
        return [row for row in inside if not row.provisional and not self.branch(row.id).for_retired]

    def estates(self) -> dict[str, list[OrganisationOn]]:
        """Branches of communities by the words of an address that mean them: an estate its branch, a community all of its own."""
        found: dict[str, list[OrganisationOn]] = defaultdict(list)
        for row in self.organisations.values():
            if row.kind == OrganisationKind.BRANCH and self.branch(row.id).nature is Nature.COMMUNITY:
                community = self.community_of(row.path)
                found[estate_in_name(row.called, community)].append(row)
                found[community].append(row)
        found.pop("", None)
        return found


def member_facts(row: MemberOn, around: Around) -> MemberFacts:
    """What the rule asks of one member."""
    occupation = Occupation.stored(row.occupation) if row.occupation else None
    category = ManagementCategory.stored(row.category) if row.category else None
    return MemberFacts(
        category,
        around.branch(row.organisation_id),
        derived=row.derived,
        occupation=occupation,
        marks=frozenset(row.marks),
        suspended=row.suspended,
        employer=employer_of(row, around, occupation),
        work_written=row.work,
        graduated_on=row.educated_on if row.educated_on != row.first_on else None,
        graduate_since=row.category_since,
    )


def employer_of(row: MemberOn, around: Around, occupation: Occupation | None) -> Employer | None:
    """The unit that the work post names. A text that begins with a community names where a post is, unless it is the community's own."""
    place = around.workplace(row.work)
    if place is None:
        return None
    here = bool(place.path) and row.path.startswith(place.path)
    if place.community and not here and occupation is not Occupation.COMMUNITY_WORKER:
        return None
    return Employer(place.name, organised=bool(place.path), here=here)
