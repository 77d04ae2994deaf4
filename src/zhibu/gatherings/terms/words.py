"""How somebody stood to a meeting, and how far a meeting and its minutes have come."""

from zhibu.register.terms.term import Term


class Standing(Term):
    """应到 or 列席: in attendance is never expected and never votes."""

    EXPECTED = "expected", "应到"
    IN_ATTENDANCE = "in_attendance", "列席"


class Presence(Term):
    """How somebody was there. Leave never lowers the number expected; a written opinion counts only where the rule takes it."""

    PRESENT = "present", "到会", "实到", "到", "参加", "出席", "已到", "签到", "准时到"
    REMOTE = "remote", "线上参加", "线上", "视频参加", "视频", "远程"
    ON_LEAVE = "on_leave", "请假", "事假", "病假", "假", "公假", "请假条"
    ABSENT = "absent", "缺席", "缺", "未到", "没到", "不到", "未参加"
    WRITTEN = "written", "书面意见", "书面"

    @property
    def is_there(self) -> bool:
        """Counts as 实到会: in the room or by video where the organiser entered it."""
        return self in {Presence.PRESENT, Presence.REMOTE}


class GatheringState(Term):
    """How far it has come; a moved one is planned for its new day and keeps the old."""

    PLANNED = "planned", "已计划"
    HELD = "held", "已召开"
    CANCELLED = "cancelled", "已取消"


class MinutesState(Term):
    """Draft, checked by a second pair of eyes, signed off; then it never changes: a correction is a new version."""

    DRAFT = "draft", "草稿"
    CHECKED = "checked", "已核对"
    SIGNED = "signed", "已签批"
    SUPERSEDED = "superseded", "已更正"


class Ballot(Term):
    """How a vote is taken. There is no ballot on a screen for anything that has legal consequence."""

    HANDS = "hands", "举手表决"
    PAPER = "paper", "无记名投票"
