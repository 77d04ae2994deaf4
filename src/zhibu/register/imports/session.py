"""What the parts of one import share: who imports, what was decided, the organisations, the keys, and whether it is meant."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from zhibu.register.imports.branches import Branches
from zhibu.register.imports.directory import Directory
from zhibu.register.imports.options import Options
from zhibu.store.hands import OWN_HANDS, Hands
from zhibu.store.keys import KeyStore, key_store
from zhibu.trail.actors import Actor

Progress = Callable[[str, int, int], None]
"""Told the stage, the rows done and the rows in all."""


class Keys(Protocol):
    """What an import asks of the key store."""

    wrapping: bytes
    """With what new keys are wrapped; empty where they are not stored."""

    def draw(self, count: int) -> list[tuple[str, bytes]]:
        """New keys with their names, kept nowhere yet."""
        ...

    def keep(self, names: Sequence[str], keys: Sequence[bytes], wrapped: Sequence[bytes]) -> None:
        """Store them, before the rows that are sealed with them are written."""
        ...

    def find(self, names: Iterable[str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Keys by name: those that are stored, wrapped, and those at hand."""
        ...


class StoredKeys:
    """The keys of the installation."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self.wrapping = store.wrapping

    def draw(self, count: int) -> list[tuple[str, bytes]]:
        """At random."""
        return self._store.draw(count)

    def keep(self, names: Sequence[str], keys: Sequence[bytes], wrapped: Sequence[bytes]) -> None:
        """On disk."""
        self._store.keep(names, wrapped)

    def find(self, names: Iterable[str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """As they are stored."""
        return self._store.wrapped(names), {}


class PassingKeys:
    """Keys of a rehearsal: they seal what is rolled back, and are never stored."""

    wrapping = b""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._made: dict[str, bytes] = {}

    def draw(self, count: int) -> list[tuple[str, bytes]]:
        """At random."""
        return self._store.draw(count)

    def keep(self, names: Sequence[str], keys: Sequence[bytes], wrapped: Sequence[bytes]) -> None:
        """In memory, for the sheets that follow."""
        self._made |= dict(zip(names, keys, strict=True))

    def find(self, names: Iterable[str]) -> tuple[dict[str, bytes], dict[str, bytes]]:
        """Those of the store and those of the rehearsal."""
        asked = list(names)
        made = {name: self._made[name] for name in asked if name in self._made}
        return self._store.wrapped(name for name in asked if name not in made), made


def no_progress(stage: str, done: int, total: int) -> None:
    """Nobody watches."""


@dataclass(slots=True)
class Session:
    """One run over one or several files."""

    actor: Actor
    options: Options
    rehearsal: bool = False
    progress: Progress = no_progress
    directory: Directory = field(init=False)
    branches: Branches = field(init=False)
    store: KeyStore = field(init=False)
    keys: Keys = field(init=False)
    hands: Hands = OWN_HANDS
    """A second process while a long sheet is under way."""
    writes: bool = True
    """False for the last sheet of a rehearsal: nothing that follows would see what was written."""

    def __post_init__(self) -> None:
        self.store = key_store()
        self.keys = PassingKeys(self.store) if self.rehearsal else StoredKeys(self.store)
        self.look_again()

    def look_again(self) -> None:
        """Read the organisations as they are now; after a file that failed its organisations are gone."""
        self.directory = Directory.load(self.options)
        self.branches = Branches(self.directory, self.options)
