"""Meetings of the small street, made through the services."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, time
from typing import Any, Final

from tests.register.factories import TODAY, actor
from zhibu.gatherings.models import Gathering, Holding, Part
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.services.minutes import sign_minutes, write_minutes
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.register.models import Organisation, Person
from zhibu.rulebook.book import Rules
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor

WHY: Final = "测试"


def holder(organisation: Organisation) -> Holder:
    """As plain values."""
    return Holder(organisation.pk, str(organisation), organisation.now_kind, organisation.dissolved_on)


def part(kind: GatheringKind, *organisations: Organisation, **facts: Any) -> PartDraft:
    """One part with what its minutes ask for."""
    said = {"topic": "学习讨论", "chair": "王芳", "recorder": "赵敏", "lecturer": "王芳"} | facts
    return PartDraft(str(kind), holders=tuple(map(holder, organisations)), **said)


def draft(*parts: PartDraft, on: date = TODAY, **facts: Any) -> Draft:
    """An afternoon."""
    return replace(Draft("", on, time(14), time(16), "社区会议室", parts), **facts)


def make_gathering(host: Organisation, *parts: PartDraft, on: date = TODAY, by: Actor | None = None, **facts: Any) -> Gathering:
    """Planned or entered afterwards, as its day says."""
    done = plan_gathering(by=by or actor(), host=host, draft=draft(*parts, on=on, **facts))
    assert done.decision.objections == ()
    return Gathering.objects.unguarded(WHY).get(pk=done.row_id)


def members_meeting(branch: Organisation, *, on: date = TODAY, **facts: Any) -> Gathering:
    """The commonest of all."""
    return make_gathering(branch, part(GatheringKind.MEMBERS_MEETING, branch), on=on, **facts)


def holdings(gathering: Gathering) -> list[Holding]:
    """In the order of parts, then of organisations."""
    found = Holding.objects.unguarded(WHY).filter(gathering=gathering).select_related("part__gathering", "organisation")
    return list(found.order_by("part__number", "organisation_id"))


def parts(gathering: Gathering) -> list[Part]:
    """In their order."""
    return list(Part.objects.unguarded(WHY).filter(gathering=gathering).select_related("gathering").order_by("number"))


def mark(gathering: Gathering, marks: Mapping[Person, Presence], *, rest: str = "", by: Actor | None = None) -> None:
    """Everybody of whom something is said, at all parts; on the day at the earliest."""
    said = {person.pk: str(presence) for person, presence in marks.items()}
    done = mark_attendance(by=by or actor(max(TODAY, gathering.on)), holdings=holdings(gathering), marks=said, rest=rest)
    assert done.decision.objections == ()


def write(gathering: Gathering, text: str = "学习了文件，讨论了计划。", *resolutions: str, by: Actor | None = None) -> None:
    """Minutes of every part."""
    for one in parts(gathering):
        done = write_minutes(by=by or actor(), part=one, text=text, resolutions=resolutions or ("同意工作计划。",))
        assert done.decision.objections == ()


def sign(gathering: Gathering, *, by: Actor | None = None, on: date = TODAY) -> None:
    """By all that held it."""
    done = sign_minutes(by=by or actor(), holdings=holdings(gathering), rules=rules(on))
    assert done.decision.objections == ()


def rules(on: date = TODAY) -> Rules:
    """Those that are shipped."""
    return rulebook().on(on)
