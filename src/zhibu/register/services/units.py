"""Resident units: recorded, corrected; head count and Party organisation are dated."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.kernel.decisions import Objection, Outcome
from zhibu.register.models import Community, HeadCount, Organisation, ResidentsCommittee, ResidentUnit, UnitOrganisation
from zhibu.register.rules.names import name_key
from zhibu.register.services.spans import succeed
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记驻区单位时核对"


def add_unit(
    *, by: Actor, facts: Mapping[str, Any], place: Organisation, on: date, head_count: int | None = None,
    organisation: Organisation | None = None, mode: str = "", reason: str = "",
) -> Outcome:
    """A unit in the reach of the Party organisation of its place; its community follows from there."""
    same = ResidentUnit.objects.unguarded(WHY).filter(name=facts["name"], organisation=place, closed_on=None).exists()
    if same:
        return Outcome.refused(Objection("known", f"“{facts['name']}”已登记。", remedy="请打开原有记录更正。", field="name"))
    with recording(by, "unit.add", reason=reason) as work:
        (unit_id,) = work.reserve(ResidentUnit, 1)
        columns = {"id": unit_id, "code": f"D{unit_id:04d}", **facts, **_derived(facts["name"]), "organisation_id": place.pk, "community_id": community_of(place)}
        work.put(ResidentUnit, tuple(columns), [tuple(columns.values())])
        _spans(work, unit_id, head_count, organisation, mode, on)
    return Outcome(row_id=unit_id)


def correct_unit(
    *, by: Actor, unit: ResidentUnit, facts: Mapping[str, Any], place: Organisation, on: date, head_count: int | None = None,
    organisation: Organisation | None = None, mode: str = "", reason: str = "",
) -> Outcome:
    """Facts are corrected; head count and Party organisation change from a day on."""
    with recording(by, "unit.correct", reason=reason) as work:
        work.change(ResidentUnit, unit.pk, **{**facts, **_derived(facts["name"]), "organisation_id": place.pk, "community_id": community_of(place)})
        _spans(work, unit.pk, head_count, organisation, mode, on)
    return Outcome(row_id=unit.pk)


def _derived(name: str) -> dict[str, str]:
    return {"sort_key": name_key(name).sort_key[:240]}


def _spans(work: Work, unit_id: int, head_count: int | None, organisation: Organisation | None, mode: str, on: date) -> None:
    if head_count is not None:
        succeed(work, HeadCount, key={"unit_id": unit_id}, values={"count": head_count}, on=on)
    if organisation is not None:
        succeed(work, UnitOrganisation, key={"unit_id": unit_id}, values={"organisation_id": organisation.pk, "mode": mode}, on=on)


def community_of(place: Organisation) -> int | None:
    """The community led by the organisation or by one above it."""
    found = Community.objects.unguarded(WHY).values_list("pk", "organisation__now_path")
    inside = [(len(path), pk) for pk, path in found if place.now_path.startswith(path)]
    return max(inside)[1] if inside else None


def add_community(*, by: Actor, organisation: Organisation, name: str, residents_committee: str, director: str = "") -> Outcome:
    """The community that an organisation leads, and its residents' committee: another body."""
    if Community.objects.unguarded(WHY).filter(organisation=organisation).exists():
        return Outcome.refused(Objection("known", f"{organisation}已登记为一个社区的党组织。", remedy="无须重复登记。", field="name"))
    with recording(by, "community.add") as work:
        (row_id,) = work.reserve(Community, 1)
        work.put(Community, ("id", "code", "name", "organisation_id"), [(row_id, f"S{row_id:04d}", name, organisation.pk)])
        work.add(ResidentsCommittee, organisation_id=organisation.pk, community_id=row_id, name=residents_committee, director=director)
    return Outcome(row_id=row_id)
