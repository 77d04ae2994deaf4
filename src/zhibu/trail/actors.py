"""Who acts: carried from the view or command into every service."""

from dataclasses import dataclass
from datetime import date, datetime

from zhibu.kernel.clock import day_of, minute_of
from zhibu.kernel.readers import Reader


@dataclass(frozen=True, slots=True)
class Actor:
    """Who writes, at what time, on whose behalf and by which way in."""

    reader: Reader
    at: datetime
    channel: str = "web"
    on_behalf_of: str = ""

    @property
    def account_id(self) -> int | None:
        """The account, None for commands and jobs."""
        return self.reader.account_id

    @property
    def label(self) -> str:
        """The name that stays in the trail, also after the account has gone."""
        return self.reader.label

    @property
    def day(self) -> date:
        """The local day of the act."""
        return day_of(self.at)

    @property
    def printed(self) -> str:
        """The foot of a paper: who printed it, and when."""
        return f"{self.label} {minute_of(self.at)} 打印"
