"""What somebody should look at: written once, however often the same sheet comes in."""

from collections.abc import Mapping
from typing import Final

from zhibu.register.imports import sets
from zhibu.register.imports.people_facts import PeopleBlock
from zhibu.register.imports.session import Session
from zhibu.register.models import CheckNote
from zhibu.trail.door import Work

COLUMNS: Final = ("id", "person_id", "field", "code", "raw", "message", "since")
MESSAGE: Final = 300


def put_notes(people: PeopleBlock, persons: Mapping[int, int], session: Session, work: Work) -> set[int]:
    """Write the notes of rows, given the person of each; those that stand already, open or closed, are left. Returns who got one."""
    noted = {at: people.notes[at] for at in people.notes if at in persons}
    if not noted:
        return set()
    ids = [persons[at] for at in noted]
    known = set(sets.select(CheckNote, ("person_id", "field", "code", "raw"), key="person_id", keys=ids))
    day = session.actor.day.isoformat()
    fresh: dict[tuple[int, str, str, str], str] = {}
    for at, notes in noted.items():
        for note in notes:
            key = persons[at], note.field, note.code, note.raw
            if key not in known:
                fresh[key] = note.message[:MESSAGE]
    numbers = work.reserve(CheckNote, len(fresh)) if fresh else []
    work.put(CheckNote, COLUMNS, [(number, *key, message, day) for number, (key, message) in zip(numbers, fresh.items(), strict=True)])
    return {key[0] for key in fresh}
