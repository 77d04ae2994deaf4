"""When somebody may join, leave, change status, category or post. Articles: 党员教育管理工作条例 (2019), REGULATIONS.md 3."""

from dataclasses import replace
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import MemberStatus

ONE_BRANCH: Final = "《中国共产党党员教育管理工作条例》第二十五条"
ADMISSION: Final = "《中国共产党发展党员工作细则》"
FROM_OUTSIDE: Final = frozenset(
    {
        PostKind.CONCURRENT_COMMITTEE_MEMBER,
        PostKind.FIRST_SECRETARY,
        PostKind.PARTY_BUILDING_INSTRUCTOR,
        PostKind.PARTY_BUILDING_LIAISON,
        PostKind.PARTY_WORKER,
    }
)
"""Posts for people who are sent or proposed by others and keep their own affiliation (PRACTICE.md 2)."""
ORDER: Final = {status: number for number, status in enumerate(MemberStatus)}


def not_later(on: date, today: date, field: str = "on") -> Objection | None:
    """What is recorded has happened."""
    if on <= today:
        return None
    return Objection("future", f"日期 {on.isoformat()} 在今天之后。", remedy="请在事情发生之后登记。", field=field)


def not_before(on: date, first: date | None, whose: str, field: str = "on") -> Objection | None:
    """Before the first record nothing is known, and nothing can be added: the past before it stays empty."""
    if first is None or on >= first:
        return None
    message = f"{whose}的记录从 {first.isoformat()} 开始，早于它的日期无从登记。"
    return Objection("before_first", message, remedy=f"请填写 {first.isoformat()} 或以后的日期。", field=field)


def may_register(
    *,
    name: str,
    holds_members: bool,
    dissolved: bool,
    branch_since: date | None,
    number_known: Objection | None,
    same_person: Objection | None,
    on: date,
    today: date,
) -> Decision:
    """A new person: named, in a branch that exists, and not yet in the register."""
    return Decision.of(
        name_given(name),
        Objection("no_branch", "人员登记在党支部。", ONE_BRANCH, "请选择一个党支部。", "organisation") if not holds_members else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党支部。", field="organisation") if dissolved else None,
        number_known,
        same_person,
        not_before(on, branch_since, "该党支部"),
        not_later(on, today),
    )


def name_given(name: str) -> Objection | None:
    """A record without a name cannot be found again."""
    return None if name.strip() else Objection("name_missing", "没有填写姓名。", remedy="请填写姓名。", field="name")


def number_known(*, known_as: str, in_reach: bool) -> Objection | None:
    """One number, one record. Somebody out of the reader's reach is not named."""
    if not known_as:
        return None
    if not in_reach:
        message = "该身份号码已登记在您负责范围之外。"
        return Objection("number_known", message, remedy="请联系上级党组织核对；组织关系变动按转接程序办理。", field="id_number")
    remedy = "请打开原有记录；是同一人的两条记录请合并，组织关系变动请用“转接建议”。"
    return Objection("number_known", f"该身份号码已登记：{known_as}。", remedy=remedy, field="id_number")


def same_person(*, known_as: str, birth: date | None) -> Objection | None:
    """Without a number, name, branch and birth date are all there is to tell two people apart."""
    if not known_as:
        return None
    both = "出生日期相同" if birth else "都没有出生日期"
    message = f"该党支部名册上已有同名人员：{known_as}，{both}。"
    return Objection("same_person", message, remedy="请打开原有记录；确为两人的，请填写公民身份号码。", field="name")


def on_roll(since: date | None) -> Objection | None:
    """What is recorded of somebody on a day needs somebody who stands on a roll that day."""
    if since is not None:
        return None
    return Objection("not_on_roll", "当天不在任何党支部的名册上。", ONE_BRANCH, "请核对日期，或先登记组织关系。", "on")


def may_leave(*, on_roll_since: date | None, again_on: date | None, on: date, today: date) -> Decision:
    """Somebody leaves after having come, and has not come again since."""
    early = on_roll_since is not None and on <= on_roll_since
    again = f"{again_on.isoformat()} 起又在名册上。" if on_roll_since and again_on else ""
    return Decision.of(
        on_roll(on_roll_since),
        Objection(
            "too_early",
            f"日期不晚于进入本支部的日期 {on_roll_since}。",
            remedy="请核对日期；登记有误的，当天可以撤回登记。",
            field="on",
        )
        if early
        else None,
        Objection("came_again", again, remedy="请先核对以后的组织关系。", field="on") if again else None,
        not_later(on, today),
    )


