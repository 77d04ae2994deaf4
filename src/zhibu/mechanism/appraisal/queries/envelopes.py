"""Which envelopes were made."""

from django.db.models import QuerySet

from zhibu.kernel.readers import Reader
from zhibu.mechanism.appraisal.models import Envelope
from zhibu.mechanism.appraisal.terms import SEE

WHY = "已经拿到文件，按指纹核对封存件登记"


def envelopes_seen(reader: Reader) -> QuerySet[Envelope]:
    """Newest first, with what a list shows."""
    return Envelope.objects.seen_by(reader, SEE).select_related("scheme", "organisation").order_by("-pk")


def envelope_by(fingerprint: str) -> Envelope | None:
    """The one that has this fingerprint."""
    return Envelope.objects.unguarded(WHY).select_related("scheme", "organisation").filter(fingerprint=fingerprint).first()
