"""Who recorded what about a subject: audit rows as a person's page shows them."""

from datetime import datetime
from typing import Final, NamedTuple

from zhibu.kernel.clock import SHANGHAI, day_of
from zhibu.kernel.readers import Reader
from zhibu.register.models import Person
from zhibu.trail.models import AuditEntry
from zhibu.trail.terms import QUIET, act_label

NOT_BY_HAND: Final = frozenset({"trail.take_back", "import.rosters"})
"""An undoing is not undone, an import is taken back on its own page."""
SEALED: Final = "see_hardship"


class HistoryLine(NamedTuple):
    """One operation on the subject."""

    operation_id: int
    at: datetime
    actor: str
    act: str
    reason: str
    undone: bool
    may_take_back: bool


def history_of(reader: Reader, person: Person, now: datetime, *, limit: int = 20) -> list[HistoryLine]:
    """The latest operations on a person, newest first; one query. Those of the sealed area are told to those who see into it."""
    entries = AuditEntry.objects.filter(subject_kind="person", subject_id=person.pk)
    if not reader.may(SEALED, person.now_path):
        entries = entries.exclude(operation__act__in=QUIET).exclude(operation__undoes__act__in=QUIET)
    found = entries.order_by("-pk").values_list(
        "operation_id",
        "operation__at",
        "operation__actor",
        "operation__act",
        "operation__reason",
        "operation__account_id",
        "operation__undone_by",
    )[: limit * 3]
    lines: dict[int, HistoryLine] = {}
    for operation_id, at, actor, act, reason, account_id, undone_by in found:
        local, undone = at.astimezone(SHANGHAI), bool(undone_by)
        mine = account_id == reader.account_id and local.date() == day_of(now)
        takeable = mine and not undone and act not in NOT_BY_HAND
        lines.setdefault(operation_id, HistoryLine(operation_id, local, actor, act_label(act), reason, undone, takeable))
    return list(lines.values())[:limit]
