"""The band of an organisation's published result, as evidence beside a nomination; a person may decide otherwise with a reason."""

from collections.abc import Sequence
from typing import Final

from zhibu.mechanism.appraisal.models import Result
from zhibu.mechanism.appraisal.rules.weighing import bands_of as named

WHY: Final = "评选条件：已公布的考评等次"


def bands_of(places: Sequence[int], year: int) -> dict[int, tuple[str, str]]:
    """By organisation: its band and the best that its table has; of results that were published alone. One query."""
    found = Result.objects.unguarded(WHY).filter(agreement__taker_id__in=places, agreement__scheme__year=year).exclude(published_on=None)
    rows = found.order_by("published_on", "pk").values_list("agreement__taker_id", "band", "agreement__scheme__bands")
    return {place: (band, named(bands)[0].name) for place, band, bands in rows if named(bands)}
