"""When an account is locked, and how long a session lasts. Source: GB/T 22239-2019 8.1.4.1 b; the figures are usual practice."""

from datetime import datetime, timedelta
from typing import Final

FAILURES_ALLOWED: Final = 5
LOCKED_FOR: Final = timedelta(minutes=30)


def is_locked(locked_until: datetime | None, now: datetime) -> bool:
    """Whether a lock still holds."""
    return locked_until is not None and now < locked_until


def after_failure(failures: int, now: datetime) -> tuple[int, datetime | None]:
    """Count of failures and lock after one more: the fifth in a row locks."""
    failures += 1
    return (0, now + LOCKED_FOR) if failures >= FAILURES_ALLOWED else (failures, None)
