"""The read log: who opened a person's page, revealed a number, exported a list."""

from zhibu.trail.actors import Actor
from zhibu.trail.marks import read_mark
from zhibu.trail.models import ReadEntry


def note_read(
    actor: Actor, kind: str, *, person_id: int | None = None, field: str = "", reason: str = "", path: str = "", rows: int = 1
) -> None:
    """Write one line of the read log."""
    mac = read_mark(actor.at, actor.account_id, actor.label, kind, person_id, field, reason, path, rows)
    ReadEntry(
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
    ).save(force_insert=True)
