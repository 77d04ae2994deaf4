"""Publish, withdraw, and remember for oneself what was read."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.messages.models import Message, MessageRead
from zhibu.messages.rules import Wanted, may_publish, may_withdraw
from zhibu.messages.terms import Audience
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY = "办理消息时重新读取"
KEPT_AFTER = timedelta(days=30)
"""How long a mark of having read outlives its message."""


def publish(
    *,
    by: Actor,
    organisation: Organisation,
    title: str,
    body: str,
    until: date,
    summary: str = "",
    audience: Audience = Audience.EVERYBODY,
    subject_kind: str = "",
    subject_code: str = "",
) -> Outcome:
    """A message to the people of an organisation and below, until the end of a day."""
    wanted = Wanted(title.strip(), summary.strip(), body.strip(), until)
    decision = may_publish(wanted, on=by.day)
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "message.publish") as work:
        about = {"subject_kind": subject_kind, "subject_code": subject_code, "audience": audience.value}
        row_id = _put(work, by, wanted, organisation_id=organisation.pk, **about)
    return Outcome(row_id=row_id)


@dataclass(frozen=True, slots=True)
class To:
    """One person, told by an organisation that he belongs to."""

    organisation_id: int
    person_id: int


def tell(*, by: Actor, whom: Sequence[To], wanted: Wanted, subject_kind: str, subject_code: str) -> Outcome:
    """The same words to each of these alone, about one subject; the row is the first of them."""
    nobody = None if whom else Objection("nobody", "没有选收件人。", remedy="请至少选一个人。", field="whom")
    decision = Decision.all(Decision.of(nobody), may_publish(wanted, on=by.day))
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "message.publish") as work:
        about = {"subject_kind": subject_kind, "subject_code": subject_code, "audience": Audience.PERSON.value}
        rows = [
            _put(work, by, wanted, organisation_id=one.organisation_id, person_id=one.person_id, **about)
            for one in sorted(whom, key=lambda one: one.person_id)
        ]
    return Outcome(row_id=rows[0])


def _put(work: Work, by: Actor, wanted: Wanted, **about: Any) -> int:
    return work.add(
        Message,
        code=secrets.token_hex(8),
        title=wanted.title,
        summary=wanted.summary,
        body=wanted.body,
        shown_from=by.day,
        shown_to=wanted.until + timedelta(days=1),
        published_at=by.at,
        published_by=by.label,
        account_id=by.account_id,
        **about,
    )


def withdraw(*, by: Actor, message: Message, reason: str) -> Outcome:
    """Nobody is told it any more; it stays where it was published, marked."""
    with recording(by, "message.withdraw", reason=reason.strip()) as work:
        fresh = Message.objects.unguarded(WHY).select_for_update().get(pk=message.pk)
        decision = may_withdraw(withdrawn=fresh.withdrawn_at is not None, reason=reason)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Message, fresh.pk, withdrawn_at=by.at, withdrawn_by=by.label)
    return Outcome(row_id=fresh.pk)


def mark_read(*, message: Message, account_id: int) -> None:
    """For the reader's own list; it is nobody else's business and leaves no trail."""
    MessageRead.objects.bulk_create([MessageRead(message_id=message.pk, account_id=account_id)], ignore_conflicts=True)


def forget_reads(on: date) -> int:
    """Throw away the marks of messages that ended a month ago; returns how many."""
    gone, _ = MessageRead.objects.filter(message__shown_to__lt=on - KEPT_AFTER).delete()
    return gone
