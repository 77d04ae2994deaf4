"""How the spans of one fact make room for what holds from a day on; decided in memory, written for thousands at once."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

from zhibu.kernel.dates import FAR
from zhibu.register.imports import sets
from zhibu.store.guards import Recorded
from zhibu.trail.door import Work

ENDLESS: Final = FAR.isoformat()


@dataclass(frozen=True, slots=True)
class Held:
    """A span that is recorded; days as ISO text."""

    id: int
    first: str
    end: str
    value: Mapping[str, Any]


def held(model: type[Recorded], columns: Sequence[str], *, key: str, ids: Sequence[int]) -> dict[int, list[Held]]:
    """Every span of these subjects."""
    spans: dict[int, list[Held]] = defaultdict(list)
    for pk, subject, first, last, *value in sets.select(model, ("id", key, "valid_from", "valid_to", *columns), key=key, keys=ids):
        spans[subject].append(Held(pk, first, last, dict(zip(columns, value, strict=True))))
    return spans


@dataclass(slots=True)
class Writes:
    """What is to be written to one table."""

    added: list[dict[str, Any]] = field(default_factory=list)
    changed: list[tuple[int, dict[str, Any], dict[str, Any]]] = field(default_factory=list)
    removed: list[int] = field(default_factory=list)

    def change(self, span: Held, **after: Any) -> None:
        """Alter columns of a span."""
        known = {**span.value, "valid_from": span.first, "valid_to": span.end}
        self.changed.append((span.id, {name: known[name] for name in after}, after))


def settle(spans: Sequence[Held], value: Mapping[str, Any], *, on: str, key: Mapping[str, Any], writes: Writes) -> None:
    """From a day on a value holds. What began that very day is corrected; a later fact keeps its beginning, the same one begins earlier."""
    later = sorted((span for span in spans if span.first > on), key=lambda span: span.first)
    current = next((span for span in spans if span.first <= on < span.end), None)
    if current is not None and current.first == on:
        writes.change(current, **value)
    elif current is not None:
        writes.change(current, valid_to=on)
        writes.added.append({**key, **value, "valid_from": on, "valid_to": current.end})
    elif later and all(later[0].value[name] == one for name, one in value.items()):
        writes.change(later[0], valid_from=on)
    else:
        writes.added.append({**key, **value, "valid_from": on, "valid_to": later[0].first if later else ENDLESS})


def end(spans: Sequence[Held], *, on: str, writes: Writes) -> None:
    """What holds on a day ends there; what began that very day was a mistake."""
    current = next((span for span in spans if span.first <= on < span.end), None)
    if current is not None and current.first < on:
        writes.change(current, valid_to=on)
    elif current is not None:
        writes.removed.append(current.id)


class SpanWrites:
    """The writes of a block, by table."""

    def __init__(self) -> None:
        self._tables: dict[type[Recorded], Writes] = defaultdict(Writes)

    def of(self, model: type[Recorded]) -> Writes:
        """The writes to one table."""
        return self._tables[model]

    def carry_out(self, work: Work) -> None:
        """Ends first, so that nothing overlaps meanwhile."""
        for model, writes in self._tables.items():
            work.remove(model, writes.removed)
            work.change_many(model, writes.changed)
            if writes.added:
                columns = tuple(writes.added[0])
                numbers = work.reserve(model, len(writes.added))
                work.put(model, ("id", *columns), [(number, *row.values()) for number, row in zip(numbers, writes.added, strict=True)])
