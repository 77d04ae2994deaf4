"""Lines of a plan are put down, corrected, taken out, and made sessions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Final

from django.db import transaction

from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.study.models import StudyLine
from zhibu.mechanism.study.queries.year import study_year
from zhibu.mechanism.study.rules.pasting import Typed
from zhibu.mechanism.study.rules.plan import Line, Session, matched, may_plan
from zhibu.mechanism.study.terms import GROUPS
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

MINUTES: Final = 120


def put_lines(*, by: Actor, organisation: Organisation, year: int, lines: Sequence[Typed]) -> Outcome:
    """Behind those that are there."""
    decision = Decision.of(_no_group(organisation), _nothing(lines))
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "study.plan") as work:
        numbers = work.reserve(StudyLine, len(lines))
        columns = ("id", "organisation_id", "year", "quarter", "month", "topic", "speaker")
        work.put(
            StudyLine,
            columns,
            [(pk, organisation.pk, year, one.quarter, one.month, one.topic, one.speaker) for pk, one in zip(numbers, lines, strict=True)],
        )
    return Outcome(row_id=numbers[0])


def _no_group(organisation: Organisation) -> Objection | None:
    if organisation.now_kind in GROUPS:
        return None
    return Objection("no_group", f"{organisation}没有理论学习中心组。", remedy="中心组学习由党工委、党委、党组举行。")


def _nothing(lines: Sequence[Typed]) -> Objection | None:
    return None if lines else Objection("nothing", "没有写计划。", remedy="至少写一行。", field="text")


def correct_line(*, by: Actor, line: StudyLine, typed: Typed) -> Outcome:
    """When, what, who."""
    with recording(by, "study.plan") as work:
        fresh = held(line)
        work.change(StudyLine, fresh.pk, quarter=typed.quarter, month=typed.month, topic=typed.topic.strip(), speaker=typed.speaker.strip())
    return Outcome(row_id=line.pk)


def take_out(*, by: Actor, line: StudyLine) -> Outcome:
    """A line that was not meant; a session that was made of it stays."""
    with recording(by, "study.plan") as work:
        work.remove(StudyLine, [held(line).pk])
    return Outcome(row_id=line.organisation_id)


@dataclass(frozen=True, slots=True)
class When:
    """Day, hours and place of a session that is to come."""

    on: date
    begins: time | None = None
    ends: time | None = None
    place: str = ""
    chair: str = ""


def plan_session(*, by: Actor, line: StudyLine, when: When) -> Outcome:
    """The line becomes a study session like any other gathering; it is moved, recorded and signed there."""
    with transaction.atomic():
        fresh = held(line)
        place = fresh.organisation
        found = study_year(by.reader, place, fresh.year, today=by.day)
        as_line, session = _of(fresh, found.lines, found.sessions)
        decision = may_plan(as_line, session, on=when.on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        holder = Holder(place.pk, str(place), place.now_kind, place.dissolved_on)
        part = PartDraft(str(GatheringKind.STUDY_SESSION), fresh.topic, (holder,), MINUTES, when.chair, "", fresh.speaker)
        token = f"study-{fresh.pk}-{fresh.gathering_id or 0}"
        draft = Draft("", when.on, when.begins, when.ends, when.place, (part,), token=token)
        done = plan_gathering(by=by, host=place, draft=draft)
        if not done.done:
            return done
        with recording(by, "study.plan") as work:
            work.change(StudyLine, fresh.pk, gathering_id=done.row_id)
    return done


def _of(fresh: StudyLine, lines: Sequence[Line], sessions: Sequence[Session]) -> tuple[Line, Session | None]:
    return next(one for one in lines if one.id == fresh.pk), matched(lines, sessions).get(fresh.pk)
