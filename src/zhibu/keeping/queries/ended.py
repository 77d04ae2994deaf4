"""Whose last roll has ended, with what the table of times asks: set-based, one statement for the whole register."""

from collections.abc import Iterator
from datetime import date
from typing import Final, NamedTuple

from django.db import connection

from zhibu.keeping.rules import row_for
from zhibu.keeping.terms import End, table_on
from zhibu.kernel.dates import months_after
from zhibu.register.queries.rolls import MEMBER_STATUSES

AT_ONCE: Final = 5000

ENDED: Final = """SELECT m.person_id, m.valid_to, m.ending,
 coalesce((SELECT s.status FROM register_memberstatus s WHERE s.person_id = m.person_id ORDER BY s.valid_to DESC LIMIT 1), '')
 FROM {source} JOIN register_person p ON p.id = m.person_id
 WHERE m.relation = 'roll' AND m.valid_to <= %s AND p.erased_on IS NULL AND p.merged_into_id IS NULL
 AND NOT EXISTS (SELECT 1 FROM register_membership l WHERE l.person_id = m.person_id AND l.valid_to > m.valid_to
 AND (l.relation = 'roll' OR l.valid_to > %s))
 AND NOT EXISTS (SELECT 1 FROM register_post j WHERE j.person_id = m.person_id AND j.valid_to > %s)
 ORDER BY m.person_id, m.id"""
"""A record that was merged into another has no end of its own. Whoever stands anywhere, as a guest, too, or holds a post, is in force."""
EVERYBODY: Final = "register_membership m"
ANNOUNCED: Final = "keeping_notice n JOIN register_membership m ON m.person_id = n.person_id"


class Ended(NamedTuple):
    """Somebody off the roll: since when, under which row of the table, and when the time is over."""

    person_id: int
    row: str
    ended_on: date
    due_on: date


def ended_by(horizon: date, on: date, *, announced: bool = False) -> Iterator[Ended]:
    """People whose time is over by ``horizon``, as of a day; ``announced``: only those who stand on the list."""
    months = {row.key: row.months for row in table_on(on) if row.ends is End.RUN and row.months is not None}
    seen = 0
    for person_id, ended_on, ending, status in _rows(ANNOUNCED if announced else EVERYBODY, on):
        row = row_for(ending=ending, was_member=status in MEMBER_STATUSES)
        due_on = months_after(ended_on, months[row])
        if due_on <= horizon and person_id != seen:
            seen = person_id
            yield Ended(person_id, row, ended_on, due_on)


def _rows(source: str, on: date) -> Iterator[tuple[int, date, str, str]]:
    with connection.chunked_cursor() as cursor:
        cursor.execute(ENDED.format(source=source), [on] * 3)
        while found := cursor.fetchmany(AT_ONCE):
            yield from found
