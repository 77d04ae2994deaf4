"""A measured figure: its value, the floor of the same run, the aim, and what else matters."""

import statistics
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

PLACES: Final = 2


@dataclass(frozen=True, slots=True)
class Figure:
    """One case. The aim is one of the value, or of its ratio to the floor; a case that could not be run says why."""

    case: str
    value: float | None = None
    unit: str = ""
    floor: float | None = None
    aim: float | None = None
    aim_of: Literal["value", "ratio"] = "value"
    more: Mapping[str, Any] = field(default_factory=dict)
    skipped: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the floor."""
        return self.value / self.floor if self.value is not None and self.floor else None

    def answer(self) -> dict[str, Any]:
        """In the keys of the issue."""
        if self.skipped:
            return {"case": self.case, "value": None, "skipped": self.skipped}
        figures = {"value": self.value, "unit": self.unit, "floor": self.floor, "ratio": self.ratio, "aim": self.aim, "aim_of": self.aim_of}
        return {"case": self.case, **{key: rounded(value) for key, value in (figures | dict(self.more)).items()}}


def rounded(value: Any) -> Any:
    """Figures with the places that mean something."""
    if not isinstance(value, float):
        return value
    return round(value, PLACES if abs(value) >= 1 else 2 * PLACES)


def median(values: Sequence[float]) -> float:
    """The middle one."""
    return statistics.median(values)


def percentile(values: Sequence[float], percent: int) -> float:
    """The value that so many per cent do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)]


def said(figures: Sequence[Figure]) -> str:
    """One line a case, for people; lists stand in the answer for machines alone."""
    return "\n".join(_line(one) for one in figures)


def _line(one: Figure) -> str:
    if one.skipped:
        return f"{one.case:<18}未测：{one.skipped}"
    answer = one.answer()
    more = "  ".join(f"{key} {rounded(value)}" for key, value in one.more.items() if not isinstance(value, list))
    aim = f"目标{'倍数' if one.aim_of == 'ratio' else ''} {one.aim}" if one.aim is not None else ""
    ratio = f"基准的 {answer['ratio']} 倍" if answer["ratio"] is not None else ""
    return f"{one.case:<18}{answer['value']} {one.unit}  {ratio}  {aim}  {more}".rstrip()


def progress(sentence: str) -> None:
    """What goes on, beside the answer."""
    sys.stderr.write(f"{sentence}\n")
    sys.stderr.flush()
