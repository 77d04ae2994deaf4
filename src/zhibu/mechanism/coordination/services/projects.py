"""A project goes on: agreed by both sides, delivered, confirmed, thanked for. The day of each step is its line of the case's log."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from zhibu.cases import services as cases
from zhibu.cases.rules.acts import Deed
from zhibu.gatherings.models import Gathering
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.coordination.models import Project
from zhibu.mechanism.coordination.rules.acts import may_agree, may_confirm, may_deliver
from zhibu.mechanism.coordination.rules.procedures import AGREE, CONFIRM, DELIVER, THANK
from zhibu.mechanism.coordination.services.publishing import refresh
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import must, whole

NOT_HELD: Final = Objection("not_held", "这次会议活动还没有开。", remedy="开过以后再登记落实，或者不关联。", field="gathering")


@dataclass(frozen=True, slots=True)
class Seen:
    """The day of a step, and the last line of the log that whoever does it saw."""

    on: date
    last: int


@whole
def agree(*, by: Actor, project: Project, seen: Seen, what: str, how: str, until: date | None) -> Outcome:
    """Both sides agreed on what and when; from now on the project has its day."""
    decision = may_agree(until=until, what=what, how=how, on=seen.on)
    changes = {"what": what.strip(), "agreed_how": how.strip(), "due": until}
    return _step(by, project, Deed(AGREE, seen.on, until=until), seen.last, decision=decision, changes=changes)


@whole
def deliver(*, by: Actor, project: Project, seen: Seen, outcome: str, gathering: Gathering | None = None) -> Outcome:
    """It was done; where it was a meeting or an activity, that one is named."""
    decision = Decision.all(
        may_deliver(on=seen.on, today=by.day, outcome=outcome),
        Decision.of(NOT_HELD if gathering is not None and gathering.on > by.day else None),
    )
    changes = {"done_on": seen.on, "outcome": outcome.strip(), "gathering_id": gathering.pk if gathering is not None else None}
    return _step(by, project, Deed(DELIVER, seen.on), seen.last, decision=decision, changes=changes)


@whole
def confirm(*, by: Actor, project: Project, seen: Seen, how: str) -> Outcome:
    """The partner says so; only what was confirmed stands on the sheet of a year."""
    changes = {"confirmed_on": seen.on, "confirmed_how": how.strip()}
    return _step(by, project, Deed(CONFIRM, seen.on), seen.last, decision=may_confirm(how=how), changes=changes)


@whole
def thank(*, by: Actor, project: Project, seen: Seen) -> Outcome:
    """The letter of thanks was handed over; the project is over."""
    return _step(by, project, Deed(THANK, seen.on), seen.last, decision=Decision(), changes={"thanked_on": seen.on})


def _step(by: Actor, project: Project, deed: Deed, last: int, *, decision: Decision, changes: dict[str, Any]) -> Outcome:
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, f"coordination.{deed.step}") as work:
        fresh = held(project)
        must(cases.act(by=by, case=fresh.case, seen=last, deed=deed))
        work.change(Project, fresh.pk, **changes)
        refresh(work, [fresh.partner_id])
    return Outcome(row_id=fresh.pk)
