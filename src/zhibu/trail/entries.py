"""Audit entries put together: what happened to each subject, sealed and marked. No database, no settings: another process can do it."""

import base64
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from typing import Any, Final, NamedTuple

import orjson

from zhibu.store.sealing import seal
from zhibu.trail.marks import entry_mark
from zhibu.trail.subjects import SubjectFacts

Subject = tuple[str, int]
Side = Mapping[str, Any] | None
Entry = tuple[int, int, str, int, str, bool, bytes, bytes]
"""A row of ``AuditEntry`` in the order of ``ENTRY_COLUMNS``."""

ENTRY_COLUMNS: Final = ("id", "operation_id", "subject_kind", "subject_id", "path", "sealed", "changes", "mac")
NOBODY: Final = SubjectFacts("")


class Change(NamedTuple):
    """What happened to one row."""

    subject: Subject
    table: str
    row: int
    before: Side
    after: Side


@dataclass(frozen=True, slots=True)
class Added:
    """Many rows that were added to one table, as they were written; ``told`` says which of their columns the trail repeats."""

    kind: str
    table: str
    columns: tuple[str, ...]
    subject: int
    """The column that names the subject, by its place."""
    told: tuple[bool, ...]
    rows: Sequence[Sequence[Any]]


@dataclass(frozen=True, slots=True)
class Header:
    """What every entry of an operation carries."""

    operation_id: int
    operation_mac: bytes
    trail_key: bytes


def subjects_of(happened: Iterable[Change | Added]) -> list[Subject]:
    """Whom it concerns, each once, in the order in which it happened."""
    found: dict[Subject, None] = {}
    for one in happened:
        if isinstance(one, Added):
            kind, where = one.kind, one.subject
            found |= dict.fromkeys([(kind, row[where]) for row in one.rows])
        else:
            found[one.subject] = None
    return list(found)


def entries_of(
    header: Header, numbers: Sequence[int], facts: Mapping[Subject, SubjectFacts], happened: Sequence[Change | Added]
) -> list[Entry]:
    """One entry for each subject: a list of ``[table, row, before, after]`` in the order in which it happened."""
    changes = _by_subject(happened)
    entries = []
    for number, (subject, told) in zip(numbers, changes.items(), strict=True):
        kind, subject_id = subject
        path, key = facts.get(subject, NOBODY)
        body = orjson.dumps(told, default=jsonable, option=orjson.OPT_NON_STR_KEYS)
        if key:
            body = seal(key, body, b"audit")
        mac = entry_mark(header.operation_mac, number, kind, subject_id, path, bool(key), body, key=header.trail_key)
        entries.append((number, header.operation_id, kind, subject_id, path, bool(key), body, mac))
    return entries


def _by_subject(happened: Iterable[Change | Added]) -> dict[Subject, list[Any]]:
    changes: dict[Subject, list[Any]] = {}
    for one in happened:
        if isinstance(one, Added):
            _add(changes, one)
        else:
            changes.setdefault(one.subject, []).append((one.table, one.row, one.before, one.after))
    return changes


def _add(changes: dict[Subject, list[Any]], added: Added) -> None:
    """Of a new row an empty column says nothing; its number and its subject stand in the entry already."""
    names = tuple(compress(added.columns, added.told))
    kind, table, where, told = added.kind, added.table, added.subject, added.told
    for row in added.rows:
        said = {name: value for name, value in zip(names, compress(row, told)) if value is not None and value != ""}  # noqa: B905  hot
        changes.setdefault((kind, row[where]), []).append((table, row[0], None, said))


def jsonable(value: Any) -> str:
    """Bytes stand in the trail as base64; everything else is JSON already."""
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode()
    return str(value)
