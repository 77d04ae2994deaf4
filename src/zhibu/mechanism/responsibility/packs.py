"""What packages above bring to a hand-over pack: agreements of the year are not known down here; put in at start-up by ``config``."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.mechanism.responsibility.terms import OF_POST, LineKind
from zhibu.register.models import Organisation


class PackLine(NamedTuple):
    """One thing that whoever takes over has to know."""

    kind: LineKind
    title: str
    says: str = ""
    until: date | None = None
    code: str = ""
    """Of a case, which is then a link."""

    @property
    def of_post(self) -> bool:
        """Whether it goes along with the post; what else is open belongs to the organisation, and whoever hands over chooses of it."""
        return self.kind in OF_POST

    @property
    def key(self) -> str:
        """By which it is chosen."""
        return f"{self.kind}|{self.code}|{self.title}|{self.says}"

    @property
    def words(self) -> str:
        """In one line."""
        until = f"{self.until.isoformat()} 前" if self.until else ""
        return "；".join(filter(None, (f"{self.kind.label}：{self.title}", self.says.rstrip("。"), until)))


Supply = Callable[[Organisation, date], Sequence[PackLine]]
_supplies: Final[list[Supply]] = []


def bring(supply: Supply) -> None:
    """Once at start-up."""
    if supply not in _supplies:
        _supplies.append(supply)


def brought(place: Organisation, on: date) -> list[PackLine]:
    """What they say of an organisation."""
    return [line for supply in _supplies for line in supply(place, on)]
