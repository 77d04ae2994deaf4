"""What stands against opening a year, entering a count, giving a grade."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection

LEAST_REASON: Final = 4
NAMED: Final = 3
"""So many organisations are named in a refusal."""
FIRST_MONTH: Final = 10
"""Reports of a year are opened from October on."""


@dataclass(frozen=True, slots=True)
class Ballot:
    """One count: given out, taken in, and how many ticked what."""

    issued: int
    returned: int
    good: int = 0
    fairly_good: int = 0
    average: int = 0
    poor: int = 0

    @property
    def ticked(self) -> int:
        """All grades together; what is missing to those taken in was left blank or is invalid."""
        return self.good + self.fairly_good + self.average + self.poor


def may_open(year: int, *, found: int, today: date) -> Decision:
    """Towards the end of the year or afterwards, where a secretary below has no report yet."""
    return Decision.of(
        Objection("too_early", f"{year}年还没有到十月。", remedy="年度述职评议从十月起安排。")
        if today < date(year, FIRST_MONTH, 1)
        else None,
        Objection("nobody", "下级没有要述职的书记，或者都已经列出。", remedy="请先登记书记的职务。") if not found else None,
    )


def may_take_back(entered: Sequence[str], *, found: int) -> Decision:
    """On the day alone, as a whole, while nothing rests on it; ``entered``: organisations for which something was."""
    named = "、".join(entered[:NAMED]) + ("等" if len(entered) > NAMED else "")
    return Decision.of(
        Objection("nothing", "今天没有安排这一年度的述职。", remedy="只能当天撤回。", field="year") if not found else None,
        Objection("entered", f"{named}已经登记会议、计票、评定或者列出问题（共 {len(entered)} 份）。", remedy="已经开始办的不再撤回。")
        if entered
        else None,
    )


@dataclass(frozen=True, slots=True)
class Counter:
    """Who enters a count, as what name was entered under the account before, and whether the report is one's own."""

    name: str
    before: str = ""
    own: bool = False


def may_enter(ballot: Ballot, *, counter: Counter, others: Sequence[str], settled: bool) -> Decision:
    """Two people count; nobody counts for himself, nobody has more ticks than ballots came back."""
    return Decision.all(_may_count(counter, others, settled=settled), _fits(ballot))


def _may_count(counter: Counter, others: Sequence[str], *, settled: bool) -> Decision:
    counted_by = counter.name.strip()
    return Decision.of(
        Objection("own", "不能给自己计票。", remedy="请由上级党组织的其他人计票。") if counter.own else None,
        Objection("settled", "两次计票已经一致。", remedy="不用再录入。") if settled else None,
        Objection("no_name", "没有写计票人。", remedy="写计票人的姓名。", field="counted_by") if not counted_by else None,
        Objection("same_counter", f"{counted_by}已经录入过一次。", remedy="两次计票由两个人分别进行。", field="counted_by")
        if counted_by in others
        else None,
        Objection(
            "other_name",
            f"您用这个账号录入时，计票人是{counter.before}。",
            remedy="一个账号只算一位计票人；姓名写错的，先作废这次计票。",
            field="counted_by",
        )
        if counted_by and counter.before and counted_by != counter.before
        else None,
        Objection("two_already", "两位计票人都已录入。", remedy="由他们各自重新录入，直到一致；换人计票的，先作废一次。")
        if len(others) >= 2
        else None,
    )


def _fits(ballot: Ballot) -> Decision:
    return Decision.of(
        Objection("more_returned", f"收回 {ballot.returned} 张，多于发出的 {ballot.issued} 张。", remedy="请核对。", field="returned")
        if ballot.returned > ballot.issued
        else None,
        Objection("nothing", "没有填票数。", remedy="照计票单填写。") if not ballot.ticked else None,
        Objection("over", f"各等次合计 {ballot.ticked} 张，多于收回的 {ballot.returned} 张。", remedy="请再数一遍。")
        if ballot.ticked > ballot.returned
        else None,
    )


def may_void(*, found: bool, mine: bool, graded: bool, reason: str) -> Decision:
    """By the one who entered it or whoever arranges the year, before a grade rests on it."""
    return Decision.of(
        Objection("gone", "这次计票已经不在了。", remedy="请重新打开页面。") if not found else None,
        Objection("not_yours", "这次计票是另一位计票人录入的。", remedy="请由录入的人，或者安排述职的人作废。")
        if found and not mine
        else None,
        Objection("graded", "已经评定等次，计票不再作废。", remedy="确有错误的，说明后重新评定。") if graded else None,
        Objection("no_reason", "没有写作废的原因。", remedy="例如：计票人写错了。", field="reason")
        if len(reason.strip()) < LEAST_REASON
        else None,
    )


@dataclass(frozen=True, slots=True)
class Heard:
    """How a report stands when a grade is given."""

    held_above: bool
    held_own: bool
    counts: int
    settled: bool
    own: bool
    """Whether the grade would be the reader's own."""


def may_grade(heard: Heard, *, reason: str, on: date, today: date) -> Decision:
    """By the organisation above, after both reports, with a reason. A poll that two have not counted alike waits."""
    return Decision.of(
        Objection("own", "不能给自己评定。", remedy="请由上级党组织的其他人登记。") if heard.own else None,
        _not_held(heard),
        _not_settled(heard),
        Objection("no_reason", "没有写评定理由。", remedy="写明哪次会议、主要依据。", field="reason")
        if len(reason.strip()) < LEAST_REASON
        else None,
        Objection("after_today", "不能填今天以后的日期。", remedy="请填实际评定的日期。", field="on") if on > today else None,
    )


def _not_held(heard: Heard) -> Objection | None:
    missing = [word for word, held in (("向上级", heard.held_above), ("向党员", heard.held_own)) if not held]
    if not missing:
        return None
    return Objection("not_held", f"还没有登记{'、'.join(missing)}述职的会议。", remedy="请先点“登记述职会议”，从已签批的会议里选。")


def _not_settled(heard: Heard) -> Objection | None:
    if not heard.counts or heard.settled:
        return None
    if heard.counts == 1:
        return Objection("not_settled", "测评只有一位计票人录入。", remedy="请上级的另一个人用自己的账号录入；没有测评的，先作废这一次。")
    return Objection("not_settled", "两次计票还没有一致。", remedy="请两位计票人各自再数一遍；录错的可以作废。")
