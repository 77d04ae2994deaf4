"""Who may record, and who signs, in the words of grants and paths."""

from collections.abc import Iterable
from typing import Final

from zhibu.kernel.readers import Reader

RECORD: Final = "record_gatherings"


def may_record(reader: Reader, paths: Iterable[str]) -> bool:
    """Whoever may record for one of the organisations that called or hold it: one clerk types for eight branches."""
    return any(reader.may(RECORD, path) for path in paths)
