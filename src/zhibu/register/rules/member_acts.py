"""When somebody may join, leave, change status, category or post. Articles: 党员教育管理工作条例 (2019), REGULATIONS.md 3."""

from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.terms.people import MemberStatus

ONE_BRANCH: Final = "《中国共产党党员教育管理工作条例》第二十五条"
ORDER: Final = {status: number for number, status in enumerate(MemberStatus)}


def not_later(on: date, today: date, field: str = "on") -> Objection | None:
    """What is recorded has happened."""
    if on <= today:
        return None
    return Objection("future", f"日期 {on.isoformat()} 在今天之后。", remedy="请在事情发生之后登记。", field=field)


def may_register(*, name: str, holds_members: bool, dissolved: bool, number_known_as: str, on: date, today: date) -> Decision:
    """A new person: named, in a branch that exists, and not yet in the register."""
    known = f"该身份号码已登记：{number_known_as}。"
    return Decision.of(
        Objection("name_missing", "没有填写姓名。", remedy="请填写姓名。", field="name") if not name.strip() else None,
        Objection("no_branch", "人员登记在党支部。", ONE_BRANCH, "请选择一个党支部。", "organisation") if not holds_members else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党支部。", field="organisation") if dissolved else None,
        Objection("number_known", known, remedy="请打开原有记录；组织关系变动请用“转接”。", field="id_number") if number_known_as else None,
        not_later(on, today),
    )


def may_leave(*, on_roll_since: date | None, on: date, today: date) -> Decision:
    """Somebody leaves after having come."""
    return Decision.of(
        Objection("not_on_roll", "当天不在任何党支部的名册上。", ONE_BRANCH, "请核对日期，或先登记组织关系。", "on")
        if on_roll_since is None
        else None,
        Objection("too_early", f"日期不晚于进入本支部的日期 {on_roll_since.isoformat()}。", remedy="请核对日期。", field="on")
        if on_roll_since and on <= on_roll_since
        else None,
        not_later(on, today),
    )


def may_change_status(*, now: MemberStatus | None, to: MemberStatus, since: date | None, on: date, today: date) -> Decision:
    """Status goes up one way here; a cancelled probation or an expulsion is recorded as leaving."""
    backwards = now is not None and ORDER[to] < ORDER[now]
    return Decision.of(
        Objection("same", f"已经是{to.label}。", remedy="无须变更。", field="status") if now == to else None,
        Objection(
            "backwards",
            f"不能由{now.label}改为{to.label}。",
            "《中国共产党发展党员工作细则》",
            "登记有误时请由登记人当天撤回；取消资格、出党请用“减少”。",
            "status",
        )
        if backwards and now
        else None,
        Objection("too_early", f"日期早于现有人员类别的起始日期 {since.isoformat()}。", remedy="请核对日期。", field="on")
        if since and on < since
        else None,
        not_later(on, today),
    )


def may_hold_post(*, in_reach: bool, held: bool, dissolved: bool, on: date, today: date) -> Decision:
    """A post is held by somebody of the register, once at a time."""
    return Decision.of(
        Objection("not_on_roll", "此人不在该组织及其下级的名册上。", remedy="请先核对组织关系；外单位兼职请用“兼职委员”。", field="person")
        if not in_reach
        else None,
        Objection("held", "已任此职。", remedy="无须重复登记。", field="kind") if held else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。", field="organisation") if dissolved else None,
        not_later(on, today),
    )


def may_merge(*, same: bool, keep_merged: bool, lose_merged: bool, numbers_differ: bool) -> Decision:
    """Two records of one person; two identity numbers are two persons."""
    return Decision.of(
        Objection("same", "选择的是同一条记录。", remedy="请选择另一条记录。", field="other") if same else None,
        Objection("merged_already", "其中一条记录已经并入别的记录。", remedy="请打开并入后的记录。", field="other")
        if keep_merged or lose_merged
        else None,
        Objection("numbers_differ", "两条记录的身份号码不同。", remedy="请先更正其中一个号码；确为两人的不要合并。", field="other")
        if numbers_differ
        else None,
    )
