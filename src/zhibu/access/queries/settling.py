"""What waits to be settled in somebody's reach: values to look at, proposals to another branch."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.readers import Reader
from zhibu.register.models import MoveProposal
from zhibu.register.queries.notes import open_notes

SETTLE: Final = "edit_members"
CALLED: Final = ("person__code", "person__name", "person__now_organisation__now_short_name", "person__now_organisation__now_name")
ELSEWHERE: Final = "另一个党组织"


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


def proposals_waiting(reader: Reader, *, sort: str, first: int, end: int) -> Sequence[Waiting]:
    """Proposals; a branch out of the reader's reach is not named. One query."""
    found = MoveProposal.objects.seen_by(reader, SETTLE).filter(state="open").order_by(sort, "pk")
    columns = ("pk", *CALLED, "target__now_short_name", "target__now_name", "target__now_path", "note", "proposed_on")
    waiting = []
    for pk, code, name, short, full, to_short, to_full, path, note, since in found.values_list(*columns)[first:end]:
        target = (to_short or to_full) if reader.may("see_names", path) else ELSEWHERE
        waiting.append(Waiting(pk, code, name, short or full or "", f"建议转接到{target}", note, since))
    return waiting
