"""Numbers and addresses of rows, opened and masked for those who may see them."""

from collections.abc import Collection, Sequence
from typing import Any, Final

from zhibu.kernel.readers import Reader
from zhibu.register.queries.rolls import RollRow
from zhibu.register.sealed_fields import masked, open_field
from zhibu.store.keys import key_store

SEALED_COLUMNS: Final = frozenset({"id_number", "phone", "residence"})


def with_masked(rows: Sequence[RollRow], columns: Collection[str]) -> list[RollRow]:
    """Rows whose chosen sealed values are masked text, the others nothing. One look into the key store for all rows."""
    wanted = SEALED_COLUMNS.intersection(columns)
    nothing: dict[str, Any] = dict.fromkeys(SEALED_COLUMNS - wanted)
    if not wanted:
        return [row._replace(**nothing) for row in rows]
    keys = key_store().of(row.key_name for row in rows)
    return [row._replace(**{**nothing, **{name: _masked(row, name, keys.get(row.key_name)) for name in wanted}}) for row in rows]


def _masked(row: RollRow, name: str, key: bytes | None) -> str:
    sealed = getattr(row, name)
    return masked(name, open_field(sealed, field=name, key_name=row.key_name, key=key))


def in_reach_today(rows: Sequence[RollRow], reader: Reader, act: str) -> list[RollRow]:
    """On a past day the roll is whole, but personal fields are only those of people whom the reader reaches today."""
    return [row if reader.everywhere or reader.may(act, row.now_path) else _bare(row) for row in rows]


def _bare(row: RollRow) -> RollRow:
    return row._replace(
        sex="", ethnicity="", birth_date=None, joined_on=None, confirmed_on=None, education="", education_raw="", occupation="",
        occupation_raw="", marks="", state="", id_number=None, phone=None, residence=None,
    )
