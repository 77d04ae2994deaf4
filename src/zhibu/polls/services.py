"""Open, answer, count in what came on paper, end. An answer leaves no trail, no time and no row: the box is sealed anew."""

import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Final

import orjson
from django.db import transaction

from zhibu.access.queries.owners import accounts_beside
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.polls.box import Tally, mark_of, sealed
from zhibu.polls.brought import kept_words
from zhibu.polls.models import Box, Poll
from zhibu.polls.queries import (
    asked_before,
    key_of,
    parts_below,
    questions_of,
    roll_of,
    rules_at,
    share_of,
    tally_of,
    without_account,
)
from zhibu.polls.rules import Counts, Plan, Question, Standing, may_answer, may_close, may_count, may_open, shown
from zhibu.polls.terms import LEAST, Purpose
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "办理征求意见时重新读取"
NOT_ASKED: Final = Outcome.refused(Objection("not_asked", "发起那天您不在这份名册上。", remedy="有疑问的，请问所在党支部。"))
DISAGREE: Final = Outcome.refused(
    Objection("disagree", "两个人数的不一样，两份都没有记下。", remedy="请两位一起重新数，再各自录入。", field="part")
)


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to ask."""

    title: str
    questions: Sequence[Question]
    until: date
    purpose: Purpose = Purpose.OPINION
    lead: str = ""
    opinions: bool = False
    by_part: bool = False


def open_poll(*, by: Actor, organisation: Organisation, asked: Asked, brought: bool = False) -> Outcome:
    """Of the members on today's roll. Its parts, if any, are fixed now and never again.

    ``brought``: by the package whose question it is.
    """
    roll = roll_of(organisation, by.day)
    parts, outside = parts_below(organisation, roll) if asked.by_part else ([], 0)
    plan = Plan(
        asked.title.strip(),
        asked.questions,
        asked.until,
        sum(roll.values()),
        asked.lead.strip(),
        parts,
        outside,
        asked_before(organisation, asked.questions, by.day),
    )
    kept = [] if brought else kept_words(list(asked.questions))
    decision = may_open(plan, rules_at(organisation.now_path, by.day), today=by.day, kept=kept)
    if asked.by_part and not parts:
        decision = Decision.all(
            decision, Decision.of(Objection("one_part", "没有下级党组织可以分开看。", remedy="请不分开看。", field="by_part"))
        )
    return Outcome(decision) if not decision.allowed else Outcome(row_id=_put(by, organisation, asked, plan))


def _put(by: Actor, organisation: Organisation, asked: Asked, plan: Plan) -> int:
    ((key_name, key),) = key_store().make(1)
    code = secrets.token_hex(8)
    with recording(by, "poll.open") as work:
        pk = work.add(
            Poll,
            code=code,
            organisation_id=organisation.pk,
            purpose=asked.purpose.value,
            title=plan.title,
            lead=plan.lead,
            questions=orjson.dumps([asdict(one) for one in plan.questions]).decode(),
            with_opinions=asked.opinions,
            parts=orjson.dumps([asdict(one) for one in plan.parts]).decode(),
            roll_on=by.day,
            entitled=plan.entitled,
            until=plan.until,
            opened_at=by.at,
            opened_by=by.label,
            account_id=by.account_id,
            key_name=key_name,
        )
        tally = Tally.empty([len(one.choices) for one in plan.questions], max(1, len(plan.parts)))
        Box.objects.create(poll_id=pk, content=sealed(key, tally, code))
    return pk


def _box_of(poll: Poll) -> tuple[Box | None, Tally | None]:
    """Held until the transaction ends: two who answer at once are counted one after the other."""
    box = Box.objects.select_for_update().filter(poll=poll).first()
    return box, tally_of(poll, box.content if box else None)


def _standing(poll: Poll, tally: Tally | None) -> Standing:
    return Standing(poll.until, closed=poll.closed_at is not None, readable=poll.closed_at is not None or tally is not None)


def _fresh(poll: Poll) -> Poll:
    return Poll.objects.unguarded(WHY).select_related("organisation").get(pk=poll.pk)


def answer(*, poll: Poll, person_id: int | None, chosen: Sequence[int], opinion: str = "", today: date) -> Outcome:
    """Counted, and from then on nobody's. It takes no actor, since none is written down."""
    part = share_of(poll, person_id)
    if part is None or person_id is None:
        return NOT_ASKED
    with transaction.atomic():
        box, tally = _box_of(poll)
        fresh, key = _fresh(poll), key_of(poll)
        text = opinion.strip() if fresh.with_opinions else ""
        mark = mark_of(key, person_id) if key is not None else ""
        decision = may_answer(
            _standing(fresh, tally), questions_of(fresh), chosen, text, answered=tally is not None and mark in tally.marks, today=today
        )
        if not decision.allowed or box is None or tally is None or key is None:
            return Outcome(decision)
        tally.add(part, chosen, mark, text)
        _seal(box, key, tally, fresh.code)
    return Outcome()


