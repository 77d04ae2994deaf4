"""Proposals accepted as draft transfers, or declined and remembered. The act itself is the national system's: nobody is moved here.

What the rule proposes is derived; it becomes a row only here, with its reason, its article and the facts that it stood on.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import MoveProposal, MoveSource, MoveState, Organisation, Person
from zhibu.register.rules import move_acts
from zhibu.register.services.holding import held
from zhibu.register.services.settling import may_move
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "采纳或不采纳归属建议时读取当前情况"


@dataclass(frozen=True, slots=True)
class Wanted:
    """One proposal that somebody acts on: a row of its own, or what the rule says of the person now."""

    person: Person
    target: Organisation | None
    proposal_id: int | None = None
    note: str = ""
    article: str = ""
    grounds: str = ""


@dataclass(frozen=True, slots=True)
class _Held:
    """The person under the lock, with the rows that were there already."""

    wanted: Wanted
    person: Person
    open: bool
    """Whether the row still waits; true where there is none yet."""
    draft: Organisation | None
    """Where a draft that was accepted before goes."""


def accept_moves(*, by: Actor, wanted: Sequence[Wanted], reason: str = "") -> Outcome:
    """Draft transfers for all of them in one operation, or none and every objection. ``row_id`` is the last one's."""
    with recording(by, "member.accept_move", reason=reason) as work:
        found = _held(wanted)
        times = Counter(one.person.pk for one in found)
        decision = Decision.all(*(move_acts.about(one.person.name, _may_accept(one, twice=times[one.person.pk] > 1)) for one in found))
        if not decision.allowed:
            return Outcome(decision)
        row_id = 0
        for one in found:
            row_id = _settle(work, one, state=MoveState.ACCEPTED, accepted_on=by.day)
    return Outcome(row_id=row_id)


def _may_accept(one: _Held, *, twice: bool) -> Decision:
    target = one.wanted.target
    return move_acts.may_accept_move(
        has_target=target is not None,
        drafted_to=str(one.draft) if one.draft else "",
        settled=not one.open,
        twice=twice,
        may_move=may_move(one.person, held(target)) if target is not None else Decision(),
    )


def decline_moves(*, by: Actor, wanted: Sequence[Wanted], reason: str) -> Outcome:
    """Not accepted, with the reason; the rule does not propose the same again while the facts are the same."""
    with recording(by, "member.decline_move", reason=reason) as work:
        found = _held(wanted)
        each = (
            move_acts.about(one.person.name, move_acts.may_decline_move(settled=not one.open, drafted=one.draft is not None))
            for one in found
        )
        decision = Decision.all(move_acts.reason_given(reason), *each)
        if not decision.allowed:
            return Outcome(decision)
        row_id = 0
        for one in found:
            row_id = _settle(work, one, state=MoveState.WITHDRAWN, settled_on=by.day, answer=reason)
    return Outcome(row_id=row_id)


def _held(wanted: Sequence[Wanted]) -> list[_Held]:
    """Locked in the order of their numbers, so that two who act at once do not wait for each other."""
    found = []
    for one in sorted(wanted, key=lambda each: each.person.pk):
        person = held(one.person)
        rows = MoveProposal.objects.unguarded(WHY).filter(person=person)
        waits = one.proposal_id is None or rows.filter(pk=one.proposal_id, state=MoveState.OPEN).exists()
        draft = rows.filter(state=MoveState.ACCEPTED).select_related("target").first()
        found.append(_Held(one, person, waits, draft.target if draft else None))
    return found


def _settle(work: Work, one: _Held, *, state: MoveState, **values: Any) -> int:
    wanted = one.wanted
    target_id = wanted.target.pk if wanted.target else None
    values |= {"state": str(state), "origin_id": one.person.now_organisation_id}
    if wanted.proposal_id is not None:
        work.change(MoveProposal, wanted.proposal_id, **values, **({"target_id": target_id} if target_id else {}))
        return wanted.proposal_id
    told = {"note": wanted.note, "article": wanted.article, "grounds": wanted.grounds}
    source = MoveSource.RULE if wanted.grounds else MoveSource.PAGE
    row = {"person_id": one.person.pk, "target_id": target_id, "source": str(source), "proposed_on": work.actor.day}
    return work.add(MoveProposal, **row, **told, **values)


def reconsider_move(*, by: Actor, proposal: MoveProposal) -> Outcome:
    """What was declined waits again: a row is open as before, and the rule proposes what it stands on."""
    with recording(by, "member.reconsider_move") as work:
        person = held(Person(pk=proposal.person_id))
        row = MoveProposal.objects.unguarded(WHY).select_related("target").get(pk=proposal.pk)
        derived = row.source == MoveSource.RULE
        declined = row.state == MoveState.WITHDRAWN and (bool(row.grounds) or not derived)
        moved_on = Decision() if derived or row.target is None else may_move(person, row.target)
        decision = move_acts.may_reconsider_move(declined=declined, moved_on=moved_on)
        if not decision.allowed:
            return Outcome(decision)
        if derived:
            work.change(MoveProposal, row.pk, grounds="")
        else:
            work.change(MoveProposal, row.pk, state=str(MoveState.OPEN), settled_on=None, accepted_on=None, answer="")
    return Outcome(row_id=row.pk)
