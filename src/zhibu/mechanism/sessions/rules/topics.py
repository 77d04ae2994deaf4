"""What may be done with a topic; every objection at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.sessions.terms import LISTABLE, TopicKind, TopicState

LONGEST_TITLE: Final = 120
AGAIN_AFTER: Final = timedelta(days=30)
"""What a session has talked about is not offered to it anew for a month, though it be late still."""


@dataclass(frozen=True, slots=True)
class TopicDraft:
    """A topic as it was typed. ``proposed_as`` is the section or person that wants it put."""

    title: str
    kind: str
    background: str = ""
    proposed_as: str = ""
    party_building: bool = False
    token: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """Who answers for a decision, and when the report is due. Nobody named as ``executing``: the head of whoever does the work."""

    first: str
    direct: str
    executing: str
    until: date


def may_propose(draft: TopicDraft, *, committee: bool, dissolved: bool) -> Decision:
    """A topic is one matter that can be named."""
    return Decision.of(
        Objection("no_title", "没有写议题。", remedy="一句话写清要研究什么。", field="title") if not draft.title.strip() else None,
        Objection("kind", "没有选议题类别。", remedy="请选一类；不在“三重一大”清单内的选一般议题。", field="kind")
        if draft.kind not in set(map(str, TopicKind))
        else None,
        Objection("no_committee", "这个党组织上面没有街道党工委。", remedy="请由街道所属的党组织提出。", field="organisation")
        if not committee
        else None,
        Objection("dissolved", "这个党组织已经撤销。", remedy="请由现在的党组织提出。", field="organisation") if dissolved else None,
    )


def may_screen(state: TopicState, *, taken_up: bool, reason: str, named: bool) -> Decision:
    """The head of the committee fixes the agenda; who is sent back reads why."""
    waits = state in {TopicState.PROPOSED, TopicState.SENT_BACK, TopicState.READY}
    return Decision.of(
        None if waits else Objection("not_waiting", f"这个议题{state.label}，不再审核。", remedy="需要再议的，请另提议题。"),
        Objection("no_reason", "退回要写原因。", remedy="写明缺什么、补好以后怎么办。", field="reason")
        if not taken_up and not reason.strip()
        else None,
        None if named else Objection("nobody", "没有写是谁审核的。", remedy="代录的，写明审核的书记。", field="screened_by"),
    )


def may_withdraw(state: TopicState, *, reason: str) -> Decision:
    """As long as no session has it on its agenda."""
    waits = state in {TopicState.PROPOSED, TopicState.SENT_BACK, TopicState.READY}
    return Decision.of(
        None if waits else Objection("not_waiting", f"这个议题{state.label}，不能撤回。", remedy="已列入议程的，先从议程中撤下。"),
        None if reason.strip() else Objection("no_reason", "没有写撤回的原因。", remedy="一句话即可。", field="reason"),
    )


def may_table(*, stands: Sequence[tuple[str, TopicState]], signed: bool, cancelled: bool) -> Decision:
    """Only what was taken up, and only while the session can still change."""
    return Decision.of(
        Objection("signed", "会议记录已经签批，议程不再改动。", remedy="请列入下一次会议。") if signed else None,
        Objection("cancelled", "这次会议已经取消。", remedy="请列入下一次会议。") if cancelled else None,
        Objection("nothing", "没有选议题。", remedy="请至少选一个。", field="topics") if not stands else None,
        *(
            Objection("not_ready", f"“{title}”{state.label}，不能列入议程。", remedy="先由书记审核；已在别的会议议程上的，先撤下。")
            for title, state in stands
            if state is not TopicState.READY
        ),
    )


def may_note(*, signed: bool, cancelled: bool) -> Decision:
    """What was said of an item stands with the minutes: with their signature it is fixed."""
    return Decision.of(
        Objection("signed", "会议记录已经签批。", remedy="请写更正的记录，说明补记什么。") if signed else None,
        Objection("cancelled", "这次会议已经取消。") if cancelled else None,
    )


def may_recuse(*, entitled: bool, known: bool, voted: bool, reason: str, name: str) -> Decision:
    """Who has a stake leaves the room for that item, before it is voted on."""
    return Decision.of(
        None
        if entitled
        else Objection("not_there", f"{name}不在这次会议的应到名单上。", remedy="列席人员不表决，不用登记。", field="person"),
        Objection("known", f"{name}已经登记回避。", field="person") if known else None,
        Objection("voted", "这个议题已经表决。", remedy="先把表决作废，登记回避后重新表决。") if voted else None,
        None if reason.strip() else Objection("no_reason", "没有写回避的原因。", remedy="如：涉及本人或近亲属。", field="reason"),
    )


def may_supervise(*, state: TopicState, kind: str, known: bool) -> Decision:
    """A decision with somebody who answers for it; of appointments none is followed up here: they take their own course."""
    return Decision.of(
        Objection("known", "这项决定已经列入督办。", remedy="进展在督办事项里登记。") if known else None,
        None
        if known or state is TopicState.DECIDED
        else Objection("undecided", f"这个议题{state.label}。", remedy="会议记录写下决定并签批以后，再列入督办。"),
        Objection("personnel", "人事议题不列入督办。", remedy="按干部管理程序办理。") if kind == TopicKind.APPOINTMENTS else None,
    )


@dataclass(frozen=True, slots=True)
class ListDraft:
    """A line of the list of 三重一大 as it was typed."""

    kind: str
    says: str
    basis: str
    valid_from: date
    weighty: bool = True


def may_list(draft: ListDraft, *, committee: bool, listed: bool) -> Decision:
    """What, since when, and on what paper it rests; the same line does not stand twice."""
    return Decision.of(
        Objection("kind", "没有选类别。", remedy="请选一类。", field="kind") if draft.kind not in set(map(str, LISTABLE)) else None,
        None if draft.says.strip() else Objection("no_text", "没有写具体事项。", remedy="如：单笔五万元以上的支出。", field="says"),
        _based(draft.basis),
        None if committee else Objection("no_committee", "只有街道党工委有“三重一大”清单。", remedy="请到街道党工委的清单里修改。"),
        Objection("listed", "清单里已经有这一条。", remedy="需要改动的，先停用原来的一条。", field="says") if listed else None,
    )


def may_end_listed(*, basis: str, valid_from: date, on: date) -> Decision:
    """A line ends on a day after its first one, on a paper too."""
    first = f"这一条 {valid_from.isoformat()} 才启用。"
    return Decision.of(_based(basis), Objection("ends_first", first, remedy="请填以后的日期。", field="on") if on <= valid_from else None)


def _based(basis: str) -> Objection | None:
    return None if basis.strip() else Objection("no_basis", "没有写依据。", remedy="写文件名称和文号，或通过它的会议。", field="basis")


def offered_again(*, last_on: date | None, today: date) -> bool:
    """Whether a late matter is offered to the committee: when no session has talked about it for a month."""
    return last_on is None or last_on + AGAIN_AFTER <= today
