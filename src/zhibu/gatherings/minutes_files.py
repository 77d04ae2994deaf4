"""Photos belong to a version of the minutes, are seen with it, and stay as it stays."""

from collections.abc import Collection, Mapping
from typing import Final

from django.urls import reverse

from zhibu.files.owners import Belonging, Owner
from zhibu.gatherings.models import Holding, Minutes, Part
from zhibu.gatherings.permissions import RECORD
from zhibu.gatherings.queries.reached import SEE, parts_of
from zhibu.gatherings.terms import MinutesState
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.readers import AccountReader
from zhibu.register.services.holding import held

WHY: Final = "会议记录的附件：先找到记录，再按所属会议核对权限"
KIND: Final = "gathering_minutes"
SIGNED: Final = Decision.of(Objection("signed", "会议记录已经签批，附件不再改动。", remedy="请写更正的记录，附件随新的一版添加。"))


def code_of(part: Part, version: int) -> str:
    """Gathering, part and version."""
    return f"{part.gathering.code}-{part.number}-{version}"


def _minutes(codes: Collection[str]) -> Mapping[str, Minutes]:
    gatherings = {code.split("-")[0] for code in codes}
    found = Minutes.objects.unguarded(WHY).filter(part__gathering__code__in=gatherings).select_related("part__gathering__host")
    by_code = {code_of(one.part, one.version): one for one in found}
    return {code: by_code[code] for code in codes if code in by_code}


def belonging(reader: AccountReader, code: str) -> Belonging | None:
    """Seen by whoever sees the minutes of the part."""
    minutes = _minutes([code]).get(code)
    if minutes is None:
        return None
    gathering = minutes.part.gathering
    if minutes.part_id not in {one.pk for one in parts_of(reader, gathering, SEE)}:
        return None
    fixed = _fixed(minutes)
    url = f"{reverse('gathering_minutes', args=[gathering.code])}?part={minutes.part.number}"
    path = next(
        (one for one in (gathering.host.now_path, *_paths(minutes.part)) if one and reader.may(RECORD, one)), gathering.host.now_path
    )
    return Belonging(path or "", gathering.title, url, RECORD, fixed=fixed)


def _fixed(minutes: Minutes) -> Decision:
    return SIGNED if minutes.state in {MinutesState.SIGNED, MinutesState.SUPERSEDED} else Decision()


def hold(code: str) -> Decision:
    """Whoever signs holds the gathering first, too: a photo comes before the signature or not at all."""
    minutes = _minutes([code]).get(code)
    if minutes is None:
        return Decision()
    held(minutes.part.gathering)
    return _fixed(Minutes.objects.unguarded(WHY).get(pk=minutes.pk))


def _paths(part: Part) -> list[str]:
    return list(Holding.objects.unguarded(WHY).filter(part=part).values_list("organisation__now_path", flat=True))


def places(codes: Collection[str]) -> Mapping[str, str]:
    """Where minutes stand, for the trail."""
    return {code: one.part.gathering.host.now_path or "" for code, one in _minutes(codes).items()}


OWNER: Final = Owner("会议记录", belonging, places, hold)
