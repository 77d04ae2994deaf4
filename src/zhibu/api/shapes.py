"""What is told: a declared answer, or the rows of a list by the same columns as its page and its sheet."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, TypeVar

from zhibu.api.bodies import Told
from zhibu.web.paging import Cursor, decode_cursor, encode_cursor
from zhibu.web.tables import Column, Table, record

Row = TypeVar("Row")


@dataclass(frozen=True)
class Listed:
    """One page of a list."""

    rows: Sequence[Mapping[str, object]]
    next: str | None
    """What to ask for behind it; None at the end."""


@dataclass(frozen=True)
class RowsOf(Generic[Row]):
    """The rows of a table, all its columns but some; ``key`` is told where no column is the code of the row."""

    name: str
    table: Table[Row]
    without: frozenset[str] = frozenset()

    @cached_property
    def columns(self) -> tuple[Column[Row], ...]:
        """What the API tells; who may see which is asked of each reader."""
        return tuple(one for one in self.table.columns if one.key not in self.without)

    def page(self, rows: Sequence[Row], acts: frozenset[str], after: Cursor | None) -> Listed:
        """One page for a reader of these acts: a column that he may not see is not there."""
        shown = [one for one in self.columns if one.act is None or one.act in acts]
        return Listed([record(shown, row) for row in rows], encode_cursor(after) if after else None)

    @property
    def schema(self) -> dict[str, Any]:
        """As OpenAPI describes it."""
        return {
            "type": "object",
            "required": ["rows", "next"],
            "additionalProperties": False,
            "properties": {
                "rows": {"type": "array", "items": {"$ref": f"#/components/schemas/{self.name}"}},
                "next": {"type": ["string", "null"], "description": "下一页的 after；没有下一页是 null"},
            },
        }

    @property
    def row_schema(self) -> dict[str, Any]:
        """One row. A reader without a column's right is not told it, hence none of those is required."""
        return {
            "type": "object",
            "required": [one.key for one in self.columns if one.act is None],
            "additionalProperties": False,
            "properties": {one.key: {"description": one.label, "type": _types(one)} for one in self.columns},
        }


Shape = type[Told] | RowsOf[Any]


def _types(column: Column[Any]) -> list[str]:
    """Numbers stand at the right (one is a share such as 9/12); all else is text, a day as 2026-01-31."""
    return ["integer", "string", "null"] if column.align == "right" else ["string", "null"]


def edge_of(word: str, kinds: tuple[type, ...]) -> tuple[Any, ...] | None:
    """Where the page before ended; None for the first page, or where somebody has written the word by hand."""
    cursor = decode_cursor(word) if word else None
    sound = cursor is not None and len(cursor) == len(kinds) and all(type(one) is kind for one, kind in zip(cursor, kinds, strict=True))
    return cursor if sound else None
