"""Scores and tables as Excel; each is logged."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO, Final

from zhibu.exchange.writing import Column as Heading
from zhibu.exchange.writing import SheetOut, write_sheets
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.queries.scores import Placed
from zhibu.mechanism.appraisal.queries.tables import Row
from zhibu.mechanism.appraisal.rules.scoring import Judged
from zhibu.mechanism.appraisal.rules.spelling import says_for
from zhibu.mechanism.appraisal.tables import SCORES, band_word, change_words, lost_of, unjudged_of, unknown_of
from zhibu.mechanism.appraisal.terms import KIND_LABELS
from zhibu.trail.actors import Actor
from zhibu.trail.reads import note_read

TABLE: Final = (
    Heading("序号", 6),
    Heading("考核项目", 16),
    Heading("考核内容", 36),
    Heading("分值", 8, "number"),
    Heading("评分标准", 48),
    Heading("计分规则", 30),
    Heading("评分人", 16),
    Heading("自评分", 8),
)


def write_scores(stream: BinaryIO, *, schemes: Sequence[Scheme], rows: Sequence[Placed], actor: Actor) -> None:
    """In the order of the page; the log says of each table how many."""
    labels = [SCORES.by_key[key] for key in ("taker", "band", "points", "change", "lost", "unknown", "unjudged", "bonus", "kind")]
    headings = [Heading(one.label, float(one.width), "number" if one.align == "right" else "text") for one in labels]
    write_sheets(
        stream, [SheetOut("得分", headings, _scores(rows), note=f"{'、'.join(one.title for one in schemes)} · 得分由记录自动算出")]
    )
    for scheme in schemes:
        number = sum(one.standing.agreement.scheme_id == scheme.pk for one in rows)
        note_read(actor, "export", field=f"目标考评得分：{scheme.code}", path=scheme.organisation.now_path, rows=number)


def _scores(rows: Iterable[Placed]) -> Iterable[Sequence[object]]:
    for row in rows:
        standing = row.standing
        taker = str(standing.agreement.taker)
        counts = lost_of(row), unknown_of(row), unjudged_of(row)
        kind = KIND_LABELS.get(standing.agreement.scheme.kind, "")
        yield taker, band_word(row), float(standing.points), change_words(row.change), *counts, float(standing.bonus), kind


def write_table(stream: BinaryIO, *, scheme: Scheme, rows: Sequence[Row], actor: Actor) -> None:
    """In the layout in which such tables come in: it can be changed in Excel and imported again."""
    write_sheets(stream, [SheetOut(f"{scheme.year}年", TABLE, _rows(rows), note=scheme.title)])
    note_read(actor, "export", field=f"考评办法：{scheme.code}", path=scheme.organisation.now_path, rows=len(rows))


def _rows(rows: Iterable[Row]) -> Iterable[Sequence[object]]:
    for row in rows:
        rule = says_for(row.part, row.versions[-1].rule if row.versions else Judged())
        yield str(row.number), row.area, row.title, float(row.points), row.standard, rule, row.scorer, ""
