"""A branch's standard month, played on a phone by its secretary: what was said is typed, everything else is there or tapped.

The day of each meeting is chosen in the phone's picker. What was said stands on the hand-written pages, as in practice; only topics
and decisions are typed. ``CONTENTS`` says how many more fields it takes to type the contents as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from zhibu.config.bench.hand import Hand

ON_LEAVE: Final = 2
AFTERNOON: Final = "支部党员大会、党课、主题党日"
COMMITTEE: Final = "支部委员会"
GROUPS: Final = "党小组会"
DAYS: Final = 20
"""Within which all of it is held."""
VISIT: Final = "走访"
HELD: Final[Mapping[str, int]] = {"members_meeting": 1, "lecture": 1, "theme_day": 1, "committee_meeting": 1, "group_meeting": 2}
"""Rows that the month takes in the workbooks; a visit has none there."""
PARTS: Final = sum(HELD.values()) + 1
"""With the visit: so many lists to be signed, each by its organisation."""
CONTENTS: Final = 5
"""Parts whose contents stay on paper: one for each kind of ``HELD``, since both groups met together."""


@dataclass
class Month:
    """The month of one branch; ``day`` is today, ``kept_at`` where its hand-written minutes lie."""

    hand: Hand
    day: date
    kept_at: str

    def play(self) -> None:
        """In the order in which things happen."""
        self.afternoon()
        self.committee()
        self.groups()
        self.visit()
        self.report()

    def afternoon(self) -> None:
        """Members' meeting, lecture and theme day are one gathering, planned like that of last month."""
        hand = self.hand
        self._new_like(AFTERNOON, days_ago=12)
        hand.type("parts_topic_lecture", "学习长江保护法")
        hand.type("parts_topic_theme_day", "清扫滨江步道")
        hand.type("items", "通报三季度工作\n讨论冬季志愿服务安排\n审议党费收缴情况")
        hand.button("安排")
        self._call_the_roll(on_leave=ON_LEAVE)
        self._minutes(1, "同意冬季志愿服务安排。")
        self._minutes(2)
        self._minutes(3)
        self._sign()

    def committee(self) -> None:
        """One item, one decision."""
        self._new_like(COMMITTEE, days_ago=9)
        self.hand.type("items", "研究下月组织生活")
        self.hand.button("安排")
        self._call_the_roll()
        self._minutes(1, "下月集中走访困难党员。")
        self._sign()

    def groups(self) -> None:
        """Both met on the same day with the same topic: one gathering, each group its own list and signature."""
        hand = self.hand
        self._list()
        hand.link(GROUPS)
        hand.tap(hand.page.get_by_text("更多办理"))
        hand.link("照此再安排一次")
        hand.pick("on", self._ago(5))
        hand.type("parts_topic_group_meeting", "交流学习心得")
        hand.button("安排")
        self._call_the_roll()
        self._minutes(1)
        self._sign()

    def visit(self) -> None:
        """The note is all of it; what was asked there becomes a matter that somebody answers."""
        hand = self.hand
        self._new_like(VISIT, days_ago=3)
        hand.type("parts_topic_visit", "看望独居老人")
        hand.button("安排")
        self._sign()
        hand.link("记一件反映事项")
        hand.type("title", "三号楼道灯不亮")
        hand.type("matter", "天黑后下楼看不清台阶，希望尽快修好。")
        hand.button("记下")

    def report(self) -> None:
        """Both ledgers taken along, and what the street is told: nothing is typed."""
        self._menu("各类台账")
        self._download()
        self.hand.go(self.hand.page.get_by_role("link", name="主题党日").first)
        self._download()
        self._menu("提醒事项")

    def _download(self) -> None:
        with self.hand.page.expect_download():
            self.hand.tap(self.hand.page.get_by_role("link", name="Excel"))

    def _list(self) -> None:
        self.hand.go(self.hand.page.get_by_role("navigation", name="常用").get_by_role("link", name="会议"))

    def _menu(self, words: str) -> None:
        """The bar at the foot opens it."""
        hand = self.hand
        hand.tap(hand.page.get_by_role("navigation", name="常用").get_by_role("link", name="菜单"))
        hand.go(hand.page.locator("#menu").get_by_role("link", name=words))

    def _new_like(self, usual: str, *, days_ago: int) -> None:
        """From the list to the form, filled in as it was held the last time; the day is another."""
        self._list()
        self.hand.link("安排会议")
        self.hand.go(self.hand.page.get_by_role("link", name=usual))
        self.hand.pick("on", self._ago(days_ago))

    def _ago(self, days: int) -> str:
        return (self.day - timedelta(days=days)).isoformat()

    def _call_the_roll(self, on_leave: int = 0) -> None:
        """Some are on leave, all others there."""
        hand = self.hand
        hand.link("点名")
        for place in range(on_leave):
            hand.tap(hand.page.get_by_role("radio", name="请假").nth(place))
        hand.tap(hand.page.get_by_role("button", name="其余都到会"))
        hand.button("保存")
        self._back()

    def _minutes(self, part: int, decisions: str = "") -> None:
        """On paper; where that is kept, the form offers."""
        hand = self.hand
        hand.link("会议记录")
        if part > 1:
            hand.go(hand.page.get_by_role("link", name=f"第 {part} 项"))
        hand.link("写会议记录")
        hand.tap(hand.page.get_by_label("会议内容在手写记录上"))
        hand.choose("kept_at", self.kept_at)
        if decisions:
            hand.type("resolutions", decisions)
        hand.button("保存")
        self._back()

    def _sign(self) -> None:
        """What stands ticked."""
        self.hand.link("签批")
        self.hand.button("签批")

    def _back(self) -> None:
        """By the crumb above the title."""
        crumbs = self.hand.page.get_by_role("navigation", name="位置").get_by_role("link")
        self.hand.go(crumbs.last)


def known(facts: Mapping[str, Any], day: date) -> list[str]:
    """What nobody should have to type: names, organisations, the place, the days."""
    days = [(day - timedelta(days=ago)).isoformat() for ago in range(40)]
    return [*facts["people"], facts["name"], facts["above"], *facts["groups"], facts["place"], facts["kept_at"], *days]
