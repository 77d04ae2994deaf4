"""Preparation begins, talks are noted, the meeting was held, its list is whole, a matter is to be put right."""

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.cases.models import Case
from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import Deed, not_waiting
from zhibu.cases.services import Opening, act, open_case
from zhibu.gatherings.models import Holding
from zhibu.gatherings.queries.reached import rules_at
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.life_meetings.models import TalkHeld
from zhibu.mechanism.life_meetings.queries.meetings import begun, listed_for, meeting_of
from zhibu.mechanism.life_meetings.queries.talks import talks_of
from zhibu.mechanism.life_meetings.rules import procedures
from zhibu.mechanism.life_meetings.rules.meeting import may_list, may_prepare, was_held
from zhibu.mechanism.life_meetings.rules.talks import may_finish, may_note
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "登记谈心谈话时核对当天已有的记录"
TALK: Final = str(GatheringKind.TALK)
TOPIC: Final = "谈心谈话"


def prepare(*, by: Actor, holding: Holding, submission: str = "") -> Outcome:
    """The preparation of an organisation's meeting begins; what it is called and until when the topic is reported is derived."""
    table = procedures.PREPARATIONS[GatheringKind.stored(holding.kind)]
    with transaction.atomic():
        held(holding)
        decision = may_prepare(meeting_of(holding), begun=begun(holding.gathering.code, holding.organisation_id))
        if not decision.allowed:
            return Outcome(decision)
        return open_case(
            by=by,
            organisation=holding.organisation,
            opening=Opening(
                table,
                f"{holding.on.year}年{table.title}",
                by.day,
                until=_topic_until(holding, by.day) if table.named_by("") else None,
                subject_kind=procedures.LIFE_MEETING,
                subject_code=holding.gathering.code,
                submission=submission,
            ),
        )


def _topic_until(holding: Holding, opened: date) -> date:
    days = rules_at(holding.organisation.now_path, opened).number(procedures.TOPIC_DAYS)
    return procedures.topic_until(holding.on, days=days, opened=opened)


@dataclass(frozen=True, slots=True)
class Noted:
    """Talks of one day: who talked with whom."""

    speaker: str
    others: Collection[int]
    on: date


def note_talks(*, by: Actor, meeting: Holding, noted: Noted) -> Outcome:
    """Pairs of one day before a meeting. A day's talks are one gathering, signed as every other; nothing of content."""
    with transaction.atomic():
        held(meeting)
        talks = talks_of(meeting)
        speaker = talks.seat(noted.speaker)
        decision = may_note(speaker=speaker, others=noted.others, everybody=talks.everybody, on=noted.on, today=by.day)
        if speaker is None or not decision.allowed:
            return Outcome(decision)
        day = _day_of_talks(by, meeting.organisation, noted.on)
        known = set(TalkHeld.objects.unguarded(WHY).filter(holding=day, person_id=speaker.person_id).values_list("other_id", flat=True))
        with recording(by, "gathering.talks") as work:
            for other in sorted(set(noted.others) - known):
                work.add(TalkHeld, gathering_id=day.gathering_id, holding_id=day.pk, person_id=speaker.person_id, other_id=other)
        return _count(by, day)


def _day_of_talks(by: Actor, organisation: Organisation, on: date) -> Holding:
    """The gathering of that day's talks: the one that nobody has signed yet, or a new one."""
    found = Holding.objects.unguarded(WHY).filter(organisation=organisation, kind=TALK, on=on, signed_at=None, cancelled=False)
    there = found.filter(part__topic=TOPIC).order_by("pk").first()
    if there is not None:
        return there
    part = PartDraft(TALK, TOPIC, (Holder(organisation.pk, str(organisation), organisation.now_kind),))
    made = plan_gathering(by=by, host=organisation, draft=Draft("", on, parts=(part,), reported_by=by.label))
    return Holding.objects.unguarded(WHY).get(gathering_id=made.row_id)


def _count(by: Actor, day: Holding) -> Outcome:
    """How many people that were; minutes without a text, since nothing of content is written."""
    pairs = TalkHeld.objects.unguarded(WHY).filter(holding=day).values_list("person_id", "other_id")
    people = len({one for pair in pairs for one in pair})
    counted = type_numbers(by=by, holding=day, expected=people, present=people, on_leave=0, in_attendance=0)
    return counted if not counted.done else write_minutes(by=by, part=day.part, text="")


def finish_talks(*, by: Actor, case: Case, meeting: Holding, seen: int, exception: str) -> Outcome:
    """Everybody was talked with, or it is said why not; the day is that of the last talk."""
    talks = talks_of(meeting)
    decision = may_finish(len(talks.missing), exception=exception)
    if not decision.allowed:
        return Outcome(decision)
    return _do(by, case, seen, Deed("talks", talks.rows[0].on if talks.rows else by.day, {"exception": exception}))


def hold(*, by: Actor, case: Case, meeting: Holding, seen: int) -> Outcome:
    """The meeting was held: its day is the gathering's, so nobody types it."""
    step = standing(case).state.procedure.by_key["meet"]
    decision = was_held(meeting_of(meeting), step.article)
    return _do(by, case, seen, Deed("meet", meeting.on)) if decision.allowed else Outcome(decision)


def close_list(*, by: Actor, case: Case, seen: int) -> Outcome:
    """All that is to be put right stands on the list."""
    decision = may_list(listed_for(case))
    return _do(by, case, seen, Deed("list", by.day)) if decision.allowed else Outcome(decision)


def _do(by: Actor, case: Case, seen: int, deed: Deed) -> Outcome:
    """A step on a day that is known; what was only entered later counts from its entry."""
    state = standing(case).state
    waiting = state.waits(deed.step)
    if waiting is None:
        return Outcome.refused(not_waiting(state, state.procedure.by_key[deed.step]))
    return act(by=by, case=case, seen=seen, deed=replace(deed, day=max(deed.day, waiting.since)))


@dataclass(frozen=True, slots=True)
class Matter:
    """What is to be put right, by which post, until when."""

    title: str
    responsible: str
    until: date


def list_matter(*, by: Actor, holding: Holding, matter: Matter, submission: str = "") -> Outcome:
    """A matter of the meeting's list; it belongs to the organisation that held the meeting."""
    opening = Opening(
        procedures.RECTIFICATION,
        matter.title,
        by.day,
        {"responsible": matter.responsible},
        matter.until,
        procedures.LIFE_MEETING,
        holding.gathering.code,
        submission,
    )
    return open_case(by=by, organisation=holding.organisation, opening=opening)
