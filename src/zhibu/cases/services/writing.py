"""One line of the log with all that goes with it: what was written, sealed; the columns for lists; the steps that wait."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from zhibu.cases.models import Case, CaseEntry, CaseText, StepSpan
from zhibu.cases.queries.log import written_limits
from zhibu.cases.queries.projections import COLUMNS, WAITING, projected
from zhibu.cases.rules.procedures import Procedure, Step
from zhibu.cases.rules.spans import History
from zhibu.cases.terms import EntryKind
from zhibu.parameters.queries import local_values
from zhibu.register.sealed_fields import context_of
from zhibu.rulebook.loading import rulebook
from zhibu.store.keys import key_store
from zhibu.store.sealing import seal
from zhibu.trail.door import Work

WHY: Final = "办理前读取待办步骤，以便更新"
REASON: Final = "reason"
"""The kind of text under which a written reason is kept."""


@dataclass(frozen=True, slots=True)
class Move:
    """What is to stand in the log."""

    kind: EntryKind
    day: date
    step: str = ""
    organisation: int = 0
    path: str = ""
    """Where the case stands whose local parameters count."""
    until: date | None = None
    texts: Mapping[str, str] = field(default_factory=dict)

    @property
    def written(self) -> dict[str, str]:
        """Texts that say something."""
        return {kind: text.strip() for kind, text in self.texts.items() if text.strip()}


def put_line(work: Work, *, case_id: int, key_name: str, number: int, table: Procedure, move: Move) -> None:
    """The line, and what was written with it."""
    actor = work.actor
    work.add(
        CaseEntry,
        case_id=case_id,
        number=number,
        kind=move.kind.value,
        step=move.step,
        day=move.day,
        at=actor.at,
        account_id=actor.account_id,
        actor=actor.label,
        on_behalf_of=actor.on_behalf_of,
        organisation_id=move.organisation or None,
        until=move.until,
        limits=written_limits(limits_of(table, move)),
    )
    written = move.written
    if written:
        key = key_store().of([key_name]).get(key_name, b"")
        for kind, text in written.items():
            sealed = seal(key, text.encode(), context_of(key_name, f"{number}/{kind}"))
            work.add(CaseText, case_id=case_id, number=number, kind=kind, sealed=sealed)


def limits_of(table: Procedure, move: Move) -> dict[str, int]:
    """The values that local parameters have that day for the steps which may begin now."""
    if move.kind is EntryKind.OPENED:
        begins = table.first
    elif move.kind is EntryKind.STEP:
        begins = tuple(table.by_key[key] for key in table.by_key[move.step].next)
    else:
        begins = ()
    named = {step.key: _parameter(step) for step in begins if _parameter(step)}
    if not named:
        return {}
    own = local_values([move.path], on=move.day).of(move.path)
    book = rulebook().parameters
    found = {step: own[name].value if name in own else book[name].on(move.day) for step, name in named.items()}
    return {step: int(value) for step, value in found.items() if value is not None}


def _parameter(step: Step) -> str:
    return step.latest.parameter if step.latest is not None else ""


def put_projections(work: Work, histories: Mapping[int, History]) -> None:
    """The columns for lists and the steps that wait, as the logs of these cases have it now; four statements however many there are."""
    should = {case_id: projected(one) for case_id, one in histories.items()}
    work.project(Case, COLUMNS, [(*one.columns, case_id) for case_id, one in should.items()])
    stands = StepSpan.objects.unguarded(WHY).filter(case_id__in=list(histories)).values_list("pk", "case_id", *WAITING)
    there: dict[tuple[Any, ...], int] = {(case_id, *row): pk for pk, case_id, *row in stands}
    wanted = {(case_id, *row) for case_id, one in should.items() for row in one.waiting}
    gone = [pk for row, pk in there.items() if row not in wanted]
    fresh = sorted((row for row in wanted if row not in there), key=lambda row: row[:3])
    work.project_rows(StepSpan, gone, ("case_id", *WAITING), fresh)
