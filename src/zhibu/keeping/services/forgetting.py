"""What the program keeps for itself is thrown away when its row of the table says so."""

from datetime import datetime, time

from zhibu.accounts.services import forget_drafts, forget_failed_sign_ins, forget_sessions
from zhibu.keeping.terms import row_of
from zhibu.kernel.clock import SHANGHAI, day_of
from zhibu.kernel.dates import months_after


def forget_past(now: datetime) -> tuple[int, int]:
    """Drafts and sessions, and failed log-ins that nobody counts any more; returns how many of the first two."""
    day = day_of(now)
    months = row_of("sessions", day).months or 0
    forget_failed_sign_ins(now)
    before = datetime.combine(months_after(day, -months), time(), SHANGHAI)
    return forget_drafts(now), forget_sessions(before)
