"""Knows who is asking, once a request, without reading anything until a page wants to know."""

from collections.abc import Callable
from typing import Any, Final, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from zhibu.access.queries.factors import needs_factor
from zhibu.access.readers import AccountReader, reader_of
from zhibu.access.rules import may_use_slip
from zhibu.accounts.queries import SignedIn, memory, signed_in
from zhibu.kernel.clock import now, today
from zhibu.web.gate import ReaderRequest

SESSION_KEY: Final = "session"
SEEN: Final = "seen"
STARTED: Final = "started"
BY_PAPER: Final = "slip"
"""In the signed cookie: whether a code on paper opened this session."""
REFRESH_SECONDS: Final = 60
"""The cookie is written again at most once a minute."""


class SignedInRequest(ReaderRequest):
    """A request of somebody who signed in, with the account at hand."""

    reader: AccountReader
    signed_in: SignedIn
    memory: dict[Any, Any]
    """What this process keeps as long as nothing about accounts, sessions and grants changes."""


class ReaderMiddleware:
    """Prepares the request; a page that needs a reader asks ``identify``."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pages with personal data are never kept by a browser or proxy."""
        response = self.get_response(request)
        if hasattr(request, "reader"):
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


def identify(request: HttpRequest) -> bool:
    """Find the account behind the session cookie and put ``reader`` and ``signed_in`` on the request."""
    key = request.session.get(SESSION_KEY)
    if not key or _has_lapsed(request):
        return False
    kept = memory()
    account = signed_in(key, kept)
    if account is None:
        return False
    day = today()
    reader = kept.values.get(("reader", account.account_id, day))
    if reader is None:
        reader = reader_of(account_id=account.account_id, label=account.display_name, on=day)
        kept.values["reader", account.account_id, day] = reader
    if request.session.get(BY_PAPER) and not may_use_slip(roles=[one.role for one in reader.held]).allowed:
        return False
    known = cast("SignedInRequest", request)
    known.reader, known.signed_in, known.memory = reader, account, kept.values
    return True


def must_set_factor(request: SignedInRequest) -> bool:
    """Whether nothing but the second factor opens: the last code is spent, or the days of grace are over and it is still required.

    Asked of grants only then, and once as long as nothing about them changes. Accounts of the sample street are never forced.
    """
    account = request.signed_in
    if account.factor.is_spent:
        return True
    if account.factor.is_usable or account.demo or account.second_factor_due is None or today() < account.second_factor_due:
        return False
    values, key = request.memory, ("needs factor", account.account_id, today())
    if key not in values:
        values[key] = needs_factor(request.reader)
    return bool(values[key])


def _has_lapsed(request: HttpRequest) -> bool:
    """Idle too long, or signed in too long ago; otherwise the time of the last request is kept in the cookie."""
    moment = now().timestamp()
    seen = float(request.session.get(SEEN, 0))
    started = float(request.session.get(STARTED, 0))
    if moment - seen > settings.SESSION_IDLE_SECONDS or moment - started > settings.SESSION_LONGEST_SECONDS:
        return True
    if moment - seen > REFRESH_SECONDS:
        request.session[SEEN] = int(moment)
    return False
