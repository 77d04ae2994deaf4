"""A case begins."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from zhibu.cases.models import Case
from zhibu.cases.queries.log import lines_of
from zhibu.cases.registry import place_in_trail
from zhibu.cases.rules.acts import Deed, may_open
from zhibu.cases.rules.procedures import Procedure
from zhibu.cases.rules.spans import history
from zhibu.cases.services.writing import Move, put_line, put_projections
from zhibu.cases.terms import EntryKind
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "同一份表单重复提交时，找到已经立项的事项"


@dataclass(frozen=True, slots=True)
class Opening:
    """What is known when a case begins. ``submission`` is drawn by the form: sent twice, it opens one case."""

    procedure: Procedure
    title: str
    on: date
    texts: Mapping[str, str] = field(default_factory=dict)
    until: date | None = None
    subject_kind: str = ""
    subject_code: str = ""
    submission: str = ""


def open_case(*, by: Actor, organisation: Organisation, opening: Opening) -> Outcome:
    """The first line of a log; the organisation holds the case."""
    table = opening.procedure
    ((key_name, _),) = key_store().make(1)
    with recording(by, "case.open", reason=table.title) as work:
        holder = held(organisation)
        known = _sent_before(opening)
        if known:
            return Outcome(row_id=known)
        deed = Deed("", opening.on, opening.texts, until=opening.until)
        decision = may_open(table, title=opening.title, deed=deed, today=by.day, dissolved=holder.dissolved_on is not None)
        if not decision.allowed:
            return Outcome(decision)
        return Outcome(row_id=put_case(work, holder, opening, key_name))


def put_case(work: Work, holder: Organisation, opening: Opening, key_name: str) -> int:
    """The rows of a case that may begin; for whoever writes more in the same operation. The key is stored before."""
    table = opening.procedure
    (case_id,) = work.reserve(Case, 1)
    work.know("case", {case_id: SubjectFacts(place_in_trail(table.key, holder.now_path))})
    values = {
        "id": case_id,
        "code": case_code(case_id),
        "procedure": table.key,
        "version": table.version,
        "title": opening.title.strip(),
        "subject_kind": opening.subject_kind,
        "subject_code": opening.subject_code,
        "opened_on": opening.on,
        "key_name": key_name,
        "submission": opening.submission or None,
        "now_holder_id": holder.pk,
    }
    work.put(Case, tuple(values), [tuple(values.values())])
    move = Move(EntryKind.OPENED, opening.on, organisation=holder.pk, path=holder.now_path, until=opening.until, texts=opening.texts)
    put_line(work, case_id=case_id, key_name=key_name, number=1, table=table, move=move)
    put_projections(work, {case_id: history(table, [line.logged for line in lines_of(case_id)])})
    return case_id


def _sent_before(opening: Opening) -> int:
    if not opening.submission:
        return 0
    found = Case.objects.unguarded(WHY).filter(submission=opening.submission).values_list("pk", flat=True).first()
    return found or 0


def case_code(number: int) -> str:
    """As people write it."""
    return f"B{number:06d}"
