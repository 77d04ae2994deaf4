"""Taking back: an import as a whole, or one's own mistake of the same day, as long as nothing was built on it."""

from collections import defaultdict
from typing import Any, Final

import orjson
from django.apps import apps
from django.db import IntegrityError, connection, models

from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.services.projections import refresh_organisations, refresh_people, refresh_people_of
from zhibu.store.sealing import Unreadable, unseal
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.models import AuditEntry, Operation
from zhibu.trail.subjects import resolve

AT_ONCE: Final = 5000
BUILT_ON: Final = "后来的记录建立在这次操作之上"


def changes_of(entries: list[AuditEntry]) -> list[tuple[AuditEntry, list[Any] | None]]:
    """What entries say, opened with their subjects' keys; None where the key was destroyed."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.sealed:
            by_kind[entry.subject_kind].add(entry.subject_id)
    keys = {(kind, pk): fact.key for kind, ids in by_kind.items() for pk, fact in resolve(kind, ids).items()}
    return [(entry, _opened(entry, keys.get((entry.subject_kind, entry.subject_id), b""))) for entry in entries]


def _opened(entry: AuditEntry, key: bytes) -> list[Any] | None:
    body = bytes(entry.changes)
    if entry.sealed:
        if not key:
            return None
        try:
            body = unseal(key, body, b"audit")
        except Unreadable:
            return None
    changes: list[Any] = orjson.loads(body)
    return changes


def may_take_back(operation: Operation, *, by: Actor, whole_import: bool) -> Decision:
    """One's own act of the same day, or an import; once; and nothing later about the same subjects."""
    same_day = operation.at.astimezone(SHANGHAI).date() == by.day
    undone = Operation.objects.filter(undoes=operation).exists()
    later = _later_subjects(operation)
    return Decision.of(
        Objection("undone", "这次操作已经撤回。", remedy="无须再次撤回。") if undone else None,
        Objection("not_own", "只能撤回自己的操作。", remedy="请由登记人撤回，或登记一次更正。")
        if not whole_import and operation.account_id != by.account_id
        else None,
        Objection("not_today", "只能撤回当天的操作。", remedy="请登记一次更正。") if not whole_import and not same_day else None,
        Objection("built_on", f"{BUILT_ON}（{later} 处）。", remedy="请先撤回后来的操作，或登记更正。") if later else None,
    )


def take_back(*, by: Actor, operation: Operation, whole_import: bool = False, reason: str = "") -> Outcome:
    """Write the opposite of everything the operation wrote; both stay in the trail."""
    decision = may_take_back(operation, by=by, whole_import=whole_import)
    if not decision.allowed:
        return Outcome(decision)
    try:
        with recording(by, "trail.take_back", reason=reason, undoes=operation.pk) as work:
            _reverse(work, operation)
            connection.check_constraints()
    except IntegrityError:
        return Outcome.refused(Objection("built_on", f"{BUILT_ON}。", remedy="请先撤回后来的操作，或登记更正。"))
    return Outcome(row_id=operation.pk)


def _later_subjects(operation: Operation) -> int:
    """How many later entries concern subjects of this operation, leaving out what was undone and the undoing itself."""
    settled = Operation.objects.exclude(undoes=None).values_list("pk", "undoes_id")
    quiet = {operation.pk, *(pk for pair in settled for pk in pair)}
    mine = AuditEntry.objects.filter(operation=operation)
    last = mine.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return 0
    return (
        AuditEntry.objects.filter(pk__gt=last)
        .exclude(operation_id__in=quiet)
        .filter(
            models.Exists(mine.filter(subject_kind=models.OuterRef("subject_kind"), subject_id=models.OuterRef("subject_id")))
        )
        .count()
    )


def _reverse(work: Work, operation: Operation) -> None:
    tables = {model._meta.db_table: model for model in apps.get_models()}
    people: set[int] = set()
    organisations: set[int] = set()
    entries = AuditEntry.objects.filter(operation=operation).order_by("-pk")
    batch: list[AuditEntry] = []
    for entry in entries.iterator(AT_ONCE):
        batch.append(entry)
        if len(batch) == AT_ONCE:
            _reverse_batch(work, tables, batch)
            batch = []
        (people if entry.subject_kind == "person" else organisations if entry.subject_kind == "organisation" else set()).add(entry.subject_id)
    _reverse_batch(work, tables, batch)
    refresh_organisations(work, organisations, work.actor.day)
    refresh_people(work, people, work.actor.day)
    refresh_people_of(work, organisations)


def _reverse_batch(work: Work, tables: dict[str, type[models.Model]], batch: list[AuditEntry]) -> None:
    """Added rows go first, so that spans which they succeeded can be opened again. Subjects are told to the door before they are gone."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for entry in batch:
        by_kind[entry.subject_kind].add(entry.subject_id)
    for kind, ids in by_kind.items():
        work.know(kind, resolve(kind, ids))
    told = [change for _, changes in changes_of(batch) for change in reversed(changes or [])]
    added: dict[type[models.Model], list[int]] = defaultdict(list)
    for table, row_id, before, _ in told:
        if before is None:
            added[tables[table]].append(row_id)
    for model, row_ids in added.items():
        work.remove(model, row_ids)
    gone = {model: set(row_ids) for model, row_ids in added.items()}
    for table, row_id, before, after in told:
        _put_back(work, tables[table], row_id, before, after, gone.get(tables[table], set()))
    work.flush()


def _put_back(work: Work, model: type[models.Model], row_id: int, before: Any, after: Any, added: set[int]) -> None:
    if before is None or row_id in added:
        return
    restored = rows.from_json(model, before)
    if after is None:
        work.put(model, tuple(restored), [tuple(restored.values())])
    else:
        work.change(model, row_id, **restored)
