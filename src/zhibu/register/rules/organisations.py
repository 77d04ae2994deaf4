"""When an organisation may be founded, renamed, moved, merged, split, dissolved."""

from collections.abc import Collection
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.rules.member_acts import ONE_BRANCH, not_before, not_later
from zhibu.register.terms.organisations import OrganisationKind

ANOTHER_DATE: Final = "请选择较晚的日期，或先撤回后来的登记。"


def stands_right(kind: str, *, parent_kind: str | None) -> Decision:
    """A group stands below a branch and nothing stands below a group."""
    below_group = parent_kind == OrganisationKind.GROUP
    lone_group = kind == OrganisationKind.GROUP and parent_kind != OrganisationKind.BRANCH
    return Decision.of(
        Objection("below_group", "党小组之下不能再设党组织。", remedy="请把上级改为党支部。", field="parent") if below_group else None,
        Objection("lone_group", "党小组设在党支部之下。", remedy="请选择一个党支部作为上级。", field="parent") if lone_group else None,
    )


def well_named(name: str, *, siblings: Collection[str]) -> Decision:
    """A full name, and one that nobody beside it has."""
    missing = Objection("name_missing", "没有填写名称。", remedy="请填写党组织的全称。", field="name")
    return Decision.of(None if name.strip() else missing, name_free(name, siblings=siblings))


def name_free(name: str, *, siblings: Collection[str]) -> Objection | None:
    """Names are single under one superior."""
    if name not in siblings:
        return None
    return Objection("name_taken", f"上级之下已有“{name}”。", remedy="请换一个名称，或打开原有的党组织。", field="name")


def code_free(*, taken: bool) -> Objection | None:
    """An official code belongs to one organisation."""
    return Objection("code_taken", "党组织代码已属于另一个党组织。", remedy="请核对代码。", field="official_code") if taken else None


def may_found(*, parent_dissolved: bool, on: date, today: date) -> Decision:
    """Below a superior that exists, and not before it happened."""
    return Decision.of(_parent_stands(dissolved=parent_dissolved), not_later(on, today))


def may_change(*, dissolved: bool, since: date | None, on: date, today: date) -> Decision:
    """What changes from a day on: the organisation is known by then and has not ended."""
    return Decision.of(
        Objection("dissolved", "该党组织已撤销。", remedy="撤销后不再变更；撤销有误的，当天可以撤回。") if dissolved else None,
        not_before(on, since, "该党组织"),
        not_later(on, today),
    )


def may_be_kind(kind: str, *, groups_below: int, below: int, people: int) -> Decision:
    """A group holds no organisation and no roll of its own; only a branch holds groups."""
    to_group = kind == OrganisationKind.GROUP
    return Decision.of(
        Objection(
            "groups_left", f"还有 {groups_below} 个党小组设在这里。", remedy="党小组只能设在党支部之下，请先调整党小组。", field="kind"
        )
        if groups_below and kind != OrganisationKind.BRANCH
        else None,
        Objection("organisations_left", f"还有 {below} 个下级党组织。", remedy="请先调整下级党组织。", field="kind")
        if below and to_group
        else None,
        Objection("people_left", f"还有 {people} 名人员的组织关系在这里。", ONE_BRANCH, "请先转出人员。", "kind")
        if people and to_group
        else None,
    )


def may_move(
    *, into_itself: bool, already_there: bool, later_moves: bool, parent_dissolved: bool, parent_since: date | None, on: date
) -> Decision:
    """A tree stays a tree, and its history stays in order."""
    return Decision.of(
        Objection("into_itself", "不能移到自己或自己的下级之下。", remedy="请选择另一个上级党组织。", field="parent")
        if into_itself
        else None,
        Objection("already_there", "已经隶属于这个上级党组织。", remedy="无须调整。", field="parent") if already_there else None,
        Objection("later_moves", "这个日期之后还有党组织设立、撤销或调整隶属关系。", remedy=ANOTHER_DATE, field="on")
        if later_moves
        else None,
        _parent_stands(dissolved=parent_dissolved),
        not_before(on, parent_since, "上级党组织"),
    )


