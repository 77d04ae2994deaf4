"""What an indicator scores, by rules that a street's own table lays down; all of it in decimals.

A rule is data: so much off for each miss, the share that was done, a threshold, steps, what a named scorer says. What it is held against
was derived from records; a miss has a day, and a rule that changed in the middle of the year judges what was missed from its day on.
What nobody recorded is unknown, and unknown is no miss.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Final, NamedTuple

from zhibu.oversight.duties import Missed

CENT: Final = Decimal("0.01")
NOTHING: Final = Decimal(0)
NOTHING_DUE: Final = "还没有到期的事项，不扣分。"
NOT_RECORDED: Final = "资料未录，不能判断，不扣分。"


@dataclass(frozen=True, slots=True)
class Measured:
    """What the records say of one organisation up to a day: duties owed, done, missed, and those of which nothing is known."""

    owed: int = 0
    done: int = 0
    misses: tuple[Missed, ...] = ()
    unknown: int = 0
    judged: Decimal | None = None
    """What a scorer gave."""


@dataclass(frozen=True, slots=True)
class Deduct:
    """So much off for each miss, down to a floor."""

    per_miss: Decimal
    floor: Decimal = NOTHING


@dataclass(frozen=True, slots=True)
class Ratio:
    """The share that was done."""


@dataclass(frozen=True, slots=True)
class Threshold:
    """All of it from a share on (in percent), nothing below."""

    at_least: Decimal


@dataclass(frozen=True, slots=True)
class Steps:
    """For each share (in percent) from which it counts the points; the highest one reached."""

    steps: tuple[tuple[Decimal, Decimal], ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """A named scorer says how much, with a reason."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Cases that the table lists, each with what it costs; a named scorer says which of them came about."""

    items: tuple[tuple[str, Decimal], ...]


Rule = Deduct | Ratio | Threshold | Steps | Judged | Listed


class Version(NamedTuple):
    """A rule from its day on."""

    first_day: date
    rule: Rule


@dataclass(frozen=True, slots=True)
class Scored:
    """The points of an indicator and how they came about; ``unknown``: nothing could be said, so nothing was taken off."""

    points: Decimal
    of: Decimal
    said: str
    unknown: bool = False

    @property
    def lost(self) -> Decimal:
        """What is missing to all of them."""
        return self.of - self.points


def score(of: Decimal, versions: Sequence[Version], measured: Measured, on: date) -> Scored:
    """As it stands on a day; before the first version everything is there."""
    rule = in_force(versions, on)
    if rule is None:
        return Scored(of, of, "这一天还没有施行。")
    if isinstance(rule, Judged | Listed):
        return _judged(of, measured)
    if not measured.owed and not measured.misses:
        return Scored(of, of, NOT_RECORDED if measured.unknown else NOTHING_DUE, unknown=bool(measured.unknown))
    points, said = _reckoned(of, rule, versions, measured)
    return Scored(_within(points, of), of, said)


def in_force(versions: Iterable[Version], on: date) -> Rule | None:
    """The rule of a day."""
    begun = [one for one in versions if one.first_day <= on]
    return max(begun, key=lambda one: one.first_day).rule if begun else None


def _judged(of: Decimal, measured: Measured) -> Scored:
    if measured.judged is None:
        return Scored(of, of, "还没有评分，暂按满分列出。", unknown=True)
    return Scored(_within(measured.judged, of), of, "由评分人评定。")


def _reckoned(of: Decimal, rule: Rule, versions: Sequence[Version], measured: Measured) -> tuple[Decimal, str]:
    if isinstance(rule, Deduct):
        return _deducted(of, rule, versions, measured.misses)
    share = Decimal(100) * measured.done / measured.owed if measured.owed else Decimal(100)
    told = f"应办 {measured.owed} 项，办了 {measured.done} 项"
    match rule:
        case Ratio():
            return of * measured.done / measured.owed, f"{told}，按比例计分。"
        case Threshold(at_least):
            return (of if share >= at_least else NOTHING), f"{told}，达到 {at_least.normalize():f}% 计满分。"
        case Steps(steps):
            return max((points for least, points in steps if share >= least), default=NOTHING), f"{told}，按档计分。"
        case _:
            raise TypeError(rule)


def _deducted(of: Decimal, rule: Deduct, versions: Sequence[Version], misses: Sequence[Missed]) -> tuple[Decimal, str]:
    """Each miss costs what the rule of its day says; one missed before a rule of this kind was in force costs nothing."""
    costs = [found.per_miss for one in misses if isinstance(found := in_force(versions, one.day), Deduct)]
    lost = sum(costs, NOTHING)
    said = f"{len(misses)} 项没有按期办，扣 {min(lost, of - rule.floor).normalize():f} 分。" if misses else "到期的都办了。"
    return max(of - lost, rule.floor), said


def _within(points: Decimal, of: Decimal) -> Decimal:
    """Never above its points, never below nothing, two places."""
    return min(max(points, NOTHING), of).quantize(CENT, ROUND_HALF_UP)
