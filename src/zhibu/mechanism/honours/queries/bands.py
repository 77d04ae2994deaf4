"""The band of an organisation's published result, as evidence beside a nomination; a person may decide otherwise with a reason."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Final

from zhibu.mechanism.appraisal.models import Agreement
from zhibu.mechanism.appraisal.queries.standing import standings
from zhibu.mechanism.appraisal.rules.weighing import bands_of as named

WHY: Final = "评选条件：已公布的考评等次"


def bands_of(places: Sequence[int], year: int) -> dict[int, tuple[str, str]]:
    """By organisation: its band and the best that its table has; only of tables whose result was published."""
    found = Agreement.objects.unguarded(WHY).filter(taker_id__in=places, scheme__year=year).exclude(scheme__published_on=None)
    by_scheme = defaultdict(list)
    for one in found.select_related("scheme", "taker").order_by("pk"):
        by_scheme[one.scheme].append(one)
    return {
        one.agreement.taker_id: (one.band, max(named(scheme.bands), key=lambda band: band.at_least).name)
        for scheme, agreements in by_scheme.items()
        for one in standings(scheme, agreements, date(year, 12, 31))
    }
