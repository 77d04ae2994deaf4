"""A file of a street's own table, up to what each of its rows could be; nothing is written here."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhibu.exchange.reading import Limits, open_workbook
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.rules.proposing import Proposed, propose
from zhibu.mechanism.appraisal.rules.sheets import HUNDRED, MOST_ROWS, NoTable, read_table
from zhibu.mechanism.appraisal.rules.spelling import plain

LIMITS: Final = Limits(file_bytes=10 * 2**20, cells=500_000)
"""A table of a year is small; what is larger is something else."""
TABLES_AS_TEXT: Final = (".csv", ".tsv")
NO_EXCEL: Final = Objection(
    "no_excel",
    "这个文件不是 Excel，里面是普通文字。",
    remedy="请用 Excel 或 WPS 打开原来的考核表，另存为“Excel 工作簿（.xlsx）”再导入。",
    field="file",
)


@dataclass(frozen=True, slots=True)
class Proposing:
    """A table that was read: its rows as proposals, what was left out and why, what does not add up."""

    title: str
    proposed: Proposed
    bonus: Decimal
    problems: tuple[str, ...]

    @property
    def total(self) -> Decimal:
        """Of the rows that are proposed."""
        return sum((one.points for one in self.proposed.rows), Decimal(0))


def proposing(content: bytes, *, name: str, kind: str) -> Proposing | Decision:
    """Out of a file from anybody; what cannot be read is said with its remedy."""
    try:
        book = open_workbook(content, name=name, limits=LIMITS)
    except Unusable as refusal:
        return Decision.of(Objection("unusable", refusal.reason, field="file"))
    try:
        read = read_table(book.sheets)
    except Unusable as refusal:
        return Decision.of(Objection("unusable", refusal.reason, field="file"))
    except NoTable as refusal:
        if book.kind == "csv" and not name.lower().endswith(TABLES_AS_TEXT):
            return Decision.of(NO_EXCEL)
        return Decision.of(Objection("no_table", str(refusal), remedy="请补上表头再导入；Word 里的表格先复制到 Excel。", field="file"))
    proposed = propose(read, kind)
    rows = Proposed(proposed.rows[:MOST_ROWS], proposed.left_out)
    if not rows.rows:
        return Decision.of(Objection("empty", "表里没有可以列入的项目。", remedy="请核对表头下面是否有内容。", field="file"))
    return Proposing(read.title[:120], rows, read.bonus, (*read.problems, *_outside(rows)))


def _outside(rows: Proposed) -> Iterator[str]:
    """The sheet is added up as it stands, the table holds less."""
    if rows.left_out:
        out, taken = (sum((one.points for one in some), Decimal(0)) for some in (rows.left_out, rows.rows))
        said = f"不列入的 {len(rows.left_out)} 项共 {plain(out)} 分，列入的 {len(rows.rows)} 项合计 {plain(taken)} 分"
        yield f"{said}{'' if taken == HUNDRED else '；总分按百分制折算'}。"
