"""The read log: who opened a person's page, revealed a number, exported a list; and whom a line concerns."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q, QuerySet

from zhibu.trail import rows as table_rows
from zhibu.trail.actors import Actor
from zhibu.trail.marks import read_mark
from zhibu.trail.models import ReadEntry, ReadPerson


def note_read(
    actor: Actor, kind: str, *, person_id: int | None = None, field: str = "", reason: str = "", path: str = "", rows: int = 1
) -> int:
    """Write one line of the read log; returns its number."""
    mac = read_mark(actor.at, actor.account_id, actor.label, kind, person_id, field, reason, path, rows)
    entry = ReadEntry(
        at=actor.at,
        account_id=actor.account_id,
        actor=actor.label,
        kind=kind,
        person_id=person_id,
        field=field,
        reason=reason,
        path=path,
        rows=rows,
        mac=mac,
    )
    entry.save(force_insert=True)
    return entry.pk


@transaction.atomic
def note_read_of_many(actor: Actor, kind: str, *, people: Sequence[int], field: str, reason: str, path: str) -> int:
    """One line that concerns many people, each of whom finds it in the own read log."""
    read_id = note_read(actor, kind, field=field, reason=reason, path=path, rows=len(people))
    numbers = table_rows.reserve(ReadPerson, len(people)) if people else []
    values = [(number, read_id, person_id) for number, person_id in zip(numbers, people, strict=True)]
    table_rows.insert(ReadPerson, ("id", "read_id", "person_id"), values)
    return read_id


def reads_about(people: Sequence[int]) -> QuerySet[ReadEntry]:
    """Lines that concern any of these people, alone or among others."""
    among = ReadPerson.objects.filter(person_id__in=people).values("read_id")
    return ReadEntry.objects.filter(Q(person_id__in=people) | Q(pk__in=among))
