"""The letter of thanks and the sheet of a year; each as Word and as PDF from the same words, the sheet as Excel, too. Each is logged."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Final

from zhibu.exchange.pdf import filled
from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.exchange.writing import Column, SheetOut, write_sheets
from zhibu.letters.documents import paper_file
from zhibu.letters.layout import Printed
from zhibu.mechanism.coordination.models import PartnerUnit
from zhibu.mechanism.coordination.queries.lists import ProjectRow
from zhibu.mechanism.coordination.queries.yearly import Year
from zhibu.mechanism.coordination.terms import PartnerKind, ResourceKind
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date

SOURCE: Final = Path(__file__).with_name("sheet.typ")
THANKS: Final = "感谢信"


@dataclass(frozen=True, slots=True)
class Part:
    """A heading, and a table below it."""

    title: str
    headings: Sequence[str]
    widths: Sequence[float]
    rows: Sequence[Sequence[str]]


def thanks_letter(partner: PartnerUnit, deeds: Sequence[ProjectRow], ending: str, *, by: Actor, on: date) -> bytes:
    """From confirmed deeds; no person is named. Raises ``Unusable`` with a sentence for the user."""
    home = partner.organisation.now_name or str(partner.organisation)
    told = [f"{prose_date(one.done_on)}，{_sentence(one.outcome or one.title)}" for one in deeds if one.done_on is not None]
    paragraphs = [
        f"{_respected(partner)}积极参加共驻共建，支持社区工作：",
        *told,
        "谨此表示衷心感谢，并希望继续携手，共同服务群众、建设社区。",
    ]
    paper = Printed(THANKS, paragraphs, partner.name, home, on)
    note_read(by, "export", field=f"{THANKS}：{partner.code}", path=partner.organisation.now_path, rows=len(deeds))
    return paper_file(paper, ending)


def _respected(partner: PartnerUnit) -> str:
    """How it is spoken of."""
    return "你们" if partner.kind == PartnerKind.RETIRED else "贵单位" if partner.kind != PartnerKind.POLICE else "你们"


def _sentence(text: str) -> str:
    said = text.strip()
    return said if said.endswith(("。", "！", "？")) else f"{said.rstrip('，、；,; ')}。"


def year_sheet(year: Year, ending: str, *, by: Actor, on: date) -> bytes:
    """What was asked, offered and done in a year; raises ``Unusable`` with a sentence for the user."""
    partner = year.partner
    title = f"{partner.name}{year.year}年参与共驻共建情况"
    parts = list(parts_of(year))
    note = (
        f"{partner.organisation.now_name or partner.organisation}向该单位提出和由其答复的需求 {len(year.asked)} 条，"
        f"该单位提供资源 {len(year.offered)} 项，已落实并由双方确认的项目 {len(year.done)} 项。未确认的不计。"
    )
    note_read(by, "export", field=f"年度共建情况：{partner.code} {year.year}", path=partner.organisation.now_path, rows=len(year.done))
    if ending == "xlsx":
        return _excel(parts, note)
    signed = (partner.organisation.now_name or str(partner.organisation), prose_date(on))
    return _word(title, note, parts, signed) if ending == "docx" else _pdf(title, note, parts, signed)


def parts_of(year: Year) -> list[Part]:
    """Four tables; one that is empty says so."""
    return [
        Part(
            "一、向单位提出的需求",
            ("序号", "日期", "需求", "类别", "办理情况"),
            (1.4, 2.8, 6.4, 2.6, 3.2),
            [(str(n), str(r.entered_on), r.title, ResourceKind.word(r.kind), r.state.label) for n, r in enumerate(year.asked, 1)],
        ),
        Part(
            "二、单位提供的资源",
            ("序号", "日期", "资源", "类别", "说明"),
            (1.4, 2.8, 5.2, 2.6, 4.4),
            [(str(n), str(r.entered_on), r.title, ResourceKind.word(r.kind), r.detail) for n, r in enumerate(year.offered, 1)],
        ),
        Part(
            "三、已落实并确认的项目",
            ("序号", "日期", "项目", "谁提供", "做成了什么"),
            (1.4, 2.8, 4.2, 3.4, 4.6),
            [(str(n), str(r.done_on), r.title, r.partner if r.partner_gives else r.home, r.outcome) for n, r in enumerate(year.done, 1)],
        ),
        Part(
            "四、单位提出的需求",
            ("序号", "日期", "需求", "向谁提出", "办理情况"),
            (1.4, 2.8, 5.6, 3.4, 3.2),
            [(str(n), str(r.entered_on), r.title, r.of_whom, r.state.label) for n, r in enumerate(year.own, 1)],
        ),
    ]


def _excel(parts: Sequence[Part], note: str) -> bytes:
    stream = BytesIO()
    sheets = [
        SheetOut(one.title.partition("、")[2], [Column(head, width * 3) for head, width in zip(one.headings, one.widths, strict=True)],
                 one.rows, note=note if at == 0 else "")
        for at, one in enumerate(parts)
    ]  # fmt: skip
    write_sheets(stream, sheets)
    return stream.getvalue()


def _rows(part: Part) -> list[Sequence[str]]:
    return [*part.rows] or [("", "", "无", "", "")]


def _word(title: str, note: str, parts: Sequence[Part], signed: Sequence[str]) -> bytes:
    blocks: list[Line | Grid] = [Line(title, 20, "center", font=HEAD), Line(note, 14, indent=True)]
    for part in parts:
        blocks += [Line(part.title, 14, bold=True), Grid(part.widths, part.headings, _rows(part), 12, 0.8)]
    return document([*blocks, Line(""), *(Line(text, 14, "right") for text in signed)])


def _pdf(title: str, note: str, parts: Sequence[Part], signed: Sequence[str]) -> bytes:
    told = [
        {"title": one.title, "headings": list(one.headings), "widths": list(one.widths), "rows": [list(row) for row in _rows(one)]}
        for one in parts
    ]
    data = {"title": title, "note": note, "parts": told, "signed": list(signed)}
    return filled(SOURCE, data)
