"""The portal's own database: pages as they were brought, and letters that only the inside can open."""

import json
import secrets
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple

from zhibu.exchange.bundles import LARGEST, Bundle, Refused, fresh, read, seal, write
from zhibu.portal.secret import Keys

FILE: Final = "portal.sqlite3"
MOST_WAITING: Final = 2000
"""Letters that nobody has fetched; more of them are a flood, and are turned away."""
MOST_BYTES: Final = LARGEST // 3
"""Of all that wait: a bundle holds them in twice as many signs, and one past its bound would be refused inside, for good."""
SCHEMA: Final = """
CREATE TABLE IF NOT EXISTS page (page TEXT NOT NULL, key TEXT NOT NULL, content TEXT NOT NULL, until TEXT NOT NULL,
  withdrawn INTEGER NOT NULL, PRIMARY KEY (page, key)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS letter (number INTEGER PRIMARY KEY, sealed BLOB NOT NULL, sealed_with INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS state (id INTEGER PRIMARY KEY CHECK (id = 1), origin TEXT NOT NULL, taken INTEGER NOT NULL,
  given INTEGER NOT NULL, fetched INTEGER NOT NULL, epoch INTEGER NOT NULL);
"""
STATE: Final = "SELECT origin, taken, given, fetched, epoch FROM state"


class Shown(NamedTuple):
    """A page: its content, and whether its time is over or it was taken back."""

    content: Mapping[str, Any]
    over: bool


class Full(Exception):
    """Too many letters wait."""


class Store:
    """One connection a piece of work: there is little to do, and no thread shares one."""

    def __init__(self, directory: Path) -> None:
        self.path = directory / FILE

    @contextmanager
    def _open(self, *, writes: bool = False) -> Iterator[sqlite3.Connection]:
        connection = sqlite3.connect(self.path, timeout=10, isolation_level=None)
        try:
            connection.execute("PRAGMA secure_delete=ON")
            connection.execute("PRAGMA temp_store=MEMORY")
            if writes:
                connection.execute("BEGIN IMMEDIATE")
            yield connection
            if writes:
                connection.execute("COMMIT")
        finally:
            connection.close()

    def make(self) -> None:
        """The tables, and a name that no other database has."""
        self.path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with self._open() as connection:
            connection.execute("PRAGMA journal_mode=WAL")
            connection.executescript(SCHEMA)
            connection.execute("INSERT OR IGNORE INTO state VALUES (1, ?, 0, 0, 0, 0)", [secrets.token_hex(8)])

    def page(self, page: str, key: str, on: date) -> Shown | None:
        """One page; None where there never was one."""
        with self._open() as connection:
            row = connection.execute("SELECT content, until, withdrawn FROM page WHERE page = ? AND key = ?", [page, key]).fetchone()
        if row is None:
            return None
        over = bool(row[2]) or bool(row[1] and on.isoformat() > row[1])
        return Shown({} if over else json.loads(row[0]), over)

    def pages(self, page: str, on: date) -> list[Mapping[str, Any]]:
        """Every page of a kind that stands on a day."""
        asked = "SELECT content FROM page WHERE page = ? AND withdrawn = 0 AND (until = '' OR until >= ?) ORDER BY key"
        with self._open() as connection:
            return [json.loads(content) for (content,) in connection.execute(asked, [page, on.isoformat()])]

    def put_in(self, told: Mapping[str, Any], keys: Keys) -> None:
        """A letter to the inside: readable here no longer than this call. Raises ``Full``."""
        with self._open(writes=True) as connection:
            waiting, size = connection.execute("SELECT count(*), coalesce(sum(length(sealed)), 0) FROM letter").fetchone()
            if waiting >= MOST_WAITING or size >= MOST_BYTES:
                raise Full
            (number,) = connection.execute("UPDATE state SET given = given + 1 RETURNING given").fetchone()
            sealed = seal(keys.sealing, json.dumps(told, ensure_ascii=False).encode(), str(number).encode())
            connection.execute("INSERT INTO letter VALUES (?, ?, ?)", [number, sealed, keys.sealing_name])

    def take(self, raw: bytes, keys: Keys) -> int:
        """A bundle of the inside: what is new in it is shown, what the inside has fetched is forgotten. Raises ``Refused``."""
        bundle = read(raw, keys.marks, towards="portal")
        with self._open(writes=True) as connection:
            origin, taken, epoch = connection.execute("SELECT origin, taken, epoch FROM state").fetchone()
            if bundle.epoch < epoch:
                raise Refused("past", "往来包是恢复备份以前的，已经作废：请重新导出。")
            known = taken if bundle.epoch == epoch else 0
            items = fresh(bundle, known)
            if bundle.base == 0 and (bundle.to > known or bundle.epoch > epoch):
                connection.execute("DELETE FROM page")
                items = bundle.items
            connection.executemany("INSERT OR REPLACE INTO page VALUES (?, ?, ?, ?, ?)", [_row(item) for item in items])
            connection.execute("UPDATE state SET taken = ?, epoch = ?", [max(known, bundle.to), bundle.epoch])
            if bundle.origin == origin:
                connection.execute("DELETE FROM letter WHERE number <= ?", [bundle.acknowledged])
                connection.execute("UPDATE state SET fetched = max(fetched, min(given, ?))", [bundle.acknowledged])
        return len(items)

    def give(self, keys: Keys) -> bytes:
        """The bundle for the inside: every letter that it has not told to have."""
        with self._open() as connection:
            connection.execute("BEGIN")
            origin, taken, given, fetched, epoch = connection.execute(STATE).fetchone()
            letters = connection.execute("SELECT number, sealed, sealed_with FROM letter ORDER BY number").fetchall()
        items = tuple({"number": number, "sealed": bytes(sealed).hex(), "sealed_with": name} for number, sealed, name in letters)
        return write(Bundle("inside", origin, fetched, given, taken, epoch, items), keys.marks)


def _row(item: Mapping[str, Any]) -> tuple[str, str, str, str, int]:
    content = item["content"]
    text = "" if content is None else json.dumps(content, ensure_ascii=False)
    return item["page"], item["key"], text, item["until"], int(content is None)
