"""What a verification of the trail finds, and what each kind of it means."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, NamedTuple

from zhibu.kernel.clock import SHANGHAI, minute_of
from zhibu.trail.numbers import Runs, count


class Kind(NamedTuple):
    """A kind of finding in words, and what it says to whoever has to act on it."""

    label: str
    means: str


KINDS: Final = {
    "changed": Kind("被改动", "写入以后内容或校验值变了，不是经本系统改的；以封存和备份里的内容为准。"),
    "missing": Kind("缺失", "封存时有，现在没有了：不是经本系统删的，本系统从不删除日志。"),
    "inserted": Kind("多出", "封存时没有，是后来加进去的，不是经本系统写入的。"),
    "reordered": Kind("次序被调换", "内容没有变，编号换了位置，先后次序不再可信。"),
    "cut_off": Kind(
        "被截去",
        "这是日志末尾的记录，现在没有了。从较早的备份恢复过的，备份以后的记录就会这样，请与恢复的时间核对；没有恢复过的，不是经本系统删的。",
    ),
    "unlinked": Kind("封存不连续", "封存本身少了、多了或被改动，这一段前后不再相扣。"),
    "resealed": Kind("与送出的末值不符", "末值送出以后，在它之前的记录又重新封存过；只有拿着日志密钥才做得到。"),
    "unreadable": Kind("有一行读不出", "送出的末值有一行残缺或被改动，这一行没有用来核对。"),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something in the trail that is not as it was written.

    ``first`` to ``last`` are row numbers, ``count`` of them are concerned. They were sealed or sent out after ``since`` and by ``until``;
    None means since the beginning, and until today.
    """

    stream: str
    label: str
    kind: str
    first: int
    last: int
    count: int
    since: datetime | None = None
    until: datetime | None = None
    note: str = ""

    @property
    def rows(self) -> str:
        """Which rows, in words."""
        if not self.last:
            return ""
        span = f"第 {self.first} 条" if self.first == self.last else f"第 {self.first} 至 {self.last} 条"
        return span if self.count in {0, self.last - self.first + 1} else f"{span}中的 {self.count} 条"

    @property
    def period(self) -> str:
        """When they were written, in words."""
        if self.since and self.until:
            return f"{_clock(self.since)} 至 {_clock(self.until)} 写入"
        if self.since or self.until:
            return f"{_clock(self.since)} 之后写入" if self.since else f"{_clock(self.until)} 之前写入"
        return "还没有封存"

    @property
    def message(self) -> str:
        """The whole in one sentence."""
        period = f"（{self.period}）" if self.last else ""
        return f"{self.label}{self.rows}{KINDS[self.kind].label}{period}{self.note}。"

    @property
    def means(self) -> str:
        """What the kind of it says."""
        return KINDS[self.kind].means

    def told(self) -> dict[str, Any]:
        """For programs."""
        return {
            "stream": self.stream,
            "kind": self.kind,
            "first": self.first,
            "last": self.last,
            "count": self.count,
            "since": self.since.astimezone(SHANGHAI).isoformat(timespec="seconds") if self.since else None,
            "until": self.until.astimezone(SHANGHAI).isoformat(timespec="seconds") if self.until else None,
            "message": self.message,
            "means": self.means,
        }


def broken_line(text: str) -> Finding:
    """A line in the files of heads that cannot be read."""
    return Finding("heads", "末值文件", "unreadable", 0, 0, 0, note=f"：{text}")


MANY: Final = 20
"""Runs of rows of one kind in one link before they are told as one."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where findings are made: the log, and between which two moments its rows were sealed."""

    stream: str
    label: str
    since: datetime | None
    until: datetime | None

    def found(self, kind: str, runs: Runs, note: str = "") -> list[Finding]:
        """One finding for each run of rows, or one for all when there are many."""
        spans = [(run.first, run.last, run.size) for run in runs]
        if len(spans) > MANY:
            spans = [(runs[0].first, runs[-1].last, count(runs))]
        return [Finding(self.stream, self.label, kind, *span, self.since, self.until, note) for span in spans]

    def counted(self, first: int, last: int, more: int) -> Finding:
        """Rows too many, or too few, in a link of old that knows only how many it holds."""
        return Finding(self.stream, self.label, "inserted" if more > 0 else "missing", first, last, abs(more), self.since, self.until)


def _clock(at: datetime | None) -> str:
    return "" if at is None else minute_of(at)
