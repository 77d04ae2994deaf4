"""What packages above know of lines of an agenda: those that stand on something, and who leaves the room when one is decided.

A topic of a working committee is tabled as a line of an agenda; this package knows nothing of topics, and asks here before a line is
renamed or taken off, and before those are counted who may vote on it. Filled once, at start-up.
"""

from collections.abc import Callable, Collection
from typing import Final

Asked = Callable[[Collection[int]], Collection[int]]
"""Of these lines of an agenda: those that something stands on; or, for who leaves, the numbers of the persons."""
_held: Final[list[Asked]] = []
_leaving: Final[list[Asked]] = []


def use(*, held: Asked, leaving: Asked) -> None:
    """Put the questions of a package in; the same one twice counts once."""
    if held not in _held:
        _held.append(held)
        _leaving.append(leaving)


def held_in_place(items: Collection[int]) -> frozenset[int]:
    """Lines that keep their place and name."""
    return frozenset(one for ask in _held for one in ask(items)) if items else frozenset()


def leaving(item: int | None) -> frozenset[int]:
    """Persons who are out of the room while a line is decided (回避): neither entitled nor there."""
    return frozenset(one for ask in _leaving for one in ask((item,))) if item else frozenset()
