"""A data key for each person, in a store of its own that no data backup contains.

The store is one SQLite file of wrapped keys. The master key that wraps them lies in a file outside both the
store and the database and is printed on a recovery sheet. Destroying a person's key makes every sealed value of
that person mute, in the database, in the trail and in each old backup. Beside the store lies a plain list of the names that were
destroyed: an older copy of the store that is put back loses their keys again.
"""

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from pathlib import Path
from typing import Final

from django.conf import settings

from zhibu.store.sealing import INDEX, KEY, derive, keyed_hash, seal, unseal
from zhibu.store.secret import read_or_make

SCHEMA: Final = """CREATE TABLE IF NOT EXISTS person_key (
id TEXT PRIMARY KEY, wrapped BLOB, destroyed_on TEXT, CHECK ((wrapped IS NULL) = (destroyed_on IS NOT NULL))) WITHOUT ROWID"""
TAKE_IN: Final = """INSERT INTO person_key (id, wrapped, destroyed_on) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE
SET wrapped = NULL, destroyed_on = excluded.destroyed_on WHERE excluded.destroyed_on IS NOT NULL AND person_key.destroyed_on IS NULL"""
DESTROYED_LIST: Final = "destroyed.txt"
"""One line a key: its name, and the day on which it was destroyed."""
AT_ONCE: Final = 500


