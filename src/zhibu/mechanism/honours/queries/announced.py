"""The list for the board (公示): until the decision who is supported, afterwards who was honoured; nominations name nobody any more."""

from typing import Final, NamedTuple

from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.queries.standing import Stand
from zhibu.register.terms.people import ERASED_NAME

WHY: Final = "公示：评选表彰已在可见范围内"


class Announced(NamedTuple):
    """One line of the list."""

    called: str
    place: str


def announced(stand: Stand) -> list[Announced]:
    """In the order in which it hung there, which is that of the certificates; what was taken back since is left out. One query at most."""
    if stand.row.decided_on is None:
        return [Announced(one.called, one.place) for one in stand.supported]
    related = ("person", "organisation__now_parent", "unit", "place")
    found = Honour.objects.unguarded(WHY).filter(campaign=stand.row, revoked_on=None).select_related(*related)
    return [_announced(one) for one in found.order_by("certificate")]


def _announced(one: Honour) -> Announced:
    if one.person is not None:
        return Announced(ERASED_NAME if one.person.erased_on else one.person.name, str(one.place))
    if one.organisation is not None:
        return Announced(str(one.organisation), str(one.organisation.now_parent or ""))
    unit = one.unit.name if one.unit is not None else ""
    return Announced(f"{unit}　{one.name}" if one.name else unit, str(one.place))
