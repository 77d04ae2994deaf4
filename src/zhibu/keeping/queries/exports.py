"""Exports of full numbers: the list of copies, what waits for a second person, one of them with everything a page asks."""

from datetime import datetime
from typing import Final, NamedTuple

from django.db.models import QuerySet

from zhibu.access.queries.owners import accounts_beside
from zhibu.keeping.models import FullExport, copy_code
from zhibu.keeping.rules import State, state_of
from zhibu.kernel.readers import Reader

SEE: Final = "see_copies"
ASK: Final = "export_full"
CONFIRM: Final = "confirm_export"


class CopyRow(NamedTuple):
    """A line of the list of copies."""

    id: int
    asker: str
    asked_at: datetime
    scope: str
    rows: int
    reason: str
    decider: str
    decided_at: datetime | None
    approved: bool
    made_at: datetime | None
    downloaded_at: datetime | None
    destroyed_on: object
    state: State = State.WAITING

    @property
    def code(self) -> str:
        """As it stands on the sheets."""
        return copy_code(self.id)


COLUMNS: Final = (
    "pk",
    "account__display_name",
    "asked_at",
    "organisation__now_short_name",
    "rows",
    "reason",
    "decided_by__display_name",
    "decided_at",
    "approved",
    "made_at",
    "downloaded_at",
    "destroyed_on",
)


def copies_seen(reader: Reader) -> QuerySet[FullExport]:
    """What a reader may know of."""
    return FullExport.objects.seen_by(reader, SEE)


def copy_page(found: QuerySet[FullExport], *, first: int, end: int, now: datetime) -> list[CopyRow]:
    """One page, newest first; one query."""
    rows = [CopyRow(*row) for row in found.order_by("-pk").values_list(*COLUMNS)[first:end]]
    return [row._replace(decider=row.decider or "", state=_state(row, now)) for row in rows]


def _state(row: CopyRow, now: datetime) -> State:
    return state_of(
        asked_at=row.asked_at,
        decided_at=row.decided_at,
        approved=row.approved,
        made=row.made_at is not None,
        downloaded=row.downloaded_at is not None,
        destroyed=row.destroyed_on is not None,
        now=now,
    )


def state_at(export: FullExport, now: datetime) -> State:
    """How far one export has come."""
    return state_of(
        asked_at=export.asked_at,
        decided_at=export.decided_at,
        approved=export.approved,
        made=export.made_at is not None,
        downloaded=export.downloaded_at is not None,
        destroyed=export.destroyed_on is not None,
        now=now,
    )


def is_own(export: FullExport, account_id: int | None) -> bool:
    """Whether whoever acts asked for it: by this account, or by another one of the same person."""
    return account_id in accounts_beside(export.account_id)
