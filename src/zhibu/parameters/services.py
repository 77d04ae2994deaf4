"""A street's own values: the clerk proposes with a basis document, the secretary decides, from a day on. One transaction each."""

from datetime import date
from typing import Final

from zhibu.access.queries.owners import accounts_beside
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.parameters.queries import standing
from zhibu.parameters.rules import Wanted, may_decide, may_propose, may_withdraw, read_value
from zhibu.parameters.terms import ProposalState
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.register.services.spans import end, succeed
from zhibu.rulebook.entries import Parameter
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

WHY: Final = "办理本地参数时在锁定之下重新读取"


def propose(*, by: Actor, organisation: Organisation, parameter: Parameter, typed: str, on: date, basis: str, note: str = "") -> Outcome:
    """A value of the street's own from a day on; nothing typed: the default is to hold again."""
    wanted = Wanted(parameter, typed.strip(), on, basis)
    with recording(by, "parameter.propose", reason=note) as work:
        fresh = held(organisation)
        decision = may_propose(wanted, standing(fresh, parameter, on))
        if not decision.allowed:
            return Outcome(decision)
        row_id = work.add(
            ParameterProposal,
            organisation_id=fresh.pk,
            parameter=parameter.id,
            value=_stored(wanted),
            valid_from=on,
            basis=basis.strip(),
            note=note.strip(),
            proposed_on=by.day,
            proposed_by=by.label,
            account_id=by.account_id,
        )
    return Outcome(row_id=row_id)


def _stored(wanted: Wanted) -> str:
    return str(read_value(wanted.typed)) if wanted.typed else ""


def decision_on(proposal: ParameterProposal, *, by: Actor, accepts: bool, answer: str) -> Decision:
    """What stands against deciding a proposal as it stands now."""
    parameter = rulebook().parameters[proposal.parameter]
    wanted = Wanted(parameter, proposal.value, proposal.valid_from, proposal.basis)
    return may_decide(
        wanted,
        standing(proposal.organisation, parameter, proposal.valid_from, but=proposal.pk),
        is_open=proposal.state == ProposalState.OPEN,
        own_proposal=proposal.account_id is not None and by.account_id in accounts_beside(proposal.account_id),
        accepts=accepts,
        answer=answer,
    )


def decide(*, by: Actor, proposal: ParameterProposal, accepts: bool, answer: str = "") -> Outcome:
    """Accept, and the value holds from its day on; or decline, and nothing changes."""
    with recording(by, "parameter.accept" if accepts else "parameter.decline", reason=answer) as work:
        fresh = _held(proposal)
        decision = decision_on(fresh, by=by, accepts=accepts, answer=answer)
        if not decision.allowed:
            return Outcome(decision)
        state = ProposalState.ACCEPTED if accepts else ProposalState.DECLINED
        work.change(ParameterProposal, fresh.pk, state=state.value, decided_on=by.day, decided_by=by.label, answer=answer.strip())
        if accepts:
            _put(work, fresh)
    return Outcome(row_id=fresh.pk)


def _put(work: Work, proposal: ParameterProposal) -> None:
    """The value before ends that day, and the new one begins; or none does."""
    key = {"organisation_id": proposal.organisation_id, "parameter": proposal.parameter}
    if proposal.value:
        values = {"value": proposal.value, "basis": proposal.basis, "proposal_id": proposal.pk}
        succeed(work, LocalParameter, key=key, values=values, on=proposal.valid_from)
    else:
        end(work, LocalParameter, key=key, on=proposal.valid_from)


def withdraw(*, by: Actor, proposal: ParameterProposal, reason: str = "") -> Outcome:
    """Taken off the secretary's desk; it stays in the history."""
    with recording(by, "parameter.withdraw", reason=reason) as work:
        fresh = _held(proposal)
        decision = may_withdraw(is_open=fresh.state == ProposalState.OPEN)
        if not decision.allowed:
            return Outcome(decision)
        work.change(
            ParameterProposal, fresh.pk, state=ProposalState.WITHDRAWN.value, decided_on=by.day, decided_by=by.label, answer=reason.strip()
        )
    return Outcome(row_id=fresh.pk)


def _held(proposal: ParameterProposal) -> ParameterProposal:
    """The organisation first, as everybody does who writes about it; then the proposal as it stands now."""
    held(proposal.organisation)
    found: ParameterProposal = ParameterProposal.objects.unguarded(WHY).select_related("organisation").get(pk=proposal.pk)
    return found
