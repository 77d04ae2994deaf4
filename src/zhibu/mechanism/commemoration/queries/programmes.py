"""What a host's ceremonies give within a year of a day: one query."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from zhibu.gatherings.terms import GatheringState
from zhibu.mechanism.commemoration.models import ProgrammeLine
from zhibu.mechanism.commemoration.rules.giving import A_YEAR, Programme, given_at
from zhibu.mechanism.honours.rules.certificates import Granted
from zhibu.register.models import Organisation

WHY: Final = "庆祝活动：同一组织的其他庆祝活动颁发哪些荣誉"
COLUMNS: Final = ("ceremony_id", "ceremony__gathering__on", "ceremony__gathering__title", "ceremony__gathering__code", "kind", "honour")


def programmes_of(host: Organisation, on: date) -> list[Programme]:
    """But for those that were called off; one without a line gives nothing."""
    found = ProgrammeLine.objects.unguarded(WHY).filter(ceremony__gathering__host=host, ceremony__gathering__on__gt=on - A_YEAR)
    rows = found.filter(ceremony__gathering__on__lt=on + A_YEAR).exclude(ceremony__gathering__state=GatheringState.CANCELLED)
    known: dict[tuple[int, date, str, str], set[str]] = {}
    for *one, kind, honour in rows.values_list(*COLUMNS):
        known.setdefault((one[0], one[1], one[2], one[3]), set()).update({kind, honour} - {""})
    return [Programme(*one, frozenset(called)) for one, called in known.items()]


def elsewhere_of(ceremony: int, honours: Sequence[Granted], programmes: Sequence[Programme]) -> Mapping[str, Programme]:
    """By kind at which other ceremony honours are given that could be given at this one."""
    found = {}
    for one in honours:
        other = given_at(one.kind, one.decided_on, programmes)
        if other is not None and other.ceremony != ceremony:
            found[one.kind] = other
    return found
