"""What the parts of one import share: who imports, what was decided, the organisations, the keys, and whether it is meant."""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Protocol

from zhibu.register.imports.branches import Branches
from zhibu.register.imports.directory import Directory
from zhibu.register.imports.options import Options
from zhibu.store.keys import KeyStore, key_store
from zhibu.store.sealing import KEY
from zhibu.trail.actors import Actor

Progress = Callable[[str, int, int], None]
"""Told the stage, the rows done and the rows in all."""


class Keys(Protocol):
    """What an import asks of the key store."""

    def make(self, count: int) -> list[tuple[str, bytes]]:
        """New keys with their names."""
        ...

    def of(self, names: Iterable[str]) -> dict[str, bytes]:
        """Keys by name."""
        ...


class PassingKeys:
    """Keys of a rehearsal: they seal what is rolled back, and are never stored."""

    def __init__(self, store: KeyStore) -> None:
        self._store = store
        self._made: dict[str, bytes] = {}

    def make(self, count: int) -> list[tuple[str, bytes]]:
        """New keys that go with the rehearsal."""
        fresh = [(secrets.token_hex(16), secrets.token_bytes(KEY)) for _ in range(count)]
        self._made |= dict(fresh)
        return fresh

    def of(self, names: Iterable[str]) -> dict[str, bytes]:
        """Those of the rehearsal and those of the store."""
        asked = list(names)
        made = {name: self._made[name] for name in asked if name in self._made}
        return made | self._store.of(name for name in asked if name not in made)


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
    writes: bool = True
    """False for the last sheet of a rehearsal: nothing that follows would see what was written."""

    def __post_init__(self) -> None:
        self.store = key_store()
        self.keys = PassingKeys(self.store) if self.rehearsal else self.store
        self.look_again()

    def look_again(self) -> None:
        """Read the organisations as they are now; after a file that failed its organisations are gone."""
        self.directory = Directory.load(self.options)
        self.branches = Branches(self.directory, self.options)
