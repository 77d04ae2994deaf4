"""The organisations that an import may mean, in memory: current names, current places, nothing dissolved, nothing out of reach."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.register.imports.options import Options
from zhibu.register.models import Organisation
from zhibu.register.rules.matching import Candidate, OrganisationNames, identity_of
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.store.guards import within

WHY: Final = "导入时按名称、代码对应党组织"
MANY: Final = 400
"""Unknown names after which no suggestions are looked for: the file then speaks of another street."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One organisation as it is today."""

    id: int
    code: str
    official_code: str
    name: str
    short_name: str
    kind: str
    path: str
    parent_id: int | None
    joint: bool = False
    provisional: bool = False
    dissolved_on: date | None = None

    @property
    def title(self) -> str:
        """What it is called in messages."""
        return self.short_name or self.name

    @property
    def holds_members(self) -> bool:
        """Persons stand in branches and groups."""
        return OrganisationKind.stored(self.kind).holds_members if self.kind else False


class Directory:
    """Looks organisations up by code, name, and what a name may mean."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.by_id: dict[int, Entry] = {}
        self._by_code: dict[str, int] = {}
        self._names: OrganisationNames[int] = OrganisationNames(())
        self._branches: OrganisationNames[int] = OrganisationNames(())
        self._children: dict[int | None, set[int]] = defaultdict(set)
        self._asked: set[str] = set()
        for entry in entries:
            self.add(entry)

    @classmethod
    def load(cls, options: Options, *, dissolved: bool = False) -> "Directory":
        """Everything in reach, below ``under`` where that is given; or what was dissolved there, as it was last."""
        reach = within("now_path", options.paths)
        found = Organisation.objects.unguarded(WHY).filter(reach, dissolved_on__isnull=not dissolved)
        if options.under is not None:
            top = Organisation.objects.unguarded(WHY).filter(pk=options.under).values_list("now_path", flat=True)
            found = found.filter(within("now_path", list(top)))
        columns = (
            "id",
            "code",
            "official_code",
            "now_name",
            "now_short_name",
            "now_kind",
            "now_path",
            "now_parent_id",
            "now_joint",
            "now_provisional",
            "dissolved_on",
        )
        rows = found.order_by("now_path", "pk").values_list(*columns)
        return cls(Entry(pk, code, official or "", *rest) for pk, code, official, *rest in rows)

    def add(self, entry: Entry) -> None:
        """One more, or the same with another name or place."""
        self.by_id[entry.id] = entry
        self._children[entry.parent_id].add(entry.id)
        for code in filter(None, (entry.code, entry.official_code)):
            self._by_code[code] = entry.id
        for name in filter(None, (entry.name, entry.short_name)):
            self._names.add(entry.id, name)
            if entry.holds_members:
                self._branches.add(entry.id, name)

    def named(self, raw: str) -> list[Entry]:
        """Those of exactly this name, short name or code; spaces and width are evened out, nothing else."""
        by_code = self._by_code.get(raw)
        if by_code is not None:
            return [self.by_id[by_code]]
        return [entry for key in self._names.find(raw) if self._bears(entry := self.by_id[key], raw)]

    @staticmethod
    def _bears(entry: Entry, raw: str) -> bool:
        """Names given up during this import are still in the index."""
        identity = identity_of(raw)
        return identity in {identity_of(entry.name), identity_of(entry.short_name)}

    def with_code(self, code: str) -> Entry | None:
        """The one with an official or local code."""
        found = self._by_code.get(code)
        return None if found is None else self.by_id[found]

    @property
    def official_codes(self) -> set[str]:
        """Every official code in reach."""
        return {entry.official_code for entry in self.by_id.values() if entry.official_code}

    def candidates(self, raw: str, *, branches: bool) -> tuple[Candidate[int], ...]:
        """What a name that identifies nothing may mean."""
        self._asked.add(raw)
        if len(self._asked) > MANY:
            return ()
        return (self._branches if branches else self._names).candidates(raw)

    def below(self, entries: Iterable[Entry], top: Entry) -> list[Entry]:
        """Those that stand in the subtree of another."""
        return [entry for entry in entries if entry.path.startswith(top.path)]

    def children(self, parent_id: int | None) -> list[Entry]:
        """Those directly below."""
        return [self.by_id[pk] for pk in self._children[parent_id] if self.by_id[pk].parent_id == parent_id]

    @property
    def roots(self) -> list[Entry]:
        """The topmost in reach."""
        return [entry for entry in self.by_id.values() if entry.parent_id not in self.by_id]
