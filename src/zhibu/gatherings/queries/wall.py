"""The code on the wall: the gathering, its day and a chance number, signed. It tells nothing of who scans it, from where or when."""

from datetime import date
from typing import Final

from django.core.signing import Signer
from django.utils.crypto import constant_time_compare

from zhibu.gatherings.models import Gathering

WHY: Final = "到会码：凭签名找到会议，只显示名称和日期"
SIGNER: Final = Signer(salt="gatherings: the code on the wall")


def token_of(gathering: Gathering) -> str:
    """Another one as soon as the day or the chance number changes; empty while no code is shown."""
    return f"{gathering.code}-{_signature(gathering)}" if gathering.wall_code else ""


def _signature(gathering: Gathering) -> str:
    return SIGNER.signature(f"{gathering.code}:{gathering.on.isoformat()}:{gathering.wall_code}")


def gathering_by(token: str, today: date) -> Gathering | None:
    """The gathering whose code this is, until its day is over; None for anything else."""
    code, _, signature = token.partition("-")
    found = Gathering.objects.unguarded(WHY).filter(code=code, on__gte=today).exclude(wall_code="").select_related("host").first()
    return found if found is not None and constant_time_compare(signature, _signature(found)) else None
