"""How often somebody may ask: counted in this process alone, by network address or by link and in all, and written nowhere."""

import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
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
        """Counts this one when it is allowed; somebody refused is not remembered, and may try again as the time passes."""
        with self._lock:
            one = self._asked.get(address, deque())
            for asked in (one, self._all):
                while asked and at - asked[0] >= WITHIN:
                    asked.popleft()
            if len(one) >= self.of_one or len(self._all) >= self.of_all:
                return False
            self._asked[address] = one
            one.append(at)
            self._all.append(at)
            self._forget(at)
            return True

    def _forget(self, at: datetime) -> None:
        if len(self._asked) > MOST_ADDRESSES:
            for address in [name for name, asked in self._asked.items() if not asked or at - asked[-1] >= WITHIN]:
                del self._asked[address]

    def __len__(self) -> int:
        """How many addresses are remembered."""
        return len(self._asked)

    def clear(self) -> None:
        """Nobody has asked."""
        self._asked.clear()
        self._all.clear()


CHECKS: Final = Pace(10, 300)
"""Certificates looked up: a code cannot be guessed in so many tries."""
LETTERS: Final = Pace(20, 300)
"""Forms sent by one link, from wherever: whoever has it has all its addresses."""
NETWORK: Final = 64
"""Bits of an IPv6 address that tell a customer from another: the others are chosen freely."""


def address_of(request: HttpRequest, *, behind_proxy: bool) -> str:
    """The browser's; behind a proxy the one that the proxy itself has written, the last."""
    told = request.headers.get("X-Forwarded-For", "").rpartition(",")[2].strip() if behind_proxy else ""
    return _customer(told or str(request.META.get("REMOTE_ADDR") or ""))


def _customer(address: str) -> str:
    try:
        found = ip_address(address)
    except ValueError:
        return address
    if found.version == 4:
        return str(found)
    return str(found.ipv4_mapped or ip_network((found, NETWORK), strict=False))
