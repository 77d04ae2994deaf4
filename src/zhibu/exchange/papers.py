"""A paper with a title, lines, a table and who signs, as Word and as PDF from the same words; what it says is its package's own.

word([paper], ROOMY)
pdf([paper], ROOMY, title="计票表", footer="张敏 2026-03-02 10:00 打印")
"""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from zhibu.exchange.pdf import filled
from zhibu.exchange.word_building import HEAD, Grid, Line, document

FORMATS: Final = {"docx": "Word", "pdf": "PDF"}
"""Endings of papers, and what people call them."""
LIST_FORMATS: Final = {"xlsx": "Excel", **FORMATS}
SOURCE: Final = Path(__file__).with_name("papers.typ")


@dataclass(frozen=True, slots=True)
class Paper:
    """A title, lines, a table, lines behind it, and who signs."""

    title: str
    before: Sequence[str]
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]
    after: Sequence[str] = ()
    signed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Look:
    """Sizes in points, leading and the room below the title in em, rows of a table in centimetres (0: as high as their words)."""

    text: float
    leading: float
    below: float
    inset: float
    heading: float
    cell: float
    after: float
    row: float
    centred: bool
    word_cell: int
    word_row: float


ROOMY: Final = Look(14, 0.9, 1.2, 7, 13, 14, 12.5, 1.1, centred=True, word_cell=14, word_row=1)
"""To be filled in by hand and read across a table: ballots, counting sheets."""
DENSE: Final = Look(13, 0.8, 1, 6, 11.5, 11.5, 12, 0, centred=False, word_cell=12, word_row=0.9)
"""To be read: lists."""


def word(papers: Sequence[Paper], look: Look) -> bytes:
    """One behind the other."""
    blocks: list[Line | Grid] = []
    for paper in papers:
        blocks += [
            Line(paper.title, 22, "center", font=HEAD),
            *(Line(text, 14, indent=True) for text in paper.before),
            Grid(paper.widths, paper.headings, [tuple(row) for row in paper.rows], look.word_cell, look.word_row),
            *(Line(text, 14) for text in paper.after),
            Line(""),
            *(Line(text, 14, "right") for text in paper.signed),
        ]
    return document(blocks)


def pdf(papers: Sequence[Paper], look: Look, *, title: str, footer: str) -> bytes:
    """Each on a page of its own; raises ``Unusable`` with a sentence for the user."""
    data = {"title": title, "footer": footer, "look": asdict(look), "papers": [asdict(one) for one in papers]}
    return filled(SOURCE, data)
