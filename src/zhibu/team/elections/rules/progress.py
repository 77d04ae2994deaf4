"""What may be put to the vote now, and when the meeting's part of an election is over."""

from collections.abc import Sequence
from dataclasses import dataclass

from zhibu.gatherings.rules.quorum import Quorum, no_quorum
from zhibu.kernel.decisions import Decision, Objection
from zhibu.team.elections.rules.procedure import MEETING, SECRETARY
from zhibu.team.elections.terms import Office


@dataclass(frozen=True, slots=True)
class Standing:
    """How far the election to one office has come."""

    office: Office
    seats: int
    left: int
    open_rounds: int = 0
    rounds: int = 0
    next_names: tuple[int, ...] = ()
    """Between whom the next ballot is, after one that left seats open."""


def offices_of(step: str, *, committee: bool) -> tuple[Office, ...]:
    """The members' meeting elects the committee, and where there is none the secretary; the new committee's session the others."""
    if step == "session":
        return (Office.SECRETARY, Office.DEPUTY)
    if step != "meeting":
        return ()
    return (Office.COMMITTEE,) if committee else (Office.SECRETARY, Office.DEPUTY)


def may_ballot(standing: Standing, *, step_waits: bool, quorum: Quorum, signed: bool, held: bool) -> Decision:
    """The step waits, enough are there, seats are left, and no other ballot to this office is open."""
    label = standing.office.label
    return Decision.of(
        None if step_waits else Objection("not_yet", f"现在还不能选举{label}。", MEETING, "请先办完前面的步骤。"),
        None if held else Objection("not_held", "选举大会还没有开。", MEETING, "先安排大会，开会当天点名以后再投票。"),
        Objection("signed", "会议记录已经签批，不能再投票。", remedy="另外召开会议选举。") if signed else None,
        None if quorum.met or not held else no_quorum(quorum),
        None if standing.left > 0 else Objection("full", f"{label}已经选满。", remedy="无须再投票。"),
        Objection("open", f"还有一次选举{label}的投票没有结果。", remedy="先录入两位计票人的计票，或者注明原因作废。")
        if standing.open_rounds
        else None,
    )


def may_print(standing: Standing, names: Sequence[int], *, elected: Sequence[int]) -> Decision:
    """Whose names stand on a ballot: as many as seats or more, and who is elected already stands on none."""
    office = standing.office
    again = bool(set(names) & set(elected))
    short = office is not Office.COMMITTEE and len(names) != standing.left and standing.rounds == 0
    return Decision.of(
        Objection("no_names", "选票上没有候选人。", remedy="请选候选人。", field="names") if not names else None,
        Objection("elected", "已经当选的人不再列入选票。", remedy="请去掉。", field="names") if again else None,
        Objection("not_equal", f"应选{office.label} {standing.left} 名，选票上 {len(names)} 名。", SECRETARY, "等额选举。", "names")
        if short
        else None,
    )


def may_conclude(standings: Sequence[Standing], *, vacant_because: str) -> Decision:
    """Every seat is filled, or somebody says why it stays vacant; no ballot is open."""
    left = [one for one in standings if one.left > 0]
    open_ones = [one for one in standings if one.open_rounds]
    never = [one for one in left if not one.rounds]
    words = "、".join(f"{one.office.label} {one.left} 名" for one in left)
    return Decision.of(
        *(Objection("open", f"选举{one.office.label}的投票还没有结果。", remedy="先录入计票，或者注明原因作废。") for one in open_ones),
        *(Objection("never", f"还没有投票选举{one.office.label}。", MEETING, "请先投票。") for one in never),
        Objection("left", f"还缺{words}。", MEETING, "再次投票补选；决定空缺的，请写明原因。", "vacant_because")
        if left and not never and not vacant_because.strip()
        else None,
    )