def may_change_status(
    *, now: MemberStatus | None, to: MemberStatus, since: date | None, later: date | None, roll: Objection | None, on: date, today: date
) -> Decision:
    """Status goes up one way here; a cancelled probation or an expulsion is recorded as leaving."""
    backwards = now is not None and ORDER[to] < ORDER[now]
    return Decision.of(
        roll,
        Objection("same", f"已经是{to.label}。", remedy="无须变更。", field="status") if now == to else None,
        Objection(
            "backwards",
            f"不能由{now.label}改为{to.label}。",
            ADMISSION,
            "登记有误时请由登记人当天撤回；取消资格、出党请用“减少”。",
            "status",
        )
        if backwards and now
        else None,
        not_before(on, since, "人员类别"),
        Objection("later_status", f"{later} 起已登记了新的人员类别。", remedy="请核对日期，或先撤回后来的登记。", field="on")
        if later
        else None,
        not_later(on, today),
    )


def may_hold_post(
    *,
    roll: Objection | None,
    inside: bool,
    held: bool,
    dissolved: bool,
    organisation_since: date | None,
    on: date,
    today: date,
) -> Decision:
    """A post is held by somebody of the register, once at a time."""
    outside = "此人当天不在该组织及其下级的名册上。"
    return Decision.of(
        roll,
        Objection("not_inside", outside, remedy="请先核对组织关系；外单位兼职请用“兼职委员”。", field="organisation")
        if not inside and not roll
        else None,
        Objection("held", "已任此职。", remedy="无须重复登记。", field="kind") if held else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。", field="organisation") if dissolved else None,
        not_before(on, organisation_since, "该党组织"),
        not_later(on, today),
    )


def may_end(*, since: date, until: date, ended: bool, what: str, on: date, today: date) -> Decision:
    """What ends has begun before and has not ended yet."""
    return Decision.of(
        Objection("ended", f"{what}已于 {until.isoformat()} 结束。", remedy="无须再次登记。", field="on") if ended else None,
        Objection(
            "too_early",
            f"日期早于{what}的起始日期 {since.isoformat()}。",
            remedy="请核对日期；登记有误的，当天可以撤回登记。",
            field="on",
        )
        if on < since
        else None,
        not_later(on, today),
    )


def may_propose_move(*, on_roll_now: bool, already_there: bool, is_branch: bool, dissolved: bool) -> Decision:
    """A proposal names another branch that exists; it moves nobody."""
    return Decision.of(
        Objection("not_on_roll", "此人现在不在任何党支部的名册上。", ONE_BRANCH, "没有组织关系可以转接。", "target")
        if not on_roll_now
        else None,
        Objection("same_branch", "已经在这个党支部。", remedy="无须转接。", field="target") if already_there else None,
        Objection("no_branch", "组织关系转到党支部。", ONE_BRANCH, "请选择一个党支部。", "target") if not is_branch or dissolved else None,
    )


def may_join_group(*, roll: Objection | None, is_group: bool, inside: bool, on: date, today: date) -> Decision:
    """A Party group lies within the member's own branch."""
    return Decision.of(
        roll,
        Objection("no_group", "请选择一个党小组。", remedy="可在党支部的页面上先新建党小组。", field="group") if not is_group else None,
        Objection("not_inside", "该党小组当天不在此人所在的党支部之下。", remedy="请选择本支部的党小组。", field="group")
        if is_group and not inside and not roll
        else None,
        not_later(on, today),
    )


ERASED: Final = Objection("destroyed", "此人的资料已按期销毁。", remedy="不能再更正。")


def may_merge(*, same: bool, keep_merged: bool, lose_merged: bool, numbers_differ: bool, erased: bool) -> Decision:
    """Two records of one person; two identity numbers are two persons."""
    return Decision.of(
        Objection("same", "选择的是同一条记录。", remedy="请选择另一条记录。", field="other") if same else None,
        Objection("merged_already", "其中一条记录已经并入别的记录。", remedy="请打开并入后的记录。", field="other")
        if keep_merged or lose_merged
        else None,
        Objection("numbers_differ", "两条记录的身份号码不同。", remedy="请先更正其中一个号码；确为两人的不要合并。", field="other")
        if numbers_differ
        else None,
        replace(ERASED, field="other") if erased else None,
    )
