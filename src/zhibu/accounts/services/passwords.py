"""Passwords checked, and what happens when they are wrong: the account locks, its network pauses."""

from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction

from zhibu.accounts.models import Account, FailedSignIn
from zhibu.accounts.rules import NETWORK_WINDOW, after_failure, is_locked, is_paused
from zhibu.kernel.decisions import Decision, Objection

WRONG = Objection("wrong", "登录名或密码不正确。", "", "请检查大小写；连续 5 次不正确，账号会锁定 30 分钟。", "password")
LOCKED = Objection("locked", "连续 5 次不正确，账号已锁定。", "", "请 30 分钟后再试，或请账号管理员重设密码。", "username")
INACTIVE = Objection("inactive", "账号已停用。", "", "请联系街道的账号管理员。", "username")
PAUSED = Objection(
    "paused",
    "从这个网络地址没有登录成功的次数较多，暂停从这里登录。",
    "",
    "请 10 分钟后再试。最近从这里登录过的人，用正确的密码可以照常登录。",
    "username",
)


def verify_password(*, username: str, password: str, now: datetime) -> tuple[Account | None, Decision]:
    """Check a password; an unknown name takes as long as a wrong password and is answered alike.

    Failures are forgotten by ``clear_failures`` when the whole log-in has succeeded: whoever knows the password alone
    must not win five more guesses at the second factor with it.
    """
    account = Account.objects.filter(username=username).first()
    if account is None:
        make_password(password)
        return None, Decision.of(WRONG)
    if is_locked(account.locked_until, now):
        return None, Decision.of(LOCKED)
    if not check_password(password, account.password):
        count_failure(account, now)
        return None, Decision.of(LOCKED if account.locked_until else WRONG)
    if not account.active:
        return None, Decision.of(INACTIVE)
    return account, Decision()


@transaction.atomic
def count_failure(account: Account, now: datetime) -> None:
    """One more wrong password or code in a row; the fifth locks."""
    fresh = Account.objects.select_for_update().get(pk=account.pk)
    failures, locked_until = after_failure(fresh.failures, now)
    Account.objects.filter(pk=account.pk).update(failures=failures, locked_until=locked_until)
    account.failures, account.locked_until = failures, locked_until


def clear_failures(account: Account) -> None:
    """The log-in has succeeded."""
    if account.failures or account.locked_until:
        Account.objects.filter(pk=account.pk).update(failures=0, locked_until=None)


@transaction.atomic
def count_failed_sign_in(*, network: str, now: datetime) -> bool:
    """One more failure from a network; True when log-ins from it pause from now on. What is older than the window is forgotten."""
    FailedSignIn.objects.filter(at__lte=now - NETWORK_WINDOW).delete()
    FailedSignIn(network=network, at=now).save(force_insert=True)
    return is_paused(FailedSignIn.objects.filter(network=network).count())


def forget_failed_sign_ins(now: datetime) -> int:
    """Where nobody fails any more, the last failures go too; returns how many."""
    return FailedSignIn.objects.filter(at__lte=now - NETWORK_WINDOW).delete()[0]
