"""How the exchange stands, in the words of the page."""

from datetime import datetime
from typing import Final

from zhibu.kernel.clock import minute_of
from zhibu.postbox.queries import Standing
from zhibu.postbox.terms import page_label
from zhibu.web.components import Chip, Fact, Item

NEVER: Final = "还没有"
REFUSED: Final = Chip("late", "没有接收")


def _moment(at: datetime | None) -> str:
    return minute_of(at) if at else NEVER


def facts_of(found: Standing, *, queue: str, address: str) -> list[Fact]:
    """What went, what waits, by which way."""
    row = found.crossing
    return [
        Fact("最近发出", _moment(row.written_at)),
        Fact("最近收到", _moment(row.read_at)),
        Fact("待发出的变动", str(found.waiting_out), note="门户回报收到以后才算发出"),
        Fact("待处理的来件", str(found.waiting_in)),
        Fact("往来方式", f"每分钟经目录 {queue}" if queue else "拷贝文件：zhibu portal out、zhibu portal in"),
        Fact("门户地址", address or "没有设置：证书和信函上不印网址"),
        Fact("密钥", f"第 {row.generation} 套"),
    ]


def refusal_of(found: Standing) -> str:
    """Why the last bundle was not taken; empty when it was."""
    row = found.crossing
    return f"{_moment(row.refused_at)} 的往来包没有收取：{row.refused}" if row.refused else ""


def page_items(found: Standing) -> list[Item]:
    """How many pages of each kind stand outside."""
    return [Item(page_label(page), f"{number} 项") for page, number in found.pages.items()]


def refused_items(found: Standing) -> list[Item]:
    """Arrivals that no package took; what they say is for nobody here."""
    return [Item(f"来件 {number}", f"{_moment(at)} 收到；{why}", REFUSED) for _, number, at, why in found.refused]
