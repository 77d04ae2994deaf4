"""满意度 in the words of its pages: whether members were asked, and what the answers came to."""

from typing import Final

from django.urls import reverse

from zhibu.mechanism.appraisal.queries.satisfaction import Polled
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.web.components import Chip, Item
from zhibu.web.panels import Panel

TITLE: Final = "满意度"
TOO_FEW: Final = "不满 8 份，不显示，也不计分，暂按满分列出。"


def poll_panel(found: Polled | None) -> Panel:
    """The poll, and the way to it."""
    if found is None:
        return Panel(TITLE, [], "还没有征求，暂按满分列出。")
    chip = Chip("none", "已结束") if found.closed else Chip("due", "正在征求")
    return Panel(TITLE, [Item("满意度征求意见", _said(found), chip, reverse("poll", args=[found.code]), "查看")])


def _said(found: Polled) -> str:
    if not found.closed:
        return f"不记名，到 {found.until.isoformat()} 截止；结束以后满 8 份的才计入。"
    return TOO_FEW if found.share is None else f"满意和比较满意的占 {plain(round(found.share, 2))}%，已计入。"
