"""What stands in ``regulations/``: sources, dated parameters, clauses and cases, as plain values."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final, Literal

from zhibu.kernel.dates import FAR

Value = int | float | str
State = Literal["due", "overdue", "check", "unknown"]
SubjectKind = Literal["organisation", "person", "unit", "step"]
Comparison = Literal["at_least", "at_most", "below"]
Per = Literal["month", "quarter", "year"]

YES_OR_NO: Final = "是否"
"""The unit of a parameter that is 1 or 0."""


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
    local: bool = False
    """No regulation at all: what streets decide for themselves."""


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
        found = self.dated(day)
        return None if found is None else found.value

    def dated(self, day: date) -> Dated | None:
        """The value of a day with its own days."""
        latest = next((one for one in reversed(self.values) if one.first_day <= day), None)
        return latest if latest is not None and day < latest.until else None

    @property
    def spans(self) -> tuple[Dated, ...]:
        """Its values with the days on which they really end: a value gives way to the next one."""
        following = [*(one.first_day for one in self.values[1:]), FAR]
        return tuple(Dated(one.first_day, one.value, min(one.until, day)) for one, day in zip(self.values, following, strict=True))

    def shown(self, value: Value) -> str:
        """A value as people read it: 12 个月, 是."""
        if self.unit == YES_OR_NO:
            return "是" if value else "否"
        return f"{value} {self.unit}" if not isinstance(value, float) else f"{value:g} {self.unit}"


@dataclass(frozen=True, slots=True)
class Test:
    """What a measure is held against: a number, or a parameter whose value of the day counts."""

    measure: str
    comparison: Comparison
    limit: str | float


@dataclass(frozen=True, slots=True)
class Deadline:
    """Something ends a span after a day that a measure gives: due some days ahead, overdue afterwards.

    Without years and months the span is empty: the measure gives the day itself; with ``through`` that day is still good.
    ``or_until`` names a measure with another end, where one was recorded; beyond ``late_years`` the words say so.
    """

    measure: str
    years: str = ""
    months: str = ""
    notice_days: str = ""
    late_years: str = ""
    or_until: str = ""
    through: bool = False

    @property
    def parameters(self) -> tuple[str, ...]:
        """All that it reads."""
        return tuple(filter(None, (self.years, self.months, self.notice_days, self.late_years)))


@dataclass(frozen=True, slots=True)
class Frequency:
    """Something is held so many times in each month, quarter or year: due some days before the period ends, overdue from its end on.

    ``measure`` is a kind of gathering. A period in which the organisation began to be what it is, is not owed; nor one before the day that
    the fact ``since`` names, where it is given.
    """

    measure: str
    at_least: str | int
    per: Per
    notice_days: str
    since: str = ""

    @property
    def parameters(self) -> tuple[str, ...]:
        """All that it reads."""
        return (*((self.at_least,) if isinstance(self.at_least, str) else ()), self.notice_days)


@dataclass(frozen=True, slots=True)
class Clause:
    """A standing requirement: whom it concerns, what must hold, and what to say where it does not.

    ``applies`` are fixed traits (kinds, joint, provisional, in_community, statuses, marks, states, procedures, steps); ``when`` are
    measures that must hold before anything is asked; of ``holds``, ``deadline``, ``after`` and ``frequency`` one is given. ``needs``
    names the kind of records without which nothing can be said: then the state is unknown.
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
    frequency: Frequency | None = None
    state: State = "check"
    needs: str = ""
    verified: bool = True
    last_day: date = FAR

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= day < self.last_day

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of organisations that it speaks of; none where it names no kinds."""
        named = self.applies.get("kinds")
        return tuple(map(str, named)) if isinstance(named, list) else ()

    @property
    def parameters(self) -> tuple[str, ...]:
        """All parameters that it reads."""
        tests = (*self.when, *filter(None, (self.holds,)))
        named = [test.limit for test in tests if isinstance(test.limit, str)]
        spans = [one.parameters for one in (self.deadline, self.after, self.frequency) if one is not None]
        return tuple(dict.fromkeys([*named, *(name for span in spans for name in span)]))

    @property
    def needed(self) -> tuple[str, ...]:
        """Those without which it says nothing; how late is too late may be fixed by another regulation, and later."""
        late = {one.late_years for one in (self.deadline, self.after) if one is not None}
        return tuple(name for name in self.parameters if name not in late)


@dataclass(frozen=True, slots=True)
class DecisionRule:
    """A rule that stands in Python because it weighs more than one number: what it decides, by which article, and what it reads."""

    id: str
    title: str
    source: str
    article: str
    first_day: date
    says: str
    parameters: tuple[str, ...] = ()
    verified: bool = True
    last_day: date = FAR

    def in_force(self, day: date) -> bool:
        """Whether it holds on a day."""
        return self.first_day <= day < self.last_day


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
