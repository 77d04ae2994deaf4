"""What was accepted or declined: draft transfers, and what is remembered as not wanted; newest first."""

from collections.abc import Collection, Sequence
from datetime import date, datetime, time
from typing import Final, NamedTuple

from django.db.models import Q, QuerySet

from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import AccountReader
from zhibu.register.models import MoveProposal, MoveSource, MoveState
from zhibu.store.guards import GuardedQuerySet, within
from zhibu.team.managing.queries.proposals import EDIT, ELSEWHERE, NAMED, TOLD
from zhibu.trail.models import AuditEntry

RULE: Final = str(MoveSource.RULE)
ACCEPT: Final = "member.accept_move"
DECLINE: Final = "member.decline_move"


class Settled(NamedTuple):
    """One draft, or one proposal that was declined; ``operation`` can be taken back today by who did it, with ``together`` people in it."""

    id: int
    code: str
    name: str
    origin: str
    target: str
    note: str
    article: str
    answer: str
    day: date | None
    state: str
    operation: int | None = None
    together: int = 1


COLUMNS: Final = (
    "pk",
    "person_id",
    "person__code",
    "person__name",
    "origin__now_short_name",
    "origin__now_name",
    "target_id",
    "target__now_short_name",
    "target__now_name",
    "target__now_path",
    "note",
    "article",
    "answer",
    "accepted_on",
    "settled_on",
)


def settled_counts(reader: AccountReader, paths: Sequence[str]) -> dict[str, int]:
    """How many of each; two queries."""
    return {str(state): _found(reader, paths, state).count() for state in (MoveState.ACCEPTED, MoveState.WITHDRAWN)}


def settled(reader: AccountReader, paths: Sequence[str], state: MoveState, *, on: date, first: int, end: int) -> list[Settled]:
    """One page; two queries."""
    rows = list(_found(reader, paths, state).order_by("-settled_on", "-accepted_on", "-pk").values_list(*COLUMNS)[first:end])
    undoable = _undoable(reader, [row[1] for row in rows], on)
    told = []
    for pk, person, code, name, short, full, target, to_short, to_full, path, note, article, answer, accepted, closed in rows:
        place = "" if target is None else (to_short or to_full or "") if reader.may(NAMED, path or "") else ELSEWHERE
        operation, together = undoable.get(person, (None, 1))
        day = accepted if state == MoveState.ACCEPTED else closed
        told.append(Settled(pk, code, name, short or full or "", place, note, article, answer, day, str(state), operation, together))
    return told


def _found(reader: AccountReader, paths: Sequence[str], state: MoveState) -> QuerySet[MoveProposal]:
    """A declined one of the rule stays while it is remembered, one of a roster for good."""
    found = MoveProposal.objects.seen_by(reader, EDIT).filter(within("person__now_path", paths), state=state)
    return told_to(reader, found).exclude(source=RULE, grounds="") if state == MoveState.WITHDRAWN else found


def told_to(reader: AccountReader, found: GuardedQuerySet[MoveProposal]) -> GuardedQuerySet[MoveProposal]:
    """Without what the rule had said of persons for those who are not told it; a draft is somebody's decision and told to all."""
    return found.filter(~Q(source=RULE) | within("person__now_path", reader.paths(TOLD)))


def _undoable(reader: AccountReader, people: Collection[int], on: date) -> dict[int, tuple[int, int]]:
    """The operation of today in which the reader settled each, and how many people it was about; one query."""
    if not people or reader.account_id is None:
        return {}
    entries = AuditEntry.objects.filter(
        operation__account_id=reader.account_id,
        operation__act__in=(ACCEPT, DECLINE),
        operation__at__gte=datetime.combine(on, time(), SHANGHAI),
        operation__undone_by=None,
        subject_kind="person",
    )
    by_operation: dict[int, list[int]] = {}
    for operation, person in entries.order_by("pk").values_list("operation_id", "subject_id"):
        by_operation.setdefault(operation, []).append(person)
    return {person: (operation, len(group)) for operation, group in by_operation.items() for person in group if person in people}
