"""The yearly list keeps to half a page; matters done together name two organisations."""

from datetime import date
from typing import Final

from zhibu.kernel.decisions import LOCAL, Decision, Objection

MOST: Final = 8
"""Lines: with more of them nothing is a priority, and the list no longer fits on its page."""


def may_add_line(*, lines: int, says: str, named: bool, due: date, year: int) -> Decision:
    """Said, with somebody who answers for it, due within the year."""
    return Decision.of(
        Objection("too_many", f"一年最多 {MOST} 项。", LOCAL, "请合并，或先删去一项。") if lines >= MOST else None,
        Objection("says_missing", "没有写明任务。", remedy="请用一句话写清楚要办成什么。", field="says") if not says.strip() else None,
        Objection("nobody", "没有写明由谁负责。", remedy="请填写责任人，或责任科室、岗位。", field="who") if not named else None,
        Objection("other_year", f"完成日期不在 {year}年内。", remedy="请填本年的日期。", field="due") if due.year != year else None,
    )


def may_finish(*, done: date | None, evidence: int, on: date, year: int) -> Decision:
    """A line is done when a record shows it."""
    return Decision.of(
        Objection("done", f"已于 {done.isoformat()} 完成。", remedy="无须再次登记。") if done else None,
        Objection("no_evidence", "还没有选依据。", LOCAL, "请先从会议、议程、办理事项里选一条。") if not evidence else None,
        Objection("other_year", f"日期早于 {year}年。", remedy="请核对日期。", field="on") if on.year < year else None,
    )


def may_drop(*, done: date | None) -> Decision:
    """What is done stays on the list."""
    told = f"已于 {done.isoformat()} 完成。" if done else ""
    return Decision.of(Objection("done", told, remedy="完成的不删去。") if done else None)


def may_unpoint(*, done: date | None) -> Decision:
    """What a finished line rests on stays."""
    told = f"已于 {done.isoformat()} 登记完成。" if done else ""
    return Decision.of(Objection("done", told, remedy="完成的任务不再移除依据。") if done else None)


def may_begin_matter(title: str, *, same: bool, dissolved: bool) -> Decision:
    """Two organisations that exist."""
    return Decision.of(
        Objection("title_missing", "没有写明事项。", remedy="请填写事项名称。", field="title") if not title.strip() else None,
        Objection("same", "两方是同一个党组织。", remedy="请填写一起办这件事的另一方。", field="partner") if same else None,
        Objection("dissolved", "有一方已撤销。", remedy="请选择现在的党组织。", field="partner") if dissolved else None,
    )


def may_point(*, known: bool, ended: bool) -> Decision:
    """A record shows one thing once; nothing is added to what has ended."""
    return Decision.of(
        Objection("known", "已经选过这一条。", remedy="请选另一条。", field="points") if known else None,
        Objection("ended", "事项已结束。", remedy="不再增加记录。") if ended else None,
    )
