"""What whoever imports has decided beforehand."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class Options:
    """``on``: the sheet's day of reference. ``mapping``: names that somebody has settled, as ``name as written -> organisation``.

    ``paths`` are the subtrees in reach; nothing outside them is matched, changed or named. ``under`` narrows further.
    """

    on: date
    under: int | None = None
    create_organisations: bool = False
    accept_candidates: bool = False
    generated: bool = False
    """Admit identity numbers of the unassigned region: for the sample street and the bench."""
    paths: tuple[str, ...] = ("",)
    hardship: tuple[str, ...] = ("",)
    """Subtrees in which whoever imports sees into the sealed area of hardship; elsewhere that column is not taken."""
    organisations: tuple[str, ...] = ("",)
    """Subtrees in which organisations and units may be recorded by hand: a sheet is no way round that right."""
    mapping: Mapping[str, int] = field(default_factory=dict)
    complete: bool = False
    """A ledger holds every meeting of its years: what is not in it was not held."""
    apart: bool = False
    """Rows of a ledger that share day and hour, or day and name, with a recorded meeting are another meeting all the same."""

    @property
    def unbounded(self) -> bool:
        """Whether everything is in reach."""
        return "" in self.paths

    def sees_hardship(self, path: str) -> bool:
        """Whether hardship of somebody who stands there is told and taken."""
        return path.startswith(self.hardship) if self.hardship else False

    def may_organise(self, path: str) -> bool:
        """Whether organisations and units may be recorded there; an empty path is the top of everything."""
        return path.startswith(self.organisations) if self.organisations else False
