"""What the sample street decided for itself in place of defaults, and what its clerk has proposed: the same on every day of loading."""

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from zhibu.config.sample.personas import PERSONAS
from zhibu.kernel.dates import FAR
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.parameters.terms import ProposalState
from zhibu.trail.door import Work

CLERK, SECRETARY = (one.name for one in PERSONAS[:2])
DELIBERATED: Final = timedelta(days=9)


class Chosen(NamedTuple):
    """A value; how many days ago it began and, where another followed, ended; with the document it rests on."""

    parameter: str
    value: int
    since: int
    until: int
    basis: str
    note: str


DECIDED: Final = (
    Chosen("general_branch.members_usual_least", 30, 1100, 420, "〔{year}〕6 号《党组织设置办法》", "老城区的党总支普遍较小。"),
    Chosen(
        "general_branch.members_usual_least", 40, 420, 0, "〔{year}〕11 号《党组织设置办法（修订）》", "合并了几个小支部以后，规模上去了。"
    ),
    Chosen("poll.on_screen", 1, 730, 0, "〔{year}〕15 号《征求意见办法》", "只问没有法律后果的事，不到八份不显示。"),
    Chosen("probation.notice_days", 60, 330, 0, "〔{year}〕8 号《发展党员工作提醒办法》", "给支部大会和上级审批留足时间。"),
)
PROPOSED: Final = Chosen("committee.members_usual_least", 80, -14, 0, "〔{year}〕3 号《社区党委设置标准》", "参照区里的新标准。")


def write_own_values(work: Work, organisation_id: int, on: date) -> None:
    """Two parameters with a history, and one proposal that waits for the secretary."""
    for one in DECIDED:
        since = on - timedelta(days=one.since)
        proposal = _propose(work, organisation_id, one, since, state=ProposalState.ACCEPTED)
        work.add(
            LocalParameter,
            organisation_id=organisation_id,
            parameter=one.parameter,
            value=str(one.value),
            basis=_basis(one, since),
            proposal_id=proposal,
            valid_from=since,
            valid_to=on - timedelta(days=one.until) if one.until else FAR,
        )
    _propose(
        work, organisation_id, PROPOSED, on - timedelta(days=PROPOSED.since), state=ProposalState.OPEN, proposed=on - timedelta(days=3)
    )


def _basis(one: Chosen, since: date) -> str:
    return f"向党工{one.basis.format(year=since.year)}"


def _propose(work: Work, organisation_id: int, one: Chosen, since: date, *, state: ProposalState, proposed: date | None = None) -> int:
    decided: dict[str, Any] = {} if state is ProposalState.OPEN else {"decided_on": since - timedelta(days=2), "decided_by": SECRETARY}
    return work.add(
        ParameterProposal,
        organisation_id=organisation_id,
        parameter=one.parameter,
        value=str(one.value),
        valid_from=since,
        basis=_basis(one, since),
        note=one.note,
        proposed_on=proposed or since - DELIBERATED,
        proposed_by=CLERK,
        state=state.value,
        **decided,
    )
