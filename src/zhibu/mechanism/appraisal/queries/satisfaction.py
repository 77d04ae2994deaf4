"""The shares that polls brought, by agreement. A poll that is open, or ended with fewer than eight answers, brings none."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from django.db.models import Q

from zhibu.kernel.clock import day_of
from zhibu.mechanism.appraisal.models import Agreement, SatisfactionPoll, Scheme
from zhibu.mechanism.appraisal.rules.satisfaction import share_of
from zhibu.polls.queries import result_of

WHY: Final = "已经确认可以看到的责任书，读取满意度征求意见的结果（只有总数）"


def shares(of: Q, on: date) -> Mapping[int, Decimal]:
    """Of polls that had ended on a day; one query."""
    found: dict[int, Decimal] = {}
    for one in SatisfactionPoll.objects.unguarded(WHY).filter(of, poll__closed_at__isnull=False).select_related("poll"):
        closed = one.poll.closed_at
        whole = result_of(one.poll).whole
        share = share_of(whole[0]) if whole else None
        if share is not None and closed is not None and day_of(closed) <= on:
            found[one.agreement_id] = share
    return found


def poll_of(agreement: Agreement) -> SatisfactionPoll | None:
    """The one that belongs to an agreement."""
    return SatisfactionPoll.objects.unguarded(WHY).filter(agreement=agreement).select_related("poll__organisation").first()


class Polled(NamedTuple):
    """What may be said of the poll of an agreement; ``share`` in percent, once it is over and may be shown."""

    code: str
    until: date
    closed: bool
    share: Decimal | None


def polled_of(agreement: Agreement) -> Polled | None:
    """None where nobody was asked; one query."""
    found = poll_of(agreement)
    if found is None:
        return None
    closed = found.poll.closed_at is not None
    whole = result_of(found.poll).whole if closed else ()
    return Polled(found.poll.code, found.poll.until, closed, share_of(whole[0]) if whole else None)


def open_polls(scheme: Scheme) -> int:
    """How many of a table's polls have not ended; one query."""
    return SatisfactionPoll.objects.unguarded(WHY).filter(agreement__scheme=scheme, poll__closed_at=None).count()


def giver_of(poll: int) -> str:
    """Where whoever asked stands: the organisation whose table it is, not the one that is judged; empty for any other poll. One query."""
    found = SatisfactionPoll.objects.unguarded(WHY).filter(poll=poll)
    return found.values_list("agreement__scheme__organisation__now_path", flat=True).first() or ""
