"""Values that somebody should look at, in the reader's reach."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.readers import Reader
from zhibu.register.queries.notes import open_notes

SETTLE: Final = "edit_members"
CALLED: Final = ("person__code", "person__name", "person__now_organisation__now_short_name", "person__now_organisation__now_name")


class Waiting(NamedTuple):
    """One thing to settle."""

    id: int
    code: str
    name: str
    branch: str
    what: str
    detail: str
    since: date


def notes_waiting(reader: Reader, *, sort: str, first: int, end: int) -> Sequence[Waiting]:
    """Values that somebody should look at; one query."""
    found = open_notes(reader, SETTLE).order_by(sort, "pk")
    rows = found.values_list("pk", *CALLED, "message", "raw", "since")[first:end]
    return [Waiting(pk, code, name, short or full or "", message, raw, since) for pk, code, name, short, full, message, raw, since in rows]
