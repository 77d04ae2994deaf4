"""The one convention for a refusal: a rule returns a Decision with every objection at once, it never raises."""

from dataclasses import dataclass
from datetime import date
from typing import Final, Self

from zhibu.kernel.quoting import nested

LOCAL: Final = "本地规定"
"""Stands where an article would: what a street, or this program, lays down for itself."""


@dataclass(frozen=True, slots=True)
class Objection:
    """Why an act cannot be done now, in words the user can act on."""

    code: str
    message: str
    article: str = ""
    remedy: str = ""
    field: str = ""

    def __post_init__(self) -> None:
        """A name that a message quotes may bring marks of its own."""
        object.__setattr__(self, "message", nested(self.message))


def after_today(on: date, today: date, *, remedy: str = "请填实际的日期。", field: str = "on") -> Objection | None:
    """What is recorded has happened."""
    return Objection("after_today", "不能填今天以后的日期。", remedy=remedy, field=field) if on > today else None


class Reading(str):
    """The name of a parameter that a rule read, with what it says, the value that counted, and where that stands."""

    __slots__ = ("article", "says", "value")

    says: str
    value: str
    article: str

    def __new__(cls, name: str, *, says: str = "", value: str = "", article: str = "") -> Self:
        """It is its name: readings of the same parameter are one."""
        made = super().__new__(cls, name)
        made.says, made.value, made.article = says, value, article
        return made


@dataclass(frozen=True, slots=True)
class Decision:
    """What a rule says of one act; allowed when nothing stands against it."""

    objections: tuple[Objection, ...] = ()
    read: tuple[str, ...] = ()
    """The parameters of the rulebook that the rule read, so that a page can show what the answer stands on."""

    @property
    def allowed(self) -> bool:
        """True when no objection was raised."""
        return not self.objections

    @classmethod
    def of(cls, *objections: Objection | None) -> "Decision":
        """Collect the objections that hold, in the order of the rule."""
        return cls(tuple(one for one in objections if one is not None))

    @classmethod
    def all(cls, *decisions: "Decision") -> "Decision":
        """Join decisions: allowed only when each is."""
        read = dict.fromkeys(name for decision in decisions for name in decision.read)
        return cls(tuple(one for decision in decisions for one in decision.objections), tuple(read))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a service did: the row it made, or every objection that kept it from it."""

    decision: Decision = Decision()
    row_id: int = 0

    @property
    def done(self) -> bool:
        """True when the service wrote."""
        return self.decision.allowed

    @classmethod
    def refused(cls, *objections: Objection | None) -> "Outcome":
        """Nothing was written."""
        return cls(Decision.of(*objections))
