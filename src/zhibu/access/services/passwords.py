"""Passwords: the rules for them, first ones to read out, changed by oneself, set anew by a keeper."""

import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from zhibu.access.services.tokens import end_tokens_of
from zhibu.accounts.models import Account
from zhibu.accounts.services import clear_failures, end_devices_of, end_sessions_of, verify_password
from zhibu.kernel.decisions import Decision, Objection
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

PASSWORD_OBJECTIONS = {
    "password_too_short": Objection("password_too_short", "密码太短。", "", "请用至少 10 个字符。", "new_password"),
    "password_too_common": Objection("password_too_common", "这个密码太常见，容易被猜到。", "", "请换一个不常见的密码。", "new_password"),
    "password_entirely_numeric": Objection("password_entirely_numeric", "密码全是数字。", "", "请加上字母或汉字。", "new_password"),
}
"""What Django's validators object, by their code: their own words are translated only where its accounts are installed."""


_ended_by_reset: Final[list[Callable[[Work, int], object]]] = []


def ended_by_reset(end: Callable[[Work, int], object]) -> None:
    """Something of a package above that opens without the password, and ends when somebody else sets it anew; put in once at start-up."""
    if end not in _ended_by_reset:
        _ended_by_reset.append(end)


def check_password_rules(password: str) -> Decision:
    """All objections to a new password at once."""
    try:
        validate_password(password)
    except ValidationError as error:
        return Decision(tuple(PASSWORD_OBJECTIONS[str(one.code)] for one in error.error_list))
    return Decision()


def fresh_password() -> str:
    """A first password that can be read out: four groups of four without letters that look alike."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    return "-".join("".join(secrets.choice(letters) for _ in range(4)) for _ in range(4))


def set_password(*, by: Actor, account_id: int, password: str, must_change: bool, keep_session: str = "") -> Decision:
    """A new password ends all other sessions and the tokens of the account, forgets its devices and opens a locked one.

    One that ``must_change`` was set by somebody else: whoever knew the account by other ways knows it no longer.
    """
    decision = check_password_rules(password)
    if decision.allowed:
        with recording(by, "account.password") as work:
            work.change(
                Account,
                account_id,
                password=make_password(password),
                password_changed_at=by.at,
                must_change_password=must_change,
                failures=0,
                locked_until=None,
            )
            end_sessions_of(account_id=account_id, now=by.at, but=keep_session)
            end_devices_of(account_id=account_id, now=by.at)
            end_tokens_of(work, account_id=account_id)
            for end in _ended_by_reset if must_change else ():
                end(work, account_id)
    return decision


def change_own_password(*, by: Actor, username: str, current: str, password: str, keep_session: str) -> Decision:
    """Whoever knows the present password gives a new one; guesses count towards the lock. Other sessions end."""
    account, decision = verify_password(username=username, password=current, now=by.at)
    if account is None:
        return Decision(
            tuple(
                replace(one, message="现在的密码不正确。", field="current") if one.code == "wrong" else one for one in decision.objections
            )
        )
    clear_failures(account)
    same = Objection("password_same", "新密码和现在的一样。", remedy="请换一个。", field="new_password") if current == password else None
    decision = Decision.all(check_password_rules(password), Decision.of(same))
    if decision.allowed:
        decision = set_password(by=by, account_id=account.pk, password=password, must_change=False, keep_session=keep_session)
    return decision


def reset_password(*, by: Actor, account_id: int) -> tuple[str, Decision]:
    """A first password anew, for somebody who forgot the own one; ends the sessions, opens a locked account."""
    own = Objection("own_password", "不能在这里重设自己的密码。", remedy="请用“修改密码”。") if by.account_id == account_id else None
    if own:
        return "", Decision.of(own)
    password = fresh_password()
    return password, set_password(by=by, account_id=account_id, password=password, must_change=True)
