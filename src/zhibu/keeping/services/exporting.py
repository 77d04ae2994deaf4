"""Full numbers out of the house: asked for with a reason, seen by a second person, locked, fetched once, written down."""

import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, cast

from django.conf import settings
from django.db.models import Q, Sum

from zhibu.access.services import fresh_password
from zhibu.access.services.second_factor import confirm_password
from zhibu.exchange.locking import lock
from zhibu.keeping.models import FullExport, Listed
from zhibu.keeping.queries.exports import ASK, is_own, state_at
from zhibu.keeping.rules import (
    DECIDED_WITHIN,
    FETCHED_WITHIN,
    State,
    may_ask,
    may_decide,
    may_fetch,
    may_make,
    may_note_destroyed,
    needs_second,
)
from zhibu.kernel.clock import SHANGHAI, minute_of
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.documents import write_full_roll
from zhibu.register.models import Organisation
from zhibu.register.queries.contacts import SEALED_COLUMNS
from zhibu.register.queries.organisations import path_on
from zhibu.register.queries.roll_pages import roll_people
from zhibu.register.queries.rolls import APPLICANT_STATUSES, MEMBER_STATUSES, RollFilter, RollRow
from zhibu.register.queries.scopes import Sql, narrowed, ranges
from zhibu.register.tables import MEMBERS
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.reads import note_read_of_many
from zhibu.web.tables import Column

WHY: Final = "办理完整号码的导出"
ALONE: Final = "50 行以内，无须复核"
WHY_COUNT: Final = "同一人当天无须复核的行数合计"
UNFINISHED: Final = 3600.0
"""Seconds after which a file that was never finished is thrown away."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What somebody asks for: the list as it was narrowed, its columns, and why."""

    roll: RollFilter
    scope: Organisation
    columns: tuple[str, ...]
    reason: str
    recipient: str
    conditions: str = ""


def ask(*, by: Actor, account_id: int, wanted: Wanted) -> Outcome:
    """Fix the list; up to fifty rows need nobody else.

    Only those are on it who stood in the scope that day, and stand today where the asker may export.
    """
    roll = wanted.roll
    stood = path_on(wanted.scope, roll.on, today=roll.today)
    inside = replace(roll, paths=narrowed(roll.paths, stood) if stood else ())
    people = roll_people(_beside(inside, ranges("p.now_path", by.reader.paths(ASK))))
    decision = may_ask(rows=len(people), numbers=len(SEALED_COLUMNS.intersection(wanted.columns)))
    if not decision.allowed:
        return Outcome(decision)
    seen_by_nobody = _rows_alone(account_id, by.day)
    alone = {} if needs_second(seen_by_nobody + len(people)) else {"decided_at": by.at, "approved": True, "decision_reason": ALONE}
    with recording(by, "export.ask", reason=wanted.reason) as work:
        row_id = work.add(
            FullExport,
            account_id=account_id,
            asked_at=by.at,
            organisation_id=wanted.scope.pk,
            on=roll.on,
            conditions=wanted.conditions,
            columns=",".join(wanted.columns),
            reason=wanted.reason,
            recipient=wanted.recipient,
            rows=len(people),
            **alone,
        )
        numbers = rows.reserve(Listed, len(people))
        rows.insert(Listed, ("id", "export_id", "person_id"), [(number, row_id, pk) for number, pk in zip(numbers, people, strict=True)])
    return Outcome(row_id=row_id)


def _rows_alone(account_id: int, day: date) -> int:
    """What left this day without a second person: many small lists are one large one."""
    since = datetime.combine(day, time(), SHANGHAI)
    found = FullExport.objects.unguarded(WHY_COUNT).filter(account_id=account_id, asked_at__gte=since, approved=True, decided_by=None)
    return found.aggregate(rows=Sum("rows"))["rows"] or 0


def _beside(roll: RollFilter, condition: Sql) -> RollFilter:
    return replace(roll, text=roll.text.beside(condition) if roll.text.text else condition)


def decide(*, by: Actor, export: FullExport, approved: bool, reason: str) -> Outcome:
    """The second person allows it or not, with a reason; what is not allowed leaves no list."""
    with recording(by, "export.approve" if approved else "export.decline", reason=reason) as work:
        fresh = _held(export)
        decision = may_decide(state=state_at(fresh, by.at), own=is_own(fresh, by.account_id))
        if not decision.allowed:
            return Outcome(decision)
        work.change(FullExport, fresh.pk, decided_at=by.at, decided_by_id=by.account_id, approved=approved, decision_reason=reason)
        if not approved:
            Listed.objects.filter(export=fresh).delete()
    return Outcome(row_id=fresh.pk)


def make(*, by: Actor, export: FullExport, own_password: str) -> tuple[str, Decision]:
    """Whoever shows once more who it is gets the file's password, which is kept nowhere.

    The list is read as it stands today, and never longer than it was asked for. A wrong own password counts towards the lock of the
    account, as at the log-in.
    """
    decision = confirm_password(by=by, password=own_password)
    return _make(by, export) if decision.allowed else ("", decision)


