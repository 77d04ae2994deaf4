"""Rows of an old ledger put together as they were lived: what one organisation held on one afternoon in one place is one gathering."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, time


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One row of a ledger, read. What differs between branches that held the same meeting is not compared: organisation and numbers."""

    kind: str
    title: str
    on: date
    begins: time | None = None
    planned_on: date | None = None
    planned_begins: time | None = None
    place: str = ""
    chair: str = ""
    recorder: str = ""
    lecturer: str = ""
    topic: str = ""
    text: str = ""
    decisions: str = ""
    attended_by: str = ""
    minutes_long: int | None = None
    organisation: int = field(default=0, compare=False)
    parent: int | None = field(default=None, compare=False)
    path: str = field(default="", compare=False)
    called: str = field(default="", compare=False)
    expected: int | None = field(default=None, compare=False)
    present: int | None = field(default=None, compare=False)
    on_leave: int | None = field(default=None, compare=False)
    guests: int | None = field(default=None, compare=False)
    row: int = field(default=0, compare=False)

    @property
    def known_by(self) -> tuple[int, str, date, str, time | None]:
        """What makes it the same meeting when the file comes in again."""
        return self.organisation, self.kind, self.on, self.title, self.begins

    @property
    def plan(self) -> object:
        """Parts of one afternoon were announced together: not at all, as they were held, or for another day or hour."""
        planned = self.planned_on, self.planned_begins
        return None if self.planned_on is None else "held" if planned == (self.on, self.begins) else planned

    @property
    def numbers(self) -> tuple[int | None, int | None, int | None]:
        """Expected, present, on leave."""
        return self.expected, self.present, self.on_leave


@dataclass(slots=True)
class Afternoon:
    """One gathering to be: its parts in their order, and for each part the row of every organisation that held it."""

    parts: list[list[LedgerEntry]]

    @property
    def first(self) -> LedgerEntry:
        """What names it."""
        return self.parts[0][0]

    @property
    def holders(self) -> list[LedgerEntry]:
        """One entry for each organisation."""
        return self.parts[0]


def afternoons(entries: Iterable[LedgerEntry]) -> list[Afternoon]:
    """In the order of the ledger.

    Rows of one organisation with the same day and place are parts of one gathering, each kind once. Gatherings of organisations below the
    same superior that say the same in every column but the numbers are one gathering held by several; without a place nobody knows.
    """
    joint: dict[object, Afternoon] = {}
    for number, own in enumerate(_of_each(entries)):
        first = own[0]
        key = (first.parent, tuple(own)) if first.place else number
        known = joint.get(key)
        if known is None or any(one.organisation == first.organisation for one in known.holders):
            joint[key if known is None else (key, number)] = Afternoon([[one] for one in own])
        else:
            for part, one in zip(known.parts, own, strict=True):
                part.append(one)
    return list(joint.values())


def _of_each(entries: Iterable[LedgerEntry]) -> list[list[LedgerEntry]]:
    """Each organisation's own afternoons, the parts by the hour."""
    found: dict[object, list[list[LedgerEntry]]] = defaultdict(list)
    order: list[list[LedgerEntry]] = []
    for one in entries:
        key = (one.organisation, one.on, one.place, one.plan) if one.place else one.known_by
        own = next((group for group in found[key] if all(other.kind != one.kind for other in group)), None)
        if own is None:
            own = []
            found[key].append(own)
            order.append(own)
        own.append(one)
    return [sorted(own, key=_hour) for own in order]


def _hour(one: LedgerEntry) -> tuple[bool, time]:
    return one.begins is None, one.begins or time()


def hosts(holders: Sequence[LedgerEntry]) -> tuple[int, str]:
    """Who called it, and where that stands: the organisation itself, or of several the one above them."""
    first = holders[0]
    if len(holders) == 1 or first.parent is None:
        return first.organisation, first.path
    return first.parent, first.path[:-7]
