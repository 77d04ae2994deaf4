"""A plan as people have it in Word or Excel, pasted line by line: when, about what, who leads."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from zhibu.kernel.decisions import Decision, Objection

MOST: Final = 40
CELLS: Final = re.compile(r"\t+|\s*[|｜]\s*|[ 　]{2,}")
NUMBERS: Final = {"一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10, "十一": 11, "十二": 12}
NUMBER: Final = r"(?P<{}>十[一二]?|[一二三四五六七八九]|1[0-2]|0?[1-9])"
WHEN: Final = re.compile(
    rf"(?:\d{{4}}\s*年\s*)?(?:第?\s*{NUMBER.format('quarter')}\s*季度|{NUMBER.format('month')}\s*月份?)(?:\s*[:：、.．])?"
)
LEADS: Final = re.compile(r"[，,；;（(]?\s*(?:主讲人?|领学人?)\s*[:：]?\s*([^，,；;（）()]{1,30})[）)]?\s*$")


@dataclass(frozen=True, slots=True)
class Typed:
    """A line as it was read; month 0: any month of the quarter."""

    quarter: int
    month: int
    topic: str
    speaker: str = ""


def read_plan(text: str) -> tuple[list[Typed], Decision]:
    """Every line, or what could not be read of it; nothing is left out in silence."""
    found: list[Typed] = []
    faults: list[Objection] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    for number, line in lines:
        read = _line(line)
        if read is None:
            said = f"第 {number} 行“{line[:20]}”看不出是哪个季度、哪个月，或者没有主题。"
            faults.append(
                Objection("unread", said, remedy="每行写：季度或月份、主题、主讲人，中间用 Tab、竖线或空两格隔开。", field="text")
            )
        else:
            found.append(read)
    return found, Decision.of(*faults, *_how_many(lines))


def _how_many(lines: Sequence[tuple[int, str]]) -> list[Objection | None]:
    return [
        Objection("nothing", "没有写计划。", remedy="至少写一行。", field="text") if not lines else None,
        Objection("too_many", f"一次最多 {MOST} 行。", remedy="请分几次填写。", field="text") if len(lines) > MOST else None,
    ]


def _line(line: str) -> Typed | None:
    when = WHEN.match(line)
    if when is None:
        return None
    quarter, month = _number(when["quarter"]), _number(when["month"])
    cells = [cell for cell in CELLS.split(line[when.end() :].strip()) if cell]
    topic, speaker = (cells[0] if cells else ""), (cells[1] if len(cells) > 1 else "")
    leads = LEADS.search(topic) if not speaker else LEADS.fullmatch(speaker)
    if leads is not None:
        topic, speaker = (topic[: leads.start()], leads[1]) if not speaker else (topic, leads[1])
    if not topic.strip() or not (quarter <= 4 and month <= 12) or len(topic) > 200 or len(speaker) > 60:
        return None
    return Typed(quarter or (month + 2) // 3, month, topic.strip(), speaker.strip())


def _number(text: str | None) -> int:
    return 0 if text is None else NUMBERS.get(text) or int(text)
