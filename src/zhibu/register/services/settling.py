"""What waits to be settled: proposals to another branch, and values that somebody should look at."""

from typing import Final

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.models import CheckNote, MoveProposal, MoveSource, MoveState, Organisation, Person
from zhibu.register.rules import member_acts
from zhibu.register.services.holding import held
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "处理待核实事项时读取当前情况"
SETTLED: Final = Objection("settled", "已经处理过了。", remedy="请刷新页面查看。")


UNSETTLED: Final = (MoveState.OPEN, MoveState.ACCEPTED)


def may_move(person: Person, place: Organisation) -> Decision:
    """What stands against the branch that is proposed."""
    return member_acts.may_propose_move(
        on_roll_now=person.now_organisation_id is not None,
        already_there=person.now_organisation_id == place.pk,
        is_branch=place.now_kind == OrganisationKind.BRANCH,
        dissolved=place.dissolved_on is not None,
    )


def propose_move(*, by: Actor, person: Person, target: Organisation, note: str = "", source: str = MoveSource.PAGE) -> Outcome:
    """A proposal to another branch; it moves nobody. The same proposal twice is one."""
    with recording(by, "member.propose_move", reason=note) as work:
        fresh, place = held(person), held(target)
        decision = may_move(fresh, place)
        waiting = MoveProposal.objects.unguarded(WHY).filter(person=fresh, target=place, state__in=UNSETTLED)
        same = waiting.values_list("pk", flat=True).first()
        if not decision.allowed or same:
            return Outcome(decision, same or 0)
        row = {"person_id": fresh.pk, "target_id": place.pk, "source": str(source), "note": note, "proposed_on": by.day}
        row_id = work.add(MoveProposal, **row)
    return Outcome(row_id=row_id)


def withdraw_proposal(*, by: Actor, proposal: MoveProposal, reason: str = "") -> Outcome:
    """The proposal, or the draft that was made of it, is settled without a move."""
    with recording(by, "member.withdraw_move", reason=reason) as work:
        held(Person(pk=proposal.person_id))
        if not MoveProposal.objects.unguarded(WHY).filter(pk=proposal.pk, state__in=UNSETTLED).exists():
            return Outcome.refused(SETTLED)
        work.change(MoveProposal, proposal.pk, state=str(MoveState.WITHDRAWN), settled_on=by.day, answer=reason)
    return Outcome(row_id=proposal.pk)


def close_note(*, by: Actor, note: CheckNote, reason: str = "") -> Outcome:
    """Somebody looked: the value stands as it is."""
    with recording(by, "member.checked", reason=reason) as work:
        held(Person(pk=note.person_id))
        if not CheckNote.objects.unguarded(WHY).filter(pk=note.pk, closed_on=None).exists():
            return Outcome.refused(SETTLED)
        work.change(CheckNote, note.pk, closed_on=by.day)
    return Outcome(row_id=note.pk)
