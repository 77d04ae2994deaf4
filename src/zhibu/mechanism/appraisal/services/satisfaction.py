"""A poll for the satisfaction part of an agreement is opened through ``polls``, with its switch, its bounds and its box."""

from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.appraisal.models import Agreement, SatisfactionPoll
from zhibu.mechanism.appraisal.queries.satisfaction import poll_of
from zhibu.mechanism.appraisal.queries.year import year_of
from zhibu.mechanism.appraisal.rules.satisfaction import CHOICES, QUESTION
from zhibu.mechanism.appraisal.services.agreements import fresh_of
from zhibu.polls.rules import Question
from zhibu.polls.services import Asked, open_poll
from zhibu.polls.terms import Purpose
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

LEAD: Final = "不记名，只公布总数；不到八份答卷的不显示，也不计分。"


def ask(*, by: Actor, agreement: Agreement, until: date) -> Outcome:
    """Of the members of the organisation, once a year; only the whole is ever shown, so no two cuts overlap."""
    with recording(by, "agreement.poll") as work:
        fresh = fresh_of(agreement)
        decision = Decision.of(
            Objection("no_weight", "这份考评办法的满意度权重是 0。", remedy="需要的，下一年度在考评办法里写明权重和依据。")
            if not fresh.scheme.satisfaction_weight
            else None,
            Objection("asked", "已经征求过满意度。", remedy="一年只问一次。") if poll_of(fresh) else None,
            Objection("closed", "评分已经截止。", remedy="下一年度再征求。") if not year_of(fresh.scheme).judging else None,
        )
        if not decision.allowed:
            return Outcome(decision)
        asked = Asked(f"{fresh.scheme.year}年工作满意度", [Question(QUESTION, CHOICES)], until, Purpose.SERVICE, LEAD)
        opened = open_poll(by=by, organisation=fresh.taker, asked=asked, brought=True)
        if not opened.done:
            return opened
        return Outcome(row_id=work.add(SatisfactionPoll, agreement_id=fresh.pk, poll_id=opened.row_id))
