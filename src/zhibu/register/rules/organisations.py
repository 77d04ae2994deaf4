"""When an organisation may be founded, moved, dissolved."""

from collections.abc import Collection
from datetime import date

from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.terms.organisations import OrganisationKind


def may_found(
    *,
    name: str,
    kind: OrganisationKind,
    parent_kind: str | None,
    parent_dissolved: bool,
    siblings: Collection[str],
    code_taken: bool,
    on: date,
    today: date,
) -> Decision:
    """A group stands below a branch and nothing stands below a group; names are single under one superior."""
    below_group = parent_kind == OrganisationKind.GROUP
    lone_group = kind == OrganisationKind.GROUP and parent_kind != OrganisationKind.BRANCH
    return Decision.of(
        Objection("name_missing", "没有填写名称。", remedy="请填写党组织的全称。", field="name") if not name.strip() else None,
        Objection("name_taken", f"上级之下已有“{name}”。", remedy="请换一个名称，或打开原有的党组织。", field="name")
        if name in siblings
        else None,
        Objection("code_taken", "党组织代码已属于另一个党组织。", remedy="请核对代码。", field="official_code") if code_taken else None,
        Objection("below_group", "党小组之下不能再设党组织。", remedy="请把上级改为党支部。", field="parent") if below_group else None,
        Objection("lone_group", "党小组设在党支部之下。", remedy="请选择一个党支部作为上级。", field="parent") if lone_group else None,
        Objection("parent_dissolved", "上级党组织已撤销。", remedy="请选择另一个上级党组织。", field="parent")
        if parent_dissolved
        else None,
        Objection("future", "日期在今天之后。", remedy="请在成立之后登记。", field="on") if on > today else None,
    )


def may_move(*, into_itself: bool, already_there: bool, later_moves: bool, parent_dissolved: bool) -> Decision:
    """A tree stays a tree, and its history stays in order."""
    return Decision.of(
        Objection("into_itself", "不能移到自己或自己的下级之下。", remedy="请选择另一个上级党组织。", field="parent")
        if into_itself
        else None,
        Objection("already_there", "已经隶属于这个上级党组织。", remedy="无须调整。", field="parent") if already_there else None,
        Objection("later_moves", "这个日期之后已登记过隶属关系调整。", remedy="请选择较晚的日期，或先撤回后来的调整。", field="on")
        if later_moves
        else None,
        Objection("parent_dissolved", "上级党组织已撤销。", remedy="请选择另一个上级党组织。", field="parent")
        if parent_dissolved
        else None,
    )


def may_dissolve(*, people: int, below: int, on: date, today: date) -> Decision:
    """An organisation is dissolved when nobody is left in it: members are moved or merged first."""
    return Decision.of(
        Objection("people_left", f"还有 {people} 名人员的组织关系在这里。", remedy="请先转出人员，或改用“并入另一个党组织”。")
        if people
        else None,
        Objection("organisations_left", f"还有 {below} 个下级党组织。", remedy="请先调整下级党组织，或改用“并入另一个党组织”。")
        if below
        else None,
        Objection("future", "日期在今天之后。", remedy="请在撤销之后登记。", field="on") if on > today else None,
    )
