"""A data key for each person, in a store of its own that no data backup contains.

The store is one SQLite file of wrapped keys. The master key that wraps them lies in a file outside both the
store and the database and is printed on a recovery sheet. Destroying a person's key makes every sealed value of
that person mute, in the database, in the trail and in each old backup.
"""

import secrets
import sqlite3
import threading
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from django.conf import settings

from zhibu.store.sealing import INDEX, KEY, derive, keyed_hash, seal, unseal
from zhibu.store.secret import read_or_make

SCHEMA: Final = """CREATE TABLE IF NOT EXISTS person_key (
id TEXT PRIMARY KEY, wrapped BLOB, destroyed_on TEXT, CHECK ((wrapped IS NULL) = (destroyed_on IS NOT NULL))) WITHOUT ROWID"""
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
        fresh = [(secrets.token_hex(16), secrets.token_bytes(KEY)) for _ in range(count)]
        rows = [(name, seal(self._wrapping, key, name.encode())) for name, key in fresh]
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("INSERT INTO person_key (id, wrapped) VALUES (?, ?)", rows)
        connection.execute("COMMIT")
        return fresh

    def of(self, names: Iterable[str]) -> dict[str, bytes]:
        """The keys that still exist, by name; destroyed and unknown ones are missing."""
        wanted = list(dict.fromkeys(names))
        found: dict[str, bytes] = {}
        for start in range(0, len(wanted), AT_ONCE):
            part = wanted[start : start + AT_ONCE]
            marks = ",".join("?" * len(part))
            query = f"SELECT id, wrapped FROM person_key WHERE wrapped IS NOT NULL AND id IN ({marks})"  # noqa: S608  only question marks
            for name, wrapped in self._connection().execute(query, part):
                found[name] = unseal(self._wrapping, wrapped, name.encode())
        return found

    def all_wrapped(self) -> Mapping[str, bytes]:
        """Every key as it is stored, for the key store's own backup."""
        return dict(self._connection().execute("SELECT id, wrapped FROM person_key WHERE wrapped IS NOT NULL"))

    def destroy(self, names: Iterable[str], *, on: str) -> None:
        """Forget keys for good; the name stays with the day, as evidence."""
        connection = self._connection()
        connection.execute("BEGIN IMMEDIATE")
        connection.executemany("UPDATE person_key SET wrapped = NULL, destroyed_on = ? WHERE id = ?", [(on, name) for name in names])
        connection.execute("COMMIT")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

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


@lru_cache(maxsize=4)
def _store(path: Path, master_file: Path) -> KeyStore:
    return KeyStore(path, bytes.fromhex(read_or_make(master_file)))


def key_store() -> KeyStore:
    """The key store of this installation."""
    return _store(settings.PERSON_KEYS_FILE, settings.MASTER_KEY_FILE)
