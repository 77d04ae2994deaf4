"""Signing in and out: a password or a code on paper, then the second factor; each attempt is an event of the trail."""

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Final, NamedTuple

from django.http import HttpRequest

from zhibu.access.addresses import client_address
from zhibu.access.middleware import BY_PAPER, SEEN, SESSION_KEY, STARTED
from zhibu.access.queries.factors import needs_factor
from zhibu.access.readers import reader_of
from zhibu.access.remembered import is_remembered
from zhibu.access.rules import may_use_slip
from zhibu.accounts.models import Account, SecondFactor
from zhibu.accounts.queries import known_in_network, network_paused
from zhibu.accounts.rules import NETWORK_FAILURES, NETWORK_WINDOW, SECOND_STEP_WITHIN, network_of
from zhibu.accounts.services import (
    PAUSED,
    bump_revision,
    clear_failures,
    count_failed_sign_in,
    end_session,
    find_slip,
    holder_of,
    spend_code,
    start_session,
    verify_password,
    verify_second,
)
from zhibu.accounts.terms import GRACE
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.web.browsers import browser_of

logger = logging.getLogger(__name__)

WAITING: Final = "second"
"""In the signed cookie: who has given the first factor, when, by which way."""
BY_PASSWORD: Final = "密码"  # noqa: S105  a word of the trail
BY_SLIP: Final = "登录码"
UNKNOWN_NAME: Final = "未知登录名"
UNKNOWN_SLIP: Final = "未知登录码"
TOO_LATE: Final = Objection("too_late", "等得太久，请从头登录。", "", "输入登录名和密码以后，请在 10 分钟内输入验证码。")


@dataclass(frozen=True, slots=True)
class Waiting:
    """Somebody who has given the first factor and not the second."""

    account: Account
    way: str


class Place(NamedTuple):
    """A network, empty where none is known, and whether log-ins from it pause."""

    network: str
    pauses: bool


def sign_in(request: HttpRequest, *, username: str, password: str, actor: Actor) -> Decision:
    """Check the password; then start a session, or wait for the second factor."""
    place = _network(request, actor)
    if _is_shut(place, username, actor):
        return Decision.of(PAUSED)
    account, decision = verify_password(username=username, password=password, now=actor.at)
    if account is None:
        return _refuse(place, actor, decision, username=username)
    _go_on(request, account=account, actor=actor, way=BY_PASSWORD)
    return decision


def sign_in_by_slip(request: HttpRequest, *, code: str, actor: Actor) -> Decision:
    """The same with a code on paper, which is spent by it; only where the account sees no more than its own person's things."""
    place = _network(request, actor)
    if _is_shut(place, holder_of(code), actor):
        return Decision.of(PAUSED)
    found = find_slip(code=code, now=actor.at)
    if found.account is None:
        return _refuse(place, actor, found.decision, unknown=UNKNOWN_SLIP)
    reader = reader_of(account_id=found.account.pk, label=found.account.display_name, on=actor.day)
    decision = may_use_slip(roles=[one.role for one in reader.held])
    if decision.allowed:
        decision = spend_code(found.code_id, actor.at)
    if not decision.allowed:
        return _refuse(place, actor, decision, username=found.account.username)
    _go_on(request, account=found.account, actor=actor, way=BY_SLIP)
    return decision


def _go_on(request: HttpRequest, *, account: Account, actor: Actor, way: str) -> None:
    """The first factor was right. A spent sheet still asks: otherwise the password alone would open what it did not before."""
    guarded = SecondFactor.objects.filter(account=account).exists()
    if not guarded or is_remembered(request, account=account, now=actor.at):
        open_session(request, account=account, actor=actor, way=way)
        return
    request.session.flush()
    request.session[WAITING] = {"account": account.pk, "at": actor.at.timestamp(), "way": way}


def waiting_for_second(request: HttpRequest, actor: Actor) -> Waiting | None:
    """Who has given the first factor here, not too long ago."""
    kept: dict[str, Any] = request.session.get(WAITING, {})
    if not kept or actor.at.timestamp() - kept["at"] > SECOND_STEP_WITHIN / timedelta(seconds=1):
        return None
    account = Account.objects.filter(pk=kept["account"], active=True).first()
    return Waiting(account, kept["way"]) if account and not _was_shut_since(account, kept["at"]) else None


def _was_shut_since(account: Account, moment: float) -> bool:
    """Whether the password was set anew, or all log-ins ended, after the first factor was given: it counts no more."""
    shut = (account.password_changed_at, account.sessions_ended_at)
    return any(one is not None and one.timestamp() > moment for one in shut)


