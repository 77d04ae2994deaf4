"""How a topic stands: a fold over what happened to it. Nothing of it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.mechanism.sessions.terms import TopicState, Why


@dataclass(frozen=True, slots=True)
class Tabled:
    """One session on whose agenda it stood, and what came of it there."""

    on: date
    called_off: bool = False
    signed: bool = False
    """The committee has signed the minutes: what is not decided in them was not reached."""
    decided: bool = False
    declined: bool = False
    deferred: bool = False
    supervised: bool = False
    """A case has been opened for the decision."""
    settled: bool = False
    """That case has ended."""


@dataclass(frozen=True, slots=True)
class Standing:
    """Where it stands, and why it waits again."""

    state: TopicState
    why: Why | None = None

    @property
    def label(self) -> str:
        """In words."""
        return f"{self.state.label}（{self.why.label}）" if self.why else self.state.label


def standing_of(*, withdrawn: bool, taken_up: bool | None, tabled: Sequence[Tabled]) -> Standing:
    """The last session counts; ``taken_up`` is the last screening, None before the first."""
    if withdrawn:
        return Standing(TopicState.WITHDRAWN)
    if taken_up is None:
        return Standing(TopicState.PROPOSED)
    if not taken_up:
        return Standing(TopicState.SENT_BACK)
    return _after(tabled[-1]) if tabled else Standing(TopicState.READY)


def _after(last: Tabled) -> Standing:
    """What a session left; a topic that it did not reach comes back by itself."""
    if last.called_off:
        return Standing(TopicState.READY, Why.CALLED_OFF)
    if last.deferred:
        return Standing(TopicState.READY, Why.DEFERRED)
    if last.declined:
        return Standing(TopicState.DECLINED)
    if last.decided:
        followed = TopicState.DONE if last.settled else TopicState.SUPERVISED
        return Standing(followed if last.supervised else TopicState.DECIDED)
    return Standing(TopicState.READY, Why.NOT_REACHED) if last.signed else Standing(TopicState.TABLED)
