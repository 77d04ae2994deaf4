"""The paper of an honour from above is seen by those who see the honour, and added by whoever enters honours there."""

from collections.abc import Collection, Mapping
from typing import Final

from django.urls import reverse

from zhibu.files.owners import Belonging, Owner
from zhibu.kernel.readers import AccountReader
from zhibu.mechanism.honours.models import HonourReceived
from zhibu.mechanism.honours.terms import RECORD, SEE

KIND: Final = "honour_received"
WHY: Final = "附件：上级荣誉所在的党组织"


def belonging(reader: AccountReader, code: str) -> Belonging | None:
    """As the page of the honour shows it."""
    found = HonourReceived.objects.seen_by(reader, SEE).select_related("place").filter(code=code).first()
    if found is None:
        return None
    url = reverse("honour_received", args=[code])
    return Belonging(found.place.now_path or "", found.title, url, RECORD, person_id=found.person_id)


def places(codes: Collection[str]) -> Mapping[str, str]:
    """Where honours stand, for the trail."""
    found = HonourReceived.objects.unguarded(WHY).filter(code__in=list(codes))
    return dict(found.values_list("code", "place__now_path"))


OWNER: Final = Owner("上级荣誉", belonging, places)
