"""The gate of every page: who may open it stands beside the view and is read by the permission matrix.

Pages below ``access`` ask here; how somebody is identified and what a right is called comes from the policy that
``config`` puts in at start-up.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, ParamSpec, Protocol, TypeVar, cast
from urllib.parse import urlsplit, urlunsplit

from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import urlencode

from zhibu.kernel.clock import now
from zhibu.kernel.readers import AccountReader
from zhibu.store.guards import GuardedQuerySet
from zhibu.trail.actors import Actor
from zhibu.web.errors import MissingRight, NoLongerKept, no_longer_kept
from zhibu.web.filters import NUL

P = ParamSpec("P")
M = TypeVar("M", bound=models.Model)

ANYBODY: Final = "*"
"""Everybody who signed in, whatever the grants."""
LONGEST_WAY_BACK: Final = 4_000
"""Signs of an address that goes along to the log-in; Django sends nobody to more than 16,384, and each may become three."""


class ReaderRequest(HttpRequest):
    """A request of somebody who signed in."""

    reader: AccountReader


class Policy(Protocol):
    """What the gate asks of the package that knows grants."""

    def identify(self, request: HttpRequest) -> bool:
        """Put ``reader`` on the request; False when nobody is signed in."""
        ...

    def detour(self, request: HttpRequest) -> str:
        """The address that must be seen to before any other page opens; empty when there is none."""
        ...

    def label(self, act: str) -> str:
        """An act in words."""
        ...

    def who_may(self, act: str, path: str) -> list[str]:
        """Who may do the act on what stands at a path; the roles that may where nobody is known."""
        ...

    def who_grants(self) -> list[str]:
        """Who may give the right to do it."""
        ...


_policy: list[Policy] = []


def use(policy: Policy) -> None:
    """Put the policy in, once at start-up."""
    _policy[:] = [policy]


View = Callable[Concatenate[ReaderRequest, P], HttpResponse]
Opened = Callable[Concatenate[HttpRequest, P], HttpResponse]


class NotAllowed(MissingRight):
    """A right is missing: 403, with the right, who may do it where the object stands, and who may grant it."""

    def __init__(self, act: str, path: str = "") -> None:
        policy = _policy[0]
        super().__init__(right=policy.label(act), held_by=policy.who_may(act, path), granted_by=policy.who_grants())
        self.act = act


def admit(request: HttpRequest, act: str) -> HttpResponse | None:
    """None for somebody signed in, with no detour to make first, who may do the act somewhere; else where to go, or ``NotAllowed``."""
    if not _policy[0].identify(request):
        return to_sign_in(request)
    known = cast("ReaderRequest", request)
    if first := _policy[0].detour(request):
        return HttpResponseRedirect(first)
    if act != ANYBODY and not known.reader.may_anywhere(act):
        raise NotAllowed(act, known.reader.home_path)
    return None


def takes_files(view: Opened[P]) -> Opened[P]:
    """Mark a view whose forms hold files: only such a one reads a large body, and only from those whom it is open to."""
    view.takes_files = True  # type: ignore[attr-defined]  # read from the view before the body is
    return view


def page(act: str) -> Callable[[View[P]], Opened[P]]:
    """Open a view to those who may do the act somewhere; others are sent to the log-in or told which right is missing."""

    def gate(view: View[P]) -> Opened[P]:
        @wraps(view)
        def opened(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
            refusal = admit(request, act)
            if refusal is not None:
                return refusal
            if any(isinstance(part, str) and NUL in part for part in kwargs.values()):
                raise Http404
            try:
                return view(cast("ReaderRequest", request), *args, **kwargs)
            except NoLongerKept as gone:
                return no_longer_kept(request, gone)

        opened.act = act  # type: ignore[attr-defined]  # the permission matrix reads it from the view
        return cast("Opened[P]", opened)

    return gate


def public(view: Callable[P, HttpResponse]) -> Callable[P, HttpResponse]:
    """Mark a view that needs nobody to be signed in; the matrix lists them."""
    view.act = ""  # type: ignore[attr-defined]  # the same
    return view


def to_sign_in(request: HttpRequest) -> HttpResponse:
    """To the log-in and back; a fragment asked for by htmx sends there the whole page on which it stands."""
    fragment = bool(request.headers.get("HX-Request"))
    wanted = request.get_full_path() if request.method == "GET" and not fragment else _page_around(request)
    if len(wanted) > LONGEST_WAY_BACK:
        wanted = "/"
    target = f"{reverse('sign_in')}?{urlencode({'next': wanted})}"
    if fragment:
        return HttpResponse(status=401, headers={"HX-Redirect": target})
    return HttpResponseRedirect(target)


def _page_around(request: HttpRequest) -> str:
    """The page from which something was sent or asked for: to send again, or to be a fragment alone, is no way back."""
    try:
        around = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer", ""))
    except ValueError:
        return "/"
    return urlunsplit(("", "", around.path or "/", around.query, ""))


def reach(queryset: GuardedQuerySet[M], reader: AccountReader, act: str, *, seen: str = "see_names", **lookup: Any) -> M:
    """One object for an act: 404 when it lies outside what the reader sees, 403 when only the act is missing."""
    found: M | None = queryset.seen_by(reader, act).filter(**lookup).first()
    if found is not None:
        return found
    model: Any = queryset.model
    place = queryset.seen_by(reader, seen).filter(**lookup).values_list(model.reach_field, flat=True).first()
    if place is not None:
        raise NotAllowed(act, place)
    raise Http404


def actor(request: ReaderRequest, *, on_behalf_of: str = "") -> Actor:
    """Who writes, for services."""
    return Actor(request.reader, now(), "web", on_behalf_of)
