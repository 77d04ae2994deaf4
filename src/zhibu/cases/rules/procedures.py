"""A procedure is a frozen table: its steps in order, who acts, what it needs, from when and until when, and the article.

The table is data of the program. A case pins the version that it was opened under, so a changed procedure is a new version beside
the old one, and the key of a step never comes to mean something else (``tests/cases/test_keys.py`` holds the list).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Literal

from zhibu.cases.terms import ActorRole, Seat

Unit = Literal["days", "months", "working_days", "named"]
"""``named``: whoever lets the step begin names the day itself."""


class Unsound(ValueError):
    """A procedure that could not work; a mistake in the program."""


@dataclass(frozen=True, slots=True)
class Delay:
    """So long after the step was entered. A ``parameter`` is a local parameter whose value of that day counts instead."""

    number: int
    unit: Unit
    parameter: str = ""


NAMED = Delay(0, "named")


@dataclass(frozen=True, slots=True)
class Text:
    """Something to be written with a step. ``private``: read only by those who steer the case where it is handled."""

    key: str
    label: str
    help: str = ""
    required: bool = True
    long: bool = True
    private: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """One step. ``rests_on`` are the steps without which it means nothing: a void undoes just what rests on what was voided."""

    key: str
    name: str
    article: str
    rests_on: tuple[str, ...] = ()
    next: tuple[str, ...] = ()
    role: ActorRole = ActorRole.HANDLER
    seat: Seat = Seat.HOLDER
    needs: tuple[str, ...] = ()
    earliest: Delay | None = None
    latest: Delay | None = None
    texts: tuple[Text, ...] = ()
    assigns: bool = False
    """Names the organisation that takes the seat of the assignee."""
    final: bool = False
    """What it did elsewhere stays done: neither it nor what it rests on is declared void."""
    reopens: str = ""
    """The step to which the case may go back while this one waits."""


@dataclass(frozen=True)
class Procedure:
    """A kind of case, in one version."""

    key: str
    version: int
    title: str
    lead: str
    steps: tuple[Step, ...]
    documents: Mapping[str, str] = field(default_factory=dict)
    """Key and name of every document that a step needs."""
    opening: tuple[Text, ...] = ()
    subjects: Mapping[str, str] = field(default_factory=dict)
    """Kinds of things out of which such a case comes, in words."""
    menu: str = ""
    texts_kept: str = "case_texts"
    """The row of the retention table by which what was written is destroyed after its end."""

    def __post_init__(self) -> None:
        """Refuse a table that could not work."""
        if len(self.by_key) != len(self.steps):
            raise Unsound(f"{self.key}: two steps have the same key")
        for step in self.steps:
            _sound(self, step)

    @cached_property
    def by_key(self) -> dict[str, Step]:
        """Steps by their keys."""
        return {step.key: step for step in self.steps}

    @cached_property
    def first(self) -> tuple[Step, ...]:
        """What waits when a case is opened."""
        return tuple(step for step in self.steps if not step.rests_on)

    @cached_property
    def resting(self) -> dict[str, frozenset[str]]:
        """For each step itself and all that rests on it, directly or not."""
        return {step.key: frozenset(self._resting_on(step.key)) for step in self.steps}

    def _resting_on(self, key: str) -> set[str]:
        found = {key}
        for step in self.steps:
            if found.intersection(step.rests_on):
                found.add(step.key)
        return found

    @cached_property
    def parameters(self) -> frozenset[str]:
        """Local parameters that its deadlines read."""
        return frozenset(step.latest.parameter for step in self.steps if step.latest and step.latest.parameter)

    def named_by(self, key: str) -> Step | None:
        """The step whose last day has to be named by whoever does this one; by whoever opens the case where ``key`` is empty."""
        begins = self.by_key[key].next if key else tuple(step.key for step in self.first)
        return next(
            (step for step in map(self.by_key.__getitem__, begins) if step.latest is not None and step.latest.unit == "named"), None
        )


def _sound(procedure: Procedure, step: Step) -> None:
    """Steps stand behind what they rest on, what comes next rests on them, documents and steps are known."""
    before = {one.key for one in procedure.steps[: procedure.steps.index(step)]}
    wrong = [
        *(f"rests on {key}" for key in step.rests_on if key not in before),
        *(f"leads to {key}" for key in step.next if key not in procedure.by_key or step.key not in procedure.by_key[key].rests_on),
        *(f"needs {key}" for key in step.needs if key not in procedure.documents),
    ]
    if step.reopens and step.reopens not in before:
        wrong.append(f"reopens {step.reopens}")
    if any(step.key not in procedure.by_key[key].next for key in step.rests_on if key in procedure.by_key):
        wrong.append("is not entered by all that it rests on")
    if wrong:
        raise Unsound(f"{procedure.key}.{step.key}: {', '.join(wrong)}")
