"""Agreements are made for everybody of a table in one step, signed by both sides, and stated about at the end of the year."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.letters.permissions import Signs
from zhibu.mechanism.appraisal.models import Agreement, Scheme
from zhibu.mechanism.appraisal.permissions import answers, signs
from zhibu.mechanism.appraisal.queries.agreements import agreements_of, signed, table_of, takers_of, without_agreement
from zhibu.mechanism.appraisal.queries.year import year_of
from zhibu.mechanism.appraisal.rules.agreeing import PUBLISHED, Signature, may_make, may_sign
from zhibu.mechanism.appraisal.terms import SchemeState, Side
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "办理前在锁定之下重新读取责任书"
NOT_YOURS: Final = Objection("not_yours", "您不能代表这个党组织办理。", remedy="请由该党组织的书记、委员办理。")
RELATED: Final = ("scheme__organisation", "taker")


def fresh_of(agreement: Agreement) -> Agreement:
    """As it stands now, held until the operation ends; its table first, as the steps of the year do."""
    held(agreement.scheme)
    held(agreement)
    return Agreement.objects.unguarded(WHY).select_related(*RELATED).get(pk=agreement.pk)


def agreement_code(number: int) -> str:
    """As people write it."""
    return f"Z{number:06d}"


def make_agreements(*, by: Actor, scheme: Scheme) -> Outcome:
    """For each organisation of the kind that has none yet; again, it makes those that are missing."""
    with recording(by, "agreement.make") as work:
        held(scheme)
        takers = takers_of(scheme)
        left = without_agreement(scheme, takers)
        decision = may_make(table_of(scheme, takers, left, judged=year_of(scheme).done("judge")))
        if not decision.allowed:
            return Outcome(decision)
        numbers = work.reserve(Agreement, len(left))
        rows = [(pk, agreement_code(pk), scheme.pk, one.pk, by.day) for pk, one in zip(numbers, left, strict=True)]
        work.put(Agreement, ("id", "code", "scheme_id", "taker_id", "made_on"), rows)
    return Outcome(row_id=scheme.pk)


@dataclass(frozen=True, slots=True)
class Signing:
    """What a form says: who signed (where that is entered for somebody), and when."""

    on: date
    signer: str = ""


def _signature(by: Actor, agreement: Agreement, side: Side, signing: Signing) -> Signature:
    how = signs(by.reader, agreement, side)
    return Signature(
        side,
        signing.signer if how is Signs.BEHALF else by.label,
        signing.on,
        entered=how is Signs.BEHALF,
        allowed=how is not Signs.NOT,
    )


def _values(by: Actor, signature: Signature) -> dict[str, object]:
    """The name that stands under it; whoever entered it from paper stands beside."""
    name = signature.signer.strip()
    signer = f"{name}（纸质签字，{by.label}代录）" if signature.entered else name
    return {f"{signature.side}_signed_on": signature.on, f"{signature.side}_signed_by": signer[:100]}


def sign(*, by: Actor, agreement: Agreement, side: Side, signing: Signing) -> Outcome:
    """One side of one agreement."""
    with recording(by, "agreement.sign") as work:
        fresh = fresh_of(agreement)
        signature = _signature(by, fresh, side, signing)
        decision = may_sign(signature, signed(fresh), today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Agreement, fresh.pk, **_values(by, signature))
    return Outcome(row_id=fresh.pk)


def sign_all(*, by: Actor, scheme: Scheme, signing: Signing) -> Outcome:
    """The giver's side of all agreements of a table that it has not signed; all of them, or none."""
    with recording(by, "agreement.sign") as work:
        held(scheme)
        waiting = [one for one in agreements_of(scheme) if one.giver_signed_on is None and one.taker.dissolved_on is None]
        decision = Decision.of(None if waiting else Objection("nothing", "没有要签的责任书。", remedy="不用再签。"))
        found = [(one, _signature(by, one, Side.GIVER, signing)) for one in waiting]
        decision = Decision.all(decision, _once([may_sign(signature, signed(one), today=by.day) for one, signature in found]))
        if not decision.allowed:
            return Outcome(decision)
        for one, signature in found:
            work.change(Agreement, one.pk, **_values(by, signature))
    return Outcome(row_id=scheme.pk)


def _once(decisions: Sequence[Decision]) -> Decision:
    """The same objection to a hundred agreements is said once."""
    found = {(one.code, one.message): one for decision in decisions for one in decision.objections}
    return Decision(tuple(found.values()))


def state(*, by: Actor, agreement: Agreement, remarks: str) -> Outcome:
    """The year's statement: what was done stands in the records, so only remarks are typed; none is an answer, too."""
    with recording(by, "agreement.state") as work:
        fresh = fresh_of(agreement)
        decision = Decision.of(
            None if answers(by.reader, fresh) else NOT_YOURS,
            PUBLISHED if fresh.scheme.state == SchemeState.PUBLISHED else None,
            Objection("not_signed", "责任书还没有签订。", remedy="双方签订以后再报送。") if not signed(fresh).whole else None,
            Objection("judged", "评分已经完成，说明不再改动。", remedy="对结果有意见的，在告知以后提出。")
            if year_of(fresh.scheme).done("judge")
            else None,
        )
        if not decision.allowed:
            return Outcome(decision)
        work.change(Agreement, fresh.pk, remarks=remarks.strip(), statement_on=by.day, statement_by=by.label)
    return Outcome(row_id=fresh.pk)
