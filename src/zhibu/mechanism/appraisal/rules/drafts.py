"""A table as somebody wants it: its head and its rows, before anything is written."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhibu.mechanism.appraisal.rules.scoring import Judged, Listed, Rule
from zhibu.mechanism.appraisal.terms import PartKind, Reach

DEFAULT_BANDS: Final = "优秀:95,良好:90"
STARS: Final = "五星:90:10,四星:80:30,三星:70:40,二星:60,一星:0"


@dataclass(frozen=True, slots=True)
class TableDraft:
    """The head of a table; weights are percent and make a hundred together."""

    year: int
    kind: str
    title: str
    basis: str
    bands: str = DEFAULT_BANDS
    regular: Decimal = Decimal(100)
    yearly: Decimal = Decimal(0)
    satisfaction: Decimal = Decimal(0)
    bonus_cap: Decimal = Decimal(0)

    @property
    def weights(self) -> dict[PartKind, Decimal]:
        """By part."""
        return {PartKind.REGULAR: self.regular, PartKind.YEARLY: self.yearly, PartKind.SATISFACTION: self.satisfaction}


@dataclass(frozen=True, slots=True)
class RowDraft:
    """One indicator as it is wanted."""

    title: str
    points: Decimal
    rule: Rule
    measure: str = ""
    area: str = ""
    standard: str = ""
    part: PartKind = PartKind.REGULAR
    reach: Reach = Reach.OWN
    scorer: str = ""
    veto_basis: str = ""

    @property
    def by_hand(self) -> bool:
        """Whether somebody says how much."""
        return isinstance(self.rule, Judged | Listed)
