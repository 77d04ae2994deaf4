"""What the columns for lists ought to say, from the log; and the cases of which they say something else."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from zhibu.cases.models import Case, WaitingStep
from zhibu.cases.queries.log import AT_ONCE, logs_of
from zhibu.cases.registry import procedure
from zhibu.cases.rules.state import State, fold
from zhibu.kernel.dates import FAR
from zhibu.register.queries.projections import Difference

WHY: Final = "由办理记录重新推算待办步骤"
WAITING: Final = ("procedure", "step", "role", "organisation_id", "entered", "earliest", "latest")
COLUMNS: Final = ("now_holder_id", "now_assignee_id", "now_state", "now_steps", "now_latest", "now_last", "now_ended_on")

WaitingRow = tuple[str, str, str, int, date, date | None, date]


class Projected(NamedTuple):
    """The columns of a case, and its rows of steps that wait."""

    columns: tuple[Any, ...]
    waiting: frozenset[WaitingRow]


def projected(state: State) -> Projected:
    """What a case's log comes to, as lists keep it. Where no last day is set, ``FAR`` stands."""
    key = state.procedure.key
    columns = (
        state.holder,
        state.assignee or None,
        state.status.value,
        ",".join(one.step.key for one in state.open_steps),
        state.latest or FAR,
        state.last,
        state.ended_on,
    )
    waiting = frozenset(
        (key, one.step.key, one.step.role.value, one.organisation, one.since, one.window.earliest, one.window.latest or FAR)
        for one in state.waiting
    )
    return Projected(columns, waiting)


class Rebuilt(NamedTuple):
    """A case, what its columns say, and what they should."""

    case_id: int
    code: str
    stands: Projected
    should: Projected
    waiting_ids: tuple[int, ...]


def rebuilt() -> Iterator[Rebuilt]:
    """Every case, folded anew: three statements read side by side in the order of the cases."""
    steps = _waiting_rows()
    here = next(steps, None)
    logs = logs_of()
    cases = Case.objects.unguarded(WHY).order_by("pk").values_list("pk", "code", "procedure", "version", *COLUMNS)
    for case_id, code, key, version, *columns in cases.iterator(AT_ONCE):
        _, lines = next(logs)
        ids, waiting = list[int](), list[WaitingRow]()
        while here is not None and here[0] == case_id:
            ids.append(here[1])
            waiting.append(here[2])
            here = next(steps, None)
        should = projected(fold(procedure(key, version), lines))
        yield Rebuilt(case_id, code, Projected(tuple(columns), frozenset(waiting)), should, tuple(ids))


def cases_astray() -> Iterator[Difference]:
    """Cases whose columns or waiting steps differ from their log."""
    for one in rebuilt():
        for column, now, then in zip(COLUMNS, one.stands.columns, one.should.columns, strict=True):
            if now != then:
                yield Difference("case", one.case_id, one.code, column, now, then)
        if one.stands.waiting != one.should.waiting:
            yield Difference("case", one.case_id, one.code, "waiting", _steps(one.stands.waiting), _steps(one.should.waiting))


def _steps(found: frozenset[WaitingRow]) -> str:
    return "、".join(f"{row[1]} {row[4]}–{row[6]}" for row in sorted(found, key=lambda row: row[1]))


def _waiting_rows() -> Iterator[tuple[int, int, WaitingRow]]:
    found = WaitingStep.objects.unguarded(WHY).order_by("case_id", "step").values_list("case_id", "pk", *WAITING)
    for case_id, row_id, key, step, role, organisation, entered, earliest, latest in found.iterator(AT_ONCE):
        yield case_id, row_id, (key, step, role, organisation, entered, earliest, latest)
