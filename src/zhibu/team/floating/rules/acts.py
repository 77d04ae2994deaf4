"""What may be recorded of somebody who is away; every objection at once."""

from datetime import date
from typing import Final

from zhibu.kernel.decisions import Decision, Objection, after_today

OPINION: Final = "《关于进一步加强和改进流动党员管理工作的意见》"
CONTACT: Final = "《中国共产党党员教育管理工作条例》第二十四条"


def may_register(*, away: bool, number: str, on: date, today: date) -> Decision:
    """A registration was made: the day has come, and the person is away."""
    return Decision.of(
        not_away(away),
        after_today(on, today),
        Objection("too_long", "登记号最多 40 个字。", remedy="请只写号码。", field="number") if len(number.strip()) > 40 else None,
    )


def may_contact(*, away: bool, by_whom: str, on: date, today: date) -> Decision:
    """Somebody was reached, by somebody with a name, on a day that has come."""
    return Decision.of(
        not_away(away),
        after_today(on, today),
        None if by_whom.strip() else Objection("by_missing", "没有写联系人。", remedy="请写是谁联系的。", field="by_whom"),
    )


def may_search(*, lost: bool, searched: str) -> Decision:
    """Only whoever cannot be reached is looked for, and once at a time."""
    return Decision.of(
        None
        if lost
        else Objection("not_lost", "没有登记为失去联系。", CONTACT, "联系不上的，请先在个人页的“登记标记”中登记“失联”和开始日期。"),
        Objection("searched", f"已经在查找（{searched}）。", CONTACT, "请在那一件里登记结果。") if searched else None,
    )


def not_away(away: bool) -> Objection | None:  # noqa: FBT001  the one question
    """Of somebody who is neither away nor received here nothing of this kind is recorded."""
    if away:
        return None
    return Objection("not_away", "现在没有登记为外出。", OPINION, "外出六个月以上的，请先登记外出流动；出国（境）的，请登记标记。")
