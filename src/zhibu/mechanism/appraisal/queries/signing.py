"""Agreements that wait for somebody's own signature: told on that person's start page from the day on which they are made."""

from typing import Final, NamedTuple

from django.db.models import Count

from zhibu.kernel.readers import Reader
from zhibu.mechanism.appraisal.models import Agreement
from zhibu.mechanism.appraisal.terms import ON_BEHALF, SIGN, SchemeState
from zhibu.register.queries.folding import Part, part_of

WHY: Final = "等本人签订的责任书：按本人负责的党组织读取"
SHOWN: Final = 3


class ToGive(NamedTuple):
    """A table whose agreements wait for its giver, and how many."""

    code: str
    title: str
    number: int


class ToTake(NamedTuple):
    """An agreement that waits for whoever takes it on."""

    code: str
    title: str


def on_the_desk(reader: Reader, year: int) -> tuple[Part, Part] | None:
    """Of the year and the one before, at the very organisation of a grant; None for whoever signs nowhere, or enters others' signatures."""
    paths = [path for path in reader.paths(SIGN) if not reader.may(ON_BEHALF, path)]
    if not paths:
        return None
    found = Agreement.objects.unguarded(WHY).filter(
        scheme__state=SchemeState.IN_FORCE.value, scheme__year__gte=year - 1, taker__dissolved_on=None
    )
    give = found.filter(giver_signed_on=None, scheme__organisation__now_path__in=paths).order_by()
    counted = give.values_list("scheme__code", "scheme__title").annotate(number=Count("pk"))
    take = found.filter(taker_signed_on=None, taker__now_path__in=paths).order_by("-scheme__year", "pk")
    return (
        part_of(counted, "text", "text", "number", made=ToGive),
        part_of(take.values_list("code", "scheme__title")[:SHOWN], "text", "text", made=ToTake),
    )
