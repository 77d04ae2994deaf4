"""The year's procedure: its case begins, each step asks its rule, tells, keeps or gives out what it has to, and is written into the log."""

from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import Final

from django.db import transaction

from zhibu.access.queries.owners import accounts_beside
from zhibu.cases.rules.acts import Deed, not_waiting
from zhibu.cases.services import Opening, act, open_case
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.appraisal.models import Agreement, Result, Scheme
from zhibu.mechanism.appraisal.queries.agreements import agreements_of, begun_of, days_of, secretaries
from zhibu.mechanism.appraisal.queries.satisfaction import open_polls
from zhibu.mechanism.appraisal.queries.standing import standings
from zhibu.mechanism.appraisal.queries.year import Year, bonuses_of, judged_rows, objections_of, results_by, unjudged, year_of
from zhibu.mechanism.appraisal.rules.procedure import OBJECT_WITHIN, TARGET_YEAR
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.rules.year import (
    all_judged,
    all_settled,
    all_stated,
    may_approve,
    may_begin,
    object_until,
    polls_ended,
)
from zhibu.mechanism.appraisal.services.results import bands_kept, keep, publish
from zhibu.mechanism.appraisal.terms import SCHEME
from zhibu.messages.rules import Wanted
from zhibu.messages.services import To, tell
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "年度考评办理前在锁定之下重新读取"
SHOWN: Final = timedelta(days=30)
ALLOWED: Final = Decision()


def begin_year(*, by: Actor, scheme: Scheme, submission: str = "") -> Outcome:
    """Once for each table; what it is called follows from the table."""
    with transaction.atomic():
        held(scheme)
        decision = may_begin(begun_of(scheme, agreements_of(scheme), begun=year_of(scheme).it is not None), today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        opening = Opening(TARGET_YEAR, scheme.title[:80], by.day, subject_kind=SCHEME, subject_code=scheme.code, submission=submission)
        return open_case(by=by, organisation=scheme.organisation, opening=opening)


def do_step(*, by: Actor, scheme: Scheme, step: str, seen: int) -> Outcome:
    """The step of the year that waits: its rule, its line in the log, its effect; all of it, or nothing."""
    with transaction.atomic():
        held(scheme)
        fresh = Scheme.objects.unguarded(WHY).select_related("organisation").get(pk=scheme.pk)
        year = year_of(fresh)
        decision = _asked(by, year, step)
        if not decision.allowed or year.it is None:
            return Outcome(decision)
        done = act(by=by, case=year.it.case, seen=seen, deed=Deed(step, by.day))
        if done.done and step in EFFECTS:
            EFFECTS[step](by, fresh)
        return done


def _asked(by: Actor, year: Year, step: str) -> Decision:
    """What the step's own rule says; nothing more of one that does not wait."""
    if year.state is None:
        return Decision.of(Objection("not_begun", "这一年的考评还没有启动。", remedy="请先启动年终考评。"))
    waiting = year.state.waits(step)
    if waiting is None:
        return Decision.of(not_waiting(year.state, year.state.procedure.by_key[step]))
    return RULES[step](by, year, late=waiting.late(by.day)) if step in RULES else ALLOWED


def _may_collect(by: Actor, year: Year, *, late: bool) -> Decision:
    del by
    return all_stated([str(one.taker) for one in agreements_of(year.scheme) if one.statement_on is None], late=late)


def _may_judge(by: Actor, year: Year, *, late: bool) -> Decision:
    del by, late
    judged = all_judged(unjudged(judged_rows(year.scheme), agreements_of(year.scheme)), len(bonuses_of(year.scheme, waiting=True)))
    return Decision.all(judged, polls_ended(open_polls(year.scheme)))


def _may_settle(by: Actor, year: Year, *, late: bool) -> Decision:
    del late
    told_on = min((one.told_on for one in results_by(year.scheme).values()), default=by.day)
    within = days_of(year.scheme.organisation.now_path, OBJECT_WITHIN, told_on)
    waiting = sum(one.answered_on is None for one in objections_of(year.scheme))
    return Decision.all(all_settled(told_on, within, waiting, today=by.day), polls_ended(open_polls(year.scheme)))


def _may_review(by: Actor, year: Year, *, late: bool) -> Decision:
    del by, late
    return polls_ended(open_polls(year.scheme))


def _may_approve(by: Actor, year: Year, *, late: bool) -> Decision:
    del late
    line = year.line_of("review")
    reviewer = line.account_id if line else None
    same = reviewer is not None and by.account_id is not None and reviewer in accounts_beside(by.account_id)
    return may_approve(bands_kept(year.scheme), bands_of(year.scheme.bands), same_person=same)


Asks = Callable[..., Decision]
RULES: Final[Mapping[str, Asks]] = {
    "statements": _may_collect,
    "judge": _may_judge,
    "settle": _may_settle,
    "review": _may_review,
    "approve": _may_approve,
}


def _tell(by: Actor, scheme: Scheme) -> None:
    """Each organisation's own provisional result is put down, and its secretary is told where it stands and until when to object."""
    agreements, known = agreements_of(scheme), results_by(scheme)
    with recording(by, "agreement.tell") as work:
        for one in standings(scheme, agreements, by.day):
            said = {"told_on": by.day, "told_points": one.points, "told_band": one.band}
            there = known.get(one.agreement.pk)
            if there is None:
                work.add(Result, agreement_id=one.agreement.pk, **said)
            else:
                work.change(Result, there.pk, **said)
    until = object_until(by.day, days_of(scheme.organisation.now_path, OBJECT_WITHIN, by.day))
    body = f"{scheme.title}的初步结果已经算出。请在“目标责任书”里查看本组织的每一项得分和依据；与事实不符的，{until.isoformat()} 前提出。"
    _message(by, scheme, agreements, Wanted("年度目标初步结果可以查看", f"有意见的，{until.isoformat()} 前提出", body, until + SHOWN))


def _message(by: Actor, scheme: Scheme, agreements: Sequence[Agreement], wanted: Wanted) -> None:
    whom = [To(organisation, person) for organisation, person, _ in secretaries([one.taker_id for one in agreements], by.day)]
    if whom:
        tell(by=by, whom=whom, wanted=wanted, subject_kind=SCHEME, subject_code=scheme.code)


def _review(by: Actor, scheme: Scheme) -> None:
    keep(by=by, scheme=scheme)


def _publish(by: Actor, scheme: Scheme) -> None:
    """What was kept at the review is given out."""
    publish(by=by, scheme=scheme)
    body = f"{scheme.title}的结果已经公布。请在“目标责任书”里查看本组织的得分、等次和依据。"
    _message(by, scheme, agreements_of(scheme), Wanted("年度目标结果已经公布", "", body, by.day + SHOWN))


EFFECTS: Final[Mapping[str, Callable[[Actor, Scheme], None]]] = {"tell": _tell, "review": _review, "publish": _publish}
