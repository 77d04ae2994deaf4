"""Sealed columns of many persons; plain functions, so that a second process can do it while this one writes."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from zhibu.register.sealed_fields import context_of
from zhibu.store.keys import unwrap_all, wrap_all
from zhibu.store.sealing import INDEX, Unreadable, keyed_hash, seal, unseal

Texts = Mapping[str, Sequence[str | None]]
Column = list[bytes | None]


class Sealed(NamedTuple):
    """The wrapped keys, and for each field its column of cipher texts; ``last_four`` are blind indexes."""

    wrapped: list[bytes]
    columns: dict[str, Column]
    last_four: Column


def seal_persons(texts: Texts, keys: Sequence[tuple[str, bytes]], *, wrapping: bytes, last_four_index: bytes) -> Sealed:
    """Seal what a block of new persons tells, each with the person's own key."""
    columns = {
        field: [
            None if not value else seal(key, value.encode(), context_of(name, field))
            for value, (name, key) in zip(values, keys, strict=True)
        ]
        for field, values in texts.items()
    }
    last_four = [None if not number else keyed_hash(last_four_index, number[-4:].encode())[:INDEX] for number in texts["id_number"]]
    return Sealed(wrap_all(wrapping, keys) if wrapping else [], columns, last_four)


class Opened(NamedTuple):
    """Keys by name, and the plain texts of each field by the name of the key; destroyed ones are missing."""

    keys: dict[str, bytes]
    texts: dict[str, dict[str, str]]


def open_persons(
    wrapped: Mapping[str, bytes], keys: Mapping[str, bytes], sealed: Mapping[str, Mapping[str, bytes | None]], *, wrapping: bytes
) -> Opened:
    """Open what a block of known persons holds; ``keys`` are at hand already."""
    opened = unwrap_all(wrapping, wrapped) | dict(keys)
    texts = {field: _texts(field, column, opened) for field, column in sealed.items()}
    return Opened(opened, texts)


def _texts(field: str, column: Mapping[str, bytes | None], keys: Mapping[str, bytes]) -> dict[str, str]:
    found = {}
    for name, sealed in column.items():
        if sealed and name in keys:
            try:
                found[name] = unseal(keys[name], sealed, context_of(name, field)).decode()
            except Unreadable:
                continue
    return found