def give_second(request: HttpRequest, *, code: str, actor: Actor) -> tuple[Account | None, Decision]:
    """Check the second factor and start the session."""
    waiting = waiting_for_second(request, actor)
    if waiting is None:
        return None, Decision.of(TOO_LATE)
    account = waiting.account
    place = _network(request, actor)
    if _is_shut(place, account.username, actor):
        return None, Decision.of(PAUSED)
    shown = verify_second(account=account, code=code, now=actor.at)
    if not shown.decision.allowed:
        return None, _refuse(place, actor, shown.decision, username=account.username)
    open_session(request, account=account, actor=actor, way=f"{waiting.way}、{shown.how}")
    return account, shown.decision


def open_session(request: HttpRequest, *, account: Account, actor: Actor, way: str) -> None:
    """Start a session in a fresh cookie, recorded as done by whom it belongs to; failures before it are forgotten."""
    reader = SystemReader("登录", label=account.display_name, account_id=account.pk)
    with recording(Actor(reader, actor.at, actor.channel), "account.sign_in", reason=way) as work:
        work.note()
    clear_failures(account)
    _begin_grace(account, actor)
    _enter(request, account=account, actor=actor)
    request.session[BY_PAPER] = way.startswith(BY_SLIP)


def _begin_grace(account: Account, actor: Actor) -> None:
    """The days of grace run from the first log-in at which a second factor is required, and from anew when it was not in between."""
    if account.demo or SecondFactor.objects.filter(account=account).exists():
        return
    reader = reader_of(account_id=account.pk, label=account.display_name, on=actor.day)
    due = (account.second_factor_due or actor.day + GRACE.span) if needs_factor(reader) else None
    if due != account.second_factor_due:
        Account.objects.filter(pk=account.pk).update(second_factor_due=due)
        bump_revision()


def _enter(request: HttpRequest, *, account: Account, actor: Actor) -> None:
    request.session.flush()
    moment = int(actor.at.timestamp())
    key = start_session(account=account, now=actor.at, address=client_address(request), browser=browser_of(request))
    request.session.update({SESSION_KEY: key, SEEN: moment, STARTED: moment})


def _network(request: HttpRequest, actor: Actor) -> Place:
    """From where this is asked, and whether log-ins from there pause."""
    network = network_of(client_address(request))
    return Place(network, network_paused(network, actor.at))


def _is_shut(place: Place, username: str, actor: Actor) -> bool:
    """While log-ins from a network pause, only those who are known there are looked at."""
    shut = place.pauses and not known_in_network(username, place.network, actor.at)
    if shut:
        logger.warning("log-in refused: log-ins from %s pause", place.network)
    return shut


def _refuse(place: Place, actor: Actor, decision: Decision, *, username: str = "", unknown: str = UNKNOWN_NAME) -> Decision:
    """A refused log-in is an event of the trail. A name that nobody has is not kept: people type their password there.

    Whoever is known in a network that pauses is answered like somebody who is not: the pause tells nobody whose names are good.
    """
    known = Account.objects.filter(username=username).exists() if username else False
    reader = SystemReader("登录", label=username if known else unknown)
    reason = decision.objections[0].message if decision.objections else ""
    with recording(Actor(reader, actor.at, actor.channel), "account.sign_in_failed", reason=reason) as work:
        work.note()
    _count(actor, place)
    return Decision.of(PAUSED) if place.pauses else decision


def _count(actor: Actor, place: Place) -> None:
    """The auditor reads once that a network pauses, and which."""
    if place.network and count_failed_sign_in(network=place.network, now=actor.at) and not place.pauses:
        minutes = NETWORK_WINDOW.seconds // 60
        reason = f"网络地址 {place.network}：{minutes} 分钟内有 {NETWORK_FAILURES} 次没有登录成功"
        with recording(Actor(SystemReader("登录", label="登录"), actor.at, actor.channel), "account.network_paused", reason=reason) as work:
            work.note()


def switch_persona(request: HttpRequest, *, account: Account, actor: Actor) -> None:
    """Go on as another person of the sample street; who may ask for it is decided by the view."""
    with recording(actor, "demo.persona", reason=account.display_name) as work:
        work.note()
        key = request.session.get(SESSION_KEY)
        if key:
            end_session(key=key, now=actor.at)
    _enter(request, account=account, actor=actor)


def sign_out(request: HttpRequest, *, actor: Actor) -> None:
    """End the session on the server, not only in the browser."""
    key = request.session.get(SESSION_KEY)
    if key:
        with recording(actor, "account.sign_out") as work:
            work.note()
            end_session(key=key, now=actor.at)
    request.session.flush()
