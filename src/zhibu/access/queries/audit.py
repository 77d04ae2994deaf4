"""The trail as the auditor reads it: operations and readings, newest first, narrowed by who, what, whom, where and when."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import Count as Counted
from django.db.models import Exists, Max, Min, OuterRef, Q, QuerySet

from zhibu.access.queries.subjects import Label, labels
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.register.models import Organisation, Person
from zhibu.register.queries.lookups import with_in_name
from zhibu.register.rules.names import normalise_name
from zhibu.store.guards import within
from zhibu.trail.models import AuditEntry, Operation, ReadEntry
from zhibu.trail.reads import reads_about
from zhibu.trail.seals import STREAMS, heads
from zhibu.trail.terms import acts_alike
from zhibu.web.filters import number_of
from zhibu.web.paging import PAGE, Cursor, Neighbours
from zhibu.web.state import PageState

WHY: Final = "审计：按编号、姓名或组织查找"
SHOWN: Final = 20
"""Entries of one operation on a page."""


class OperationRow(NamedTuple):
    """A line of the audit."""

    id: int
    at: datetime
    actor: str
    on_behalf_of: str
    channel: str
    act: str
    reason: str
    undone: bool
    undoes: int | None
    subjects: int = 0
    subject: Label | None = None


class ReadRow(NamedTuple):
    """A line of the read log."""

    id: int
    at: datetime
    actor: str
    kind: str
    person_id: int | None
    field: str
    reason: str
    rows: int
    subject: Label | None = None


def moment(day: date) -> datetime:
    """The first moment of a local day."""
    return datetime.combine(day, time(), SHANGHAI)


def people_meant(text: str) -> list[int]:
    """Persons by code, also of one whose registration was taken back, or by name."""
    asked = text.strip()
    number = number_of(asked[1:]) if asked[:1] in {"R", "r"} else None
    if number is not None:
        return [number]
    return list(Person.objects.unguarded(WHY).filter(name=normalise_name(asked)).values_list("pk", flat=True)[:500])


def paths_meant(text: str) -> list[str]:
    """Subtrees of organisations by code or part of a name."""
    return list(Organisation.objects.unguarded(WHY).filter(with_in_name(text.strip())).values_list("now_path", flat=True)[:50])


def _in_period(found: "QuerySet[Any]", state: PageState) -> "QuerySet[Any]":
    since, until = state.value("since"), state.value("until")
    if since:
        found = found.filter(at__gte=moment(date.fromisoformat(since)))
    if until and (last := date.fromisoformat(until)) < FAR:
        found = found.filter(at__lt=moment(last + timedelta(days=1)))
    return found


def operations_found(state: PageState) -> QuerySet[Operation]:
    """Operations that an address asks for."""
    found: QuerySet[Operation] = _in_period(Operation.objects.all(), state)
    if actor := state.value("q"):
        found = found.filter(Q(actor__contains=actor) | Q(on_behalf_of__contains=actor))
    if act := state.value("act"):
        found = found.filter(act__in=acts_alike(act)) if "." in act else found.filter(act__startswith=f"{act}.")
    entries = AuditEntry.objects.filter(operation=OuterRef("pk"))
    if person := state.value("person"):
        about = AuditEntry.objects.filter(subject_kind="person", subject_id__in=people_meant(person))
        found = found.filter(pk__in=about.values("operation_id"))
    if organisation := state.value("organisation"):
        found = found.filter(Exists(entries.filter(within("path", paths_meant(organisation)))))
    if account := state.value("account"):
        about = AuditEntry.objects.filter(subject_kind="account", subject_id=number_of(account) or 0)
        found = found.filter(pk__in=about.values("operation_id"))
    return found


def reads_found(state: PageState) -> QuerySet[ReadEntry]:
    """Readings that an address asks for."""
    person = state.value("person")
    found: QuerySet[ReadEntry] = _in_period(reads_about(people_meant(person)) if person else ReadEntry.objects.all(), state)
    if actor := state.value("q"):
        found = found.filter(actor__contains=actor)
    if kind := state.value("kind"):
        found = found.filter(kind=kind)
    if organisation := state.value("organisation"):
        found = found.filter(within("path", paths_meant(organisation)))
    return found


def page_back(
    found: "QuerySet[Any]", columns: tuple[str, ...], *, after: Cursor | None, before: Cursor | None
) -> tuple[list[tuple[Any, ...]], Neighbours]:
    """A page of what is newest first, by the numbers at its edges; one query. ``columns`` begin with the number."""
    backwards = before is not None
    edge = _number(before or after)
    if edge is not None:
        found = found.filter(pk__gt=edge) if backwards else found.filter(pk__lt=edge)
    rows = list(found.order_by("pk" if backwards else "-pk").values_list(*columns)[: PAGE + 1])
    more, rows = len(rows) > PAGE, rows[:PAGE]
    if backwards:
        rows.reverse()
    if not rows:
        return rows, Neighbours()
    newer, older = (more, True) if backwards else (edge is not None, more)
    return rows, Neighbours(before=(rows[0][0],) if newer else None, after=(rows[-1][0],) if older else None)


def _number(cursor: Cursor | None) -> int | None:
    return cursor[0] if cursor and isinstance(cursor[0], int) else None


OPERATION: Final = ("pk", "at", "actor", "on_behalf_of", "channel", "act", "reason", "undone_by", "undoes")
READING: Final = ("pk", "at", "actor", "kind", "person_id", "field", "reason", "rows")


def operation_rows(state: PageState, reader: Reader) -> tuple[list[OperationRow], Neighbours]:
    """One page of operations with what each is about; at most seven queries."""
    found, neighbours = page_back(operations_found(state), OPERATION, after=state.after, before=state.before)
    rows = [
        OperationRow(pk, at, actor, behalf, channel, act, reason, undone is not None, undoes)
        for pk, at, actor, behalf, channel, act, reason, undone, undoes in found
    ]
    return _with_subjects(rows, reader), neighbours


def _with_subjects(rows: list[OperationRow], reader: Reader) -> list[OperationRow]:
    entries = AuditEntry.objects.filter(operation_id__in=[row.id for row in rows]).order_by().values("operation_id")
    counted = {row["operation_id"]: (row["number"], row["first"]) for row in entries.annotate(number=Counted("pk"), first=Min("pk"))}
    firsts = AuditEntry.objects.filter(pk__in=[first for _, first in counted.values()]) if counted else AuditEntry.objects.none()
    subjects = {pk: (kind, number) for pk, kind, number in firsts.values_list("pk", "subject_kind", "subject_id")}
    names = labels(subjects.values(), reader)
    told = []
    for row in rows:
        number, first = counted.get(row.id, (0, 0))
        told.append(row._replace(subjects=number, subject=names.get(subjects[first]) if number else None))
    return told


def read_rows(state: PageState, reader: Reader) -> tuple[list[ReadRow], Neighbours]:
    """One page of the read log; two queries."""
    found, neighbours = page_back(reads_found(state), READING, after=state.after, before=state.before)
    rows = [ReadRow(*row) for row in found]
    names = labels({("person", row.person_id) for row in rows if row.person_id is not None}, reader)
    return [row._replace(subject=names.get(("person", row.person_id)) if row.person_id is not None else None) for row in rows], neighbours


def reads_of(records: Sequence[int], *, after: Cursor | None, before: Cursor | None) -> tuple[list[ReadRow], Neighbours]:
    """Who read the records of one person, alone or among others, the person aside; one query."""
    others = reads_about(records).exclude(kind="own")
    found, neighbours = page_back(others, READING, after=after, before=before)
    return [ReadRow(*row) for row in found], neighbours


class ChainState(NamedTuple):
    """How far a log is sealed, and how many rows wait for the next seal."""

    label: str
    at: datetime | None
    last_id: int
    waiting: int


def chain_states() -> list[ChainState]:
    """The end of each chain; six queries."""
    ends: Mapping[str, Any] = {head.stream: head for head in heads()}
    states = []
    for stream in STREAMS:
        end = ends.get(stream.name)
        newest = stream.model.objects.aggregate(last=Max("pk"))["last"] or 0
        last = end.last_id if end else 0
        states.append(ChainState(stream.label, end.at.astimezone(SHANGHAI) if end else None, last, newest - last))
    return states


def entries_of(operation: Operation, after: int) -> tuple[list[AuditEntry], bool]:
    """The entries of one operation behind a number, and whether there are more."""
    found = list(AuditEntry.objects.filter(operation=operation, pk__gt=after).order_by("pk")[: SHOWN + 1])
    return found[:SHOWN], len(found) > SHOWN
