"""Subtrees as ranges of paths, for statements of plain SQL; nothing in ``queries`` answers without them."""

from collections.abc import Iterable, Sequence
from typing import Any, Final, NamedTuple

from zhibu.kernel.readers import path_end
from zhibu.register.models.organisations import SEGMENT

WIDE: Final = SEGMENT * 2
"""Paths up to this length hold more than a street: searched by the index of the word, not of the scope."""
EVERYWHERE: Final = ("",)


def down_to(path: str) -> list[str]:
    """The paths of all that stands above an organisation, from the root down, and its own."""
    return [path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT)]


def above(paths: Iterable[str]) -> list[str]:
    """The paths of all that stands above these organisations."""
    return sorted({one for path in paths for one in down_to(path)[:-1]})


class Sql(NamedTuple):
    """A part of a statement with its values."""

    text: str
    values: tuple[Any, ...] = ()

    def beside(self, other: "Sql") -> "Sql":
        """Both conditions hold."""
        return Sql(f"{self.text} AND {other.text}", (*self.values, *other.values))


NOBODY: Final = Sql("1 = 0")
EVERYBODY: Final = Sql("")


def narrowed(reader_paths: Sequence[str], scope: str) -> tuple[str, ...]:
    """The parts of a scope that lie in the reader's subtrees; an empty scope is all that the reader reaches."""
    inside = [path for path in reader_paths if path.startswith(scope)]
    return (scope,) if any(scope.startswith(path) for path in reader_paths) else tuple(inside)


def narrow(paths: Sequence[str]) -> bool:
    """A street or less, in one piece: few enough rows for a plan that does not ask how many they are."""
    return len(paths) == 1 and len(paths[0]) > WIDE


def ranges(column: str, paths: Sequence[str]) -> Sql:
    """The condition that a path lies in one of the subtrees; nobody does when there is none."""
    if not paths:
        return NOBODY
    parts = " OR ".join(f"({column} >= %s AND {column} < %s)" for _ in paths)
    return Sql(f"({parts})", tuple(value for path in paths for value in (path, path_end(path))))
