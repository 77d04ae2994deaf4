"""The papers that a meeting needs, and the fields that their templates may name."""

from collections.abc import Mapping
from typing import Final

from zhibu.exchange.word import Fields
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.register.terms.term import Term


class PaperKind(Term):
    """Each has a shipped template, which a street may replace."""

    NOTICE = "notice", "会议通知"
    SIGN_IN = "sign-in", "签到表"
    AGENDA = "agenda", "会议议程"
    MINUTES = "minutes", "会议记录"
    LEDGER_THREE_MEETINGS = "ledger-three-meetings", "三会一课台账"
    LEDGER_THEME_DAYS = "ledger-theme-days", "主题党日台账"
    LEDGER_STUDY = "ledger-study", "学习档案"
    LEDGER_LIST = "ledger-list", "台账一览表"
    SESSION_AGENDA = "session-agenda", "党工委会议议程"
    SESSION_SUMMARY = "session-summary", "党工委会议纪要"
    SESSION_DECISIONS = "session-decisions", "党工委决定事项"


OF_A_MEETING: Final = (PaperKind.NOTICE, PaperKind.SIGN_IN, PaperKind.AGENDA, PaperKind.MINUTES)
OF_A_LEDGER: Final = {
    LedgerKind.THREE_MEETINGS: PaperKind.LEDGER_THREE_MEETINGS,
    LedgerKind.THEME_DAYS: PaperKind.LEDGER_THEME_DAYS,
    LedgerKind.STUDY: PaperKind.LEDGER_STUDY,
}
COMMON: Final = ("会议名称", "会议类型", "日期", "时间", "地点", "召集组织", "召开组织", "打印日期")
ITEMS: Final = ("序号", "议题", "汇报人")
PARTS: Final = (
    "序号",
    "类型",
    "名称",
    "主持人",
    "记录人",
    "授课人",
    "议题",
    "到会",
    "名单",
    "内容",
    "表决",
    "决议",
    "签批",
    "版本",
)
TOPICS: Final = ("序号", "议题", "类别", "汇报人", "材料", "回避")
DECIDED: Final = ("序号", "议题", "决定", "表决", "不同意见", "缺席意见", "督办")
LISTED: Final = ("序号", "党支部", "类型", "名称", "时间", "地点", "应到", "实到", "请假", "备注")
"""One line a meeting: how a whole street's year is printed."""
LEDGER: Final = ("台账", "组织", "年份", "行数", "打印日期")
MEETING_FIELDS: Final[Mapping[PaperKind, Fields]] = {
    PaperKind.NOTICE: Fields((*COMMON, "参加人员"), {"议程": ITEMS}),
    PaperKind.SIGN_IN: Fields((*COMMON, "应到人数"), {"名单": ("序号", "姓名", "党组织")}),
    PaperKind.AGENDA: Fields(COMMON, {"议程": ITEMS, "上次决议": ("日期", "会议", "决议")}),
    PaperKind.MINUTES: Fields(COMMON, {"内容": PARTS}),
    PaperKind.SESSION_AGENDA: Fields((*COMMON, "到会要求", "依据"), {"议题": TOPICS, "发言": ("序号", "姓名", "职务")}),
    PaperKind.SESSION_SUMMARY: Fields((*COMMON, "主持人", "到会情况", "缺席"), {"议题": DECIDED}),
    PaperKind.SESSION_DECISIONS: Fields(COMMON, {"议题": DECIDED}),
}
"""By what the papers of a meeting are filled; those of ledgers are the columns of their sheets (``ledger_tables``)."""
