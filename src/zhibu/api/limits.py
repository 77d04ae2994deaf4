"""How many requests a token may make: a bucket that fills evenly, in the memory of the process.

No server is needed for it. Several processes allow as many times as much, and a restart begins anew: the limit keeps one client from
slowing down the others, it is no quota.
"""

from datetime import datetime
from math import ceil
from threading import Lock
from typing import Final, NamedTuple

from zhibu.api.terms import AT_ONCE, PER_MINUTE


class Bucket(NamedTuple):
    """What is left, and when that was so."""

    left: float
    at: datetime


def drawn(bucket: Bucket, at: datetime) -> tuple[Bucket, int]:
    """One request more: what is left then, and the seconds to wait where it was empty."""
    a_second = PER_MINUTE / 60
    left = min(float(AT_ONCE), bucket.left + max(0.0, (at - bucket.at).total_seconds()) * a_second)
    if left < 1:
        return Bucket(left, max(at, bucket.at)), ceil((1 - left) / a_second)
    return Bucket(left - 1, max(at, bucket.at)), 0


_buckets: Final[dict[int, Bucket]] = {}
_lock: Final = Lock()


def seconds_to_wait(token: int, at: datetime) -> int:
    """Count a request of a token; 0 where it may go on."""
    with _lock:
        _buckets[token], wait = drawn(_buckets.get(token, Bucket(AT_ONCE, at)), at)
    return wait


def forget() -> None:
    """For tests."""
    with _lock:
        _buckets.clear()
