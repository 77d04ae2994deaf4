"""One row of the table of times, how it ends, and the bases that rows share."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final


class End(StrEnum):
    """What ends the keeping."""

    RUN = "run"
    """The daily run destroys the person's key and blanks the record."""
    JOB = "job"
    """A background job throws the thing away."""
    HAND = "hand"
    """Somebody destroys it, outside this program."""
    NEVER = "never"
    """It stays as long as what stands in the column of the period."""


ENDS: Final = {End.RUN: "系统销毁", End.JOB: "系统自动删除", End.HAND: "由人销毁", End.NEVER: "不自动删除"}


@dataclass(frozen=True, slots=True)
class Retention:
    """One row. ``months`` and ``days`` None: as long as ``period`` says."""

    key: str
    label: str
    what: str
    starts_from: str
    months: int | None
    basis: str
    since: date
    ends: End
    days: int | None = None
    period: str = ""
    verified: bool = False
    local: bool = True

    @property
    def period_in_words(self) -> str:
        """As the page says it."""
        if self.months is not None:
            return f"{self.months} 个月"
        return f"{self.days} 天" if self.days is not None else self.period


FIRST: Final = date(2026, 11, 24)
NECESSITY: Final = "《个人信息保护法》第六条（最小必要）、第十九条（最短期限）"
LOGS: Final = "《网络安全法》第二十三条第三项：不少于六个月"
"""Numbered so since 2026-01-01; before, article 21, item 3."""
