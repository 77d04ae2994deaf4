"""What the program keeps for itself is thrown away when its row of the table says so."""

from datetime import datetime, time

from zhibu.accounts.services import forget_drafts, forget_sessions
from zhibu.keeping.rules import months_later
from zhibu.keeping.terms import row_of
from zhibu.kernel.clock import SHANGHAI


def forget_past(now: datetime) -> tuple[int, int]:
    """Drafts and sessions; returns how many of each."""
    day = now.astimezone(SHANGHAI).date()
    months = row_of("sessions", day).months or 0
    before = datetime.combine(months_later(day, -months), time(), SHANGHAI)
    return forget_drafts(now), forget_sessions(before)
