"""A second factor taken away by two keepers: one asks, a different one confirms; either may let it be."""

from zhibu.access.models import FactorReset
from zhibu.access.queries.owners import accounts_beside
from zhibu.access.rules import may_ask_reset, may_confirm_reset
from zhibu.access.services.second_factor import taken_away
from zhibu.accounts.models import SecondFactor
from zhibu.accounts.terms import RESET_OPEN
from zhibu.kernel.decisions import Decision
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY = "是否已有撤销二次验证的申请"


def ask_reset(*, by: Actor, account_id: int, reason: str) -> Decision:
    """Say that somebody lost phone and sheet; nothing changes yet."""
    waiting = FactorReset.objects.unguarded(WHY).filter(account_id=account_id, state="open", asked_at__gt=by.at - RESET_OPEN.span)
    decision = may_ask_reset(
        asker_holds=account_id in _accounts_of(by),
        has_factor=SecondFactor.objects.filter(account_id=account_id).exists(),
        asked_already=waiting.exists(),
    )
    if decision.allowed:
        with recording(by, "account.factor_ask", reason=reason) as work:
            work.add(FactorReset, account_id=account_id, asked_by_id=by.account_id, asked_at=by.at, reason=reason, state="open")
    return decision


def confirm_reset(*, by: Actor, reset: FactorReset) -> Decision:
    """The second keeper does it: factor, devices and sessions end in the same moment."""
    own = _accounts_of(by)
    decision = may_confirm_reset(
        confirmer_asked=reset.asked_by_id in own, confirmer_holds=reset.account_id in own, is_open=_is_open(reset, by)
    )
    if decision.allowed:
        with recording(by, "account.factor_reset", reason=reset.reason) as work:
            work.change(FactorReset, reset.pk, state="done", settled_by_id=by.account_id, settled_at=by.at)
            taken_away(work, account_id=reset.account_id)
    return decision


def withdraw_reset(*, by: Actor, reset: FactorReset, reason: str) -> Decision:
    """It was found again, or should not have been asked: any of those who may confirm can let it be."""
    decision = may_confirm_reset(confirmer_asked=False, confirmer_holds=False, is_open=_is_open(reset, by))
    if decision.allowed:
        with recording(by, "account.factor_withdraw", reason=reason) as work:
            work.change(FactorReset, reset.pk, state="withdrawn", settled_by_id=by.account_id, settled_at=by.at)
    return decision


def _accounts_of(by: Actor) -> set[int]:
    """All accounts of the person who acts: what is kept apart is kept apart between persons."""
    return accounts_beside(by.account_id) if by.account_id is not None else set()


def _is_open(reset: FactorReset, by: Actor) -> bool:
    return reset.state == "open" and reset.asked_at > by.at - RESET_OPEN.span
