"""What the year's procedure asks before each of its steps: plain Python, every objection at once."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from zhibu.cases.rules.working_days import STATE_COUNCIL
from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.appraisal.rules.agreeing import PUBLISHED
from zhibu.mechanism.appraisal.rules.totals import Band, too_many
from zhibu.mechanism.appraisal.terms import SchemeState

NAMED: Final = 5
"""Organisations that an objection names; of more it gives the number."""
LEAST_REASON: Final = 4
NO_NUMBER: Final = Decimal(-99_999)
"""Stands for points that are no number, from a page or a file."""
REOPEN: Final = "意见听取完以后不再改分；采纳了还没有改的，在审核以前先作废“听取、答复意见”，写明理由。"
ONLY_UPHELD: Final = "初步结果已经告知：采纳了意见的才改分，而且不能改低。"


@dataclass(frozen=True, slots=True)
class Begun:
    """How a year stands when its case is to begin."""

    state: SchemeState
    year: int
    signed: int
    agreements: int
    begun: bool


def names(found: Collection[str]) -> str:
    """A few of them, and how many there are."""
    known = list(found)
    rest = f"等 {len(known)} 个党组织" if len(known) > NAMED else ""
    return "、".join(known[:NAMED]) + rest


def may_begin(it: Begun, *, today: date) -> Decision:
    """Towards the end of the year, with every agreement signed by both."""
    return Decision.of(
        PUBLISHED if it.state is SchemeState.PUBLISHED else None,
        Objection("draft", "考评办法还在起草。", remedy="施行并签订责任书以后再启动。") if it.state is SchemeState.DRAFT else None,
        Objection("begun", "这一年的考评已经启动。", remedy="请在原来的事项里继续。") if it.begun else None,
        Objection("no_agreements", "还没有责任书。", remedy="请先为下级党组织拟定责任书。") if not it.agreements else None,
        Objection("unsigned", f"还有 {it.agreements - it.signed} 份责任书没有签完。", remedy="双方签订以后再启动。")
        if it.signed < it.agreements
        else None,
        Objection("too_early", f"{it.year}年还没有到十月。", remedy="年终考评从十月起启动。") if today < date(it.year, 10, 1) else None,
    )


def all_stated(missing: Sequence[str], *, late: bool) -> Decision:
    """Every organisation has sent its statement; past the last day the year goes on without those that have not."""
    waits = missing and not late
    said = f"{names(missing)}还没有报送年度说明。"
    return Decision.of(Objection("not_stated", said, remedy="请提醒报送；过了期限可以继续。") if waits else None)


def all_judged(unjudged: Mapping[str, int], bonuses: int) -> Decision:
    """Nothing that a scorer has to say is missing, and every application for a bonus is decided."""
    gaps = "、".join(f"“{title}”还差 {number} 个党组织" for title, number in unjudged.items() if number)
    return Decision.of(
        Objection("unjudged", f"还有没评的分：{gaps}。", remedy="请由评分人评完；没有依据扣分的，按满分评并写明。") if gaps else None,
        Objection("bonus", f"还有 {bonuses} 项加分申请没有核定。", remedy="请逐项核定，不给分的写明理由。") if bonuses else None,
    )


def polls_ended(open_polls: int) -> Decision:
    """Nobody stands for a result that an open box may still move."""
    said = f"还有 {open_polls} 个满意度征求意见没有结束。"
    return Decision.of(Objection("poll_open", said, remedy="到期自动结束，也可以提前结束；结束以后再办这一步。") if open_polls else None)


def judged_wrong(points: Decimal, reason: str, most: Decimal) -> tuple[bool, bool]:
    """Whether the points cannot be, and whether those that can be want a reason: nobody explains points that are none."""
    inside = 0 <= points <= most
    return not inside, inside and points < most and len(reason.strip()) < LEAST_REASON


def may_judge(given: Mapping[str, tuple[Decimal, str]], most: Decimal, *, scorer: str, open_: bool) -> Decision:
    """Points within those of the indicator; whoever takes points off says why. ``given``: by organisation points and reason."""
    wrong = {name: judged_wrong(points, reason, most) for name, (points, reason) in given.items()}
    none = [name for name, (points, _) in given.items() if points == NO_NUMBER]
    over = [name for name, (points, _) in wrong.items() if points and name not in none]
    silent = [name for name, (_, reason) in wrong.items() if reason]
    return Decision.of(
        None if open_ else Objection("closed", "评分已经截止。", remedy=REOPEN),
        Objection("nothing", "没有填任何得分。", remedy="请至少填一个党组织的得分。") if not given else None,
        Objection("no_scorer", "没有写评分人。", remedy="请写评分人的姓名或者部门。", field="scorer") if not scorer.strip() else None,
        Objection("no_number", f"{names(none)}：得分不是数字。", remedy=f"请填 0 到 {most.normalize():f} 之间的数。") if none else None,
        Objection("over", f"{names(over)}：得分要在 0 到 {most.normalize():f} 之间。", remedy="请核对得分。") if over else None,
        Objection("no_reason", f"{names(silent)}：扣分没有写理由。", remedy="请写明为什么扣分，被考评的党组织看得到。") if silent else None,
    )


def may_change_told(unheard: Collection[str], lowered: Collection[str], *, basis: str) -> Decision:
    """Once provisional results were told a judgement changes by an objection that was upheld, and whoever objected loses nothing by it.

    ``unheard``: changed without such an objection; ``lowered``: after one to fewer points than before. ``basis``: the paper of the table.
    """
    said = f"{names(unheard)}：初步结果已经告知，没有采纳的意见，评分不再改动。"
    less = f"{names(lowered)}：采纳意见以后改的分，不能比原来少。"
    remedy = "与事实不符的，由该党组织在期限内提意见，采纳以后再改。"
    return Decision.of(
        Objection("told", said, article=basis, remedy=remedy) if unheard else None,
        Objection("lowered", less, article=basis, remedy="请核对得分。") if lowered else None,
    )


def may_apply(asked: Decimal, cap: Decimal, *, title: str, evidence: str, state: SchemeState) -> Decision:
    """A bonus is asked for a matter with evidence, where the table knows any."""
    return Decision.of(
        PUBLISHED if state is SchemeState.PUBLISHED else None,
        Objection("no_bonus", "这份考评办法没有加分。", remedy="无须申请。") if not cap else None,
        Objection("no_title", "没有写加分事项。", remedy="写一句做成了什么。", field="title") if not title.strip() else None,
        Objection("no_evidence", "没有写依据。", remedy="写文号、表彰决定或者会议记录。", field="evidence")
        if not evidence.strip()
        else None,
        Objection("asked", f"申请分数要大于 0，不超过加分上限 {cap.normalize():f} 分。", remedy="请核对分数。", field="asked")
        if cap and not 0 < asked <= cap
        else None,
    )


def may_give(given: Decimal, asked: Decimal, *, reason: str, decided: bool, open_: bool) -> Decision:
    """Not more than was asked; less than that with a reason."""
    return Decision.of(
        None if open_ else Objection("closed", "评分已经截止。", remedy=REOPEN),
        Objection("decided", "这项申请已经核定。", remedy="不用再核定。") if decided else None,
        Objection("over", f"核定分数要在 0 到 {asked.normalize():f} 之间。", remedy="请核对分数。", field="given")
        if not 0 <= given <= asked
        else None,
        Objection("no_reason", "少给或者不给，没有写理由。", remedy="请写明理由，申请的党组织看得到。", field="reason")
        if given < asked and len(reason.strip()) < LEAST_REASON
        else None,
    )


def object_until(told_on: date, within: int) -> date:
    """The last working day on which an organisation may speak against its provisional result."""
    return STATE_COUNCIL.after(told_on, within)


def answer_until(raised_on: date, within: int) -> date:
    """The last working day of the answer."""
    return STATE_COUNCIL.after(raised_on, within)


def may_object(told_on: date | None, within: int, *, said: str, open_: bool, today: date) -> Decision:
    """Within so many working days after it was told."""
    until = object_until(told_on, within) if told_on is not None else None
    return Decision.of(
        Objection("not_told", "还没有告知初步结果。", remedy="告知以后再提；对记录有疑问的，现在就可以补录。") if told_on is None else None,
        Objection("too_late", f"提意见的期限是 {until.isoformat()}。", remedy="期限过了，可以直接向上级党组织反映。")
        if until is not None and today > until
        else None,
        Objection("settled", "意见已经处理完，结果在审核。", remedy="可以直接向上级党组织反映。")
        if told_on is not None and not open_
        else None,
        Objection("nothing", "没有写意见。", remedy="写明哪一项、哪里与事实不符。", field="said") if not said.strip() else None,
    )


def may_answer(answer: str, *, answered: bool, open_: bool) -> Decision:
    """Once, with reasons."""
    return Decision.of(
        Objection("answered", "这条意见已经答复。", remedy="不用再答复。") if answered else None,
        None if open_ or answered else Objection("closed", "结果已经审核。", remedy="请先退回再答复。"),
        Objection("no_answer", "答复没有写理由。", remedy="写明采纳还是不采纳、为什么；采纳的，改记录或者重新评分。", field="answer")
        if len(answer.strip()) < LEAST_REASON
        else None,
    )


def all_settled(told_on: date, within: int, unanswered: int, *, today: date) -> Decision:
    """The days for objections are over, and each has its answer."""
    until = object_until(told_on, within)
    return Decision.of(
        Objection("still_open", f"提意见的期限到 {until.isoformat()}，还没有过。", remedy="期满以后再办这一步。")
        if today <= until
        else None,
        Objection("unanswered", f"还有 {unanswered} 条意见没有答复。", remedy="请逐条答复，写明理由。") if unanswered else None,
    )


def may_approve(bands: Mapping[str, int], table: Sequence[Band], *, same_person: bool) -> Decision:
    """Somebody else than the reviewer approves, and no band holds more than its quota. ``bands``: how many lie in each."""
    over = too_many(bands, table)
    said = "；".join(f"“{name}”{bands[name]} 个，最多 {most} 个" for name, most in over.items())
    return Decision.of(
        Objection("same_person", "审核和审定要由两个人办。", remedy="请由另一个人审定。") if same_person else None,
        Objection("quota", f"{said}。", remedy="请集体研究哪些党组织留在这一等次，在“等次”里逐个写明理由；系统不替人排名次。")
        if over
        else None,
    )


def may_place(band: str, reckoned: str, table: Sequence[Band], *, reason: str, open_: bool) -> Decision:
    """A band is moved downwards by people, with a reason; never upwards past what the points reach."""
    order = [*(one.name for one in sorted(table, key=lambda one: -one.at_least)), ""]
    unknown = band not in order
    up = not unknown and reckoned in order and order.index(band) < order.index(reckoned)
    return Decision.of(
        None if open_ else Objection("closed", "结果已经审定，或者还没有告知初步结果。", remedy="在告知以后、审定以前调整。"),
        Objection("unknown", "没有这个等次。", remedy="请重新选择。", field="band") if unknown else None,
        Objection("upwards", f"得分只到“{reckoned or '没有等次'}”，不能评高。", remedy="比例有空余的，不能用来拔高。", field="band")
        if up
        else None,
        Objection("no_reason", "没有写理由。", remedy="写明哪次会议、为什么。", field="reason")
        if band != reckoned and len(reason.strip()) < LEAST_REASON
        else None,
    )
