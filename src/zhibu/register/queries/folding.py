"""Several readings in one statement: a page that shows many small things asks the database once.

Each part keeps its own text and values; a column of the whole holds the same kind of value in every part, since PostgreSQL gives a
column of a compound statement one type.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import TYPE_CHECKING, Any, Final, Literal

from django.core.exceptions import EmptyResultSet
from django.db import connection

from zhibu.register.queries.scopes import Sql
from zhibu.store.plans import planned_once

if TYPE_CHECKING:
    from django.db.models import QuerySet

Kind = Literal["number", "text", "day", "flag", "time", "moment"]
TYPES: Final[dict[Kind, str]] = {
    "number": "bigint",
    "text": "text",
    "day": "date",
    "flag": "boolean",
    "time": "time",
    "moment": "timestamp with time zone",
}
Slot = tuple[Kind, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One reading: what its columns hold, in order, and what is made of a row."""

    sql: Sql
    kinds: tuple[Kind, ...]
    made: Callable[..., Any] = lambda *values: values

    @property
    def slots(self) -> list[Slot]:
        """Each column as the how-manieth of its kind."""
        return [(kind, self.kinds[:place].count(kind)) for place, kind in enumerate(self.kinds)]


def part_of(found: "QuerySet[Any, Any]", *kinds: Kind, made: Callable[..., Any] = lambda *values: values) -> Part:
    """What a queryset of values would read; one that can find nothing finds nothing."""
    try:
        text, values = found.query.sql_with_params()
    except EmptyResultSet:
        nothing = ", ".join(f"CAST(NULL AS {TYPES[kind]})" for kind in kinds)
        text, values = f"SELECT {nothing} WHERE 1 = 0", ()
    return Part(Sql(text, values), kinds, made)


def together(*parts: Part, narrow: bool = False) -> list[list[Any]]:
    """The rows of each part; one query. No order is kept. ``narrow``: the scope is small, so that one plan serves every such scope."""
    slots: list[Slot] = [(kind, number) for kind in TYPES for number in range(max(part.kinds.count(kind) for part in parts))]
    readings = [_reading(part, slots) for part in parts]
    found: list[list[Any]] = [[] for _ in parts]
    with planned_once() if narrow else connection.cursor() as cursor:
        cursor.execute(_text(parts, slots), [value for part in parts for value in part.sql.values])
        for row in cursor:
            found[row[0]].append(readings[row[0]](row))
    return found


def _text(parts: Sequence[Part], slots: Sequence[Slot]) -> str:
    """A name with its columns for each part, which both databases read in place."""
    named, chosen = [], []
    for number, part in enumerate(parts):
        columns = [f"c{place}" for place, _ in enumerate(part.kinds)]
        at = dict(zip(part.slots, columns, strict=True))
        shown = ", ".join(at.get(slot, f"CAST(NULL AS {TYPES[slot[0]]})") for slot in slots)
        named.append(f"p{number} ({', '.join(columns)}) AS ({part.sql.text})")
        chosen.append(f"SELECT {number}, {shown} FROM p{number}")  # noqa: S608  fixed parts
    return f"WITH {', '.join(named)} {' UNION ALL '.join(chosen)}"


def _reading(part: Part, slots: Sequence[Slot]) -> Callable[[Sequence[Any]], Any]:
    """How a row of the whole becomes one of the part; SQLite gives no type to the columns of a compound statement."""
    places = [1 + slots.index(slot) for slot in part.slots]
    untyped = connection.vendor == "sqlite" and not TYPED.keys().isdisjoint(part.kinds)
    if not untyped:
        return lambda row: part.made(*[row[place] for place in places])
    typed = [(place, TYPED.get(kind)) for place, kind in zip(places, part.kinds, strict=True)]
    return lambda row: part.made(*[to(row[place]) if to else row[place] for place, to in typed])


def _day(value: date | str | None) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def _flag(value: int | None) -> bool | None:
    return None if value is None else bool(value)


def _time(value: time | str | None) -> time | None:
    return time.fromisoformat(value) if isinstance(value, str) else value


def _moment(value: datetime | str | None) -> datetime | None:
    """SQLite keeps moments without their zone, which is UTC."""
    if isinstance(value, str):
        found = datetime.fromisoformat(value)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return value


TYPED: Final[dict[Kind, Callable[[Any], Any]]] = {"day": _day, "flag": _flag, "time": _time, "moment": _moment}
