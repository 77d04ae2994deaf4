"""What changes in a person's life and has a date: status, category, marks, education, occupation."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final

from zhibu.kernel.dates import FAR, PartialDate
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import Education, ManagementCategory, Mark, MembershipState, MemberStatus, Occupation, Person
from zhibu.register.rules import member_acts, plausibility
from zhibu.register.rules.categories import proposed_category
from zhibu.register.services.holding import held
from zhibu.register.services.projections import refresh_people
from zhibu.register.services.spans import end, succeed
from zhibu.register.services.standing import on_roll_until, roll_on
from zhibu.register.terms.education import Education as Level
from zhibu.register.terms.occupation import Occupation as Job
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "登记变动时读取当前情况"
DATED_BY: Final = {
    Status.ACTIVIST: "activist_on",
    Status.PROSPECTIVE_MEMBER: "prospective_on",
    Status.PROBATIONARY: "joined_on",
    Status.FULL: "confirmed_on",
}
"""The date of the national sheets that a step to this status fills in."""


def set_status(*, by: Actor, person: Person, status: Status, on: date, reason: str = "") -> Outcome:
    """Applicant, activist, prospective, probationary, full: from a day on."""
    with recording(by, "member.status", reason=reason) as work:
        fresh = held(person)
        decision = Decision.all(_may_change_status(fresh, status, on=on, today=by.day), _dates_agree(fresh, status, on=on, today=by.day))
        if not decision.allowed:
            return Outcome(decision)
        key = {"person_id": fresh.pk}
        succeed(work, MemberStatus, key=key, values={"status": str(status)}, on=on)
        if status.is_member and not MembershipState.objects.unguarded(WHY).on(on).filter(person=fresh).exists():
            succeed(work, MembershipState, key=key, values={"state": "in_force"}, on=on, until=on_roll_until(fresh, on) or FAR)
        if status in DATED_BY:
            work.change(Person, fresh.pk, **_exact(fresh, DATED_BY[status], on))
        refresh_people(work, [fresh.pk], by.day)
    return Outcome(row_id=fresh.pk)


def _may_change_status(person: Person, status: Status, *, on: date, today: date) -> Decision:
    known = MemberStatus.objects.unguarded(WHY).filter(person=person).order_by("valid_from").values_list("status", "valid_from", "valid_to")
    spans = list(known)
    now = next((Status.stored(value) for value, since, until in spans if since <= on < until), None)
    roll = roll_on(person, on)
    return member_acts.may_change_status(
        now=now,
        to=status,
        since=spans[0][1] if spans and roll else None,
        later=next((since for _, since, _ in spans if since > on and since != spans[0][1]), None),
        roll=member_acts.on_roll(roll.since if roll else None),
        on=on,
        today=today,
    )


def _dates_agree(person: Person, status: Status, *, on: date, today: date) -> Decision:
    """Nobody joins before birth or as a child, or is confirmed before joining."""
    months = person.month_only.split(",")
    known = {name: getattr(person, name) for name in ("birth_date", "joined_on", "confirmed_on")}
    dates = {name: PartialDate(day, name in months) for name, day in known.items() if day}
    if status in DATED_BY:
        dates[DATED_BY[status]] = PartialDate(on)
    facts = plausibility.MemberDates(
        birth=dates.get("birth_date"), joined=dates.get("joined_on"), confirmed=dates.get("confirmed_on") if status is Status.FULL else None
    )
    found = plausibility.member_dates(facts, today=max(today, on))
    return Decision(tuple(Objection(one.code, one.message, one.article, one.remedy, "on") for one in found.objections))


def _exact(person: Person, field: str, on: date) -> dict[str, Any]:
    """A date of which the day is known now."""
    months = [name for name in person.month_only.split(",") if name and name != field]
    return {field: on, "month_only": ",".join(months)}


def set_category(*, by: Actor, person: Person, category: Category, on: date, reason: str = "", derived: bool = False) -> Outcome:
    """Exactly one management category at a time."""
    with recording(by, "member.category", reason=reason) as work:
        fresh = held(person)
        roll = roll_on(fresh, on)
        decision = Decision.of(member_acts.on_roll(roll.since if roll else None), member_acts.not_later(on, by.day))
        if not decision.allowed:
            return Outcome(decision)
        values = {"category": str(category), "derived": derived}
        succeed(work, ManagementCategory, key={"person_id": fresh.pk}, values=values, on=on, until=on_roll_until(fresh, on) or FAR)
        refresh_people(work, [fresh.pk], by.day)
    return Outcome(row_id=fresh.pk)


def record_mark(*, by: Actor, person: Person, mark: MarkKind, on: date, ends: bool, detail: str = "", reason: str = "") -> Outcome:
    """A mark begins or ends on a day, as one form tells it."""
    if ends:
        return end_mark(by=by, person=person, mark=mark, on=on, reason=reason)
    return set_mark(by=by, person=person, mark=mark, on=on, detail=detail, reason=reason)


def set_mark(*, by: Actor, person: Person, mark: MarkKind, on: date, detail: str = "", reason: str = "") -> Outcome:
    """A mark holds from a day on; service in the army may be older than the roll."""
    with recording(by, "member.care" if mark is MarkKind.HARDSHIP else "member.mark", reason=reason) as work:
        fresh = held(person)
        decision = _may_tell(fresh, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        key = {"person_id": fresh.pk, "mark": str(mark)}
        succeed(work, Mark, key=key, values={"detail": detail}, on=on, until=on_roll_until(fresh, on) or FAR)
    return Outcome(row_id=fresh.pk)


def end_mark(*, by: Actor, person: Person, mark: MarkKind, on: date, reason: str = "") -> Outcome:
    """A mark ends on a day."""
    with recording(by, "member.care_ended" if mark is MarkKind.HARDSHIP else "member.mark_ended", reason=reason) as work:
        fresh = held(person)
        key = {"person_id": fresh.pk, "mark": str(mark)}
        marked = Mark.objects.unguarded(WHY).on(on).filter(**key).exists()
        missing = Objection("not_marked", f"当天没有“{mark.label}”这个标记。", remedy="请核对标记和日期。", field="mark")
        decision = Decision.of(None if marked else missing, member_acts.not_later(on, by.day))
        if not decision.allowed:
            return Outcome(decision)
        end(work, Mark, key=key, on=on)
    return Outcome(row_id=fresh.pk)


def set_education(*, by: Actor, person: Person, level: Level | None, on: date, facts: Mapping[str, str], reason: str = "") -> Outcome:
    """The highest education from a day on; ``facts`` are degree, school and subject."""
    with recording(by, "member.education", reason=reason) as work:
        fresh = held(person)
        decision = _may_tell(fresh, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        values = {"level": level.value if level else "", "raw": level.label if level else "", **facts}
        succeed(work, Education, key={"person_id": fresh.pk}, values=values, on=on)
    return Outcome(row_id=fresh.pk)


def set_occupation(*, by: Actor, person: Person, job: Job, on: date, reason: str = "") -> Outcome:
    """The work post from a day on; a category that was proposed from the one before is proposed anew."""
    with recording(by, "member.occupation", reason=reason) as work:
        fresh = held(person)
        decision = _may_tell(fresh, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        succeed(work, Occupation, key={"person_id": fresh.pk}, values={"occupation": job.value, "raw": job.label}, on=on)
        _propose_category(work, fresh, job, on)
        refresh_people(work, [fresh.pk], by.day)
    return Outcome(row_id=fresh.pk)


def _propose_category(work: Work, person: Person, job: Job, on: date) -> None:
    """Nothing is proposed against a category that somebody set, nor before the roll begins."""
    own = ManagementCategory.objects.unguarded(WHY).filter(person=person, valid_to__gt=on, derived=False).exists()
    status = MemberStatus.objects.unguarded(WHY).on(on).filter(person=person).values_list("status", flat=True).first()
    if own or status is None or roll_on(person, on) is None:
        return
    marks = Mark.objects.unguarded(WHY).on(on).filter(person=person).values_list("mark", flat=True)
    found = proposed_category(job, marks={MarkKind.stored(one) for one in marks}, status=Status.stored(status))
    if found is not None:
        values = {"category": str(found.category), "derived": True}
        succeed(work, ManagementCategory, key={"person_id": person.pk}, values=values, on=on, until=on_roll_until(person, on) or FAR)


def _may_tell(person: Person, *, on: date, today: date) -> Decision:
    """A fact of a life may be older than the first record of it; of somebody who has gone nothing more is told."""
    return Decision.of(member_acts.on_roll(on_roll_until(person, on)), member_acts.not_later(on, today))
