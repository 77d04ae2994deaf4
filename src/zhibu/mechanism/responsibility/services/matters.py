"""A matter of two organisations begins, is shown by records, ends."""

from datetime import date
from typing import Final

from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.responsibility.models import Matter, MatterTag, PriorityLine
from zhibu.mechanism.responsibility.queries.points import Point
from zhibu.mechanism.responsibility.rules.planning import may_begin_matter, may_point
from zhibu.mechanism.responsibility.terms import Together
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "登记五同事项时核对"


def begin_matter(*, by: Actor, place: Organisation, partner: Organisation, title: str, on: date) -> Outcome:
    """Both sides are Party organisations of the register."""
    with recording(by, "responsibility.matter") as work:
        home = held(place)
        gone = home.dissolved_on is not None or partner.dissolved_on is not None
        decision = may_begin_matter(title, same=home.pk == partner.pk, dissolved=gone)
        if not decision.allowed:
            return Outcome(decision)
        (row_id,) = work.reserve(Matter, 1)
        facts = {"title": title.strip(), "partner_id": partner.pk, "begun_on": on}
        work.add(Matter, id=row_id, code=f"E{row_id:06d}", organisation_id=home.pk, **facts)
    return Outcome(row_id=row_id)


def tag_matter(*, by: Actor, matter: Matter, tag: Together, point: Point | None = None, line: PriorityLine | None = None) -> Outcome:
    """A record, or a line of the yearly list, shows one of the five."""
    with recording(by, "responsibility.matter_tag") as work:
        fresh = held(matter)
        columns = {**(point or Point())._asdict(), "line_id": line.pk if line else None}
        known = MatterTag.objects.unguarded(WHY).filter(matter=fresh, tag=tag.value, **columns).exists()
        decision = may_point(known=known, ended=fresh.ended_on is not None)
        if not decision.allowed:
            return Outcome(decision)
        row_id = work.add(MatterTag, organisation_id=fresh.organisation_id, matter_id=fresh.pk, tag=tag.value, **columns)
    return Outcome(row_id=row_id)


def untag_matter(*, by: Actor, tag: MatterTag) -> Outcome:
    """It was chosen by mistake."""
    with recording(by, "responsibility.matter_untag") as work:
        work.remove(MatterTag, [held(tag).pk])
    return Outcome(row_id=tag.matter_id)


def end_matter(*, by: Actor, matter: Matter, on: date) -> Outcome:
    """Nothing more is added."""
    with recording(by, "responsibility.matter_ended") as work:
        fresh = held(matter)
        decision = may_point(known=False, ended=fresh.ended_on is not None)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Matter, fresh.pk, ended_on=max(on, fresh.begun_on))
    return Outcome(row_id=fresh.pk)
