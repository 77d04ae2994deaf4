"""Resident units: recorded, corrected, closed; head count and Party organisation are dated."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Community, HeadCount, Organisation, ResidentUnit, UnitOrganisation
from zhibu.register.rules.names import name_key
from zhibu.register.rules.units import may_close_unit, may_record_unit
from zhibu.register.services.holding import held
from zhibu.register.services.spans import end_all, succeed
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记驻区单位时核对"


def add_unit(
    *,
    by: Actor,
    facts: Mapping[str, Any],
    place: Organisation,
    on: date,
    head_count: int | None = None,
    organisation: Organisation | None = None,
    mode: str = "",
    reason: str = "",
) -> Outcome:
    """A unit in the reach of the Party organisation of its place; its community follows from there."""
    with recording(by, "unit.add", reason=reason) as work:
        here = held(place)
        decision = _may_record(facts, here, organisation, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        (unit_id,) = work.reserve(ResidentUnit, 1)
        columns = {"id": unit_id, "code": f"D{unit_id:04d}", **_columns(facts, here)}
        work.put(ResidentUnit, tuple(columns), [tuple(columns.values())])
        _put_spans(work, unit_id, head_count=head_count, organisation=organisation, mode=mode, on=on)
    return Outcome(row_id=unit_id)


def correct_unit(
    *,
    by: Actor,
    unit: ResidentUnit,
    facts: Mapping[str, Any],
    place: Organisation,
    on: date,
    head_count: int | None = None,
    organisation: Organisation | None = None,
    mode: str = "",
    reason: str = "",
) -> Outcome:
    """Facts are corrected; head count and Party organisation change from a day on."""
    with recording(by, "unit.correct", reason=reason) as work:
        here, fresh = held(place), held(unit)
        decision = _may_record(facts, here, organisation, on=on, today=by.day, unit=fresh)
        if not decision.allowed:
            return Outcome(decision)
        work.change(ResidentUnit, fresh.pk, **_columns(facts, here))
        _put_spans(work, fresh.pk, head_count=head_count, organisation=organisation, mode=mode, on=on)
    return Outcome(row_id=fresh.pk)


def close_unit(*, by: Actor, unit: ResidentUnit, on: date, reason: str = "") -> Outcome:
    """A unit gave up or moved away; its figures and its Party organisation end with it."""
    with recording(by, "unit.close", reason=reason) as work:
        fresh = held(unit)
        decision = may_close_unit(closed_on=fresh.closed_on, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        work.change(ResidentUnit, fresh.pk, closed_on=on)
        for model in (HeadCount, UnitOrganisation):
            end_all(work, model, key={"unit_id": fresh.pk}, on=on)
    return Outcome(row_id=fresh.pk)


def _may_record(
    facts: Mapping[str, Any],
    place: Organisation,
    organisation: Organisation | None,
    *,
    on: date,
    today: date,
    unit: ResidentUnit | None = None,
) -> Decision:
    same = ResidentUnit.objects.unguarded(WHY).filter(name=facts["name"], organisation=place, closed_on=None)
    known = same.exclude(pk=unit.pk if unit else 0).values_list("name", "code").first()
    return may_record_unit(
        name=facts["name"],
        known_as=f"{known[0]}（{known[1]}）" if known else "",
        closed=unit is not None and unit.closed_on is not None,
        place_dissolved=place.dissolved_on is not None,
        organisation_dissolved=organisation is not None and organisation.dissolved_on is not None,
        on=on,
        today=today,
    )


def _columns(facts: Mapping[str, Any], place: Organisation) -> dict[str, Any]:
    sort_key = name_key(facts["name"]).sort_key[:240]
    return {**facts, "sort_key": sort_key, "organisation_id": place.pk, "community_id": community_of(place)}


def _put_spans(work: Work, unit_id: int, *, head_count: int | None, organisation: Organisation | None, mode: str, on: date) -> None:
    if head_count is not None:
        succeed(work, HeadCount, key={"unit_id": unit_id}, values={"count": head_count}, on=on)
    if organisation is not None:
        succeed(work, UnitOrganisation, key={"unit_id": unit_id}, values={"organisation_id": organisation.pk, "mode": mode}, on=on)


def community_of(place: Organisation) -> int | None:
    """The community led by the organisation or by one above it."""
    found = Community.objects.unguarded(WHY).values_list("pk", "organisation__now_path")
    inside = [(len(path), pk) for pk, path in found if place.now_path.startswith(path)]
    return max(inside)[1] if inside else None