class KeyStore:
    """The wrapped keys of one installation. A key's name is 32 hexadecimal digits, given at random."""

    def __init__(self, path: Path, master: bytes) -> None:
        self.path = path
        self._master = master
        self._wrapping = derive(master, "wrap person keys")
        self.number_index = derive(master, "index identity numbers")
        self.last_four_index = derive(master, "index last four digits")
        self._local = threading.local()

    def _connection(self) -> sqlite3.Connection:
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            connection = sqlite3.connect(self.path, timeout=30, isolation_level=None)
            connection.execute("PRAGMA journal_mode=WAL")
            connection.execute("PRAGMA synchronous=FULL")
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute(SCHEMA)
            self._local.connection = connection
        return connection

    def make(self, count: int) -> list[tuple[str, bytes]]:
        """New keys, safe on disk before anything is sealed with them; a crash leaves unused ones, which harm nobody."""
        fresh = self.draw(count)
        self.keep([name for name, _ in fresh], wrap_all(self._wrapping, fresh))
        return fresh

    @staticmethod
    def draw(count: int) -> list[tuple[str, bytes]]:
        """Names and keys at random, kept nowhere yet."""
        drawn = os.urandom(2 * KEY * count)
        parts = (drawn[start : start + 2 * KEY] for start in range(0, len(drawn), 2 * KEY))
        return [(part[:KEY].hex(), part[KEY:]) for part in parts]

    @property
    def wrapping(self) -> bytes:
        """What wraps the keys; for ``wrap_all`` and ``unwrap_all`` in another process."""
        return self._wrapping

    def keep(self, names: Sequence[str], wrapped: Sequence[bytes]) -> None:
        """Store keys that were drawn and wrapped; to be called before the rows that are sealed with them are written."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        rows = list(zip(names, wrapped, strict=True))
        for start in range(0, len(rows), AT_ONCE):
            part = rows[start : start + AT_ONCE]
            marks = ", ".join(["(?, ?)"] * len(part))
            connection.execute(f"INSERT INTO person_key (id, wrapped) VALUES {marks}", list(chain.from_iterable(part)))  # noqa: S608  only marks
        connection.execute("COMMIT")

    def wrapped(self, names: Iterable[str]) -> dict[str, bytes]:
        """Keys as they are stored, by name; destroyed and unknown ones are missing."""
        wanted = list(dict.fromkeys(names))
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            marks = ",".join("?" * len(part))
            query = f"SELECT id, wrapped FROM person_key WHERE wrapped IS NOT NULL AND id IN ({marks})"  # noqa: S608  only question marks
            found |= dict(self._connection().execute(query, part))
        return found

    def of(self, names: Iterable[str]) -> dict[str, bytes]:
        """The keys that still exist, by name; destroyed and unknown ones are missing."""
        return unwrap_all(self._wrapping, self.wrapped(names))

    @property
    def check(self) -> str:
        """Tells this master key from another without telling anything of it."""
        return derive(self._master, "check").hex()

    def is_unused(self) -> bool:
        """Whether no key was ever made: then nothing is lost with this master key."""
        return not self._connection().execute("SELECT EXISTS (SELECT 1 FROM person_key)").fetchone()[0]

    def stored(self) -> Iterator[tuple[str, bytes | None, str | None]]:
        """Every key as it is stored: name, wrapped key, day of its destruction; for the key store's own backup."""
        yield from self._connection().execute("SELECT id, wrapped, destroyed_on FROM person_key ORDER BY id")

    def take_in(self, rows: Iterable[tuple[str, bytes | None, str | None]]) -> int:
        """Keys from a backup of the store, none of which overwrites one that is here; a key destroyed on either side stays destroyed."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        try:
            done = connection.executemany(TAKE_IN, rows).rowcount
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")
        return done

    def destroy(self, names: Iterable[str], *, on: str) -> None:
        """Forget keys for good; the name and the first day stay as evidence, here and in the list beside the store."""
        gone = list(dict.fromkeys(names))
        if not gone:
            return
        self._write_down(gone, on)
        self.take_in((name, None, on) for name in gone)
        self._connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def _write_down(self, names: Sequence[str], on: str) -> None:
        """The list comes first: a crash in between destroys a little later what was to be destroyed anyway."""
        known = self.listed()
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self.list_file.open("a", encoding="ascii") as file:
            file.writelines(f"\n{name} {on}" for name in names if name not in known)
            file.flush()
            os.fsync(file.fileno())

    @property
    def list_file(self) -> Path:
        """Where the list of destroyed keys lies."""
        return self.path.with_name(DESTROYED_LIST)

    def listed(self) -> dict[str, str]:
        """Names on the list beside the store, with the day."""
        if not self.list_file.exists():
            return {}
        lines = self.list_file.read_text(encoding="ascii").splitlines()
        return {name: day for name, _, day in (line.partition(" ") for line in lines) if day}

    def apply_list(self) -> int:
        """Destroy again what an older copy of the store has brought back; returns how many keys there were."""
        listed = self.listed()
        back = self.wrapped(listed)
        for day in sorted({listed[name] for name in back}):
            self.destroy([name for name in back if listed[name] == day], on=day)
        return len(back)

    def destroyed(self) -> dict[str, str]:
        """Every destroyed key by name, with the day."""
        rows = self._connection().execute("SELECT id, destroyed_on FROM person_key WHERE destroyed_on IS NOT NULL")
        return self.listed() | dict(rows)

    def purpose_key(self, purpose: str) -> bytes:
        """A key of the installation for what belongs to no person, such as drafts and uploads."""
        return derive(self._master, purpose)

    def index_of_number(self, number: str) -> bytes:
        """The blind index of an 18-digit identity number."""
        return keyed_hash(self.number_index, number.encode())[:INDEX]

    def index_of_last_four(self, digits: str) -> bytes:
        """The blind index of the last four digits: an own key, so that neither index helps to guess the other."""
        return keyed_hash(self.last_four_index, digits.encode())[:INDEX]

    def close(self) -> None:
        """Let go of this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None


def wrap_all(wrapping: bytes, drawn: Iterable[tuple[str, bytes]]) -> list[bytes]:
    """Keys as they are stored."""
    return [seal(wrapping, key, name.encode()) for name, key in drawn]


def unwrap_all(wrapping: bytes, wrapped: Mapping[str, bytes]) -> dict[str, bytes]:
    """Keys as they are used."""
    return {name: unseal(wrapping, sealed, name.encode()) for name, sealed in wrapped.items()}


@lru_cache(maxsize=4)
def _store(path: Path, master_file: Path) -> KeyStore:
    return KeyStore(path, bytes.fromhex(read_or_make(master_file)))


def key_store() -> KeyStore:
    """The key store of this installation."""
    return _store(settings.PERSON_KEYS_FILE, settings.MASTER_KEY_FILE)


def forget_key_store() -> None:
    """The master key was put in place: read it afresh."""
    key_store().close()
    _store.cache_clear()
