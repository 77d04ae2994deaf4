"""What may be written of a place and who is linked to it; every objection at once. Pure."""

import re
from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, after_today

HOUSEHOLD: Final = re.compile(r"\d+\s*(?:号)?\s*[室户]|(?:单元|门洞|楼道)\s*-?\s*\d{3,4}(?!\d)|\d+-\d+-\d{3,4}(?!\d)")
"""A flat within a house: 501室, 2单元501, 3-2-501. A house or its stairs (3号楼2单元) are none."""
NEUTRAL: Final = "请只写到楼、楼道、小组或单位，不写门牌号和家庭。"


def household_named(text: str, field: str) -> Objection | None:
    """A visit notes matters, not households (DESIGN.md, What it is not)."""
    if HOUSEHOLD.search(text) is None:
        return None
    return Objection("household", "写到了住户的门牌号。", remedy=NEUTRAL, field=field)


def may_add_place(*, name: str, kind_is_unit: bool, unit_known: bool, known: bool, dissolved: bool) -> Decision:
    """A place with a name of its own; a unit is one of the register's."""
    return Decision.of(
        None if name.strip() else Objection("name_missing", "没有写联系点。", remedy="如：3号楼2单元、第五居民小组。", field="name"),
        household_named(name, "name"),
        Objection("known", "这个联系点已经有了。", remedy="请打开它，增加联系人。", field="name") if known else None,
        Objection("no_unit", f"驻区单位里没有“{name.strip()}”。", remedy="请照“驻区单位”里的名称写，或先登记。", field="name")
        if kind_is_unit and name.strip() and not unit_known
        else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。", field="organisation") if dissolved else None,
    )


def may_link(*, person: bool, post: str, linked: bool, on: date, today: date) -> Decision:
    """A person or a post, once at a time, from a day that has come."""
    missing = Objection("who_missing", "没有写联系人。", remedy="请写姓名，人会变的写岗位。", field="who")
    return Decision.of(
        None if person or post.strip() else missing,
        Objection("linked", "已经是这里的联系人。", remedy="无须重复登记。", field="who") if linked else None,
        after_today(on, today),
    )


def may_end_link(*, since: date, ended: bool, on: date, today: date) -> Decision:
    """What ends has begun before, and has not ended yet."""
    early = f"日期不晚于开始联系的 {since.isoformat()}。"
    return Decision.of(
        Objection("ended", "已经结束。", remedy="无须再次登记。", field="on") if ended else None,
        Objection("too_early", early, remedy="登记有误的，当天可以撤回登记。", field="on") if on <= since else None,
        after_today(on, today),
    )
