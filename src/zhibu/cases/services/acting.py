"""What is done with a case that stands. Whoever acts says which line of the log was the last one seen (``seen``).

Somebody else may have written since: then nothing is written, and the answer says in words what happened meanwhile. The same thing
sent twice by the same hand is written once. The written reason is sealed beside the log; the trail's own reason is the step's name.
"""

from collections.abc import Callable
from datetime import date
from typing import Final

from zhibu.cases.models import Case, CaseDocument
from zhibu.cases.queries.log import Standing, lines_of, standing, texts_of
from zhibu.cases.registry import step_name
from zhibu.cases.rules import acts
from zhibu.cases.rules.acts import Deed
from zhibu.cases.rules.since import changed_since
from zhibu.cases.rules.spans import history
from zhibu.cases.services.writing import REASON, Move, put_line, put_projections
from zhibu.cases.terms import EntryKind
from zhibu.cases.undoing import may_undo
from zhibu.kernel.decisions import Decision, Objection, Outcome, after_today
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "办理前在锁定之下重新读取"
Rule = Callable[[Standing], Decision]


def act(*, by: Actor, case: Case, seen: int, deed: Deed, organisation: Organisation | None = None) -> Outcome:
    """Do a step that waits; ``organisation`` is the one that it assigns the case to."""
    whole = deed if organisation is None else Deed(deed.step, deed.day, deed.texts, organisation.pk, deed.until)
    with recording(by, "case.step", reason=_called(case, deed.step)) as work:
        return act_in(work, case=case, seen=seen, deed=whole)


def act_in(work: Work, *, case: Case, seen: int, deed: Deed) -> Outcome:
    """The same within an operation that writes more."""
    move = Move(EntryKind.STEP, deed.day, deed.step, deed.organisation, until=deed.until, texts=deed.texts)
    return _write(work, case, seen, move, lambda it: acts.may_do(it.state, deed, documents=it.documents, today=work.actor.day))


def pause(*, by: Actor, case: Case, seen: int, reason: str) -> Outcome:
    """It rests; no time runs."""
    with recording(by, "case.pause") as work:
        return _write(work, case, seen, _move(EntryKind.PAUSED, by.day, reason), lambda it: acts.may_pause(it.state, reason=reason))


def resume(*, by: Actor, case: Case, seen: int, reason: str = "") -> Outcome:
    """It goes on; deadlines lie later by the time of the pause."""
    with recording(by, "case.resume") as work:
        return _write(work, case, seen, _move(EntryKind.RESUMED, by.day, reason), lambda it: acts.may_resume(it.state))


def hand_over(*, by: Actor, case: Case, seen: int, to: Organisation, reason: str) -> Outcome:
    """Another organisation takes the seat."""
    move = Move(EntryKind.HANDED, by.day, organisation=to.pk, texts={REASON: reason})
    with recording(by, "case.hand") as work:
        return _write(work, case, seen, move, lambda it: acts.may_hand(it.state, to=to.pk, reason=reason))


def cancel(*, by: Actor, case: Case, seen: int, reason: str) -> Outcome:
    """It is given up; what was done stays in the log."""
    with recording(by, "case.cancel") as work:
        return _write(work, case, seen, _move(EntryKind.CANCELLED, by.day, reason), lambda it: acts.may_cancel(it.state, reason=reason))


def void(*, by: Actor, case: Case, seen: int, step: str, reason: str) -> Outcome:
    """A step was done by mistake: it and what rests on it is to be done again."""
    move = _move(EntryKind.VOIDED, by.day, reason, step)
    with recording(by, "case.void", reason=_called(case, step)) as work:
        return _write(
            work, case, seen, move, lambda it: Decision.all(acts.may_void(it.state, step, reason=reason), may_undo(it.state, step))
        )


def reopen(*, by: Actor, case: Case, seen: int, step: str, reason: str) -> Outcome:
    """It was not settled: back to an earlier step."""
    move = _move(EntryKind.REOPENED, by.day, reason, step)
    with recording(by, "case.reopen", reason=_called(case, step)) as work:
        return _write(
            work, case, seen, move, lambda it: Decision.all(acts.may_reopen(it.state, step, reason=reason), may_undo(it.state, step))
        )


def register_document(*, by: Actor, case: Case, document: str, on: date, kept_at: str) -> Outcome:
    """A document has come; whoever registers it has seen it. Registered twice alike, it stands once."""
    with recording(by, "case.document") as work:
        held = _held(case)
        unknown = Objection("unknown_document", "这类事项没有这种材料。", remedy="请重新选择。", field="document")
        decision = Decision.of(
            None if document in standing(held).state.procedure.documents else unknown,
            after_today(on, by.day, remedy="请填实际收到的日期。"),
        )
        if not decision.allowed:
            return Outcome(decision)
        values = {"document": document, "present_on": on, "kept_at": kept_at.strip()}
        there = CaseDocument.objects.unguarded(WHY).filter(case_id=held.pk, **values).first()
        if there is None:
            work.add(CaseDocument, case_id=held.pk, seen_by=by.label, **values)
    return Outcome(row_id=held.pk)


def _move(kind: EntryKind, day: date, reason: str, step: str = "") -> Move:
    return Move(kind, day, step, texts={REASON: reason})


def _called(case: Case, key: str) -> str:
    return step_name(case.procedure, case.version, key)


def _held(case: Case) -> Case:
    """The row as it stands now; nobody else writes to this case until the operation ends."""
    return Case.objects.unguarded(WHY).select_for_update(no_key=True).get(pk=case.pk)


def _write(work: Work, case: Case, seen: int, move: Move, may: Rule) -> Outcome:
    it = standing(_held(case))
    if it.state.last != seen:
        if _same_again(work.actor, it, seen, move):
            return Outcome(row_id=it.case.pk)
        return Outcome.refused(changed_since(it.state.procedure, [line.told for line in it.lines if line.number > seen], at=work.actor.at))
    decision = may(it)
    if not decision.allowed:
        return Outcome(decision)
    number = seen + 1
    table = it.state.procedure
    placed = Move(move.kind, move.day, move.step, move.organisation, _path_of(it), move.until, move.texts)
    put_line(work, case_id=it.case.pk, key_name=it.case.key_name, number=number, table=table, move=placed)
    put_projections(work, {it.case.pk: history(table, [line.logged for line in lines_of(it.case.pk)])})
    return Outcome(row_id=it.case.pk)


def _path_of(it: Standing) -> str:
    """Where the case is held: its street's local parameters count."""
    return Organisation.objects.unguarded(WHY).values_list("now_path", flat=True).get(pk=it.state.holder)


def _same_again(actor: Actor, it: Standing, seen: int, move: Move) -> bool:
    """Whether the line behind the last one seen is this very move, by the same hand."""
    line = next((one for one in it.lines if one.number == seen + 1), None)
    if line is None or (line.kind, line.step, line.day) != (move.kind.value, move.step, move.day):
        return False
    same_hand = (line.account_id, line.actor) == (actor.account_id, actor.label)
    same = (line.organisation_id or 0, line.until) == (move.organisation, move.until)
    return same_hand and same and texts_of(it.case).get(line.number, {}) == move.written
