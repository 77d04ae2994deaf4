"""Verifications asked for on the auditor's page: one at a time, with progress, and with the result kept in the trail itself."""

import json
import logging
import time
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction

from zhibu.kernel.clock import now
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.findings import Finding, broken_line
from zhibu.trail.heads import kept
from zhibu.trail.models import Verification
from zhibu.trail.verifying import rows_there, verify

logger = logging.getLogger(__name__)

STALLED_AFTER: Final = timedelta(minutes=15)
"""A verification without progress for so long was interrupted: the server was stopped in between."""
EVERY: Final = 1.0
"""Seconds between two notes of the progress."""
KEPT: Final = 200
"""Findings that are kept; the command tells all."""


def under_way(at: datetime) -> Verification | None:
    """The one that is being made, if it still moves."""
    return Verification.objects.filter(finished_at=None, failed=False, touched_at__gte=at - STALLED_AFTER).order_by("-pk").first()


@transaction.atomic
def begin(*, by: Actor) -> Verification | None:
    """A new one; None while another one is under way."""
    if under_way(by.at) is not None:
        return None
    made = Verification(account_id=by.account_id, actor=by.label, started_at=by.at, touched_at=by.at, total=rows_there())
    made.save(force_insert=True)
    return made


def carry_out(*, by: Actor, verification: Verification) -> None:
    """Read everything, keep what was found, and leave one line in the trail that says so."""
    mine = Verification.objects.filter(pk=verification.pk)
    last = [time.monotonic()]

    def tell(done: int, total: int) -> None:
        if time.monotonic() - last[0] >= EVERY:
            last[0] = time.monotonic()
            mine.update(done=done, total=total, touched_at=now())
        verification.done, verification.total = done, total

    try:
        lines, unreadable = kept()
        findings = [*map(broken_line, unreadable), *verify(lines, tell)]
    except Exception:
        logger.exception("verification %s was interrupted", verification.pk)
        mine.update(failed=True, touched_at=now())
        raise
    _keep(by, verification, findings, heads=len(lines))


def _keep(by: Actor, verification: Verification, findings: list[Finding], *, heads: int) -> None:
    told = json.dumps([one.told() | {"label": one.label, "rows": one.rows, "period": one.period} for one in findings[:KEPT]])
    at = now()
    outcome = f"{len(findings)} 处不符" if findings else "相符"
    with recording(by, "audit.verify", reason=f"核对 {verification.done} 条，{outcome}") as work:
        work.note()
        Verification.objects.filter(pk=verification.pk).update(
            done=verification.done,
            total=verification.total,
            touched_at=at,
            finished_at=at,
            heads=heads,
            found=len(findings),
            findings=told,
        )
