"""What the agenda asks: which of its lines stand on a programme."""

from collections.abc import Collection
from typing import Final

from zhibu.mechanism.commemoration.models import ProgrammeLine

WHY: Final = "议程：判断哪些是庆祝活动的环节"


def standing_on(items: Collection[int]) -> frozenset[int]:
    """Lines that the programme of a ceremony is made of: they are changed there."""
    return frozenset(ProgrammeLine.objects.unguarded(WHY).filter(item_id__in=items).values_list("item_id", flat=True))


def nobody_leaves(items: Collection[int]) -> frozenset[int]:
    """Nothing is voted on at a ceremony."""
    del items
    return frozenset()
