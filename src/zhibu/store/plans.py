"""Statements that PostgreSQL plans once for a connection, and not each time anew (docs/adr/0039).

The long statement of findings takes the server ten times as long to plan as to run where the scope is a branch or a street. Planned
without regard to the values, it is planned once; for a wide scope that would be a bad plan, so only who knows that few rows are meant
may ask for it. The settings of the connection say that such plans are general ones; nothing else in the program is prepared.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from django.db import connection

if TYPE_CHECKING:
    from django.db.backends.utils import CursorWrapper

SETTING: Final = "PREPARED"
"""Of the database in the settings: False where a pooler hands connections to and fro and keeps no prepared statements."""


@contextmanager
def planned_once() -> "Iterator[CursorWrapper]":
    """A cursor whose statements are kept ready by the server; an ordinary one where the server cannot."""
    if connection.vendor != "postgresql" or not connection.settings_dict.get(SETTING, True):
        with connection.cursor() as cursor:
            yield cursor
        return
    connection.ensure_connection()
    with _ready(connection.connection), connection.cursor() as cursor:
        yield cursor


@contextmanager
def _ready(raw: Any) -> Iterator[None]:
    """As long as this lasts, cursors leave the values to the server, and the driver keeps each statement from its first use on."""
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  the embedded database works without this driver

    usual = raw.cursor_factory, raw.prepare_threshold
    raw.cursor_factory, raw.prepare_threshold = ServerBindingCursor, 0
    try:
        yield
    finally:
        raw.cursor_factory, raw.prepare_threshold = usual
