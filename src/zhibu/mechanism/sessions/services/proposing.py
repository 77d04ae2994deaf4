"""A topic is proposed, screened by the head, withdrawn."""

from typing import Final

from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.sessions.models import Screening, Topic
from zhibu.mechanism.sessions.queries.committee import committee_above
from zhibu.mechanism.sessions.queries.topics import shown
from zhibu.mechanism.sessions.rules.topics import TopicDraft, may_propose, may_screen, may_withdraw
from zhibu.mechanism.sessions.terms import TopicState
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.subjects import SubjectFacts

WHY: Final = "登记议题时核对"
NOBODY: Final[frozenset[int]] = frozenset()


def propose_topic(*, by: Actor, proposer: Organisation, draft: TopicDraft) -> Outcome:
    """To the working committee above whoever proposes; a form that is sent twice makes one."""
    with recording(by, "topic.propose") as work:
        place = held(proposer)
        known = _sent_before(draft.token)
        if known:
            return Outcome(row_id=known)
        committee = committee_above(place.now_path)
        decision = may_propose(draft, committee=committee is not None, dissolved=place.dissolved_on is not None)
        if not decision.allowed or committee is None:
            return Outcome(decision)
        row_id = put_topic(work, committee=committee, proposer=place, draft=draft)
    return Outcome(row_id=row_id)


def put_topic(work: Work, *, committee: Organisation, proposer: Organisation, draft: TopicDraft, about_case: str = "") -> int:
    """The row of a topic."""
    (row_id,) = work.reserve(Topic, 1)
    work.know("topic", {row_id: SubjectFacts(proposer.now_path)})
    work.add(
        Topic,
        id=row_id,
        code=topic_code(row_id),
        committee_id=committee.pk,
        proposer_id=proposer.pk,
        proposed_as=draft.proposed_as.strip(),
        kind=draft.kind,
        party_building=draft.party_building,
        title=draft.title.strip(),
        background=draft.background.strip(),
        about_case=about_case,
        proposed_on=work.actor.day,
        entered_by=work.actor.label,
        token=draft.token,
    )
    return row_id


def topic_code(number: int) -> str:
    """As people write it."""
    return f"T{number:06d}"


def _sent_before(token: str) -> int:
    if not token:
        return 0
    return Topic.objects.unguarded(WHY).filter(token=token).values_list("pk", flat=True).first() or 0


def state_of(topic: Topic) -> TopicState:
    """As it stands now, within an operation that holds it."""
    (found,) = shown(Topic.objects.unguarded(WHY).filter(pk=topic.pk).select_related("committee", "proposer"), open_to=NOBODY)
    return found.standing.state


def screen_topic(*, by: Actor, topic: Topic, taken_up: bool, reason: str = "", screened_by: str = "") -> Outcome:
    """By the head, or by the clerk who names him; screened anew the last word counts."""
    with recording(by, "topic.screen") as work:
        fresh = held(topic)
        decision = may_screen(state_of(fresh), taken_up=taken_up, reason=reason, named=bool(screened_by.strip()))
        if not decision.allowed:
            return Outcome(decision)
        put_screening(work, fresh.pk, taken_up=taken_up, reason=reason, screened_by=screened_by)
    return Outcome(row_id=topic.pk)


def put_screening(work: Work, topic: int, *, taken_up: bool, reason: str, screened_by: str) -> None:
    """The row of a screening."""
    by = work.actor
    facts = {"reason": reason.strip(), "screened_by": screened_by.strip(), "entered_by": by.label, "screened_on": by.day}
    work.add(Screening, topic_id=topic, taken_up=taken_up, **facts)


def withdraw_topic(*, by: Actor, topic: Topic, reason: str) -> Outcome:
    """It stays to be seen with the reason."""
    with recording(by, "topic.withdraw") as work:
        fresh = held(topic)
        decision = may_withdraw(state_of(fresh), reason=reason)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Topic, fresh.pk, withdrawn_on=by.day, withdrawn_because=reason.strip())
    return Outcome(row_id=topic.pk)
