"""What waits to be looked at, for those who may: a word in the column of hardship belongs to the sealed area of two roles."""

from typing import Any, Final

from django.db.models import Q

from zhibu.kernel.readers import Reader
from zhibu.register.models import CheckNote
from zhibu.store.guards import GuardedQuerySet, within

SEALED: Final = "see_hardship"
HARDSHIP: Final = "hardship"
"""``CheckNote.field`` of what was noted there."""


def open_notes(reader: Reader, act: str) -> GuardedQuerySet[Any]:
    """Notes that are not settled, in the reach of an act."""
    found: GuardedQuerySet[Any] = CheckNote.objects.seen_by(reader, act).filter(closed_on=None)
    return found if reader.everywhere else found.filter(~Q(field=HARDSHIP) | within("person__now_path", reader.paths(SEALED)))
