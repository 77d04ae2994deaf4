"""Words of the target agreement and of its points."""

from enum import StrEnum
from typing import Final

SEE: Final = "see_appraisal"
PREPARE: Final = "prepare_appraisal"
SIGN: Final = "sign_agreements"
ANSWER: Final = "answer_appraisal"
ON_BEHALF: Final = "sign_on_behalf"
SCHEME: Final = "scheme"
"""The subject of the year's case; its code is that of the table."""
RECORDS: Final = "records.complete"
"""The measure of complete records, of those signed; every other measure is the name of a clause."""


class PartKind(StrEnum):
    """To which share of the whole an indicator belongs."""

    REGULAR = "regular"
    YEARLY = "yearly"
    SATISFACTION = "satisfaction"

    @property
    def label(self) -> str:
        """The name on screen."""
        return PART_LABELS[self]


PART_LABELS: Final = {PartKind.REGULAR: "平时", PartKind.YEARLY: "年终", PartKind.SATISFACTION: "满意度"}


class Reach(StrEnum):
    """Whose records count."""

    OWN = "own"
    BELOW = "below"

    @property
    def label(self) -> str:
        """The name on screen."""
        return "本组织" if self is Reach.OWN else "本组织和下级"


class SchemeState(StrEnum):
    """A table is prepared, then in force; its result is published once."""

    DRAFT = "draft"
    IN_FORCE = "in_force"
    PUBLISHED = "published"

    @property
    def label(self) -> str:
        """The name on screen."""
        return {"draft": "起草中", "in_force": "施行中", "published": "已公布"}[self.value]


KIND_LABELS: Final = {"committee": "党委（社区党委）", "general_branch": "党总支", "branch": "党支部"}
"""Kinds of organisations that take a table, as its pages call them."""


class Side(StrEnum):
    """Which of the two signs."""

    GIVER = "giver"
    TAKER = "taker"

    @property
    def label(self) -> str:
        """The name on screen."""
        return "上级党组织" if self is Side.GIVER else "责任党组织"
