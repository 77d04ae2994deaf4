"""Attach and remove: bytes first, then the row with its audit row; what fails in between leaves nothing that is shown."""

import secrets
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.db import IntegrityError

from zhibu.files import storage
from zhibu.files.intake import Taken, Upload, take_in
from zhibu.files.models import FileRecord
from zhibu.files.owners import held_for_change
from zhibu.files.queries import attached, how_many, sent_before, sum_of
from zhibu.files.rules import may_attach, may_remove
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.store.keys import key_store
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "写入附件之后读取"


@dataclass(frozen=True, slots=True)
class Attached(Outcome):
    """The record that was made, or the one that the same submission had made before."""

    record: FileRecord | None = None


def attach(*, by: Actor, subject_kind: str, subject_code: str, upload: Upload, token: str) -> Attached:
    """Keep a file with a subject whose right the caller has asked for.

    ``token`` (32 characters at the most) is that of the form, the same when it is sent again: the same content then comes in once.
    Photos are decoded first, which takes seconds: call this outside of a transaction.
    """
    token = f"{token}-{sum_of(upload.content).hex()[:24]}"
    known = sent_before(subject_kind, subject_code, token)
    if known is not None:
        return Attached(row_id=known.pk, record=known)
    decision = may_attach(held=how_many(subject_kind, subject_code))
    if not decision.allowed:
        return Attached(decision)
    taken = take_in(upload)
    if not isinstance(taken, Taken):
        return Attached(taken)
    try:
        record = _keep(by, (subject_kind, subject_code), taken, token)
    except IntegrityError:
        other = sent_before(subject_kind, subject_code, token)
        if other is None:
            raise
        return Attached(row_id=other.pk, record=other)
    if isinstance(record, Decision):
        return Attached(record)
    return Attached(row_id=record.pk, record=record)


def attach_all(*, by: Actor, subject_kind: str, subject_code: str, uploads: Iterable[Upload], token: str) -> list[Attached]:
    """The files of one form, each on its own: of ten photos nine are kept where one cannot be read."""
    return [attach(by=by, subject_kind=subject_kind, subject_code=subject_code, upload=one, token=token) for one in uploads]


def _keep(by: Actor, subject: tuple[str, str], taken: Taken, token: str) -> FileRecord | Decision:
    """The key, the bytes, the row; bytes whose row was not written are thrown away, as where the subject was closed meanwhile."""
    code = secrets.token_hex(16)
    ((key_name, key),) = key_store().make(1)
    try:
        storage.write(code, storage.FULL, taken.content, key)
        if taken.preview:
            storage.write(code, storage.PREVIEW, taken.preview, key)
        row_id = _record(by, subject, taken, token=token, code=code, key_name=key_name)
    except BaseException:
        storage.discard(code)
        raise
    if isinstance(row_id, Decision):
        storage.discard(code)
        key_store().destroy([key_name], on=by.day.isoformat())
        return row_id
    return FileRecord.objects.unguarded(WHY).get(pk=row_id)


def _record(by: Actor, subject: tuple[str, str], taken: Taken, *, token: str, code: str, key_name: str) -> int | Decision:
    with recording(by, "file.attach") as work:
        decision = held_for_change(*subject)
        if not decision.allowed:
            return decision
        return work.add(
            FileRecord,
            code=code,
            subject_kind=subject[0],
            subject_code=subject[1],
            name=taken.name,
            medium=taken.medium.value,
            size=len(taken.content),
            width=taken.width,
            height=taken.height,
            mac=sum_of(taken.content),
            key_name=key_name,
            token=token,
            uploaded_at=by.at,
            uploaded_by=by.label,
            account_id=by.account_id,
        )


def remove(*, by: Actor, record: FileRecord, reason: str) -> Outcome:
    """Taken away for good: the key is destroyed, so that no backup shows it again; that there was one stays in the trail."""
    with recording(by, "file.remove", reason=reason.strip()) as work:
        held = held_for_change(record.subject_kind, record.subject_code)
        fresh = FileRecord.objects.unguarded(WHY).select_for_update().get(pk=record.pk)
        decision = Decision.all(held, may_remove(removed=fresh.removed_at is not None, reason=reason))
        if not decision.allowed:
            return Outcome(decision)
        work.change(FileRecord, fresh.pk, removed_at=by.at, removed_by=by.label, name="")
    destroy([fresh], by)
    return Outcome(row_id=fresh.pk)


def remove_all(*, by: Actor, subject_kind: str, codes: Collection[str], reason: str) -> int:
    """Everything that is attached to some subjects, as when their time to be kept is over; returns how many files."""
    with recording(by, "file.remove", reason=reason) as work:
        found = [one for records in attached(subject_kind, codes).values() for one in records]
        for one in found:
            work.change(FileRecord, one.pk, removed_at=by.at, removed_by=by.label, name="")
    destroy(found, by)
    return len(found)


def destroy(records: Iterable[FileRecord], by: Actor) -> None:
    """Keys and bytes of files that were removed; may be done twice."""
    gone = list(records)
    key_store().destroy([one.key_name for one in gone], on=by.day.isoformat())
    for one in gone:
        storage.discard(one.code)
