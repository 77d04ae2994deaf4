"""Tokens for other systems: made by an account for itself, shown once, revoked by it or by the keeper of rights."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from secrets import token_urlsafe
from typing import Final

from zhibu.access.models import KeptAnswer, Token
from zhibu.access.queries.tokens import MARK, digest_of
from zhibu.access.readers import AccountReader
from zhibu.access.rules import may_make_token, may_revoke_token
from zhibu.access.terms import TOKEN_ACTS
from zhibu.accounts.services import bump_revision
from zhibu.kernel.decisions import Decision
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Made:
    """The secret, readable here and never again; or why there is none."""

    decision: Decision
    secret: str = ""
    token_id: int = 0


def make_token(
    *, by: Actor, owner: AccountReader, name: str, organisation: Organisation, acts: Collection[str], valid_from: date, valid_to: date
) -> Made:
    """For the own account (a command makes one for whom it names), in a part of its reach, with a part of its rights."""
    held = [act for act in TOKEN_ACTS if owner.may(act, organisation.now_path)] if owner.may("hold_tokens", organisation.now_path) else []
    decision = may_make_token(
        name=name,
        acts=acts,
        held=held,
        valid_from=valid_from,
        valid_to=valid_to,
        today=by.day,
        standing=organisation.dissolved_on is None,
    )
    if not decision.allowed:
        return Made(decision)
    secret = f"{MARK}{token_urlsafe(BYTES)}"
    with recording(by, "account.token", reason=name.strip()) as work:
        token_id = work.add(
            Token,
            account_id=owner.account_id,
            name=name.strip(),
            organisation_id=organisation.pk,
            acts=",".join(act for act in TOKEN_ACTS if act in acts),
            digest=digest_of(secret),
            valid_from=valid_from,
            valid_to=valid_to,
            made_at=by.at,
        )
        bump_revision()
    return Made(decision, secret, token_id)


def revoke_token(*, by: Actor, token: Token, reason: str = "") -> Decision:
    """From now on it opens nothing."""
    with recording(by, "account.token_end", reason=reason) as work:
        fresh = Token.objects.select_for_update(no_key=True).get(pk=token.pk)
        decision = may_revoke_token(revoked=fresh.revoked_at is not None, by_keeper=by.account_id != fresh.account_id, reason=reason)
        if decision.allowed:
            work.change(Token, fresh.pk, revoked_at=by.at)
            bump_revision()
    return decision


def end_tokens_of(work: Work, *, account_id: int) -> None:
    """All of an account, beside what ends its sessions: a new password, an account that is closed."""
    for pk in Token.objects.filter(account_id=account_id, revoked_at=None).order_by("pk").values_list("pk", flat=True):
        work.change(Token, pk, revoked_at=work.actor.at)


def note_use(*, token_id: int, on: date) -> None:
    """The day alone: enough to see that nobody uses it any more. It is no operation and leaves no audit row."""
    Token.objects.filter(pk=token_id).exclude(last_used_on=on).update(last_used_on=on)


def forget_answers(before: datetime) -> int:
    """Answers that nobody may ask for again; how many."""
    return KeptAnswer.objects.filter(at__lte=before).delete()[0]
