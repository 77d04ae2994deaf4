"""Who takes what comes from outside: packages say so when they start.

    arrivals.take("liaison.offer", handler)      # in AppConfig.ready

The handler is called once for each arrival, inside a transaction that also remembers that it was handled: it stays done, or is tried again.
What cannot be used raises ``NotTaken`` with the reason in words; it is not tried again, and the keeper sees the reason.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from zhibu.kernel.readers import SystemReader
from zhibu.trail.actors import Actor


@dataclass(frozen=True, slots=True)
class Arrival:
    """Somebody outside filled in a form: ``content`` is what he wrote, by the fields' names, and is to be judged as a stranger's."""

    kind: str
    key: str
    """Of the page it came from."""
    content: Mapping[str, str]
    at: datetime
    """When it was sent outside."""
    number: int
    """Its own, for good."""
    taken_at: datetime
    """When it came inside."""

    def actor(self, label: str = "门户来件") -> Actor:
        """Who acts when a package does what was asked: nobody who has an account."""
        return Actor(SystemReader("处理门户来件", label=label), self.taken_at, "portal")


Handler = Callable[[Arrival], None]

HANDLERS: Final[dict[str, Handler]] = {}


class NotTaken(Exception):
    """A handler's answer to what it cannot use; the words stay with the arrival."""


def take(kind: str, handler: Handler) -> None:
    """From now on this handler gets arrivals of the kind."""
    HANDLERS[kind] = handler
