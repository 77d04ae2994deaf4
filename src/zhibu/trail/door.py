"""The one door through which rows are written: each row and its audit row in the same call and transaction.

    with recording(actor, "register.post", reason="换届") as work:
        work.add(Post, organisation_id=7, person_id=9, kind="secretary", valid_from=on)

One row or a hundred thousand go the same way; no ORM object is made. When the block ends, one ``AuditEntry`` per
subject says what happened to it; when it fails, nothing stays.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any, Final

from django.core.exceptions import ImproperlyConfigured
from django.db import models, transaction

from zhibu.store.hands import OWN_HANDS, Hands, Task
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.entries import ENTRY_COLUMNS, Added, Change, Entry, Header, Side, Subject, entries_of, subjects_of
from zhibu.trail.marks import operation_mark, trail_key
from zhibu.trail.models import AuditEntry, Operation
from zhibu.trail.subjects import SubjectFacts, resolve

Model = type[models.Model]

LEFT: Final = 2
"""Slices whose entries may still be on their way."""
FEW: Final = 50
"""Rows up to which an entry is put together here even when there is a second pair of hands."""


class Work:
    """One operation under way: writes rows and gathers what the trail will say of them.

    ``hands`` may be another process, which then puts the audit entries together while this one writes on; see ``store.hands``.
    """

    def __init__(self, actor: Actor, act: str, *, reason: str, undoes: int | None = None) -> None:
        self.hands: Hands = OWN_HANDS
        self.actor = actor
        self._act = act
        self._reason = reason
        self._undoes = undoes
        self._operation: tuple[int, bytes] | None = None
        self._happened: list[Change | Added] = []
        self._facts: dict[Subject, SubjectFacts] = {}
        self._given: list[Task[list[Entry]]] = []

    @property
    def operation_id(self) -> int:
        """The operation's row, written before the first change."""
        return self._begun()[0]

    @property
    def begun(self) -> bool:
        """Whether anything was written: an operation without a change leaves no row."""
        return self._operation is not None

    def _begun(self) -> tuple[int, bytes]:
        if self._operation is None:
            actor = self.actor
            rows.announce(Operation, AuditEntry)
            (row_id,) = rows.reserve(Operation, 1)
            mac = operation_mark(
                row_id, actor.at, actor.account_id, actor.label, actor.on_behalf_of, actor.channel, self._act, self._reason, self._undoes
            )
            Operation(
                id=row_id,
                at=actor.at,
                account_id=actor.account_id,
                actor=actor.label,
                on_behalf_of=actor.on_behalf_of,
                channel=actor.channel,
                act=self._act,
                reason=self._reason,
                undoes_id=self._undoes,
                mac=mac,
            ).save(force_insert=True)
            self._operation = row_id, mac
        return self._operation

    def note(self) -> None:
        """An event that changes no row, such as signing in, leaves its operation all the same."""
        self._begun()

    def know(self, kind: str, facts: Mapping[int, SubjectFacts]) -> None:
        """Tell path and key of subjects at hand, so that they need not be looked up."""
        for subject_id, fact in facts.items():
            self._facts[kind, subject_id] = fact

    def reserve(self, model: Model, count: int) -> list[int]:
        """Row numbers for rows that refer to each other before they are written."""
        return rows.reserve(model, count)

    def put(self, model: Model, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
        """Insert many rows; ``columns`` begin with ``id``, columns left out take the model's default.

        The trail tells what they say: without their number and their subject, which the entry names, without what is empty, and without
        projections and other columns that repeat the rest.
        """
        if not values:
            return
        self._begun()
        rows.insert(model, columns, values)
        kind, column = subject_of(model)
        quiet = hidden_of(model) | projections_of(model) | repeats_of(model) | {"id", column}
        told = tuple(name not in quiet for name in columns)
        self._happened.append(Added(kind, model._meta.db_table, tuple(columns), columns.index(column), told, values))

    def add(self, model: Model, **values: Any) -> int:
        """Insert one row; returns its number. A number that was reserved before comes as ``id``."""
        row_id: int = values.pop("id", None) or rows.reserve(model, 1)[0]
        names = ("id", *values)
        self.put(model, names, [(row_id, *(rows.prepared(model, name, value) for name, value in values.items()))])
        return row_id

    def change(self, model: Model, row_id: int, **after: Any) -> bool:
        """Update one row; what stays the same is neither written nor told. Returns whether anything changed."""
        before = rows.read(model, row_id, tuple(after))
        prepared = {name: rows.prepared(model, name, value) for name, value in after.items()}
        changed = {name: value for name, value in prepared.items() if before[name] != value}
        if not changed:
            return False
        self._begun()
        rows.update(model, tuple(changed), [(*changed.values(), row_id)])
        self._tell(model, row_id, {name: before[name] for name in changed}, changed)
        return True

    def change_many(self, model: Model, changes: Sequence[tuple[int, Mapping[str, Any], Mapping[str, Any]]]) -> None:
        """Update many rows of ``(row, before, after)``; the caller has read what was before."""
        if not changes:
            return
        self._begun()
        by_columns: dict[tuple[str, ...], list[tuple[Any, ...]]] = defaultdict(list)
        for row_id, _, after in changes:
            by_columns[tuple(after)].append((*after.values(), row_id))
        for columns, values in by_columns.items():
            rows.update(model, columns, values)
        subjects = rows.subjects(model, [row_id for row_id, _, _ in changes], subject_of(model)[1])
        for row_id, before, after in changes:
            self._tell(model, row_id, before, after, subject=subjects[row_id])

    def remove(self, model: Model, row_ids: Sequence[int]) -> None:
        """Delete rows that were recorded by mistake; the trail keeps what they said."""
        if not row_ids:
            return
        self._begun()
        columns = tuple(str(field.column) for field in model._meta.concrete_fields)
        column = subject_of(model)[1]
        for before in rows.read_many(model, row_ids, columns):
            self._tell(model, before["id"], before, None, subject=before[column])
        for table, reference in repeated_in(model):
            rows.delete(table, row_ids, reference)
        rows.delete(model, row_ids)

    def project(self, model: Model, columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
        """Write projections beside the spans they repeat: rows of ``(*columns, id)``, without an audit row."""
        declared = projections_of(model)
        if not declared.issuperset(columns):
            message = f"{sorted(set(columns) - declared)} are no projections of {model.__name__}"
            raise ImproperlyConfigured(message)
        rows.update(model, tuple(columns), values)

    def project_rows(self, model: Model, row_ids: Sequence[int], columns: Sequence[str], values: Sequence[Sequence[Any]]) -> None:
        """Rows of a table that is a projection as a whole: those of ``row_ids`` go, others of ``(*columns)`` come, without an audit row."""
        if not is_projection(model):
            message = f"{model.__name__} is no projection as a whole"
            raise ImproperlyConfigured(message)
        rows.delete(model, row_ids)
        numbers = rows.reserve(model, len(values)) if values else []
        rows.insert(model, ("id", *columns), [(number, *row) for number, row in zip(numbers, values, strict=True)])

    def _tell(self, model: Model, row_id: int, before: Side, after: Side, *, subject: int | None = None) -> None:
        kind, column = subject_of(model)
        if subject is None:
            subject = row_id if column == "id" else rows.subjects(model, [row_id], column)[row_id]
        hidden = hidden_of(model)
        told = [{name: "…" if name in hidden else value for name, value in side.items()} if side else None for side in (before, after)]
        self._happened.append(Change((kind, subject), model._meta.db_table, row_id, told[0], told[1]))

    def flush(self) -> None:
        """Write the audit rows of what was changed so far; long imports call it after each slice.

        With a second pair of hands those of an earlier slice are written, and this slice's are put together meanwhile.
        """
        if self._happened:
            operation_id, operation_mac = self._begun()
            subjects = subjects_of(self._happened)
            self._look_up(subjects)
            hands = self.hands if len(subjects) > FEW else OWN_HANDS
            header = Header(operation_id, operation_mac, trail_key())
            self._given.append(hands.give(entries_of, header, rows.reserve(AuditEntry, len(subjects)), self._facts, self._happened))
            self._happened, self._facts = [], {}
        self._write_entries(leave=0 if self.hands is OWN_HANDS else LEFT)

    def finish(self) -> None:
        """Write every audit row; the operation ends with it."""
        self.flush()
        self._write_entries(leave=0)

    def _write_entries(self, *, leave: int) -> None:
        while len(self._given) > leave:
            rows.insert(AuditEntry, ENTRY_COLUMNS, self._given.pop(0).result())

    def _look_up(self, subjects: Iterable[Subject]) -> None:
        missing: dict[str, list[int]] = defaultdict(list)
        for kind, subject in subjects:
            if (kind, subject) not in self._facts:
                missing[kind].append(subject)
        for kind, ids in missing.items():
            self.know(kind, resolve(kind, ids))


def subject_of(model: Model) -> tuple[str, str]:
    """Kind and column of the subject to whose history a row belongs."""
    kind, column = getattr(model, "trail_subject", ("", ""))
    if not kind:
        message = f"{model.__name__} does not say whose history its rows belong to (trail_subject)"
        raise ImproperlyConfigured(message)
    return kind, column


def hidden_of(model: Model) -> frozenset[str]:
    """Columns whose values never enter the trail, such as a password's hash."""
    hidden: frozenset[str] = getattr(model, "trail_hidden", frozenset())
    return hidden


def projections_of(model: Model) -> frozenset[str]:
    """Columns that repeat what spans say; they are written without an audit row of their own."""
    declared: frozenset[str] = getattr(model, "projections", frozenset())
    return declared


def is_projection(model: Model) -> bool:
    """Whether a table repeats others with all its columns."""
    return projections_of(model) == {str(field.column) for field in model._meta.concrete_fields} - {"id"}


def repeated_in(model: Model) -> list[tuple[Model, str]]:
    """Tables that are projections as a whole of rows of this one, and the column by which they name them: they go with the row."""
    found = [one for one in model._meta.get_fields(include_hidden=True) if isinstance(one, models.ManyToOneRel)]
    return [(one.related_model, one.field.column) for one in found if is_projection(one.related_model)]


def repeats_of(model: Model) -> frozenset[str]:
    """Columns that repeat others of the same row."""
    declared: frozenset[str] = getattr(model, "repeats", frozenset())
    return declared


@contextmanager
def recording(actor: Actor, act: str, *, reason: str = "", undoes: int | None = None) -> Iterator[Work]:
    """A transaction in which rows are written; all of it and its audit rows stay, or nothing."""
    with transaction.atomic():
        work = Work(actor, act, reason=reason, undoes=undoes)
        yield work
        work.finish()
