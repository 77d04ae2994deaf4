"""From which day on an organisation's ledger is whole, where whoever imports it says so (PRACTICE.md 1.7)."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from zhibu.gatherings.models import RecordsFrom
from zhibu.gatherings.rules.afternoons import LedgerEntry
from zhibu.gatherings.terms.ledgers import HOLDS
from zhibu.trail.door import Work

WHY: Final = "导入完整的台账时核对记录齐全日期"


def complete_from(work: Work, entries: Sequence[LedgerEntry]) -> None:
    """Of each organisation, for each kind of its ledger, from the first day of the earliest year; an earlier day that is known stays."""
    wanted: dict[tuple[int, str], date] = {}
    for entry in entries:
        first = date(entry.on.year, 1, 1)
        kinds = next(kinds for kinds in HOLDS.values() if entry.kind in kinds)
        for kind in kinds:
            key = entry.organisation, str(kind)
            wanted[key] = min(first, wanted.get(key, first))
    organisations = {organisation for organisation, _ in wanted}
    rows = RecordsFrom.objects.unguarded(WHY).filter(organisation_id__in=organisations)
    known = {(row.organisation_id, row.kind): row for row in rows}
    for key, first in wanted.items():
        row = known.get(key)
        if row is None:
            work.add(RecordsFrom, organisation_id=key[0], kind=key[1], complete_from=first)
        elif row.complete_from > first:
            work.change(RecordsFrom, row.pk, complete_from=first)
