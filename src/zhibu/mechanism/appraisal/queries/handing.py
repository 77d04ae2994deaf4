"""What a hand-over pack says of agreements: those of the year that an organisation has taken on."""

from datetime import date
from typing import Final

from zhibu.mechanism.appraisal.models import Agreement
from zhibu.mechanism.responsibility.packs import PackLine
from zhibu.mechanism.responsibility.terms import LineKind
from zhibu.register.models import Organisation

WHY: Final = "工作交接：本组织当年的目标责任书"


def agreements_of(place: Organisation, on: date) -> list[PackLine]:
    """Signed by both or not yet; one query."""
    found = Agreement.objects.unguarded(WHY).filter(taker=place, scheme__year=on.year).select_related("scheme").order_by("pk")
    return [PackLine(LineKind.AGREEMENT, one.scheme.title, "双方已签" if _signed(one) else "还没有签完") for one in found]


def _signed(one: Agreement) -> bool:
    return one.giver_signed_on is not None and one.taker_signed_on is not None
