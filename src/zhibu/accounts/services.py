"""Signing in and out, passwords, drafts. Who may have an account is decided in ``access``."""

import secrets
from datetime import datetime, timedelta
from typing import Final

import orjson
from django.contrib.auth.hashers import check_password, make_password
from django.db import transaction
from django.db.models import Exists, F, OuterRef

from zhibu.accounts.models import Account, Draft, FailedSignIn, Revision, Session
from zhibu.accounts.rules import NETWORK_WINDOW, after_failure, is_locked, is_paused
from zhibu.kernel.decisions import Decision, Objection
from zhibu.store.keys import key_store
from zhibu.store.sealing import Unreadable, seal, unseal

WRONG = Objection("wrong", "登录名或密码不正确。", "", "请检查大小写；连续 5 次不正确，账号会锁定 30 分钟。", "password")
LOCKED = Objection("locked", "连续 5 次密码不正确，账号已锁定。", "", "请 30 分钟后再试，或请账号管理员重设密码。", "username")
INACTIVE = Objection("inactive", "账号已停用。", "", "请联系街道的账号管理员。", "username")

PAUSED = Objection(
    "paused",
    "从这个网络地址没有登录成功的次数较多，暂停从这里登录。",
    "",
    "请 10 分钟后再试。最近从这里登录过的人，用正确的密码可以照常登录。",
    "username",
)

DRAFTS_KEPT: Final = timedelta(days=30)
"""A form left alone for longer is forgotten, with whatever it held."""
MOST_DRAFTS: Final = 100
"""Of one account: far more forms than anybody leaves half filled in."""


def bump_revision() -> None:
    """Accounts, sessions or grants changed: every process reads them afresh from its next request."""
    if not Revision.objects.filter(pk=1).update(number=F("number") + 1):
        Revision.objects.create(pk=1, number=1)


def verify_password(*, username: str, password: str, now: datetime) -> tuple[Account | None, Decision]:
    """Check a log-in; an unknown name takes as long as a wrong password and is answered alike."""
    account = Account.objects.filter(username=username).first()
    if account is None:
        make_password(password)
        return None, Decision.of(WRONG)
    if is_locked(account.locked_until, now):
        return None, Decision.of(LOCKED)
    if not check_password(password, account.password):
        _count_failure(account, now)
        return None, Decision.of(LOCKED if account.locked_until else WRONG)
    if not account.active:
        return None, Decision.of(INACTIVE)
    if account.failures or account.locked_until:
        Account.objects.filter(pk=account.pk).update(failures=0, locked_until=None)
    return account, Decision()


@transaction.atomic
def _count_failure(account: Account, now: datetime) -> None:
    fresh = Account.objects.select_for_update().get(pk=account.pk)
    failures, locked_until = after_failure(fresh.failures, now)
    Account.objects.filter(pk=account.pk).update(failures=failures, locked_until=locked_until)
    account.failures, account.locked_until = failures, locked_until


@transaction.atomic
def count_failed_sign_in(*, network: str, now: datetime) -> bool:
    """One more failure from a network; True when log-ins from it pause from now on. What is older than the window is forgotten."""
    FailedSignIn.objects.filter(at__lte=now - NETWORK_WINDOW).delete()
    FailedSignIn(network=network, at=now).save(force_insert=True)
    return is_paused(FailedSignIn.objects.filter(network=network).count())


def start_session(*, account: Account, now: datetime, address: str | None) -> str:
    """A new session; returns its key."""
    session = Session(key=secrets.token_hex(16), account=account, started_at=now, address=address)
    session.save(force_insert=True)
    return session.key


@transaction.atomic
def end_session(*, key: str, now: datetime) -> None:
    """From now on the cookie of this session opens nothing, wherever it is."""
    Session.objects.filter(pk=key, ended_at=None).update(ended_at=now)
    bump_revision()


@transaction.atomic
def end_sessions_of(*, account_id: int, now: datetime, but: str = "") -> None:
    """End all sessions of an account, for a new password or a leaver."""
    Session.objects.filter(account_id=account_id, ended_at=None).exclude(pk=but).update(ended_at=now)
    bump_revision()


def _draft_key() -> bytes:
    return key_store().purpose_key("drafts")


def save_draft(*, account_id: int, key: str, fields: dict[str, str], now: datetime) -> None:
    """Keep what was typed, sealed: it may hold numbers. Old drafts of the account go, and the oldest where there are too many."""
    mine = Draft.objects.filter(account_id=account_id)
    mine.filter(saved_at__lt=now - DRAFTS_KEPT).delete()
    context = f"{account_id}/{key}".encode()
    body = seal(_draft_key(), orjson.dumps(fields), context)
    mine.update_or_create(account_id=account_id, key=key[:200], defaults={"body": body, "saved_at": now})
    oldest = mine.order_by("-saved_at", "-pk").values_list("pk", flat=True)[MOST_DRAFTS:]
    if numbers := list(oldest):
        Draft.objects.filter(pk__in=numbers).delete()


def forget_drafts(now: datetime) -> int:
    """Drafts left alone for too long, also of those who never sign in again; returns how many went."""
    return Draft.objects.filter(saved_at__lt=now - DRAFTS_KEPT).delete()[0]


def load_draft(*, account_id: int, key: str) -> tuple[dict[str, str], datetime] | None:
    """What was typed under this key, and when."""
    draft = Draft.objects.filter(account_id=account_id, key=key[:200]).first()
    if draft is None:
        return None
    try:
        fields: dict[str, str] = orjson.loads(unseal(_draft_key(), bytes(draft.body), f"{account_id}/{key}".encode()))
    except Unreadable:
        return None
    return fields, draft.saved_at


def drop_draft(*, account_id: int, key: str) -> None:
    """The form was sent: its draft goes."""
    Draft.objects.filter(account_id=account_id, key=key[:200]).delete()


def forget_sessions(before: datetime) -> int:
    """Sessions that began before a moment go with their network addresses; the last one of each account stays. Returns how many.

    None of them still counts: a session lasts twelve hours at the most.
    """
    later = Session.objects.filter(account=OuterRef("account"), started_at__gt=OuterRef("started_at"))
    return Session.objects.filter(Exists(later), started_at__lt=before).delete()[0]
