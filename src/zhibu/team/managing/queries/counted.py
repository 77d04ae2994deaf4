"""How many proposals wait for a reader, as the start page says it."""

from collections import Counter, OrderedDict
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.readers import Reader
from zhibu.oversight.queries.kept import database, keep, recorded, room
from zhibu.team.managing.queries.proposals import EDIT, TOLD, proposals

Key = tuple[str, int, tuple[str, ...], tuple[str, ...], date]


class Waiting(NamedTuple):
    """Lines by management category; ``wide`` where the rule was not asked because the scope holds too many."""

    by_category: Counter[str]
    wide: bool


_waiting: Final[OrderedDict[Key, Waiting]] = room()


def waiting(reader: Reader, *, on: date) -> Waiting:
    """All that the list would show, derived lines too; kept until something is written. Eleven queries, then one."""
    paths = reader.paths(EDIT)
    key = (database(), recorded().last, paths, reader.paths(TOLD), on)
    return keep(_waiting, key, lambda: _counted(reader, paths, on))


def _counted(reader: Reader, paths: tuple[str, ...], on: date) -> Waiting:
    found = proposals(reader, paths, on=on)
    return Waiting(found.by_category(), found.wide)
