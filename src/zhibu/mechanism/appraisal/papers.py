"""目标责任书 as Word and PDF, in the usual form: both parties, the basis, the table, both signatures. Each copy is logged."""

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from pathlib import Path
from typing import Final

from zhibu.exchange.papers import Paper
from zhibu.exchange.pdf import filled
from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.kernel.clock import minute_of
from zhibu.mechanism.appraisal.models import Agreement
from zhibu.mechanism.appraisal.queries.tables import Row
from zhibu.mechanism.appraisal.rules.spelling import plain, says_for
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read
from zhibu.web.html import prose_date

SOURCE: Final = Path(__file__).with_name("agreement.typ")
HEADINGS: Final = ("序号", "考核项目", "指标", "分值", "评分标准", "评分")
WIDTHS: Final = (1.2, 2.6, 4.4, 1.3, 5.4, 1.9)


def paper_of(agreement: Agreement, rows: Sequence[Row]) -> Paper:
    """As both sign it."""
    scheme, giver, taker = agreement.scheme, agreement.scheme.organisation, agreement.taker
    bands = "；".join(
        f"{one.name} {plain(one.at_least)} 分以上{f'（不超过 {plain(one.quota)}%）' if one.quota else ''}" for one in bands_of(scheme.bands)
    )
    weights = [("平时", scheme.regular_weight), ("年终", scheme.yearly_weight), ("满意度", scheme.satisfaction_weight)]
    weighed = "，".join(f"{word}占 {plain(weight)}%" for word, weight in weights if weight)
    before = [
        f"上级党组织：{giver.now_name or giver}",
        f"责任党组织：{taker.now_name or taker}",
        f"根据{scheme.basis}，双方签订 {scheme.year}年目标责任书。责任党组织按下表完成全年目标，上级党组织按下表考评，并给予指导和支持。",
    ]
    after = [
        f"一、计分：{weighed}；有记录可查的指标由记录自动计分，没有录入资料的不扣分；由评分人评定的，写明理由。",
        f"二、等次：{bands}。" if bands else "二、不评等次。",
        "三、责任党组织对初步结果有意见的，在规定期限内提出，上级党组织答复并写明理由；结果经两人审定后公布。",
        *([f"四、加分：提出申请、核定后计入，最多 {plain(scheme.bonus_cap)} 分。"] if scheme.bonus_cap else []),
    ]
    signed = [
        f"上级党组织书记（签字）：{_name(agreement.giver_signed_by)}　　{_day(agreement.giver_signed_on)}",
        f"责任党组织书记（签字）：{_name(agreement.taker_signed_by)}　　{_day(agreement.taker_signed_on)}",
    ]
    return Paper(f"{scheme.year}年目标责任书", before, HEADINGS, WIDTHS, [_row(row) for row in rows], after, signed)


def _row(row: Row) -> tuple[str, ...]:
    rule = max(row.versions, key=lambda one: one.first_day).rule if row.versions else None
    scored = row.scorer or "自动计分" if row.measure.name else row.scorer or "评分人评定"
    return (str(row.number), row.area, row.title, plain(row.points), row.standard or (says_for(row.part, rule) if rule else ""), scored)


def _name(signed_by: str) -> str:
    return signed_by.partition("（")[0] or "　　　　　　"


def _day(on: date | None) -> str:
    return prose_date(on) if on else "　　年　月　日"


def agreement_paper(ending: str, *, agreement: Agreement, rows: Sequence[Row], actor: Actor) -> bytes:
    """Raises ``Unusable`` with a sentence for the user."""
    paper, printed = paper_of(agreement, rows), minute_of(actor.at)
    made = _word(paper) if ending == "docx" else filled(SOURCE, {**asdict(paper), "footer": f"{agreement.code}　{printed} 打印"})
    note_read(actor, "export", field="目标责任书", reason=agreement.code, path=agreement.taker.now_path, rows=len(rows))
    return made


def _word(paper: Paper) -> bytes:
    return document(
        [
            Line(paper.title, 22, "center", font=HEAD),
            *(Line(text, 14, indent=text.startswith("根据")) for text in paper.before),
            Grid(paper.widths, paper.headings, paper.rows, 11),
            *(Line(text, 14, indent=True) for text in paper.after),
            Line(""),
            *(Line(text, 14) for text in paper.signed),
        ]
    )
