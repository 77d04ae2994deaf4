"""How long things last and how many there are: local defaults, each with the day from which it holds, shown where it binds."""

from datetime import date, timedelta
from typing import Final, NamedTuple


class LocalDefault(NamedTuple):
    """A number that no regulation fixes: what this installation begins with, and since when."""

    days: int
    since: date

    @property
    def span(self) -> timedelta:
        """As a length of time."""
        return timedelta(days=self.days)


GRACE: Final = LocalDefault(7, date(2026, 11, 1))
"""Between the first log-in at which the second factor is required of an account and the day from which nothing else opens."""
DEVICE_KEPT: Final = LocalDefault(30, date(2026, 11, 1))
"""A browser that gave the second factor is not asked again."""
SLIP_LASTS: Final = LocalDefault(90, date(2026, 11, 1))
"""A log-in code on paper."""
RESET_OPEN: Final = LocalDefault(7, date(2026, 11, 1))
"""A request to take a second factor away that nobody has confirmed lapses."""

SHEET_CODES: Final = 10
SHEET_DIGITS: Final = 10
"""33 bits a code, kept as a keyed hash: the key lies outside the database, and five wrong ones lock the account."""
FEW_CODES: Final = 3
"""From here on the workbench asks for a new sheet."""

SLIP_CODES: Final = 5
SLIP_NUMBER: Final = 6
"""The first digits of a log-in code name the slip, so that wrong ones count against its account."""
SLIP_SECRET: Final = 10

PHONE_DIGITS: Final = 6
