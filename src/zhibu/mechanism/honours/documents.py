"""The list for the board (公示) as Word and as PDF from the same words, never for the internet; the roll as Excel. Each is logged."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import BinaryIO, Final

from zhibu.exchange.papers import Paper
from zhibu.exchange.pdf import filled
from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.mechanism.honours.queries.announced import Announced
from zhibu.mechanism.honours.queries.roll import Honoured
from zhibu.mechanism.honours.queries.standing import Stand
from zhibu.mechanism.honours.queries.summary import YearLine
from zhibu.mechanism.honours.rules.certificates import quoted
from zhibu.mechanism.honours.tables import ROLL, SUMMARY
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date
from zhibu.web.tables import headings, values

SOURCE: Final = Path(__file__).with_name("notice.typ")
WIDTHS: Final = (1.4, 5.2, 6.4)
HEADINGS: Final = ("序号", "姓名（名称）", "所在党组织")


def notice_paper(ending: str, *, stand: Stand, names: Sequence[Announced], actor: Actor) -> bytes:
    """Who is to be honoured, until when somebody may object, where."""
    row = stand.row
    rows = [(str(at), one.called, one.place) for at, one in enumerate(names, 1)]
    first, last = row.notice_from or row.called_on, row.notice_until or row.called_on
    before = [f"经推荐、考察和会议研究，拟对下列 {len(rows)} 个对象予以{quoted(row.title.removesuffix('评选'))}表彰，现予公示。"]
    after = [
        f"公示时间：{prose_date(first)}至{prose_date(last)}。对公示对象有异议的，可以在公示期内以书面或者口头方式反映，署名、匿名均可。",
        f"受理单位：{row.organisation.now_name}。{_phone(row.organisation.phone)}",
    ]
    signed = [row.organisation.now_name, prose_date(first)]
    paper = Paper(f"关于{row.title}拟表彰对象的公示", before, HEADINGS, WIDTHS, rows, after, signed)
    note_read(actor, "export", field=f"公示：{row.case.code}", path=row.organisation.now_path, rows=len(rows))
    return _word(paper) if ending == "docx" else filled(SOURCE, asdict(paper))


def _phone(number: str) -> str:
    return f"联系电话：{number}。" if number else ""


def _word(paper: Paper) -> bytes:
    return document(
        [
            Line(paper.title, 22, "center", font=HEAD),
            *(Line(text, 16, indent=True) for text in paper.before),
            Grid(paper.widths, paper.headings, paper.rows, 14, 1),
            *(Line(text, 16, indent=True) for text in paper.after),
            Line(""),
            *(Line(text, 16, "right") for text in paper.signed),
        ]
    )


def write_roll(stream: BinaryIO, *, rows: Sequence[Honoured], actor: Actor) -> None:
    """The list with the conditions of the page, all columns."""
    heads = headings(ROLL.columns, days={"on"})
    write_sheets(stream, [SheetOut("光荣册", heads, values(ROLL.columns, rows))])
    note_read(actor, "export", field="光荣册", rows=len(rows))


def write_summary(stream: BinaryIO, *, lines: Sequence[YearLine], rows: Sequence[Honoured], title: str, actor: Actor) -> None:
    """The numbers, and on a second sheet the honours that they count."""
    numbers = headings(SUMMARY.columns, numbers=SUMMARY.by_key.keys() - {"level", "title"})
    names = headings(ROLL.columns, days={"on"})
    write_sheets(
        stream,
        [SheetOut("汇总", numbers, values(SUMMARY.columns, lines), title), SheetOut("名单", names, values(ROLL.columns, rows), title)],
    )
    note_read(actor, "export", field=title, rows=len(rows))