def _seal(box: Box, key: bytes, tally: Tally, code: str) -> None:
    Box.objects.filter(pk=box.pk).update(content=sealed(key, tally, code))


def count_paper(*, by: Actor, poll: Poll, part: int, counts: Counts) -> Outcome:
    """Answers on paper, counted by two people under two accounts, neither of whom sees what the other entered."""
    with transaction.atomic():
        box, tally = _box_of(poll)
        fresh, key = _fresh(poll), key_of(poll)
        own = accounts_beside(by.account_id) - {by.account_id} if by.account_id is not None else set()
        same = tally is not None and not own.isdisjoint(tally.counted_by(part))
        decision = may_count(_standing(fresh, tally), counts, most=without_account(fresh), today=by.day, same_person=same)
        if not decision.allowed or box is None or tally is None or key is None:
            return Outcome(decision)
        agree = tally.put_paper(part, str(by.account_id or by.label), counts, name=by.label)
        _seal(box, key, tally, fresh.code)
    return DISAGREE if agree is False else Outcome()


def close_poll(*, by: Actor, poll: Poll, force: bool = False) -> Outcome:
    """The end: the final counts where there are enough, the box and its key destroyed.

    ``force``: its last day is over, and paper that two have not counted alike is lost.
    """
    with recording(by, "poll.close") as work:
        box, tally = _box_of(poll)
        fresh = _fresh(held(poll))
        decision = may_close(closed=fresh.closed_at is not None, unmatched=tally is not None and tally.unmatched and not force)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Poll, fresh.pk, closed_at=by.at, closed_by=by.label, **_final(tally))
        if box is not None:
            box.delete()
    key_store().destroy([fresh.key_name], on=by.day.isoformat())
    return Outcome(row_id=fresh.pk)


def _final(tally: Tally | None) -> dict[str, object]:
    """What stays. Opinions come out shuffled, and only where eight have written one."""
    if tally is None:
        return {"answered": 0}
    settled = tally.settled()
    papers = [whole - screen for whole, screen in zip(settled.answered, tally.answered, strict=True)]
    found = shown(settled.answered, settled.counts, papers=papers)
    told = {"whole": found.whole, "parts": list(found.parts), "papers": tally.papers, "counters": tally.counters}
    opinions = list(settled.opinions)
    secrets.SystemRandom().shuffle(opinions)
    return {
        "answered": found.answered,
        "result": orjson.dumps(told).decode() if found.whole else "",
        "released": orjson.dumps(opinions).decode() if len(opinions) >= LEAST and found.whole else "",
    }


def close_due(*, by: Actor) -> int:
    """Polls whose last day is over end by themselves; and a key that a crash left behind is destroyed. Returns how many ended."""
    due = Poll.objects.unguarded(WHY).filter(closed_at=None, until__lt=by.day).order_by("pk")
    ended = sum(close_poll(by=by, poll=one, force=True).done for one in due)
    names = list(Poll.objects.unguarded(WHY).exclude(closed_at=None).values_list("key_name", flat=True))
    left = list(key_store().wrapped(names)) if names else []
    key_store().destroy(left, on=by.day.isoformat())
    return ended
