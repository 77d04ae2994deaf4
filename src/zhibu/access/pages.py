"""The gate, for pages of this package and above, and the policy that stands behind it."""

from typing import Final, cast

from django.http import HttpRequest
from django.urls import resolve, reverse

from zhibu.access.middleware import SignedInRequest, identify, must_set_factor
from zhibu.access.queries.holders import holders
from zhibu.access.readers import AccountReader
from zhibu.access.terms import ACTS, who_may
from zhibu.accounts.queries import SignedIn
from zhibu.kernel.clock import today
from zhibu.web.gate import ANYBODY, NotAllowed, ReaderRequest, actor, page, public, reach, to_sign_in

OPEN_BEFORE_PASSWORD: Final = frozenset({"password", "sign_out"})
OPEN_BEFORE_FACTOR: Final = frozenset({"second_factor", "second_factor_phone", "second_factor_sheet", "sign_out"})

__all__ = ["ANYBODY", "GRANTS", "NotAllowed", "account_of_request", "actor", "page", "public", "reach", "reader_of_request", "to_sign_in"]


def reader_of_request(request: ReaderRequest) -> AccountReader:
    """Its reader, with the grants that it was made of."""
    return cast("SignedInRequest", request).reader


def account_of_request(request: ReaderRequest) -> SignedIn:
    """The account behind a request that the gate has let through."""
    return cast("SignedInRequest", request).signed_in


class GrantPolicy:
    """Grants answer the gate."""

    def identify(self, request: HttpRequest) -> bool:
        """By the session cookie."""
        return identify(request)

    def detour(self, request: HttpRequest) -> str:
        """A first password is changed, a second factor that is required is set; signing out is always open."""
        known = cast("SignedInRequest", request)
        if known.signed_in.must_change_password:
            return "" if _name(request) in OPEN_BEFORE_PASSWORD else reverse("password")
        if must_set_factor(known):
            return "" if _name(request) in OPEN_BEFORE_FACTOR else reverse("second_factor")
        return ""

    def label(self, act: str) -> str:
        """From the role x act table."""
        return ACTS[act].label

    def who_may(self, act: str, path: str) -> list[str]:
        """The people whose grants reach the path, else the roles of the table."""
        return holders(act, path, today()) or who_may(act)

    def who_grants(self) -> list[str]:
        """The keepers of rights."""
        return holders("give_grants", "", today()) or who_may("give_grants")


def _name(request: HttpRequest) -> str:
    return resolve(request.path_info).url_name or ""


GRANTS: Final = GrantPolicy()
