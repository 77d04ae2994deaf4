"""A letter on paper as GB/T 9704-2012 lays it out, without the red head: we print no red-headed paper.

A4; margins 37 mm above, 28 left, 26 right, 35 below, so that 156 x 225 mm are left for 22 lines of 28 characters in size 3 (16 pt) of 仿宋;
the title in size 2 (22 pt) of 小标宋, centred; signature and date to the right, the date four characters from the edge and the name centred
above it; copies at the end between two lines in size 4. Fonts are named; where one is missing Word takes its own.

The file is written as a template with named fields and filled in a process of its own (``exchange/word.py``): what people typed is data.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from typing import Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from zhibu.exchange.word import Fields, word
from zhibu.exchange.word_building import BODY, FIRST_DAY, HEAD, OFFICE, RELATIONS, WORDS

MM: Final = 1440 / 25.4
"""Twips in a millimetre."""
TOP, LEFT, RIGHT, BOTTOM = 37, 28, 26, 35
LINES, CHARACTERS = 22, 28
PITCH: Final = int((297 - TOP - BOTTOM) * MM / LINES)
"""Of a line, in twips: 225 mm hold 22."""
SIZE, TITLE, SMALL = 16, 22, 14
TIGHTER: Final = -5
"""Twentieths of a point that a character gives up: 28 of 16 pt are 448 pt, 156 mm are 442."""
TITLE_FONT: Final = HEAD
DIGITS: Final = "宋体"
"""Of the page number."""


@dataclass(frozen=True, slots=True)
class Printed:
    """What stands on the paper."""

    title: str
    paragraphs: Sequence[str]
    to: str
    sender: str
    dated: date | None
    number: str = ""
    signer: str = ""
    """Of a letter that goes up; those that go down do not show it."""
    attachments: Sequence[str] = field(default_factory=tuple)
    copies: str = ""

    @property
    def day(self) -> str:
        """In Arabic figures without leading zeros; a draft has none yet."""
        return f"{self.dated.year}年{self.dated.month}月{self.dated.day}日" if self.dated else "        年  月  日"


def width(text: str) -> float:
    """In characters of the body: figures and Latin letters take half."""
    return sum(0.5 if one.isascii() else 1 for one in text)


def from_the_right(text: str, day: str) -> float:
    """How many characters stay free to the right of the name, so that its middle is that of the date (which keeps four)."""
    return max(0.0, 4 + (width(day) - width(text)) / 2)


def attachment_lines(names: Sequence[str]) -> list[str]:
    """One is not numbered, several are; the first line begins with 附件：, the others stand under its number."""
    numbered = list(names) if len(names) == 1 else [f"{number}.{name}" for number, name in enumerate(names, 1)]
    return [f"附件：{one}" if at == 0 else one for at, one in enumerate(numbered)]


FIELDS: Final = Fields(
    ("发文字号", "签发人", "标题", "主送", "署名", "日期", "抄送", "首个附件"),
    {"正文": ("段落",), "附件": ("名称",)},
)


def letter_docx(printed: Printed) -> bytes:
    """The filled file; raises ``Unusable`` with a sentence for the user."""
    attachments = attachment_lines(printed.attachments)
    data: dict[str, str | Sequence[Mapping[str, str]]] = {
        "发文字号": printed.number,
        "签发人": printed.signer,
        "标题": printed.title,
        "主送": printed.to,
        "署名": printed.sender,
        "日期": printed.day,
        "抄送": printed.copies,
        "正文": [{"段落": one} for one in printed.paragraphs],
        "首个附件": "".join(attachments[:1]),
        "附件": [{"名称": one} for one in attachments[1:]],
    }
    return word(template(printed), FIELDS, data)


def template(printed: Printed) -> bytes:
    """As the letter needs it: what it has no use for is left out."""
    blocks = [
        *([_head(printed)] if printed.number or printed.signer else []),
        _line("{{标题}}", size=TITLE, font=TITLE_FONT, align="center", pitch=700, after=PITCH),
        _line("{{主送}}：") if printed.to else "",
        _line("{%p for 行 in 正文 %}"),
        _line("{{行.段落}}", first=200, align="both"),
        _line("{%p endfor %}"),
        *(_attached() if printed.attachments else []),
        _line(""),
        _line("{{署名}}", align="right", free=from_the_right(printed.sender, printed.day), keep=True),
        _line("{{日期}}", align="right", free=4),
        *([_line(""), _line("抄送：{{抄送}}。", size=SMALL, ruled=True)] if printed.copies else []),
    ]
    return _package("".join(blocks))


def _attached() -> list[str]:
    """Two characters in, and five for what stands under the number."""
    return [
        _line(""),
        _line("{{首个附件}}", left=5, first=-300),
        _line("{%p for 行 in 附件 %}"),
        _line("{{行.名称}}", left=5),
        _line("{%p endfor %}"),
    ]


def _head(printed: Printed) -> str:
    """The number alone is centred; with the name of who signed it stands left, and the name right."""
    if not printed.signer:
        return _line("{{发文字号}}", align="center", after=PITCH)
    tab = f'<w:tabs><w:tab w:val="right" w:pos="{int((210 - LEFT - RIGHT) * MM) - 300}"/></w:tabs>'
    return _line("{{发文字号}}", left=1, rest="签发人：{{签发人}}", tabs=tab, after=PITCH)


def _line(
    text: str,
    *,
    size: int = SIZE,
    font: str = BODY,
    align: str = "left",
    first: int = 0,
    left: int = 0,
    free: float = 0,
    pitch: int = PITCH,
    after: int = 0,
    keep: bool = False,
    ruled: bool = False,
    rest: str = "",
    tabs: str = "",
) -> str:
    """A paragraph; ``first`` of its lines in hundredths of a character, ``left`` and ``free`` to the right in characters."""
    indent = _indent(size, first=first, left=left, free=free)
    border = (
        '<w:pBdr><w:top w:val="single" w:sz="8" w:space="4" w:color="000000"/>'
        '<w:bottom w:val="single" w:sz="8" w:space="4" w:color="000000"/></w:pBdr>'
        if ruled
        else ""
    )
    facts = (
        f'<w:pPr>{"<w:keepNext/>" if keep else ""}{border}{tabs}<w:autoSpaceDE w:val="0"/><w:autoSpaceDN w:val="0"/>'
        f'<w:spacing w:before="0" w:after="{after}" w:line="{pitch}" w:lineRule="exact"/>{indent}<w:jc w:val="{align}"/></w:pPr>'
    )
    run = f"<w:r>{_look(size, font)}" + '<w:t xml:space="preserve">{}</w:t></w:r>'
    behind = f"<w:r><w:tab/></w:r>{run.format(rest)}" if rest else ""
    return f"<w:p>{facts}{run.format(text) if text else ''}{behind}</w:p>"


def _indent(size: int, *, first: int, left: int, free: float) -> str:
    """In characters for Word, and in twips for what does not know characters."""
    hanging = f'w:hangingChars="{-first}" w:hanging="{-first * size // 5}"'
    facts = [
        f'w:leftChars="{left * 100}" w:left="{left * size * 20}"' if left else "",
        f'w:firstLineChars="{first}" w:firstLine="{first * size // 5}"' if first > 0 else "",
        hanging if first < 0 else "",
        f'w:rightChars="{int(free * 100)}" w:right="{int(free * size * 20)}"' if free else "",
    ]
    told = " ".join(filter(None, facts))
    return f"<w:ind {told}/>" if told else ""


def _look(size: int, font: str) -> str:
    return (
        f'<w:rPr><w:rFonts w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}"/>'
        f'<w:spacing w:val="{TIGHTER}"/><w:sz w:val="{size * 2}"/></w:rPr>'
    )


def _footer(align: str) -> str:
    """— 1 —, a character from the outer edge: right on odd pages, left on even ones."""
    look = f'<w:rPr><w:rFonts w:ascii="{DIGITS}" w:hAnsi="{DIGITS}" w:eastAsia="{DIGITS}"/><w:sz w:val="{SMALL * 2}"/></w:rPr>'
    side = "rightChars" if align == "right" else "leftChars"
    numbered = (
        f'<w:r>{look}<w:t xml:space="preserve">— </w:t></w:r>'
        f'<w:fldSimple w:instr=" PAGE "><w:r>{look}<w:t>1</w:t></w:r></w:fldSimple>'
        f'<w:r>{look}<w:t xml:space="preserve"> —</w:t></w:r>'
    )
    facts = f'<w:pPr><w:ind w:{side}="100"/><w:jc w:val="{align}"/></w:pPr>'
    return f'<w:ftr xmlns:w="{WORDS}"><w:p>{facts}{numbered}</w:p></w:ftr>'


def _package(body: str) -> bytes:
    top, right, bottom, left = (int(one * MM) for one in (TOP, RIGHT, BOTTOM, LEFT))
    footer = int((BOTTOM - 7) * MM) - SMALL * 20
    section = (
        '<w:sectPr><w:footerReference w:type="default" r:id="rId1"/><w:footerReference w:type="even" r:id="rId2"/>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar w:top="{top}" w:right="{right}" w:bottom="{bottom}" w:left="{left}" w:header="851" w:footer="{footer}" w:gutter="0"/>'
        f'<w:docGrid w:type="lines" w:linePitch="{PITCH}"/></w:sectPr>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    overrides = "".join(
        f'<Override PartName="/word/{name}.xml" ContentType="{kind}.{what}+xml"/>'
        for name, what in (("document", "document.main"), ("footer1", "footer"), ("footer2", "footer"), ("settings", "settings"))
    )
    links = "".join(
        f'<Relationship Id="{number}" Type="{OFFICE}/{what}" Target="{name}.xml"/>'
        for number, what, name in (("rId1", "footer", "footer1"), ("rId2", "footer", "footer2"), ("rId3", "settings", "settings"))
    )
    parts = {
        "[Content_Types].xml": (
            '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
            '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
        ),
        "_rels/.rels": (
            f'<Relationships xmlns="{RELATIONS}"><Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="word/document.xml"/>'
            "</Relationships>"
        ),
        "word/_rels/document.xml.rels": f'<Relationships xmlns="{RELATIONS}">{links}</Relationships>',
        "word/document.xml": f'<w:document xmlns:w="{WORDS}" xmlns:r="{OFFICE}"><w:body>{body}{section}</w:body></w:document>',
        "word/footer1.xml": _footer("right"),
        "word/footer2.xml": _footer("left"),
        "word/settings.xml": f'<w:settings xmlns:w="{WORDS}"><w:evenAndOddHeaders/></w:settings>',
    }
    stream = BytesIO()
    with ZipFile(stream, "w", ZIP_DEFLATED) as package:
        for name, xml in parts.items():
            package.writestr(ZipInfo(name, FIRST_DAY), f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>{xml}', ZIP_DEFLATED)
    return stream.getvalue()
