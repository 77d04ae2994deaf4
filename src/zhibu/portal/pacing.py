"""How often somebody may ask: counted in this process alone, by network address and in all, and written nowhere."""

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Final

from django.http import HttpRequest

WITHIN: Final = timedelta(minutes=10)
MOST_ADDRESSES: Final = 10_000


@dataclass
class Pace:
    """So many in ten minutes from one address, so many from all together."""

    of_one: int
    of_all: int
    _asked: dict[str, deque[datetime]] = field(default_factory=dict)
    _all: deque[datetime] = field(default_factory=deque)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def allows(self, address: str, at: datetime) -> bool:
        """Counts this one when it is allowed; somebody refused may try again as the time passes."""
        with self._lock:
            one = self._asked.setdefault(address, deque())
            for asked in (one, self._all):
                while asked and at - asked[0] >= WITHIN:
                    asked.popleft()
            if len(one) >= self.of_one or len(self._all) >= self.of_all:
                return False
            one.append(at)
            self._all.append(at)
            self._forget(at)
            return True

    def _forget(self, at: datetime) -> None:
        if len(self._asked) > MOST_ADDRESSES:
            for address in [name for name, asked in self._asked.items() if not asked or at - asked[-1] >= WITHIN]:
                del self._asked[address]

    def clear(self) -> None:
        """Nobody has asked."""
        self._asked.clear()
        self._all.clear()


CHECKS: Final = Pace(10, 300)
"""Certificates looked up: a code cannot be guessed in so many tries."""
LETTERS: Final = Pace(20, 300)


def address_of(request: HttpRequest, *, behind_proxy: bool) -> str:
    """The browser's; behind a proxy the one that the proxy itself has written, the last."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if behind_proxy else ""
    return told or str(request.META.get("REMOTE_ADDR") or "")
