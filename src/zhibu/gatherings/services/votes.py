"""Votes: opened when enough are there, counted by hands or by two counters of paper, settled with the sum and the article."""

from collections.abc import Sequence
from typing import Any, Final

from zhibu.gatherings.agenda_holds import leaving
from zhibu.gatherings.models import AgendaItem, Holding, Vote, VoteCount
from zhibu.gatherings.queries.lists import lists_of, numbers_of, typed_numbers
from zhibu.gatherings.rules.ballots import Counter, Setting, VoteDraft, computed, may_count, may_put
from zhibu.gatherings.rules.quorum import Numbers
from zhibu.gatherings.rules.voting import Counted, counts_agree, result_of
from zhibu.gatherings.services.counters import apart
from zhibu.gatherings.services.deciding import drop_result
from zhibu.gatherings.terms import Ballot
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.services.holding import held
from zhibu.rulebook.book import Rules
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记表决时核对"


def open_votes(*, by: Actor, holding: Holding, draft: VoteDraft, rules: Rules) -> Outcome:
    """One vote a question. Who was entitled and who was there is written down with it; the row is the first of them."""
    with recording(by, "gathering.vote") as work:
        fresh = held(holding)
        numbers = _numbers(fresh, draft.item_id)
        setting = Setting(fresh.kind, fresh.on, numbers, fresh.signed_at is not None, fresh.cancelled, _items(fresh))
        decision = may_put(draft, setting, rules, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        rows = [
            work.add(
                Vote,
                gathering_id=fresh.gathering_id,
                holding_id=fresh.pk,
                item_id=draft.item_id,
                question=one.text,
                person_id=one.person_id,
                matter=draft.matter,
                ballot=draft.ballot,
                opened_on=by.day,
                entitled=numbers.entitled,
                there=numbers.there,
                written=numbers.written if draft.written_for else 0,
                written_for=draft.written_for,
                issued=draft.issued if draft.ballot == Ballot.PAPER else 0,
            )
            for one in draft.questions
        ]
    return Outcome(row_id=rows[0])


def _numbers(holding: Holding, item: int | None) -> Numbers:
    """Without those who are out of the room while this line of the agenda is decided (回避)."""
    if not holding.by_name:
        return typed_numbers(holding)
    out = leaving(item)
    return numbers_of(one for one in lists_of([holding])[holding.pk] if one.person_id not in out)


def _items(holding: Holding) -> frozenset[int]:
    return frozenset(AgendaItem.objects.unguarded(WHY).filter(part=holding.part_id).values_list("pk", flat=True))


def count_votes(*, by: Actor, vote: Vote, counted_by: str, count: Counted, rules: Rules) -> Outcome:
    """A show of hands is counted once; paper by two, each without the other's numbers, again until they agree."""
    with recording(by, "gathering.vote_count") as work:
        held(vote.holding)
        fresh = held(vote)
        mine, others = _counts(fresh, by.reader.account_id)
        decision = _may_count(fresh, by, counted_by, count, others)
        if not decision.allowed:
            return Outcome(decision)
        facts = _facts(by, counted_by, count)
        if mine is not None:
            work.change(VoteCount, mine.pk, **facts)
        else:
            counter = 1 + max((one.counter for one in others), default=0)
            account = by.reader.account_id
            work.add(VoteCount, gathering_id=fresh.gathering_id, vote_id=fresh.pk, counter=counter, account_id=account, **facts)
        needed = 1 if fresh.ballot == Ballot.PAPER else 0
        if len(others) == needed and all(counted_of(fresh, one) == count for one in others):
            _settle(work, fresh, by, count, rules)
    return Outcome(row_id=fresh.pk)


def _counts(vote: Vote, account_id: int | None) -> tuple[VoteCount | None, list[VoteCount]]:
    """One's own earlier entry, and those of others."""
    found = list(VoteCount.objects.unguarded(WHY).filter(vote=vote).order_by("counter"))
    mine = next((one for one in found if account_id is not None and one.account_id == account_id), None)
    return mine, [one for one in found if one is not mine]


def _may_count(vote: Vote, by: Actor, counted_by: str, count: Counted, others: Sequence[VoteCount]) -> Decision:
    paper = vote.ballot == Ballot.PAPER
    numbers = Numbers(0, 0, entitled=vote.entitled, there=vote.there)
    return Decision.all(
        may_count(
            paper=paper,
            closed=vote.settled_on is not None or bool(vote.void_because),
            signed=vote.holding.signed_at is not None,
            me=Counter(counted_by, by.reader.account_id),
            others=[Counter(one.counted_by, one.account_id) for one in others],
        ),
        apart(by, [one.account_id for one in others]) if paper else Decision(),
        counts_agree(count, numbers, paper=paper),
    )


def counted_of(vote: Vote, one: VoteCount) -> Counted:
    """As the rules take it."""
    return Counted(one.for_it, one.against, one.abstained, one.invalid, vote.issued, one.returned)


def _facts(by: Actor, counted_by: str, count: Counted) -> dict[str, Any]:
    return {
        "counted_by": counted_by.strip(),
        "entered_by": by.label,
        "for_it": count.for_it,
        "against": count.against,
        "abstained": count.abstained,
        "invalid": count.invalid,
        "returned": count.returned,
    }


def _settle(work: Work, vote: Vote, by: Actor, count: Counted, rules: Rules) -> None:
    """By the rule for this matter on the day of the meeting."""
    numbers = Numbers(0, 0, entitled=vote.entitled, there=vote.there)
    result = result_of(vote.holding.kind, vote.matter, count, numbers, rules, written_for=vote.written_for)
    paper = vote.ballot == Ballot.PAPER
    work.change(
        Vote,
        vote.pk,
        settled_on=by.day,
        passed=result.passed,
        computation=computed(count, result, written_for=vote.written_for, paper=paper),
        article=result.article,
    )


def void_vote(*, by: Actor, vote: Vote, reason: str) -> Outcome:
    """It does not count, and says why; it stays to be seen, and is put again."""
    with recording(by, "gathering.vote_void", reason=reason) as work:
        held(vote.holding)
        fresh = held(vote)
        decision = Decision.of(
            Objection("no_reason", "没有写作废的原因。", remedy="例如：收回的票多于发出的票。", field="reason")
            if not reason.strip()
            else None,
            Objection("void", "这一项表决已经作废。") if fresh.void_because else None,
            Objection("signed", "已经签批，不能作废。", remedy="请写更正的记录。") if fresh.holding.signed_at is not None else None,
        )
        if not decision.allowed:
            return Outcome(decision)
        work.change(Vote, fresh.pk, void_because=reason.strip())
        drop_result(work, fresh)
    return Outcome(row_id=fresh.pk)
