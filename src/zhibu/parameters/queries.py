"""Which values of its own a street has on a day."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Q

from zhibu.parameters.models import LocalParameter
from zhibu.register.models.organisations import SEGMENT
from zhibu.rulebook.book import Local, LocalValue
from zhibu.rulebook.entries import Value
from zhibu.rulebook.loading import rulebook
from zhibu.store.guards import within

WHY: Final = "规定要求按本地参数判断：参数不含个人信息"


class OwnValue(NamedTuple):
    """A value, and the path of the organisation that decided it."""

    path: str
    parameter: str
    value: LocalValue


class LocalValues:
    """The values of every organisation of a scope and above it; the nearest above a subject counts."""

    def __init__(self, found: Sequence[OwnValue]) -> None:
        self._by_path: dict[str, dict[str, LocalValue]] = {}
        for one in found:
            self._by_path.setdefault(one.path, {})[one.parameter] = one.value
        self._known: dict[str, Local] = {}

    @property
    def decided_at(self) -> tuple[str, ...]:
        """The paths of those who decided anything."""
        return tuple(self._by_path)

    def of(self, path: str) -> Local:
        """What counts for whatever stands at a path."""
        deciding = tuple(path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT) if path[:end] in self._by_path)
        nearest = deciding[-1] if deciding else ""
        if nearest not in self._known:
            merged: dict[str, LocalValue] = {}
            for one in deciding:
                merged |= self._by_path[one]
            self._known[nearest] = merged
        return self._known[nearest]


def local_values(paths: Sequence[str], *, on: date) -> LocalValues:
    """One query."""
    above = {path[:end] for path in paths for end in range(SEGMENT, len(path), SEGMENT)}
    found = (
        LocalParameter.objects.unguarded(WHY)
        .on(on)
        .filter(within("organisation__now_path", paths) | Q(organisation__now_path__in=sorted(above)))
        .values_list("organisation__now_path", "parameter", "value", "basis")
    )
    return LocalValues([OwnValue(path, name, LocalValue(typed(name, text), basis)) for path, name, text, basis in found])


def typed(name: str, text: str) -> Value:
    """A stored value as what the default is: a whole number, a number, or text."""
    default = rulebook().parameters[name].values[-1].value
    if isinstance(default, int):
        return int(text)
    return float(text) if isinstance(default, float) else text
