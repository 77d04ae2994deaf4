"""What stands in ``regulations/``: sources, dated parameters, clauses and cases, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from zhibu.kernel.dates import FAR

Value = int | float | str
State = Literal["due", "overdue", "check", "unknown"]
SubjectKind = Literal["organisation", "person", "unit"]
Comparison = Literal["at_least", "at_most", "below"]


@dataclass(frozen=True, slots=True)
class Source:
    """A regulation, with what we know of its text: ``seen`` says where and how much, ``checked`` when somebody last compared."""

    key: str
    title: str
    short: str
    issued_by: str
    first_day: date
    checked: date
    seen: str
    last_day: date = FAR
    """Half-open: the first day on which it no longer holds."""


@dataclass(frozen=True, slots=True)
class Dated:
    """A value from a day on, until the next one or until ``until``."""

    first_day: date
    value: Value
    until: date = FAR


@dataclass(frozen=True, slots=True)
class Bounds:
    """Within which a street may choose its own value."""

    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Parameter:
    """One value of a rule over time. What is not ``verified`` is shown so; a ``local`` one is a default that a street may change."""

    id: str
    source: str
    says: str
    unit: str
    article: str
    values: tuple[Dated, ...]
    checked: date
    verified: bool = True
    local: bool = False
    bounds: Bounds | None = None
    note: str = ""

    def on(self, day: date) -> Value | None:
        """The value of a day; None before the first and after the last."""
        return next((one.value for one in reversed(self.values) if one.first_day <= day < one.until), None)


@dataclass(frozen=True, slots=True)
class Test:
    """What a measure is held against: a number, or a parameter whose value of the day counts."""

    measure: str
    comparison: Comparison
    limit: str | float


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something ends a span after a day that a measure gives: due some days ahead, overdue afterwards.

    ``or_until`` names a measure with another end, where one was recorded; beyond ``late_years`` the words say so.
    """

    measure: str
    years: str = ""
    months: str = ""
    notice_days: str = ""
    late_years: str = ""
    or_until: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """All that it reads."""
        return tuple(filter(None, (self.years, self.months, self.notice_days, self.late_years)))


@dataclass(frozen=True, slots=True)
class Clause:
    """A standing requirement: whom it concerns, what must hold, and what to say where it does not.

    ``applies`` are fixed traits (kinds, joint, provisional, in_community, statuses, marks, states); ``when`` are measures that
    must hold before anything is asked; of ``holds``, ``deadline`` and ``after`` one is given. ``needs`` names the kind of
    records without which nothing can be said: then the state is unknown.
    """

    id: str
    title: str
    """In a few words, for lists: 党委换届."""
    source: str
    subject: SubjectKind
    article: str
    first_day: date
    says: str
    message: str
    applies: Mapping[str, object]
    remedy: str = ""
    link: str = ""
    when: tuple[Test, ...] = ()
    holds: Test | None = None
    deadline: Deadline | None = None
    after: Deadline | None = None
    state: State = "check"
    needs: str = ""
    verified: bool = True
    last_day: date = FAR

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= day < self.last_day

    @property
    def parameters(self) -> tuple[str, ...]:
        """All parameters that it reads."""
        tests = (*self.when, *filter(None, (self.holds,)))
        named = [test.limit for test in tests if isinstance(test.limit, str)]
        spans = [one.parameters for one in (self.deadline, self.after) if one is not None]
        return tuple(dict.fromkeys([*named, *(name for span in spans for name in span)]))


@dataclass(frozen=True, slots=True)
class Case:
    """One sentence that must be true: on a day, given these facts, a clause or a decision answers this."""

    sentence: str
    on: date
    given: Mapping[str, object]
    expect: object
    clause: str = ""
    decision: str = ""
    file: str = ""
    line: int = 0
    local: Mapping[str, Value] = field(default_factory=dict)
