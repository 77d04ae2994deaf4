"""Once more the second factor, in the middle of a session, before something that outlives it."""

from zhibu.accounts.models import Account
from zhibu.accounts.services import clear_failures, verify_second
from zhibu.kernel.decisions import Decision
from zhibu.trail.actors import Actor


def confirm_second(*, by: Actor, code: str) -> Decision:
    """Whether it is a code of the own phone or sheet; it is used up, and guesses count towards the lock."""
    account = Account.objects.get(pk=by.account_id or 0)
    shown = verify_second(account=account, code=code, now=by.at)
    if shown.decision.allowed:
        clear_failures(account)
    return shown.decision
