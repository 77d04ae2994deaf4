"""The case of an assessment: begun from its meeting, carried on by what is recorded, filed upward."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.cases.models import Case
from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import Deed, not_waiting
from zhibu.cases.services import Opening, act, open_case
from zhibu.gatherings.models import Holding
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.services.holding import held
from zhibu.team.assessment.models import PollCount, PollLine
from zhibu.team.assessment.queries.assessments import case_of
from zhibu.team.assessment.rules.procedure import ASSESSED, ASSESSMENT, FROM_THE_MEETING
from zhibu.team.assessment.terms import assessed_year
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "民主评议结果报送以后，删除逐人票数"
SEPARATORS: Final = re.compile(r"[、,，;；\s]+")
NOTHING: Final[Mapping[str, Mapping[str, str]]] = {}


def begin(*, by: Actor, holding: Holding, submission: str = "") -> Outcome:
    """Once for each meeting; what it is called follows from its day."""
    with transaction.atomic():
        held(holding)
        decision = Decision.of(
            Objection("cancelled", "这次会议已经取消。", remedy="请在新安排的会议上开始。") if holding.cancelled else None,
            Objection("begun", "这次民主评议已经开始办理。", remedy="请在原来的事项里继续。") if case_of(holding) else None,
        )
        if not decision.allowed:
            return Outcome(decision)
        title = f"{assessed_year(holding.on)}年度{ASSESSMENT.title}"
        opening = Opening(ASSESSMENT, title, by.day, subject_kind=ASSESSED, subject_code=holding.gathering.code, submission=submission)
        return open_case(by=by, organisation=holding.organisation, opening=opening)


def took_place(*, by: Actor, case: Case, holding: Holding, seen: int, counters: str = "") -> Outcome:
    """Self-assessment and mutual assessment were done at the meeting, on its day; and, where ``counters`` are named, the poll on paper."""
    named = [one for one in SEPARATORS.split(counters.strip()) if one]
    decision = Decision.of(
        Objection("cancelled", "这次会议已经取消。", remedy="请在新安排的会议上评议。") if holding.cancelled else None,
        Objection("not_yet", "评议会还没有开。", remedy="开过以后再登记。") if holding.on > by.day else None,
        Objection("two_counters", "计票人要写两位。", remedy="两个人的姓名，中间用顿号隔开。", field="counters")
        if named and len(set(named)) < 2
        else None,
    )
    if not decision.allowed:
        return Outcome(decision)
    with transaction.atomic():
        done = do(by=by, case=case, seen=seen, deed=Deed(FROM_THE_MEETING[0], holding.on))
        keys = (*FROM_THE_MEETING, "poll") if named else FROM_THE_MEETING
        return carry_on(by=by, holding=holding, keys=keys, texts={"poll": {"counters": "、".join(named)}}) if done.done else done


def do(*, by: Actor, case: Case, seen: int, deed: Deed) -> Outcome:
    """A step on a day that is known; entered later, it counts from its entry."""
    state = standing(case).state
    waiting = state.waits(deed.step)
    if waiting is None:
        return Outcome.refused(not_waiting(state, state.procedure.by_key[deed.step]))
    return act(by=by, case=case, seen=seen, deed=replace(deed, day=max(deed.day, waiting.since)))


def carry_on(
    *, by: Actor, holding: Holding, keys: tuple[str, ...], on: date | None = None, texts: Mapping[str, Mapping[str, str]] = NOTHING
) -> Outcome:
    """Do those of these steps that wait, one after the other; none where nobody has begun the case, or it rests."""
    case = case_of(holding)
    if case is None:
        return Outcome(row_id=holding.pk)
    for key in keys:
        state = standing(case).state
        if state.waits(key) is not None:
            done = do(by=by, case=case, seen=state.last, deed=Deed(key, on or holding.on, texts.get(key, {})))
            if not done.done:
                return done
    return Outcome(row_id=holding.pk)


def file_upward(*, by: Actor, case: Case, holding: Holding, seen: int, on: date, sent: str) -> Outcome:
    """The result went up; who got how many ticks is then removed here, the paper stays."""
    with transaction.atomic():
        done = do(by=by, case=case, seen=seen, deed=Deed("file", on, {"sent": sent}))
        if done.done:
            with recording(by, "gathering.poll_removed", reason=WHY) as work:
                work.remove(PollLine, list(PollLine.objects.unguarded(WHY).filter(count__holding=holding).values_list("pk", flat=True)))
                work.remove(PollCount, list(PollCount.objects.unguarded(WHY).filter(holding=holding).values_list("pk", flat=True)))
        return done


def filed(holding: Holding) -> bool:
    """Whether the result has gone up."""
    case = case_of(holding)
    return case is not None and "file" in standing(case).state.done