def _make(by: Actor, export: FullExport) -> tuple[str, Decision]:
    """Write and lock the file.

    The sheet is written before the database is asked for its lock; who is in it stands in the read log with the file's first moment.
    """
    decision = may_make(state_at(export, by.at))
    if not decision.allowed:
        return "", decision
    password = fresh_password()
    with _draft(export) as draft:
        people = _write(draft, by=by, export=export, password=password)
        with recording(by, "export.make", reason=export.reason) as work:
            fresh = _held(export)
            decision = may_make(state_at(fresh, by.at))
            if not decision.allowed:
                return "", decision
            work.change(FullExport, fresh.pk, made_at=by.at, written=len(people))
            Listed.objects.filter(export=fresh).delete()
            _note(by, fresh, people)
        draft.replace(file_of(fresh.pk))
    return password, decision


def _note(by: Actor, export: FullExport, people: Sequence[int]) -> None:
    field = f"{'、'.join(column.label for column in columns_of(export))}（副本 {export.code}）"
    reason = f"{export.reason}；{export.recipient}"
    note_read_of_many(by, "export_full", people=people, field=field[:200], reason=reason[:500], path=export.organisation.now_path)


def columns_of(export: FullExport) -> list[Column[RollRow]]:
    """The columns of the sheet, in the order of the list."""
    chosen = export.columns.split(",")
    return [column for column in MEMBERS.columns if column.key in chosen]


def file_of(export_id: int) -> Path:
    """Where a locked file waits."""
    return Path(settings.EXPORTS_DIR) / f"{export_id}.xlsx"


@contextmanager
def _draft(export: FullExport) -> Iterator[Path]:
    """A file that is nobody's until it is whole; gone when something fails."""
    folder = Path(settings.EXPORTS_DIR)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    handle, name = tempfile.mkstemp(dir=folder, prefix=f"{export.pk}-", suffix=".draft")
    os.close(handle)
    draft = Path(name)
    try:
        yield draft
    finally:
        draft.unlink(missing_ok=True)


def _write(draft: Path, *, by: Actor, export: FullExport, password: str) -> list[int]:
    """The plain sheet lies in a file without a name, and only until it is locked."""
    mark = f"{by.label} {minute_of(by.at)} 副本 {export.code}"
    roll = RollFilter(
        paths=by.reader.paths(ASK),
        on=export.on,
        today=by.day,
        statuses=(*MEMBER_STATUSES, *APPLICANT_STATUSES),
        text=Sql("p.id IN (SELECT x.person_id FROM keeping_listed x WHERE x.export_id = %s)", (export.pk,)),
    )
    with cast("BinaryIO", tempfile.TemporaryFile(dir=draft.parent)) as plain:
        note = f"{mark}　用途：{export.recipient}　含完整号码，只供上述用途，用后销毁。"
        chosen = export.columns.split(",")
        people = write_full_roll(plain, wanted=roll, reader=by.reader, act=ASK, chosen=chosen, note=note, mark=mark)
        with draft.open("w+b") as locked:
            lock(plain, locked, password=password)
    return people


def fetch(*, by: Actor, export: FullExport) -> tuple[BinaryIO | None, Decision]:
    """Hand the file over, once; nothing of it stays here."""
    file = file_of(export.pk)
    with recording(by, "export.download", reason=export.reason) as work:
        fresh = _held(export)
        decision = may_fetch(state=state_at(fresh, by.at), file_there=file.exists())
        if not decision.allowed:
            return None, decision
        work.change(FullExport, fresh.pk, downloaded_at=by.at)
    stream = BytesIO(file.read_bytes())
    file.unlink()
    return stream, decision


def note_destroyed(*, by: Actor, export: FullExport, note: str) -> Outcome:
    """The copy that was handed over is destroyed; who says so stands in the trail."""
    with recording(by, "export.destroyed", reason=note) as work:
        fresh = _held(export)
        decision = may_note_destroyed(state_at(fresh, by.at))
        if not decision.allowed:
            return Outcome(decision)
        work.change(FullExport, fresh.pk, destroyed_on=by.day, destroyed_note=note)
    return Outcome(row_id=fresh.pk)


def forget_files(now: datetime) -> int:
    """Files that nobody fetched in time, and lists that nobody decided on; returns how many files went."""
    lapsed = Q(decided_at=None, asked_at__lte=now - DECIDED_WITHIN) | Q(decided_at__lte=now - FETCHED_WITHIN)
    Listed.objects.filter(export__in=FullExport.objects.unguarded(WHY).filter(lapsed)).delete()
    allowed = FullExport.objects.unguarded(WHY).filter(approved=True, decided_at__gt=now - FETCHED_WITHIN)
    waiting = {f"{one.pk}.xlsx" for one in allowed if state_at(one, now) is State.MADE}
    folder = Path(settings.EXPORTS_DIR)
    gone = [file for file in folder.iterdir() if file.name not in waiting and _is_old(file, now)] if folder.exists() else []
    for file in gone:
        file.unlink(missing_ok=True)
    return len(gone)


def _is_old(file: Path, now: datetime) -> bool:
    """A file that is being written is nobody's yet and is left alone; one that a stopped process left behind goes after an hour."""
    return file.suffix == ".xlsx" or file.stat().st_mtime < now.timestamp() - UNFINISHED


def _held(export: FullExport) -> FullExport:
    """As it stands now; nobody else decides on it until the operation ends."""
    return FullExport.objects.unguarded(WHY).select_related("organisation").select_for_update(no_key=True, of=("self",)).get(pk=export.pk)
