"""What the auditor asks of the seals: when the trail was verified and what came of it, and where its heads went."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final, NamedTuple

from zhibu.trail.heads import kept_in, places
from zhibu.trail.models import Verification
from zhibu.trail.verifications import STALLED_AFTER

SHOWN: Final = 10
"""Earlier verifications on the page."""


@dataclass(frozen=True, slots=True)
class Verifications:
    """The one under way, the last one that came to its end, and those before it."""

    running: Verification | None
    last: Verification | None
    findings: list[dict[str, Any]]
    earlier: list[Verification]


def verifications(at: datetime) -> Verifications:
    """One query."""
    made = list(Verification.objects.order_by("-pk")[: SHOWN + 2])
    moving = (one for one in made if one.finished_at is None and not one.failed and one.touched_at >= at - STALLED_AFTER)
    ended = [one for one in made if one.finished_at is not None]
    last = ended[0] if ended else None
    return Verifications(next(moving, None), last, json.loads(last.findings) if last else [], ended[1 : SHOWN + 1])


class Sent(NamedTuple):
    """A place to which heads go; the second one is not the system's own."""

    place: Path
    own: bool
    last: datetime | None
    days: int


def sent() -> list[Sent]:
    """How far each place has come; no query, but its file is read."""
    found = []
    for number, place in enumerate(places()):
        lines, _ = kept_in(place)
        found.append(Sent(place, number == 0, lines[-1].at if lines else None, len(lines)))
    return found
