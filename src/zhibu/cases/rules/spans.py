"""When a step waited, for whom and until when: the log read line by line, so that a past day is seen as it was on that day."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.cases.rules.procedures import Procedure
from zhibu.cases.rules.state import Folding, Logged, State, Waiting
from zhibu.cases.rules.working_days import STATE_COUNCIL, Calendar
from zhibu.kernel.dates import FAR


@dataclass(frozen=True, slots=True)
class Waited:
    """A step that waited from a day on; half-open, open while it still waits."""

    waiting: Waiting
    valid_from: date
    valid_to: date = FAR


@dataclass(frozen=True, slots=True)
class History:
    """How a case stands, and how its steps waited."""

    state: State
    spans: tuple[Waited, ...]


def history(procedure: Procedure, log: Sequence[Logged], calendar: Calendar = STATE_COUNCIL) -> History:
    """Read the log; its first line opens the case. A step that began and ended on one day waited on none."""
    folding, begun, ended = Folding(procedure, calendar), dict[Waiting, date](), list[Waited]()
    states = list(folding.states(log))
    for line, state in zip(log, states, strict=True):
        for one in [one for one in begun if one not in state.waiting]:
            since = begun.pop(one)
            if since < line.day:
                ended.append(Waited(one, since, line.day))
        for one in state.waiting:
            begun.setdefault(one, max(line.day, one.since))
    return History(states[-1], (*ended, *(Waited(one, since) for one, since in begun.items())))
