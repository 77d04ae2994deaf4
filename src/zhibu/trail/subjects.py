"""How the trail finds the path and the key of a subject without knowing what it is: upper packages register."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final, NamedTuple


class SubjectFacts(NamedTuple):
    """Where a subject stands, and the key with which its changes are sealed (empty: they are not)."""

    path: str
    key: bytes = b""


Resolver = Callable[[Iterable[int]], Mapping[int, SubjectFacts]]

RESOLVERS: Final[dict[str, Resolver]] = {}
Before = Callable[[Iterable[int]], Mapping[int, Sequence[bytes]]]
BEFORE: Final[dict[str, Before]] = {}


def register(kind: str, resolver: Resolver) -> None:
    """Called once per kind, when the app that owns the subject starts."""
    RESOLVERS[kind] = resolver


def resolve(kind: str, ids: Iterable[int]) -> Mapping[int, SubjectFacts]:
    """The facts of subjects; those unknown to the owner are missing, and get an empty path."""
    resolver = RESOLVERS.get(kind)
    return resolver(ids) if resolver else {}


def sealed_before(kind: str, keys: Before) -> None:
    """Whose key seals a subject may change when two records of a person become one: the keys with which earlier entries were sealed."""
    BEFORE[kind] = keys


def earlier_keys(kind: str, ids: Iterable[int]) -> Mapping[int, Sequence[bytes]]:
    """Asked for entries alone that the subject's key of today does not open."""
    keys = BEFORE.get(kind)
    return keys(ids) if keys else {}
