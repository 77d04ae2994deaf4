"""Who is asking, and what was answered before: asked of the package that knows, which ``config`` puts in at start-up."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from django.http import HttpRequest, HttpResponse

from zhibu.kernel.readers import AccountReader


class Known(NamedTuple):
    """Whoever holds a token that counts today: its account's rights, narrowed to the scope of the token."""

    reader: AccountReader
    token: int


class Policy(Protocol):
    """What the API asks of the package that knows tokens."""

    def identify(self, request: HttpRequest) -> Known | None:
        """None where there is no token that counts."""
        ...

    def seconds_to_wait(self, request: HttpRequest) -> int:
        """Count a token that opens nothing against the network it came from; seconds where tokens from there pause, otherwise 0."""
        ...

    def once(self, known: Known, *, key: str, asked: bytes, run: Callable[[], HttpResponse]) -> HttpResponse:
        """Run in one transaction with the keeping of its answer; the kept answer where the same was asked under the key before."""
        ...


_policy: list[Policy] = []


def use(policy: Policy) -> None:
    """Put the policy in, once at start-up."""
    _policy[:] = [policy]


def policy() -> Policy:
    """The one that was put in."""
    return _policy[0]
