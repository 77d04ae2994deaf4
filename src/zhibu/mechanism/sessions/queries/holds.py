"""What the agenda asks: which of its lines are topics, and who is out of the room while one is decided."""

from collections.abc import Collection
from typing import Final

from django.db.models import Exists, OuterRef, Q

from zhibu.gatherings.models import Holding
from zhibu.mechanism.sessions.models import Recusal, Tabling

WHY: Final = "议程：判断哪些是列入的议题、谁回避"


def standing_on(items: Collection[int]) -> frozenset[int]:
    """Lines that a topic is tabled as."""
    return frozenset(Tabling.objects.unguarded(WHY).filter(item_id__in=items).values_list("item_id", flat=True))


def out_of_the_room(items: Collection[int]) -> frozenset[int]:
    """Persons."""
    return frozenset(Recusal.objects.unguarded(WHY).filter(tabling__item_id__in=items).values_list("person_id", flat=True))


def in_open_sessions() -> Q:
    """Of recusals: those of sessions that nobody has signed."""
    signed = Holding.objects.unguarded(WHY).filter(part=OuterRef("tabling__item__part")).exclude(signed_at=None)
    return Q(~Exists(signed))
