"""A file of a street's own table, up to what each of its rows could be; nothing is written here."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from zhibu.exchange.reading import Limits, open_workbook
from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.rules.proposing import Proposed, propose
from zhibu.mechanism.appraisal.rules.sheets import MOST_ROWS, NoTable, read_table

LIMITS: Final = Limits(file_bytes=10 * 2**20, cells=500_000)
"""A table of a year is small; what is larger is something else."""


@dataclass(frozen=True, slots=True)
class Proposing:
    """A table that was read: its rows as proposals, what was left out and why, what does not add up."""

    title: str
    proposed: Proposed
    bonus: Decimal
    total: Decimal
    problems: tuple[str, ...]


def proposing(content: bytes, *, name: str, kind: str) -> Proposing | Decision:
    """Out of a file from anybody; what cannot be read is said with its remedy."""
    try:
        read = read_table(open_workbook(content, name=name, limits=LIMITS).sheets)
    except Unusable as refusal:
        return Decision.of(Objection("unusable", refusal.reason, field="file"))
    except NoTable as refusal:
        return Decision.of(Objection("no_table", str(refusal), remedy="请补上表头再导入；Word 里的表格先复制到 Excel。", field="file"))
    proposed = propose(read, kind)
    rows = Proposed(proposed.rows[:MOST_ROWS], proposed.left_out)
    if not rows.rows:
        return Decision.of(Objection("empty", "表里没有可以列入的项目。", remedy="请核对表头下面是否有内容。", field="file"))
    return Proposing(read.title[:120], rows, read.bonus, read.total, read.problems)
