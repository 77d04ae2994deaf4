"""Steps that wait: the board of an organisation and below, and what stands on somebody's own desk."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import starmap
from typing import Any, Final, NamedTuple

from django.db.models import Count, Q, QuerySet, Value

from zhibu.cases.models import StepSpan, told_to
from zhibu.cases.terms import ROLE_ACTS, SEE
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.register.queries import folding
from zhibu.store.guards import within
from zhibu.web.paging import Cursor

AT_ONCE: Final = 200
"""Cards of one page of a board."""
ON_THE_DESK: Final = 5
WHY: Final = "待办步骤：按本人负责的党组织读取"
COLUMNS: Final = (
    "pk", "case__code", "case__title", "procedure", "step", "role", "organisation__now_short_name", "organisation__now_name", "entered",
    "latest",
)  # fmt: skip
KINDS: Final[tuple[folding.Kind, ...]] = ("number", "text", "text", "text", "text", "text", "text", "text", "day", "day")


class Card(NamedTuple):
    """One step that waits."""

    id: int
    code: str
    title: str
    procedure: str
    step: str
    role: str
    organisation: str
    entered: date
    latest: date | None

    def late_by(self, on: date) -> int:
        """Days since its last day; 0 while that has not passed."""
        return max((on - self.latest).days, 0) if self.latest is not None else 0


@dataclass(frozen=True, slots=True)
class Board:
    """A page of cards by their last day, how many there are of each step, and where the next page begins."""

    cards: Sequence[Card]
    counts: Counter[tuple[str, str]]
    after: Cursor | None


def board(reader: Reader, *, path: str, procedure: str = "", after: Cursor | None = None) -> Board:
    """What waits at an organisation and below; two queries, whatever the size."""
    found = StepSpan.objects.seen_by(reader, SEE).filter(told_to(reader, of_case="case__"), valid_to=FAR)
    if path:
        found = found.filter(within("organisation__now_path", [path]))
    if procedure:
        found = found.filter(procedure=procedure)
    counted = found.order_by().values_list("procedure", "step").annotate(number=Count("pk"))
    cards = _cards(_behind(found, after), AT_ONCE + 1)
    more = len(cards) > AT_ONCE
    last = cards[AT_ONCE - 1] if more else None
    return Board(
        cards[:AT_ONCE],
        Counter({(key, step): number for key, step, number in counted}),
        ((last.latest or FAR).isoformat(), last.id) if last else None,
    )


def _behind(found: QuerySet[StepSpan], after: Cursor | None) -> QuerySet[StepSpan]:
    """Those behind the last one of the page before; a cursor that somebody has altered begins again."""
    match after:
        case (str(day), int(number)):
            try:
                latest = date.fromisoformat(day)
            except ValueError:
                return found
            return found.filter(Q(latest__gt=latest) | Q(latest=latest, pk__gt=number))
        case _:
            return found


def _cards(found: QuerySet[StepSpan], most: int) -> list[Card]:
    rows = found.order_by("latest", "pk").values_list(*COLUMNS)[:most]
    return list(starmap(_card, rows))


def _card(*row: Any) -> Card:
    pk, code, title, procedure, step, role, short, name, entered, latest = row
    return Card(pk, code, title, procedure, step, role, short or name, entered, None if latest == FAR else latest)


def on_the_desk(reader: Reader, on: date) -> tuple[folding.Part, folding.Part] | None:
    """Steps that wait at the very organisation of a reader's grant, in a role that the reader has: the nearest, how many, how many due.

    None for whoever acts nowhere.
    """
    mine = Q(pk__in=())
    for role, act in ROLE_ACTS.items():
        if paths := reader.paths(act):
            mine |= Q(role=role.value, organisation__now_path__in=paths)
    if not mine.children[1:]:
        return None
    found = StepSpan.objects.unguarded(WHY).filter(mine, told_to(reader, of_case="case__"), valid_to=FAR)
    nearest = found.order_by("latest", "pk").values_list(*COLUMNS)[:ON_THE_DESK]
    counted = {"number": Count("pk"), "due": Count("pk", filter=Q(latest__lte=on))}
    total = found.order_by().annotate(one=Value(1)).values("one").annotate(**counted).values_list("number", "due")
    return folding.part_of(nearest, *KINDS, made=_card), folding.part_of(total, "number", "number")
