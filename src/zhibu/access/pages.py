"""The gate, for pages of this package and above, and the policy that stands behind it."""

from typing import Final

from django.http import HttpRequest

from zhibu.access.middleware import SignedInRequest, identify
from zhibu.access.queries.holders import holders
from zhibu.access.terms import ACTS, who_may
from zhibu.kernel.clock import today
from zhibu.web.gate import ANYBODY, NotAllowed, actor, page, public, reach, to_sign_in

ReaderRequest = SignedInRequest

__all__ = ["ANYBODY", "GRANTS", "NotAllowed", "ReaderRequest", "actor", "page", "public", "reach", "to_sign_in"]


class GrantPolicy:
    """Grants answer the gate."""

    def identify(self, request: HttpRequest) -> bool:
        """By the session cookie."""
        return identify(request)

    def label(self, act: str) -> str:
        """From the role x act table."""
        return ACTS[act].label

    def who_may(self, act: str, path: str) -> list[str]:
        """The people whose grants reach the path, else the roles of the table."""
        return holders(act, path, today()) or who_may(act)

    def who_grants(self) -> list[str]:
        """The keepers of rights."""
        return holders("give_grants", "", today()) or who_may("give_grants")


GRANTS: Final = GrantPolicy()
