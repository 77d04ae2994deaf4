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
    mapping: Mapping[str, int] = field(default_factory=dict)
