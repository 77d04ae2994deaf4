"""What the columns for lists ought to say, from the log; and the cases of which they say something else."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final, NamedTuple

from zhibu.cases.models import Case, StepSpan
from zhibu.cases.queries.log import AT_ONCE, logs_of
from zhibu.cases.registry import procedure
from zhibu.cases.rules.spans import History, history
from zhibu.kernel.dates import FAR
from zhibu.register.queries.projections import Difference

WHY: Final = "由办理记录重新推算待办步骤"
WAITING: Final = ("procedure", "step", "role", "organisation_id", "entered", "earliest", "latest", "valid_from", "valid_to")
COLUMNS: Final = ("now_holder_id", "now_assignee_id", "now_state", "now_steps", "now_latest", "now_last", "now_ended_on")

WaitingRow = tuple[str, str, str, int, date, date | None, date, date, date]


class Projected(NamedTuple):
    """The columns of a case, and its rows of steps that wait."""

    columns: tuple[Any, ...]
    waiting: frozenset[WaitingRow]


def projected(history: History) -> Projected:
    """What a case's log comes to, as lists keep it. Where no last day is set, ``FAR`` stands."""
    state = history.state
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
        (
            key,
            span.waiting.step.key,
            span.waiting.step.role.value,
            span.waiting.organisation,
            span.waiting.since,
            span.waiting.window.earliest,
            span.waiting.window.latest or FAR,
            span.valid_from,
            span.valid_to,
        )
        for span in history.spans
    )
    return Projected(columns, waiting)


class Rebuilt(NamedTuple):
    """A case, what its columns say, and what they should."""

    case_id: int
    code: str
    stands: Projected
    should: Projected


def rebuilt() -> Iterator[Rebuilt]:
    """Every case, folded anew: three statements read side by side in the order of the cases."""
    steps = _waiting_rows()
    here = next(steps, None)
    logs = logs_of()
    cases = Case.objects.unguarded(WHY).order_by("pk").values_list("pk", "code", "procedure", "version", *COLUMNS)
    for case_id, code, key, version, *columns in cases.iterator(AT_ONCE):
        _, lines = next(logs)
        waiting = list[WaitingRow]()
        while here is not None and here[0] == case_id:
            waiting.append(here[1])
            here = next(steps, None)
        should = projected(history(procedure(key, version), lines))
        yield Rebuilt(case_id, code, Projected(tuple(columns), frozenset(waiting)), should)


def cases_astray() -> Iterator[Difference]:
    """Cases whose columns or waiting steps differ from their log."""
    for one in rebuilt():
        for column, now, then in zip(COLUMNS, one.stands.columns, one.should.columns, strict=True):
            if now != then:
                yield Difference("case", one.case_id, one.code, column, now, then)
        if one.stands.waiting != one.should.waiting:
            yield Difference("case", one.case_id, one.code, "waiting", _steps(one.stands.waiting), _steps(one.should.waiting))


def _steps(found: frozenset[WaitingRow]) -> str:
    return "、".join(f"{row[1]} {row[4]}–{row[6]}" for row in sorted(found, key=lambda row: (row[1], row[7])))


def _waiting_rows() -> Iterator[tuple[int, WaitingRow]]:
    found = StepSpan.objects.unguarded(WHY).order_by("case_id", "step", "valid_from").values_list("case_id", *WAITING)
    for case_id, *columns in found.iterator(AT_ONCE):
        yield case_id, tuple(columns)