def _parent_stands(*, dissolved: bool) -> Objection | None:
    return Objection("parent_dissolved", "上级党组织已撤销。", remedy="请选择另一个上级党组织。", field="parent") if dissolved else None


def may_end(*, since: date | None, later_moves: bool, later_facts: bool, on: date) -> Decision:
    """An organisation has stood for a day at least, and nothing was recorded of it after its end."""
    first = since is not None and on == since
    return Decision.of(
        Objection("too_early", "日期就是成立或最早记录的日期。", remedy="请核对日期；登记有误的，当天可以撤回登记。", field="on")
        if first
        else None,
        Objection("later_moves", "这个日期之后还有党组织设立、撤销或调整隶属关系。", remedy=ANOTHER_DATE, field="on")
        if later_moves
        else None,
        Objection("later_facts", "这个日期之后还有人员转入或任职。", remedy=ANOTHER_DATE, field="on") if later_facts else None,
    )


def may_dissolve(*, people: int, below: int, units: int) -> Decision:
    """An organisation is dissolved when nobody and nothing is left in it: members are moved or merged first."""
    return Decision.of(
        Objection("people_left", f"还有 {people} 名人员的组织关系在这里。", ONE_BRANCH, "请先转出人员，或改用“并入另一个党组织”。")
        if people
        else None,
        Objection("organisations_left", f"还有 {below} 个下级党组织。", remedy="请先调整下级党组织，或改用“并入另一个党组织”。")
        if below
        else None,
        Objection("units_left", f"还有 {units} 个驻区单位以这里为属地党组织。", remedy="请先更正单位的属地，或改用“并入另一个党组织”。")
        if units
        else None,
    )


def may_take_over(*, into_kind: str, people: int, below: int, groups_below: int) -> Decision:
    """The organisation that takes over can hold what comes to it."""
    is_branch = into_kind == OrganisationKind.BRANCH
    return Decision.of(
        Objection("no_branch", f"有 {people} 名人员要转入，组织关系只能在党支部。", ONE_BRANCH, "请选择一个党支部。", "parent")
        if people and not is_branch
        else None,
        Objection("below_group", "党小组之下不能再设党组织。", remedy="请选择另一个党组织。", field="parent")
        if below and into_kind == OrganisationKind.GROUP
        else None,
        Objection("lone_group", "党小组设在党支部之下。", remedy="请先调整党小组，或选择一个党支部。", field="parent")
        if groups_below and not is_branch
        else None,
    )


def may_split(*, is_root: bool, nobody: bool, strangers: int) -> Decision:
    """Some of the people go into a second organisation beside the first."""
    return Decision.of(
        Objection("root", "最上级的党组织不能分设。", remedy="请直接新建下级党组织。") if is_root else None,
        Objection("nobody", "没有选择转到新组织的人员。", remedy="请至少选择一名党员。", field="people") if nobody else None,
        Objection("strangers", f"有 {strangers} 名所选人员当天不在这个党支部。", remedy="请核对人员和日期。", field="people")
        if strangers
        else None,
    )


def may_add_community(*, leads_already: bool, name: str, taken: bool, dissolved: bool, leads_people: bool) -> Decision:
    """One Party organisation leads one community; its residents' committee is another body."""
    return Decision.of(
        Objection("known", "这个党组织已登记为一个社区的党组织。", remedy="无须重复登记，可以更正。", field="name")
        if leads_already
        else None,
        Objection("name_missing", "没有填写社区名称。", remedy="请填写社区名称，如“枫桥社区”。", field="name")
        if not name.strip()
        else None,
        Objection("name_taken", f"同一街道已有“{name}”。", remedy="请换一个名称，或打开原有的社区。", field="name") if taken else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。") if dissolved else None,
        Objection("no_community", "只有党委、党总支和党支部可以是社区的党组织。", remedy="请打开社区的党组织再登记。")
        if not leads_people
        else None,
    )
