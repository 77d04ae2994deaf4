"""Accounts for tests, and browsers that are signed in as them."""

from datetime import date, timedelta
from typing import Final

from django.conf import settings
from django.contrib.sessions.backends.signed_cookies import SessionStore
from django.test import Client

from tests.register.factories import actor
from zhibu.access.middleware import SEEN, SESSION_KEY, STARTED
from zhibu.access.services import add_account, give_grant
from zhibu.access.terms import KEEPERS, Role
from zhibu.accounts.models import Account
from zhibu.accounts.services import start_session
from zhibu.kernel.clock import now
from zhibu.kernel.dates import FAR
from zhibu.register.models import Organisation, Person

PASSWORD: Final = "correct horse battery"
LONG_AGO: Final = date(2020, 1, 1)


def make_account(
    username: str,
    role: Role | None = None,
    organisation: Organisation | None = None,
    *,
    name: str = "",
    person: Person | None = None,
    since: date = LONG_AGO,
    until: date = FAR,
    post_id: int | None = None,
    must_change: bool = False,
    demo: bool = False,
) -> Account:
    """An account with at most one grant."""
    by = actor()
    account_id, decision = add_account(
        by=by,
        username=username,
        display_name=name or f"{username}的姓名",
        password=PASSWORD,
        must_change=must_change,
        demo=demo,
        person_id=person.pk if person else None,
    )
    assert decision.objections == ()
    if role is not None:
        place = None if role in KEEPERS or organisation is None else organisation.pk
        given = give_grant(
            by=by, account_id=account_id, role=role, organisation_id=place, valid_from=since, valid_to=until, post_id=post_id, basis="测试"
        )
        assert given.objections == ()
    return Account.objects.get(pk=account_id)


def session_of(account: Account, *, idle: timedelta = timedelta(), since: timedelta = timedelta()) -> str:
    """The session cookie of somebody who signed in ``since`` ago and has done nothing for ``idle``."""
    moment = now()
    session = SessionStore()
    session.update(
        {
            SESSION_KEY: start_session(account=account, now=moment - since, address="127.0.0.1"),
            SEEN: int((moment - idle).timestamp()),
            STARTED: int((moment - since).timestamp()),
        }
    )
    session.save()
    return session.session_key or ""


def signed_in(account: Account, *, idle: timedelta = timedelta(), since: timedelta = timedelta()) -> Client:
    """A browser with that cookie."""
    client = Client()
    client.cookies[settings.SESSION_COOKIE_NAME] = session_of(account, idle=idle, since=since)
    return client
