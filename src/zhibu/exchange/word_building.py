"""Plain Word files made of lines and tables: the templates that come with the product are written with it, as text that can be read.

Fonts are named as Word in China has them; where one is missing Word takes its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Final, Literal
from xml.sax.saxutils import escape
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

WORDS: Final = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONS: Final = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
FIRST_DAY: Final = (2018, 10, 28, 0, 0, 0)
"""The day of every part: the same words make the same file."""
TWIPS: Final = 567
"""In a centimetre."""
BODY: Final = "仿宋"
HEAD: Final = "方正小标宋简体"

Align = Literal["left", "center", "right"]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph. ``size`` in points; ``font`` is that of the body unless it is said."""

    text: str
    size: float = 16
    align: Align = "left"
    bold: bool = False
    font: str = BODY
    indent: bool = False
    """Two characters in front, as a paragraph of a document has."""

    @property
    def xml(self) -> str:
        """As Word keeps it."""
        indent = '<w:ind w:firstLineChars="200"/>' if self.indent else ""
        return (
            f'<w:p><w:pPr>{indent}<w:jc w:val="{self.align}"/></w:pPr><w:r><w:rPr>{_font(self.font)}'
            f'{"<w:b/>" if self.bold else ""}<w:sz w:val="{int(self.size * 2)}"/></w:rPr>'
            f'<w:t xml:space="preserve">{escape(_clean(self.text))}</w:t></w:r></w:p>'
        )


@dataclass(frozen=True, slots=True)
class Grid:
    """A table with ruled lines: widths in centimetres, headings repeated on each page, and rows of cells or of one instruction."""

    widths: Sequence[float]
    headings: Sequence[str]
    rows: Sequence[Sequence[str]]
    size: float = 12
    height: float = 0
    """Of a row, at least; in centimetres."""
    sizes: Sequence[float] = ()
    """By column, where they differ."""

    @property
    def xml(self) -> str:
        """As Word keeps it."""
        columns = "".join(f'<w:gridCol w:w="{int(width * TWIPS)}"/>' for width in self.widths)
        borders = "".join(
            f'<w:{side} w:val="single" w:sz="4" w:color="000000"/>' for side in ("top", "left", "bottom", "right", "insideH", "insideV")
        )
        head = self._row(self.headings, head=True) if self.headings else ""
        body = "".join(self._row(row) for row in self.rows)
        return f"<w:tbl><w:tblPr><w:tblBorders>{borders}</w:tblBorders></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{head}{body}</w:tbl>"

    def _row(self, cells: Sequence[str], *, head: bool = False) -> str:
        tall = f'<w:trHeight w:val="{int(self.height * TWIPS)}" w:hRule="atLeast"/>' if self.height else ""
        facts = f"<w:trPr><w:cantSplit/>{tall}{'<w:tblHeader/>' if head else ''}</w:trPr>"
        last = len(cells) - 1
        written = [self._cell(cell, at, len(self.widths) - at if at == last else 1, bold=head) for at, cell in enumerate(cells)]
        return f"<w:tr>{facts}{''.join(written)}</w:tr>"

    def _cell(self, text: str, at: int, columns: int, *, bold: bool) -> str:
        """The last cell of a row takes the columns that are left."""
        width = sum(self.widths[at : at + columns])
        across = f'<w:gridSpan w:val="{columns}"/>' if columns > 1 else ""
        size = self.sizes[at] if self.sizes and not bold else self.size
        line = Line(text, size, "center" if bold else "left", bold)
        return f'<w:tc><w:tcPr><w:tcW w:w="{int(width * TWIPS)}" w:type="dxa"/>{across}<w:vAlign w:val="center"/></w:tcPr>{line.xml}</w:tc>'


def document(blocks: Iterable[Line | Grid], *, landscape: bool = False) -> bytes:
    """A .docx on A4; a small empty line stands at its end, since Word wants one behind a table."""
    wide, high = (16838, 11906) if landscape else (11906, 16838)
    turned = ' w:orient="landscape"' if landscape else ""
    margins = '<w:pgMar w:top="1247" w:right="1134" w:bottom="1134" w:left="1247" w:header="851" w:footer="992" w:gutter="0"/>'
    page = f'<w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"{turned}/>{margins}</w:sectPr>'
    body = "".join(block.xml for block in (*blocks, Line("", 1)))
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            '<Default Extension="xml" ContentType="application/xml"/>'
            '<Override PartName="/word/document.xml" ContentType='
            '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ),
        "word/document.xml": f'<w:document xmlns:w="{WORDS}"><w:body>{body}{page}</w:body></w:document>',
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(ZipInfo(name, FIRST_DAY), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}', ZIP_DEFLATED)
    return stream.getvalue()


def _font(name: str) -> str:
    return f'<w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:eastAsia="{name}"/>'


def _clean(text: str) -> str:
    """Without signs that a document of Word can't hold, such as what came along with a pasted text."""
    return "".join(one if one.isprintable() or one == "　" else " " for one in text)
