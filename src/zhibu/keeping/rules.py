"""When data comes to its end and whether it may be destroyed; when full numbers may leave the house, and in whose sight."""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final

from zhibu.keeping.terms import NOTICE_DAYS
from zhibu.kernel.decisions import Decision, Objection

# The end of data.

MINIMUM: Final = "《个人信息保护法》第六条"
PERMISSIONS: Final = "《个人信息保护法》第五十一条"
KINDS: Final = {
    "corrected": "mistaken",
    "died": "died",
    "expelled": "membership_ended",
    "cancelled": "membership_ended",
}
"""Why a member's last roll ended -> row of the table; every other end is a transfer out."""


def row_for(*, ending: str, was_member: bool) -> str:
    """The row of the table under which somebody falls who has left the roll. An applicant who leaves, for whatever reason, is one row."""
    if ending == "corrected":
        return "mistaken"
    return KINDS.get(ending, "transferred_out") if was_member else "applicant_ended"


def earliest_end(*, due_on: date, announced_on: date, lifted_on: date | None) -> date:
    """Not before the time is over, nor before thirty days on the list, nor before thirty days after a hold was lifted."""
    notice = timedelta(days=NOTICE_DAYS)
    return max(due_on, announced_on + notice, lifted_on + notice if lifted_on else due_on)


def may_erase(*, in_force: bool, earliest: date, held: bool, granted: bool, on: date) -> Decision:
    """Everything that stands against destroying one person's data on a day."""
    return Decision.of(
        Objection("in_force", "此人在册或仍任职务。", remedy="在册期间资料一直保存。") if in_force else None,
        Objection("held", "已登记暂缓。", remedy="情况消失后请取消暂缓。") if held else None,
        Objection("granted", "此人的账号还有授权。", remedy="请授权管理员先终止授权。") if granted else None,
        Objection("not_yet", f"最早 {earliest.isoformat()} 销毁。", MINIMUM, "到期前无须办理。") if on < earliest else None,
    )


def may_hold(*, in_force: bool, held: bool, erased: bool) -> Decision:
    """Destroying is put off for somebody who has left and whose data is still there."""
    return Decision.of(
        Objection("in_force", "此人在册，资料一直保存。", remedy="无须暂缓。") if in_force else None,
        Objection("held", "已经登记暂缓。", remedy="无须重复登记。") if held else None,
        Objection("erased", "此人的资料已按期销毁。", remedy="销毁后不能恢复。") if erased else None,
    )


def may_lift(*, held: bool) -> Decision:
    """A hold that stands is lifted."""
    return Decision.of(None if held else Objection("not_held", "没有登记暂缓。", remedy="请刷新页面查看。"))


# Full numbers.

ALONE_UP_TO: Final = 50
"""Rows for which no second person is asked (PRACTICE.md 4.9)."""
DECIDED_WITHIN: Final = timedelta(days=3)
FETCHED_WITHIN: Final = timedelta(hours=24)


class State(StrEnum):
    """How far an export of full numbers has come."""

    WAITING = "waiting"
    DECLINED = "declined"
    LAPSED = "lapsed"
    APPROVED = "approved"
    MADE = "made"
    HANDED_OVER = "handed_over"
    DESTROYED = "destroyed"


STATE_WORDS: Final = {
    State.WAITING: "待复核",
    State.DECLINED: "未同意",
    State.LAPSED: "已过期",
    State.APPROVED: "待生成",
    State.MADE: "待下载",
    State.HANDED_OVER: "已下载",
    State.DESTROYED: "副本已销毁",
}


def needs_second(rows: int) -> bool:
    """More than fifty rows of one asker and day leave the house only in the sight of a second person."""
    return rows > ALONE_UP_TO


def state_of(
    *,
    asked_at: datetime,
    decided_at: datetime | None,
    approved: bool,
    made: bool,
    downloaded: bool,
    destroyed: bool,
    now: datetime,
) -> State:
    """Derived from what happened when; nothing is written when a time runs out."""
    if destroyed:
        return State.DESTROYED
    if downloaded:
        return State.HANDED_OVER
    if decided_at is None:
        return State.WAITING if now < asked_at + DECIDED_WITHIN else State.LAPSED
    if not approved:
        return State.DECLINED
    if now >= decided_at + FETCHED_WITHIN:
        return State.LAPSED
    return State.MADE if made else State.APPROVED


def may_ask(*, rows: int, numbers: int) -> Decision:
    """There is somebody on the list, and something that the masked export does not give."""
    masked = "没有选择号码、电话或住址。"
    return Decision.of(
        Objection("nobody", "名单上没有人。", remedy="请换一个条件或日期。") if rows == 0 else None,
        Objection("no_number", masked, remedy="不需要完整号码的，请用“导出（号码打码）”。", field="numbers") if not numbers else None,
    )


def may_decide(*, state: State, own: bool) -> Decision:
    """Somebody else than the asker decides, once, within three days."""
    settled = state not in {State.WAITING, State.LAPSED}
    return Decision.of(
        Objection("own", "不能复核自己的申请。", PERMISSIONS, "请由另一位有复核权限的人办理。") if own else None,
        Objection("settled", f"这次申请{STATE_WORDS[state]}。", remedy="请刷新页面查看。") if settled else None,
        Objection("lapsed", "申请超过 3 天没有复核，已过期。", remedy="请申请人重新申请。") if state is State.LAPSED else None,
    )


def may_make(state: State) -> Decision:
    """A file is made once, after it was allowed, within a day."""
    if state is State.APPROVED:
        return Decision()
    if state is State.WAITING:
        return Decision.of(Objection("waiting", "还没有人复核。", remedy="请等另一位有复核权限的人办理。"))
    if state is State.LAPSED:
        return Decision.of(Objection("lapsed", "已超过 24 小时，不能再生成。", remedy="请重新申请。"))
    return Decision.of(Objection("settled", f"这次申请{STATE_WORDS[state]}。", remedy="需要另一份的，请重新申请。"))


def may_fetch(*, state: State, file_there: bool) -> Decision:
    """The file is handed over once, within a day, to the asker."""
    gone = Objection("gone", "文件已删除。", remedy="请重新申请。")
    if state is State.MADE:
        return Decision.of(None if file_there else gone)
    return Decision.of(Objection("settled", f"这份文件{STATE_WORDS[state]}，只能下载一次。", remedy="需要另一份的，请重新申请。"))


def may_note_destroyed(state: State) -> Decision:
    """A copy that was handed over is destroyed, once."""
    return Decision.of(
        None
        if state is State.HANDED_OVER
        else Objection("not_out", f"这份副本{STATE_WORDS[state]}。", remedy="下载以后才有副本可以销毁。")
        if state is not State.DESTROYED
        else Objection("destroyed", "已经登记销毁。", remedy="无须重复登记。")
    )
