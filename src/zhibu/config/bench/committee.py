"""A working committee's standard month, played at a desk by the street's clerk: what is new is typed, everything else is there or tapped.

Two sessions with six topics each, five of the decisions supervised; a study session of the plan; a notice, a reply and a report. What was
said stands on the hand-written pages, as in practice; topics and decisions are typed. ``CONTENTS`` says how many more fields it takes to
type the contents as well.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from zhibu.config.bench.hand import Hand

DAYS: Final = 20
"""Within which all of it is held."""
CONTENTS: Final = 3
"""Meetings whose contents stay on paper."""
SESSION: Final = "党工委会议"
TOPICS: Final = (
    ("老旧小区加装电梯的补助办法", "同意补助办法，年内先办两处。"),
    ("背街小巷整治的先后次序", "先整治三条积水的巷子。"),
    ("冬季消防检查的安排", "分片检查，查出的隐患当天登记。"),
    ("助餐点增加送餐服务", "同意试行送餐三个月。"),
    ("网格员补充招录", "同意招录六名，由人事科发布公告。"),
    ("下半年党建工作安排", "通过工作安排，按季度对照。"),
    ("集贸市场周边停车秩序", "设置限时车位，先试两个路口。"),
    ("文化站开放时间调整", "周末延长到晚上九点。"),
    ("防汛物资的补充", "补充沙袋和水泵，汛前到位。"),
    ("独居老人探访制度", "每周探访一次，情况记入台账。"),
    ("物业服务投诉的办理", "投诉三天内答复。"),
    ("志愿服务积分的兑换", "同意积分兑换办法。"),
)
"""Each with what was decided."""
SUPERVISED: Final = ((1, 2, 3), (1, 2))
"""Of the decisions of each session, by their place on the agenda."""
WITHIN: Final = 60
"""Days until progress is reported."""
NOTICE: Final = ("关于开展冬季安全检查的通知", "请各单位在月底前自查一遍，查出的隐患列出清单。")
REPORT: Final = (
    "关于基层治理重点工作进展的报告",
    "本季度重点工作按计划推进，两处加装电梯已经开工。\n下一步抓紧办理停车难的问题。\n特此报告。",
)
CAME_TO: Final = {"sessions": 2, "topics": len(TOPICS), "supervised": sum(map(len, SUPERVISED)), "studied": 1, "letters": 3}


@dataclass
class CommitteeMonth:
    """The month of one committee; ``day`` is today, ``facts`` what its founding told."""

    hand: Hand
    day: date
    facts: Mapping[str, Any]

    def play(self) -> None:
        """In the order in which things happen."""
        for number, days_ago in enumerate((12, 3)):
            topics = TOPICS[number * 6 :][:6]
            for place, (title, _) in enumerate(topics):
                self.topic(title, self.facts["sections"][place % len(self.facts["sections"])])
            self.session(topics, SUPERVISED[number], days_ago)
        self.study()
        self.letter("通知", *NOTICE)
        self.reply()
        self.letter("报告", *REPORT)

    def topic(self, title: str, section: str) -> None:
        """Proposed, and screened as the head has said on paper."""
        hand = self.hand
        self._menu("党工委议事")
        hand.link("提出议题")
        hand.type("title", title)
        hand.choose("proposed_as", section)
        hand.button("提出")
        hand.link("审核")
        hand.button("登记")

    def session(self, topics: Sequence[tuple[str, str]], supervised: Sequence[int], days_ago: int) -> None:
        """Planned like the last one, its topics tabled, held, recorded, signed, followed up, its papers taken along."""
        hand = self.hand
        self._menu("会议活动")
        hand.link("安排会议")
        hand.go(hand.page.locator("main").get_by_role("link", name=SESSION))
        hand.pick("on", (self.day - timedelta(days=days_ago)).isoformat())
        hand.button("安排")
        hand.link("议题和议事程序")
        hand.link("列入议题")
        for title, _ in topics:
            hand.tap(hand.page.get_by_role("checkbox", name=title))
        hand.button("列入议程")
        self._download("会议议程")
        self._back()
        self._record([decision for _, decision in topics])
        hand.link("议题和议事程序")
        for place in supervised:
            self.follow(place)
        self._download("会议纪要")

    def follow(self, place: int) -> None:
        """Who does the work, until when; the posts are offered or follow from it."""
        hand = self.hand
        hand.go(hand.page.locator("ol.lines").first.locator("> li").nth(place - 1).get_by_role("link", name="列入督办"))
        hand.choose("organisation", self.facts["community"])
        hand.pick("until", (self.day + timedelta(days=WITHIN)).isoformat())
        hand.choose("direct", self.facts["direct"])
        hand.button("列入督办")

    def study(self) -> None:
        """The session that the plan has for this month; two papers lie where they lay the last time."""
        hand = self.hand
        self._menu("中心组学习")
        hand.go(hand.page.get_by_role("link", name=f"另选日期 ：{self.facts['studied']}"))
        hand.pick("on", self.day.isoformat())
        hand.button("安排")
        self._record([])
        self._menu("中心组学习")
        hand.go(hand.page.get_by_role("listitem").filter(has_text=self.day.isoformat()).get_by_role("link", name="登记存放处"))
        hand.choose("outline", self.facts["kept_at"])
        hand.choose("bulletin", self.facts["kept_at"])
        hand.button("保存")

    def letter(self, kind: str, title: str, body: str) -> None:
        """Written, numbered by itself, sent as the head has signed it; whom it goes to follows from its kind."""
        hand = self.hand
        self._menu("公文往来")
        hand.link("写公文")
        hand.tap(hand.page.get_by_role("radio", name=kind, exact=True))
        hand.type("title", title)
        hand.type("body", body)
        hand.button("存为草稿")
        hand.link("修改")
        hand.button("保存")
        self._send()

    def reply(self) -> None:
        """Written out already."""
        hand = self.hand
        self._menu("公文往来")
        hand.go(hand.page.locator("main").get_by_role("listitem").filter(has_text=self.facts["request"]).get_by_role("link").first)
        hand.link("批复")
        hand.button("存为草稿")
        self._send()

    def _send(self) -> None:
        self.hand.link("签发")
        self.hand.button("签发")

    def _record(self, decisions: Sequence[str]) -> None:
        """Everybody is there; what was said stands on paper; signed on paper by the head."""
        hand = self.hand
        hand.link("点名")
        hand.tap(hand.page.get_by_role("button", name="其余都到会"))
        hand.button("保存")
        self._back()
        hand.link("会议记录")
        hand.link("写会议记录")
        hand.tap(hand.page.get_by_label("会议内容在手写记录上"))
        hand.choose("kept_at", self.facts["kept_at"])
        names = hand.page.locator("textarea[name^='decided_']").evaluate_all("boxes => boxes.map(box => box.name)")
        for name, decision in zip(names, decisions, strict=True):
            hand.type(name, decision)
        hand.button("保存")
        self._back()
        hand.link("签批")
        hand.choose("confirmed_by", self.facts["signs"])
        hand.button("签批")

    def _download(self, words: str) -> None:
        with self.hand.page.expect_download():
            self.hand.tap(self.hand.page.get_by_role("link", name=words))

    def _menu(self, words: str) -> None:
        self.hand.link(words)

    def _back(self) -> None:
        """By the crumb above the title."""
        self.hand.go(self.hand.page.get_by_role("navigation", name="位置").get_by_role("link").last)


def known(facts: Mapping[str, Any], day: date) -> list[str]:
    """What nobody should have to type: names, organisations, sections, places, posts, the days."""
    days = [(day + timedelta(days=days)).isoformat() for days in range(-40, WITHIN + 1)]
    told = [facts[name] for name in ("name", "above", "community", "place", "kept_at", "signs", "direct", "request", "studied")]
    return [*facts["people"], *facts["sections"], *told, *days]
