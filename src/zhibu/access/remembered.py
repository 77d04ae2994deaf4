"""The cookie of remembered devices: the keys of a few of them, signed; which still count stands in the database."""

from datetime import datetime
from typing import Final

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from zhibu.access.addresses import client_address
from zhibu.accounts.models import Account
from zhibu.accounts.services import remember_device, trusted_device
from zhibu.accounts.terms import DEVICE_KEPT
from zhibu.web.browsers import browser_of

SALT: Final = "zhibu.access.remembered"
MOST: Final = 5
"""Accounts that take turns at one browser of an office."""


def _keys(request: HttpRequest) -> list[str]:
    try:
        kept: str = signing.loads(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), salt=SALT, max_age=DEVICE_KEPT.span)
    except signing.BadSignature:
        return []
    return kept.split(".")


def is_remembered(request: HttpRequest, *, account: Account, now: datetime) -> bool:
    """Whether this browser gave the account's second factor within the last days."""
    return trusted_device(account=account, keys=_keys(request), now=now)


def remember(request: HttpRequest, response: HttpResponse, *, account: Account, now: datetime) -> None:
    """From now on this browser is not asked for the account's second factor."""
    key = remember_device(account=account, now=now, address=client_address(request), browser=browser_of(request))
    response.set_cookie(
        settings.DEVICE_COOKIE_NAME,
        signing.dumps(".".join([key, *_keys(request)][:MOST]), salt=SALT),
        max_age=DEVICE_KEPT.span,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
