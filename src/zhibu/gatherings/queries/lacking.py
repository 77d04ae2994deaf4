"""Signed records of an organisation that do not hold what their kind asks for, and what each lacks: so that it can be put right."""

from collections import Counter
from datetime import date
from typing import Final, NamedTuple

from zhibu.gatherings.models import Holding, Resolution
from zhibu.gatherings.queries.lists import typed_numbers
from zhibu.gatherings.rules.signing import Record, missing
from zhibu.gatherings.terms import GatheringKind

WHY: Final = "已经确认可以看到的得分，列出记录不齐全的会议"


class Lacking(NamedTuple):
    """One of them. Nothing ``lacks`` where it has been added and the correction waits for its signature."""

    kind: str
    on: date
    code: str
    part: int
    lacks: tuple[str, ...]


def lacking_records(organisation: int, first: date, last: date) -> list[Lacking]:
    """Of a span, those that ``complete_records`` counts as incomplete; two queries."""
    held = Holding.objects.unguarded(WHY).filter(organisation=organisation, on__gte=first, on__lte=last, complete=False, cancelled=False)
    found = list(held.filter(quorate__isnull=False).select_related("part__gathering", "signed_minutes").order_by("on", "pk"))
    written = Resolution.objects.unguarded(WHY).filter(minutes__in=[one.signed_minutes_id for one in found if one.signed_minutes_id])
    decided = Counter(written.values_list("minutes_id", flat=True))
    return [_lacking(one, decided[one.signed_minutes_id or 0]) for one in found]


def _lacking(one: Holding, decisions: int) -> Lacking:
    part, minutes = one.part, one.signed_minutes
    record = Record(
        kind=one.kind,
        on=one.on,
        numbers=typed_numbers(one),
        chair=part.chair,
        recorder=part.recorder,
        lecturer=part.lecturer,
        topic=part.topic or part.gathering.title,
        text=minutes is not None and (bool(minutes.text.strip()) or minutes.on_paper),
        decisions=decisions,
    )
    lacks = tuple(each.label for each in missing(record))
    return Lacking(GatheringKind.word(one.kind), one.on, part.gathering.code, part.number, lacks)
