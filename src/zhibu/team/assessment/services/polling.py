"""A counter's sheet of the paper poll; when both say the same, the case goes on."""

from typing import Final

from django.db import transaction

from zhibu.gatherings.models import Holding
from zhibu.gatherings.services.counters import apart
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.services.holding import held
from zhibu.team.assessment.models import PollCount, PollLine
from zhibu.team.assessment.queries.people import people_of
from zhibu.team.assessment.queries.polls import Poll, poll_of
from zhibu.team.assessment.rules.polling import Counter, Sheet, may_count, may_enter
from zhibu.team.assessment.services.steps import carry_on, filed
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "录入民主测评计票"
LINE: Final = ("excellent", "qualified", "basic", "unqualified")
AT_THE_MEETING: Final = ("self", "mutual", "poll")


def enter_poll(*, by: Actor, holding: Holding, counted_by: str, sheet: Sheet) -> Outcome:
    """Again until both agree. A poll that was counted says that the meeting took place: nobody is asked for that."""
    with transaction.atomic():
        with recording(by, "gathering.poll") as work:
            fresh = held(holding)
            poll = poll_of(fresh)
            names = {one.person_id: one.name for one in people_of(fresh) if one.full}
            others = [Counter(one.counted_by, one.account_id) for one in poll.others(by.account_id)]
            decision = Decision.all(
                may_enter(sheet, names, on=fresh.on, today=by.day, closed=poll.settled or fresh.cancelled or filed(fresh)),
                may_count(Counter(counted_by, by.account_id), others),
                apart(by, [one.account_id for one in others]),
            )
            if not decision.allowed:
                return Outcome(decision)
            _put(work, fresh, poll, counted_by.strip(), sheet)
        if not poll_of(holding).settled:
            return Outcome(row_id=holding.pk)
        return carry_on(by=by, holding=holding, keys=AT_THE_MEETING)


def _put(work: Work, holding: Holding, poll: Poll, counted_by: str, sheet: Sheet) -> None:
    facts = {"counted_by": counted_by, "entered_by": work.actor.label, "issued": sheet.issued, "returned": sheet.returned}
    account = work.actor.account_id
    own = poll.own(account)
    if own is None:
        counter = 1 + max((one.counter for one in poll.entered), default=0)
        pk = work.add(PollCount, gathering_id=holding.gathering_id, holding_id=holding.pk, counter=counter, account_id=account, **facts)
    else:
        pk = own.pk
        work.change(PollCount, pk, **facts)
        work.remove(PollLine, list(PollLine.objects.unguarded(WHY).filter(count_id=pk).values_list("pk", flat=True)))
    rows = [(holding.gathering_id, pk, person, *line) for person, line in sorted(sheet.lines.items()) if sum(line)]
    work.put(
        PollLine,
        ("id", "gathering_id", "count_id", "person_id", *LINE),
        [(row_id, *row) for row_id, row in zip(work.reserve(PollLine, len(rows)), rows, strict=True)],
    )
