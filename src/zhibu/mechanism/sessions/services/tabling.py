"""Topics stand on the agenda of a session; what is noted of an item beside its decision."""

from collections.abc import Sequence
from typing import Final

from zhibu.gatherings.models import AgendaItem, Holding, Resolution, Vote
from zhibu.gatherings.queries.lists import lists_of
from zhibu.gatherings.rules.voting import Matter
from zhibu.gatherings.services.adjusting import append_items, take_off
from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.sessions.models import Recusal, Tabling, Topic
from zhibu.mechanism.sessions.queries.committee import listed_on, weighty_of
from zhibu.mechanism.sessions.queries.late import LateMatter
from zhibu.mechanism.sessions.queries.topics import shown
from zhibu.mechanism.sessions.rules.topics import TopicDraft, may_note, may_recuse, may_table
from zhibu.mechanism.sessions.services.proposing import NOBODY, put_screening, put_topic
from zhibu.mechanism.sessions.terms import PERSONNEL, VEILED, TopicKind, TopicState
from zhibu.register.models import Person
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "议题上会时核对"
LONGEST: Final = 120


def table_topics(*, by: Actor, holding: Holding, topics: Sequence[Topic], late: Sequence[LateMatter] = ()) -> Outcome:
    """In the order in which they are named, behind what stands; a late matter becomes a topic of the committee itself first."""
    with recording(by, "topic.table") as work:
        gathering = held(holding.part.gathering)
        fresh = held(holding)
        rows = Topic.objects.unguarded(WHY).filter(pk__in=[one.pk for one in topics], committee_id=fresh.organisation_id)
        stands = {one.topic.pk: one for one in shown(rows.select_related("committee", "proposer"), open_to=NOBODY)}
        named = [stands[one.pk] for one in topics if one.pk in stands]
        decision = may_table(
            stands=[*((one.title, one.standing.state) for one in named), *((one.title, TopicState.READY) for one in late)],
            signed=fresh.signed_at is not None,
            cancelled=gathering.state == GatheringState.CANCELLED,
        )
        if not decision.allowed:
            return Outcome(decision)
        made = [_from_late(work, holding, one) for one in late]
        _put(work, fresh, [*(one.topic for one in named), *Topic.objects.unguarded(WHY).filter(pk__in=made).order_by("pk")])
    return Outcome(row_id=holding.pk)


def _from_late(work: Work, holding: Holding, matter: LateMatter) -> int:
    """The committee's own topic: what is late, by how much; nobody needs to screen what the committee itself resolved to follow."""
    committee = holding.organisation
    title = f"督办事项进展：{matter.title}"[:LONGEST]
    draft = TopicDraft(title, str(TopicKind.ORDINARY), matter.words(work.actor.day), matter.assignee)
    row_id = put_topic(work, committee=committee, proposer=committee, draft=draft, about_case=matter.code)
    put_screening(work, row_id, taken_up=True, reason="督办逾期，自动列为上会议题", screened_by=work.actor.label)
    return row_id


def _put(work: Work, holding: Holding, topics: Sequence[Topic]) -> None:
    weighty = weighty_of(listed_on(holding.organisation_id, holding.on))
    lines = [
        (
            VEILED if one.kind == PERSONNEL else one.title,
            one.proposed_as or ("" if one.proposer_id == holding.organisation_id else str(one.proposer)),
            str(Matter.WEIGHTY if one.kind in weighty else Matter.ORDINARY),
        )
        for one in topics
    ]
    items = append_items(work, holding.part, lines)
    for item, one in zip(items, topics, strict=True):
        work.add(Tabling, topic_id=one.pk, item_id=item, tabled_on=work.actor.day)


def take_off_agenda(*, by: Actor, tabling: Tabling, holding: Holding) -> Outcome:
    """Before anything was decided or voted on; the topic waits for another session."""
    with recording(by, "topic.take_off") as work:
        fresh, _ = held(tabling), held(holding.part.gathering)
        decision = Decision.all(_open(holding), _nothing_on(fresh))
        if not decision.allowed:
            return Outcome(decision)
        item = AgendaItem.objects.unguarded(WHY).get(pk=fresh.item_id)
        work.remove(Recusal, list(Recusal.objects.unguarded(WHY).filter(tabling=fresh).values_list("pk", flat=True)))
        work.remove(Tabling, [fresh.pk])
        take_off(work, item)
    return Outcome(row_id=holding.pk)


def _nothing_on(tabling: Tabling) -> Decision:
    decided = Resolution.objects.unguarded(WHY).filter(item_id=tabling.item_id).exists()
    voted = Vote.objects.unguarded(WHY).filter(item_id=tabling.item_id).exists()
    told = Objection("decided", "这个议题已经有决议或表决。", remedy="不再撤下；缓议的，在“议定情况”里注明。")
    return Decision.of(told if decided or voted else None)


def _open(holding: Holding) -> Decision:
    fresh = held(holding)
    return may_note(signed=fresh.signed_at is not None, cancelled=fresh.cancelled)


def note_item(*, by: Actor, tabling: Tabling, holding: Holding, deferred: bool, dissent: str, absent_opinions: str) -> Outcome:
    """Put off, dissent, opinions of those who were absent: noted, never counted."""
    with recording(by, "topic.note") as work:
        fresh, decision = held(tabling), _open(holding)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Tabling, fresh.pk, deferred=deferred, dissent=dissent.strip(), absent_opinions=absent_opinions.strip())
    return Outcome(row_id=tabling.pk)


def recuse(*, by: Actor, tabling: Tabling, holding: Holding, person: Person, reason: str) -> Outcome:
    """The person is named with the reason, and counts neither as entitled nor as there when this item is voted on."""
    with recording(by, "topic.recuse") as work:
        fresh = held(tabling)
        listed = lists_of([holding])[holding.pk]
        decision = Decision.all(
            _open(holding),
            may_recuse(
                entitled=any(one.person_id == person.pk and one.votes for one in listed),
                known=Recusal.objects.unguarded(WHY).filter(tabling=fresh, person=person).exists(),
                voted=Vote.objects.unguarded(WHY).filter(item_id=fresh.item_id, void_because="").exists(),
                reason=reason,
                name=person.name,
            ),
        )
        if not decision.allowed:
            return Outcome(decision)
        row_id = work.add(Recusal, topic_id=fresh.topic_id, tabling_id=fresh.pk, person_id=person.pk, reason=reason.strip())
    return Outcome(row_id=row_id)


def undo_recusal(*, by: Actor, recusal: Recusal, holding: Holding) -> Outcome:
    """It was entered by mistake."""
    with recording(by, "topic.recuse_undo") as work:
        voted = Vote.objects.unguarded(WHY).filter(item_id=recusal.tabling.item_id, void_because="").exists()
        told = Objection("voted", "这个议题已经表决。", remedy="先把表决作废。")
        decision = Decision.all(_open(holding), Decision.of(told if voted else None))
        if not decision.allowed:
            return Outcome(decision)
        work.remove(Recusal, [recusal.pk])
    return Outcome(row_id=recusal.tabling_id)
