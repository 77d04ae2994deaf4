"""Signing in and out: each attempt is an event of the trail."""

import logging

from django.http import HttpRequest

from zhibu.access.addresses import client_address
from zhibu.access.middleware import SEEN, SESSION_KEY, STARTED
from zhibu.accounts.models import Account
from zhibu.accounts.queries import known_in_network, network_paused
from zhibu.accounts.rules import NETWORK_FAILURES, NETWORK_WINDOW, network_of
from zhibu.accounts.services import PAUSED, count_failed_sign_in, end_session, start_session, verify_password
from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

logger = logging.getLogger(__name__)


def sign_in(request: HttpRequest, *, username: str, password: str, actor: Actor) -> Decision:
    """Check the password, start a session, leave an audit row for both outcomes.

    While log-ins from a network pause, only those who are known there are looked at, and a wrong password is answered like a
    name that is not known there: the pause tells nobody whose names are good.
    """
    network = network_of(client_address(request))
    paused = network_paused(network, actor.at)
    if paused and not known_in_network(username, network, actor.at):
        logger.warning("log-in refused: log-ins from %s pause", network)
        return Decision.of(PAUSED)
    account, decision = verify_password(username=username, password=password, now=actor.at)
    if account is None:
        note_refused_sign_in(actor, username=username, decision=decision)
        _count(actor, network, already=paused)
        return Decision.of(PAUSED) if paused else decision
    open_session(request, account=account, actor=actor)
    return decision


def _count(actor: Actor, network: str, *, already: bool) -> None:
    """The auditor reads once that a network pauses, and which."""
    if network and count_failed_sign_in(network=network, now=actor.at) and not already:
        minutes = NETWORK_WINDOW.seconds // 60
        reason = f"网络地址 {network}：{minutes} 分钟内有 {NETWORK_FAILURES} 次没有登录成功"
        with recording(Actor(SystemReader("登录", label="登录"), actor.at, actor.channel), "account.network_paused", reason=reason) as work:
            work.note()


def open_session(request: HttpRequest, *, account: Account, actor: Actor) -> None:
    """Start a session in a fresh cookie, recorded as done by whom it belongs to."""
    reader = SystemReader("登录", label=account.display_name, account_id=account.pk)
    with recording(Actor(reader, actor.at, actor.channel), "account.sign_in") as work:
        work.note()
    _enter(request, account=account, actor=actor)


def _enter(request: HttpRequest, *, account: Account, actor: Actor) -> None:
    request.session.flush()
    moment = int(actor.at.timestamp())
    key = start_session(account=account, now=actor.at, address=client_address(request))
    request.session.update({SESSION_KEY: key, SEEN: moment, STARTED: moment})


def note_refused_sign_in(actor: Actor, *, username: str, decision: Decision) -> None:
    """A refused log-in is an event of the trail. A name that nobody has is not kept: people type their password there."""
    known = Account.objects.filter(username=username).exists()
    reader = SystemReader("登录", label=username if known else "未知登录名")
    reason = decision.objections[0].message if decision.objections else ""
    with recording(Actor(reader, actor.at, actor.channel), "account.sign_in_failed", reason=reason) as work:
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
