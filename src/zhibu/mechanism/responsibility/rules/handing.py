"""A post goes from one person to another: when it may, and who may say that it was received."""

from datetime import date

from zhibu.kernel.decisions import Decision, Objection


def may_hand_over(*, known: bool, same: bool, began: date, on: date) -> Decision:
    """Once for a span of a post, and to somebody else. Whether the post may end that day, the register says.

    A post that ends on the day on which it began was an error and is removed: nothing of it can be handed over.
    """
    return Decision.of(
        Objection("known", "这个职务已经做过交接。", remedy="请打开原来的交接单。") if known else None,
        Objection("same_day", "职务当天才开始，还没有可以交接的。", remedy="任职登记错了的，请登记离任，再登记接任人。", field="on")
        if on == began
        else None,
        Objection("same", "交接给的是同一个人。", remedy="请填写接任人；连任的不用交接。", field="receiver") if same else None,
    )


def may_confirm(*, confirmed: date | None, handed: date, on: date) -> Decision:
    """Once, and not before it was handed over."""
    told = f"已于 {confirmed.isoformat()} 确认接收。" if confirmed else ""
    return Decision.of(
        Objection("confirmed", told, remedy="无须再次确认。") if confirmed else None,
        Objection("too_early", f"日期早于交接日期 {handed.isoformat()}。", remedy="请核对日期。", field="on") if on < handed else None,
    )
