"""The text of a version as Word: title, by what it was adopted, the articles. Logged as an export."""

from typing import BinaryIO, Final

from zhibu.exchange.word_building import HEAD, Line, document
from zhibu.mechanism.institutions.models import Institution, InstitutionVersion
from zhibu.mechanism.institutions.rules.standing import InForceSpan
from zhibu.mechanism.institutions.rules.texts import Block, blocks
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date

BOLD: Final = "黑体"


def write_text(stream: BinaryIO, *, institution: Institution, version: InstitutionVersion, span: InForceSpan | None, actor: Actor) -> None:
    """One version; a draft says that it is one."""
    lines = [
        Line(institution.title, 22, "center", font=HEAD),
        Line(_under(version, span), 14, "center", font="楷体"),
        Line(""),
        *(_line(one) for one in blocks(version.text)),
        Line(""),
        Line(institution.organisation.now_name, align="right"),
    ]
    stream.write(document(lines))
    note_read(actor, "export", field=f"制度文本：{institution.title}"[:200], path=institution.organisation.now_path or "", rows=1)


def _under(version: InstitutionVersion, span: InForceSpan | None) -> str:
    if span is None:
        return f"（第 {version.number} 版，文稿，未通过）"
    return f"（{prose_date(span.adopted_on)}通过，{prose_date(span.since)}起施行，第 {version.number} 版）"


def _line(one: Block) -> Line:
    if one.kind == "heading":
        return Line(one.text, align="center", font=BOLD)
    return Line(f"{one.lead}　{one.text}" if one.lead else one.text, indent=True)
