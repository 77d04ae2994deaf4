"""What of a gathering is in a reader's reach, and by which rules of its day it is judged."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from zhibu.gatherings.models import Gathering, Holding, Part
from zhibu.kernel.readers import Reader
from zhibu.parameters.queries import local_values
from zhibu.rulebook.book import Rules
from zhibu.rulebook.loading import rulebook

WHY: Final = "会议已在可见范围内，只判断有没有签批"
RECORD: Final = "record_gatherings"
SEE: Final = "see_gatherings"
CALENDAR: Final = "see_calendar"


def holdings_of(reader: Reader, gathering: Gathering, act: str) -> list[Holding]:
    """Those of organisations in reach: whoever called it writes the minutes, but reads no roll of an organisation beyond his reach."""
    found = Holding.objects.seen_by(reader, act).filter(gathering=gathering).select_related("part__gathering", "organisation__now_parent")
    return list(found.order_by("part__number", "organisation__now_path"))


def parts_of(reader: Reader, gathering: Gathering, act: str) -> list[Part]:
    """All parts for whoever reaches the host, else those that an organisation in reach holds."""
    found = Part.objects.seen_by(reader, act).filter(gathering=gathering).select_related("gathering").order_by("number")
    if reader.may(act, gathering.host.now_path):
        return list(found)
    return list(found.filter(pk__in={one.part_id for one in holdings_of(reader, gathering, act)}))


def records_whole(reader: Reader, gathering: Gathering) -> bool:
    """For the host, or for every organisation that holds a part."""
    if reader.may(RECORD, gathering.host.now_path):
        return True
    paths = Holding.objects.unguarded(WHY).filter(gathering=gathering).values_list("organisation__now_path", flat=True)
    return all(reader.may(RECORD, path) for path in paths)


def rules_at(path: str, on: date) -> Rules:
    """The rules of a day where an organisation stands, with its street's own values."""
    return rulebook().on(on, local_values([path], on=on).of(path))


def rules_by_path(paths: Sequence[str], on: date) -> dict[str, Rules]:
    """The same for several; one query."""
    local = local_values(paths, on=on)
    return {path: rulebook().on(on, local.of(path)) for path in set(paths)}


def signed_at(part: Part) -> bool:
    """Whether any organisation has signed this part: what they all share then stands."""
    return Holding.objects.unguarded(WHY).filter(part=part).exclude(signed_at=None).exists()
