"""Published results of an organisation, for those who decide on honours, rewards and posts. Evidence, never a decision."""

from datetime import date
from decimal import Decimal
from typing import Final, NamedTuple

from zhibu.mechanism.appraisal.models import Result

WHY: Final = "已公布的考评结果，供研究评先评优、奖惩和使用干部的人参考"


class Published(NamedTuple):
    """One published result."""

    year: int
    scheme: str
    agreement: str
    points: Decimal
    band: str
    published_on: date
    fingerprint: str


def results_of(organisation_id: int, year: int | None = None) -> list[Published]:
    """Newest first; of one year where it is named. One query."""
    found = Result.objects.unguarded(WHY).filter(agreement__taker_id=organisation_id).exclude(published_on=None)
    if year is not None:
        found = found.filter(agreement__scheme__year=year)
    columns = ("agreement__scheme__year", "agreement__scheme__title", "agreement__code", "points", "band", "published_on", "fingerprint")
    return [Published(*row) for row in found.order_by("-agreement__scheme__year", "agreement__scheme__title").values_list(*columns)]
