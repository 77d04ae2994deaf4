"""What may be done in a selection as it stands; every objection at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from zhibu.cases.rules.procedures import Step
from zhibu.cases.rules.working_days import STATE_COUNCIL, Calendar
from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.honours.rules.procedure import BASIS
from zhibu.mechanism.honours.terms import Answered, Verdict


@dataclass(frozen=True, slots=True)
class Quota:
    """How many an organisation with all below it may nominate, and how many it has."""

    path: str
    name: str
    number: int
    used: int = 0


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A nomination with what the review came to."""

    number: int
    verdict: Verdict
    because: str = ""


@dataclass(frozen=True, slots=True)
class Raised:
    """An objection while the list is up."""

    number: int
    outcome: Answered


@dataclass(frozen=True, slots=True)
class Voted:
    """A vote of the meeting: on paper, counted by two, and passed; None is not settled."""

    paper: bool
    passed: bool | None
    held_on: date


def may_call(title_taken: str, quotas: Collection[int], *, until: date, today: date) -> Decision:
    """One selection of a kind and year at a time, with some time to nominate."""
    return Decision.of(
        Objection("twice", f"“{title_taken}”正在办理。", BASIS, "同一年度同一类别不重复部署。", "kind") if title_taken else None,
        Objection("until_past", "推荐截止日期已经过去。", BASIS, "请填今天以后的日期。", "until") if until < today else None,
        Objection("no_quota", "所有党组织的名额都是 0。", BASIS, "至少给一个党组织名额；不限名额的都不填。", "quotas")
        if quotas and not any(quotas)
        else None,
    )


def quota_left(quotas: Sequence[Quota], path: str, *, asked: int = 1) -> Decision:
    """The nearest organisation above that has a quota counts; where none has one, nothing limits."""
    if not quotas:
        return Decision()
    above = [one for one in quotas if path.startswith(one.path)]
    if not above:
        return Decision.of(Objection("no_place", "这个党组织没有推荐名额。", BASIS, "请向评选的党组织申请名额。", "by"))
    nearest = max(above, key=lambda one: len(one.path))
    full = nearest.used + asked > nearest.number
    said = f"{nearest.name}的 {nearest.number} 个名额已经用完。"
    return Decision.of(Objection("quota", said, BASIS, "撤下一个再推荐，或者申请增加名额。", "by") if full else None)


def may_nominate(*, waits: bool, until: date, today: date, known: bool, step: Step) -> Decision:
    """While nominations are taken, each once; once they are closed nobody learns here who was nominated."""
    return Decision.of(
        None if waits else Objection("closed", f"“{step.name}”已经结束。", BASIS, "不再接受推荐。"),
        Objection("late", f"推荐 {until.isoformat()} 截止。", BASIS, "请联系评选的党组织。") if waits and today > until else None,
        Objection("known", "已经推荐过。", BASIS, "不用重复推荐。", "who") if waits and known else None,
    )


def may_close(number: int) -> Decision:
    """Nominations are closed once there are any."""
    return Decision.of(None if number else Objection("none", "还没有收到推荐。", BASIS, "等推荐以后再办理；不办了的取消事项。"))


def may_review(found: Sequence[Reviewed]) -> Decision:
    """Everybody was looked at, somebody stays, and whoever does not is told why."""
    open_ones = [one.number for one in found if one.verdict is Verdict.OPEN]
    silent = [one.number for one in found if one.verdict is Verdict.NOT_SUPPORTED and not one.because.strip()]
    return Decision.of(
        Objection("open", f"第 {_list(open_ones)} 号推荐还没有考察意见。", BASIS, "请逐个写明。") if open_ones else None,
        Objection("silent", f"第 {_list(silent)} 号不列入，没有写理由。", BASIS, "请写明理由。") if silent else None,
        _nobody(found),
    )


def _nobody(found: Sequence[Reviewed]) -> Objection | None:
    if any(one.verdict is Verdict.SUPPORTED for one in found):
        return None
    return Objection("nobody", "拟表彰名单是空的。", BASIS, "没有合适对象的，取消事项，写明原因。")


def _list(numbers: Sequence[int]) -> str:
    return "、".join(map(str, numbers))


def may_take_vote(votes: Sequence[Voted], *, reviewed_on: date) -> Decision:
    """The meeting has passed the list: on paper, with two counts that agree (PRACTICE.md 4.3), after the review."""
    paper = [one for one in votes if one.paper]
    passed = [one for one in paper if one.passed]
    early = all(one.held_on < reviewed_on for one in passed)
    return Decision.of(
        Objection("no_vote", "这次会议没有票决记录。", BASIS, "在会议的“表决”里用纸质选票，两位计票人录入。", "gathering")
        if not paper
        else None,
        Objection("not_passed", "拟表彰名单没有通过，或者计票还没有一致。", BASIS, "没有通过的，作废“考察”重新研究。", "gathering")
        if paper and not passed
        else None,
        Objection("early", "会议早于考察。", BASIS, "请选考察以后召开的会议。", "gathering") if passed and early else None,
    )


def notice_ends(start: date, days: int, calendar: Calendar = STATE_COUNCIL) -> date:
    """The last day of a list that is up: so many working days, the day on which it is put up not counted."""
    return calendar.after(start, days)


def may_settle(*, until: date, today: date, raised: Sequence[Raised], found: Sequence[Reviewed]) -> Decision:
    """The days are over, and what was objected is answered."""
    waiting = [one.number for one in raised if one.outcome is Answered.OPEN]
    return Decision.of(
        Objection("notice_runs", f"公示到 {until.isoformat()} 为止。", f"{BASIS}；公示天数为本地参数", "期满以后再办理。")
        if today <= until
        else None,
        Objection("unanswered", f"第 {_list(waiting)} 条异议还没有答复。", BASIS, "核实以后写明结果。") if waiting else None,
        _nobody(found),
    )


def may_object(*, up: bool, until: date | None, received: date, start: date | None, today: date) -> Decision:
    """Objections are taken while the list is up, and until the decision."""
    before = start is not None and received < start
    return Decision.of(
        None if up else Objection("not_up", "现在没有公示。", BASIS, f"公示{'已经结束' if until else '以后再登记'}。"),
        Objection("before", "收到日期早于公示。", BASIS, "请核对日期。", "received_on") if before else None,
        Objection("after_today", "不能填今天以后的日期。", BASIS, "请填收到的日期。", "received_on") if received > today else None,
    )


def may_revoke(*, revoked: bool, reason: str, document: str) -> Decision:
    """Taken back once, for a reason, by a document."""
    return Decision.of(
        Objection("revoked", "这项荣誉已经撤销。", remedy="无须再办。") if revoked else None,
        Objection("reason", "没有写撤销的原因。", remedy="请写明原因。", field="reason") if not reason.strip() else None,
        Objection("document", "没有写撤销决定的文号。", remedy="撤销由原授予的党组织决定，请填文号。", field="document")
        if not document.strip()
        else None,
    )


def chosen(found: Mapping[int, Verdict]) -> list[int]:
    """Numbers of those who are honoured, in the order of their nomination; nobody is ranked."""
    return sorted(number for number, verdict in found.items() if verdict is Verdict.SUPPORTED)
