"""What people say about points: a scorer for all organisations of one indicator, an application for a bonus and its decision."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.appraisal.models import Agreement, Bonus, Judgement, Scheme
from zhibu.mechanism.appraisal.permissions import answers
from zhibu.mechanism.appraisal.queries.agreements import agreements_of
from zhibu.mechanism.appraisal.queries.year import Given, given_for, judged_rows, own_of, upheld_for, year_of
from zhibu.mechanism.appraisal.rules.claiming import Claim, may_withdraw, not_twice
from zhibu.mechanism.appraisal.rules.year import may_apply, may_change_told, may_give, may_judge
from zhibu.mechanism.appraisal.services.agreements import NOT_YOURS, fresh_of
from zhibu.mechanism.appraisal.terms import SchemeState
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "评分、核定加分前在锁定之下重新读取"
NOT_JUDGED: Final = Outcome.refused(Objection("not_judged", "这一项由记录自动计分，不用评。", remedy="请选由评分人评定的指标。"))
NOT_THERE: Final = Objection("withdrawn", "这项申请已经撤回。", remedy="不用再办。")
RELATED: Final = ("agreement__scheme__organisation", "agreement__taker")
Points = Mapping[str, tuple[Decimal, str]]
"""By the code of the agreement: points and reason."""


def judge(*, by: Actor, scheme: Scheme, indicator: int, given: Points, scorer: str) -> Outcome:
    """Of one indicator; a line that says what stands already is not written again."""
    with recording(by, "agreement.judge") as work:
        fresh = held(scheme)
        row = next((one for one in judged_rows(fresh) if one.id == indicator), None)
        if row is None:
            return NOT_JUDGED
        agreements = {one.code: one for one in agreements_of(fresh)}
        known = given_for(indicator, list(agreements.values()))
        said = {agreements[code]: one for code, one in given.items() if code in agreements}
        named = {str(one.taker): points for one, points in said.items()}
        changed = {one: points for one, points in said.items() if one.pk not in known or known[one.pk][:2] != points}
        year = year_of(fresh)
        decision = Decision.all(
            may_judge(named, row.points, scorer=scorer, open_=year.judging),
            _after_telling(fresh, indicator, changed, known) if year.objecting else Decision(),
        )
        if not decision.allowed:
            return Outcome(decision)
        for agreement, (points, reason) in changed.items():
            facts = {"points": points, "reason": reason.strip(), "scorer": scorer.strip(), "day": by.day}
            work.add(Judgement, agreement_id=agreement.pk, indicator_id=indicator, **facts)
    return Outcome(row_id=scheme.pk)


def _after_telling(
    scheme: Scheme, indicator: int, changed: Mapping[Agreement, tuple[Decimal, str]], known: Mapping[int, Given]
) -> Decision:
    upheld = upheld_for(indicator, scheme)
    unheard = [str(one.taker) for one in changed if one.pk not in upheld]
    less = [
        str(one.taker) for one, (points, _) in changed.items() if one.pk in upheld and one.pk in known and points < known[one.pk].points
    ]
    return may_change_told(unheard, less, basis=scheme.basis)


@dataclass(frozen=True, slots=True)
class Application:
    """What a bonus is asked for."""

    title: str
    evidence: str
    asked: Decimal


def apply_bonus(*, by: Actor, agreement: Agreement, application: Application) -> Outcome:
    """加分申请; it counts once it was decided."""
    with recording(by, "agreement.bonus") as work:
        fresh = fresh_of(agreement)
        scheme, said = fresh.scheme, application
        decision = Decision.all(
            Decision.of(None if answers(by.reader, fresh) else NOT_YOURS),
            may_apply(said.asked, Decimal(scheme.bonus_cap), title=said.title, evidence=said.evidence, state=SchemeState(scheme.state)),
            not_twice(Claim(said.title, said.evidence), [Claim(one.title, one.evidence, one.given) for one in own_of(fresh).bonuses]),
            Decision.of(
                None if year_of(scheme).judging else Objection("closed", "评分已经截止。", remedy="下一年度再申请。"),
            ),
        )
        if not decision.allowed:
            return Outcome(decision)
        facts = {"title": said.title.strip(), "evidence": said.evidence.strip(), "asked": said.asked}
        row_id = work.add(Bonus, agreement_id=fresh.pk, asked_on=by.day, asked_by=by.label, **facts)
    return Outcome(row_id=row_id)


def withdraw_bonus(*, by: Actor, bonus: Bonus) -> Outcome:
    """By those who asked for it, before it was decided; that it was there stays in the log."""
    with recording(by, "agreement.bonus_withdraw", reason=bonus.title) as work:
        fresh = _held(bonus)
        decision = Decision.all(
            Decision.of(NOT_THERE if fresh is None else None if answers(by.reader, fresh.agreement) else NOT_YOURS),
            may_withdraw(decided=fresh is not None and fresh.given is not None),
        )
        if not decision.allowed or fresh is None:
            return Outcome(decision)
        work.remove(Bonus, [fresh.pk])
    return Outcome(row_id=bonus.agreement_id)


def _held(bonus: Bonus) -> Bonus | None:
    """As it stands now, its table held first as the steps of the year do; None where it was withdrawn in between."""
    held(bonus.agreement.scheme)
    found = Bonus.objects.unguarded(WHY).select_for_update(no_key=True, of=("self",)).select_related(*RELATED)
    return found.filter(pk=bonus.pk).first()


def decide_bonus(*, by: Actor, bonus: Bonus, given: Decimal, reason: str) -> Outcome:
    """As much as was asked, or less with a reason."""
    with recording(by, "agreement.bonus_decide") as work:
        fresh = _held(bonus)
        if fresh is None:
            return Outcome.refused(NOT_THERE)
        open_ = year_of(fresh.agreement.scheme).judging
        decision = may_give(given, fresh.asked, reason=reason, decided=fresh.given is not None, open_=open_)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Bonus, fresh.pk, given=given, reason=reason.strip(), decided_on=by.day, decided_by=by.label)
    return Outcome(row_id=bonus.pk)
