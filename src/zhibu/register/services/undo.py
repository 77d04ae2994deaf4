"""Taking back: an import as a whole, or one's own mistake of the same day, as long as nothing was built on it."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from itertools import islice
from typing import Any, Final

import orjson
from django.apps import apps
from django.db import IntegrityError, models

from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.services.following import codes_untold
from zhibu.register.services.projections import refresh_organisations, refresh_people
from zhibu.register.services.soundness import is_sound
from zhibu.store.sealing import Unreadable, unseal
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, hidden_of, recording
from zhibu.trail.models import AuditEntry, Operation
from zhibu.trail.subjects import earlier_keys, resolve

Model = type[models.Model]
AT_ONCE: Final = 5000
BUILT_ON: Final = "后来的记录建立在这次操作之上"
REMEDY: Final = "请先撤回后来的操作，或登记更正。"


def changes_of(entries: list[AuditEntry]) -> list[tuple[AuditEntry, list[Any] | None]]:
    """What entries say, opened with their subjects' keys; None where the key was destroyed.

    What a key does not open was sealed before its subject went over to another record of the same person.
    """
    sealed = [entry for entry in entries if entry.sealed]
    keys = {(kind, pk): fact.key for kind, ids in _by_kind(sealed).items() for pk, fact in resolve(kind, ids).items()}
    opened = {entry.pk: _opened(entry, keys.get((entry.subject_kind, entry.subject_id), b"")) for entry in entries}
    shut = [entry for entry in sealed if opened[entry.pk] is None]
    older = {(kind, pk): found for kind, ids in _by_kind(shut).items() for pk, found in earlier_keys(kind, ids).items()}
    for entry in shut:
        tried = (_opened(entry, key) for key in older.get((entry.subject_kind, entry.subject_id), ()))
        opened[entry.pk] = next((found for found in tried if found is not None), None)
    return [(entry, opened[entry.pk]) for entry in entries]


def _by_kind(entries: Iterable[AuditEntry]) -> Mapping[str, set[int]]:
    found: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        found[entry.subject_kind].add(entry.subject_id)
    return found


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
    own = operation.account_id == by.account_id
    later = _later_entries(operation)
    return Decision.of(
        Objection("undone", "这次操作已经撤回。", remedy="无须再次撤回。") if _is_undone(operation) else None,
        Objection("undoing", "撤回本身不能再撤回。", remedy="请重新登记一次。") if operation.undoes_id else None,
        Objection("not_own", "只能撤回自己的操作。", remedy="请由登记人撤回，或登记一次更正。") if not whole_import and not own else None,
        Objection("not_today", "只能撤回当天的操作。", remedy="请登记一次更正。") if not whole_import and not same_day else None,
        Objection("built_on", f"{BUILT_ON}（{later} 处）。", remedy=REMEDY) if later else None,
    )


def _is_undone(operation: Operation) -> bool:
    return Operation.objects.filter(undoes=operation).exists()


def _later_entries(operation: Operation) -> int:
    """How many later entries concern subjects of this operation, leaving out what was undone and the undoing itself."""
    mine = AuditEntry.objects.filter(operation=operation)
    last = mine.order_by("-pk").values_list("pk", flat=True).first()
    if last is None:
        return 0
    same = mine.filter(subject_kind=models.OuterRef("subject_kind"), subject_id=models.OuterRef("subject_id"))
    standing = AuditEntry.objects.filter(pk__gt=last, operation__undoes=None, operation__undone_by=None).exclude(operation=operation)
    return standing.filter(models.Exists(same)).count()


def take_back(*, by: Actor, operation: Operation, whole_import: bool = False, reason: str = "") -> Outcome:
    """Write the opposite of everything the operation wrote; both stay in the trail."""
    try:
        with recording(by, "trail.take_back", reason=reason, undoes=operation.pk) as work:
            Operation.objects.select_for_update(no_key=True).get(pk=operation.pk)
            decision = may_take_back(operation, by=by, whole_import=whole_import)
            if not decision.allowed:
                return Outcome(decision)
            _reverse(work, operation)
    except (IntegrityError, NotSound):
        return Outcome.refused(Objection("built_on", f"{BUILT_ON}。", remedy=REMEDY))
    return Outcome(row_id=operation.pk)


Refresh = Callable[[Work, Collection[int]], None]
_refreshed: Final[dict[str, Refresh]] = {}


def refresh_with(kind: str, refresh: Refresh) -> None:
    """What an upper package brings up to date when rows of its subjects were put back or taken out; once at start-up."""
    _refreshed[kind] = refresh


class NotSound(Exception):
    """What was recorded later would contradict what stands again; nothing is taken back."""


@dataclass(slots=True)
class Touched:
    """Whose rows were put back."""

    people: set[int] = field(default_factory=set)
    organisations: set[int] = field(default_factory=set)
    numbers: set[int] = field(default_factory=set)
    """People whose identity number came back."""
    others: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    """Subjects of upper packages, by kind."""

    def add(self, kind: str, subject_id: int) -> None:
        """Remember a subject that others depend on."""
        known = {"person": self.people, "organisation": self.organisations}.get(kind)
        if known is not None:
            known.add(subject_id)
        elif kind in _refreshed:
            self.others[kind].add(subject_id)


def _reverse(work: Work, operation: Operation) -> None:
    """In slices, newest first. A reference that points nowhere afterwards is refused by the database when the transaction ends."""
    touched = Touched()
    entries = AuditEntry.objects.filter(operation=operation).order_by("-pk")
    for batch in batched(entries.iterator(AT_ONCE), AT_ONCE):
        _reverse_batch(work, batch, touched)
    refresh_organisations(work, touched.organisations, work.actor.day)
    refresh_people(work, touched.people, work.actor.day)
    for kind, ids in touched.others.items():
        _refreshed[kind](work, ids)
    if not is_sound(people=touched.people, organisations=touched.organisations, numbers=touched.numbers):
        raise NotSound


def batched(entries: Iterable[AuditEntry], size: int) -> Iterator[list[AuditEntry]]:
    """Slices of an iterator."""
    found = iter(entries)
    while batch := list(islice(found, size)):
        yield batch


def _reverse_batch(work: Work, batch: list[AuditEntry], touched: Touched) -> None:
    """Added rows go first, so that spans which they succeeded can be opened again. Subjects are told to the door before they are gone."""
    by_kind: dict[str, set[int]] = defaultdict(set)
    for entry in batch:
        by_kind[entry.subject_kind].add(entry.subject_id)
        touched.add(entry.subject_kind, entry.subject_id)
    for kind, ids in by_kind.items():
        work.know(kind, resolve(kind, ids))
    told = [change for _, changes in changes_of(batch) for change in reversed(changes or [])]
    added: dict[Model, set[int]] = defaultdict(set)
    for table, row_id, before, _ in told:
        if before is None:
            added[_model(table)].add(row_id)
    for model, row_ids in added.items():
        work.remove(model, sorted(row_ids))
    for table, row_id, before, after in told:
        if before is not None and row_id not in added[_model(table)]:
            _put_back(work, _model(table), row_id, before, after)
            if "id_number_index" in before:
                touched.numbers.add(row_id)
    work.flush()


@cache
def _model(table: str) -> Model:
    return next(model for model in apps.get_models() if model._meta.db_table == table)


def _put_back(work: Work, model: Model, row_id: int, before: Mapping[str, Any], after: Mapping[str, Any] | None) -> None:
    """What the trail does not tell of a row that is still there stays; a code that repeats a person follows the person."""
    if after is None:
        restored = rows.from_json(model, before)
        work.put(model, tuple(restored), [tuple(restored.values())])
        return
    restored = rows.from_json(model, {name: value for name, value in before.items() if name not in hidden_of(model)})
    work.change(model, row_id, **restored, **codes_untold(model, restored))
