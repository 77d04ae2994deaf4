"""What an organisation says against its provisional result, and the reasoned answer."""

from typing import Final

from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.appraisal.models import Agreement, Result, ScoreObjection
from zhibu.mechanism.appraisal.permissions import answers
from zhibu.mechanism.appraisal.queries.agreements import days_of
from zhibu.mechanism.appraisal.queries.year import year_of
from zhibu.mechanism.appraisal.rules.procedure import ANSWER_WITHIN, OBJECT_WITHIN
from zhibu.mechanism.appraisal.rules.year import answer_until, may_answer, may_object
from zhibu.mechanism.appraisal.services.agreements import NOT_YOURS, fresh_of
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "提出、答复意见前在锁定之下重新读取"


def raise_objection(*, by: Actor, agreement: Agreement, said: str, indicator: int | None = None) -> Outcome:
    """About one line, or the whole; its answer is due by a day that is fixed now. Sent twice, it waits once."""
    with recording(by, "agreement.object") as work:
        fresh = fresh_of(agreement)
        told = Result.objects.unguarded(WHY).filter(agreement=fresh).values_list("told_on", flat=True).first()
        giver = fresh.scheme.organisation.now_path
        decision = Decision.all(
            Decision.of(None if answers(by.reader, fresh) else NOT_YOURS),
            may_object(told, days_of(giver, OBJECT_WITHIN, told or by.day), said=said, open_=year_of(fresh.scheme).objecting, today=by.day),
        )
        if not decision.allowed:
            return Outcome(decision)
        alike = {"agreement": fresh, "indicator": indicator, "said": said.strip(), "answered_on": None}
        there = ScoreObjection.objects.unguarded(WHY).filter(**alike).values_list("pk", flat=True).first()
        if there is not None:
            return Outcome(row_id=there)
        until = answer_until(by.day, days_of(giver, ANSWER_WITHIN, by.day))
        row_id = work.add(
            ScoreObjection,
            agreement_id=fresh.pk,
            indicator_id=indicator,
            said=said.strip(),
            raised_on=by.day,
            raised_by=by.label,
            answer_by=until,
        )
    return Outcome(row_id=row_id)


def answer_objection(*, by: Actor, objection: ScoreObjection, upheld: bool, answer: str) -> Outcome:
    """Once. What was upheld is put right in the records or by a new judgement; the answer itself moves no point."""
    with recording(by, "agreement.answer") as work:
        held(objection.agreement.scheme)
        held(objection)
        fresh = ScoreObjection.objects.unguarded(WHY).select_related("agreement__scheme").get(pk=objection.pk)
        decision = may_answer(answer, answered=fresh.answered_on is not None, open_=year_of(fresh.agreement.scheme).objecting)
        if not decision.allowed:
            return Outcome(decision)
        work.change(ScoreObjection, fresh.pk, upheld=upheld, answer=answer.strip(), answered_on=by.day, answered_by=by.label)
    return Outcome(row_id=objection.pk)
