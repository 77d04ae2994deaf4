"""One indicator of one organisation, down to its records, in the words of its page."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final
from urllib.parse import urlencode

from django.urls import reverse

from zhibu.gatherings.queries.lacking import Lacking
from zhibu.kernel.periods import period_of
from zhibu.mechanism.appraisal.models import Agreement, Judgement
from zhibu.mechanism.appraisal.presentation import line_chip, measured_by
from zhibu.mechanism.appraisal.presentation_polls import poll_panel
from zhibu.mechanism.appraisal.queries.scores import Below, LineShown
from zhibu.mechanism.appraisal.queries.unsigned import Unsigned
from zhibu.mechanism.appraisal.rules.spelling import plain, says_for
from zhibu.mechanism.appraisal.terms import PartKind
from zhibu.oversight.duties import Missed
from zhibu.rulebook.entries import Clause
from zhibu.rulebook.loading import rulebook
from zhibu.web.components import Chip, Fact, Item
from zhibu.web.panels import Panel

SEVERAL: Final = 4


def line_facts(shown: LineShown) -> list[Fact]:
    """One indicator: its rule over time, what it reads, how it stands."""
    line, row = shown.line, shown.line.row
    facts = [
        Fact("得分", f"{plain(line.scored.points)} 分（满分 {plain(row.points)} 分）", chip=line_chip(line), note=line.scored.said),
        Fact("考核项目", row.area),
        Fact("评分标准", row.standard),
        *(Fact("计分规则", says_for(row.part, one.rule), note=f"{one.first_day.isoformat()} 起") for one in row.versions),
        Fact("计算口径", measured_by(row), url=_rule_page(row.measure.name)),
    ]
    if clause := rulebook().clauses.get(row.measure.name):
        facts.append(Fact("规定要求", clause.says, url=_rule_page(row.measure.name), note=rulebook().cited(clause)))
    if row.veto:
        facts.append(Fact("一票否决", "", note=f"依据：{row.veto}"))
    return [one for one in facts if one.value or one.chip or one.note]


def _rule_page(measure: str) -> str:
    return reverse("rule", args=[measure]) if measure in rulebook().clauses else ""


def record_panels(shown: LineShown, on: date) -> list[Panel]:
    """What was missed, what was done, and where the records are."""
    line, agreement = shown.line, shown.standing.agreement
    measured, clause = line.measured, rulebook().clauses.get(line.row.measure.name)
    if line.row.part is PartKind.SATISFACTION:
        return [poll_panel(shown.polled)]
    if not line.row.measure.name:
        return [Panel("评分", [_given(one) for one in shown.judgements], "" if shown.judgements else "还没有评分，暂按满分列出。")]
    panels = []
    if shown.lacking:
        panels.append(Panel("记录不齐全的", [_lacking(one) for one in shown.lacking]))
    elif measured.misses and not shown.below:
        panels.append(Panel("没有按期办的", [_missed(one, clause, shown.unsigned) for one in measured.misses]))
    if shown.below:
        panels.append(Panel("下级党组织", [_below(one, line.row.measure.name, agreement, on) for one in shown.below]))
    text = f"应办 {measured.owed} 项，办了 {measured.done} 项，缺 {len(measured.misses)} 项" + (
        f"，资料未录 {measured.unknown} 项，不扣分" if measured.unknown else ""
    )
    url = records_url(clause, agreement.taker.code, agreement.scheme.year)
    panels.append(Panel("记录", [], f"{text}。", "查看记录" if url else "", url))
    return panels


def _missed(one: Missed, clause: Clause | None, unsigned: Sequence[Unsigned]) -> Item:
    """What was held and only waits for its signature is a click away."""
    url = ""
    if clause is not None and clause.frequency is not None:
        period = period_of(one.day - timedelta(days=1), clause.frequency.per)
        inside = [each.code for each in unsigned if period.first_day <= each.on < period.end]
        url = reverse("gathering", args=inside[-1:]) if inside else ""
    return Item(one.said, one.day.isoformat(), Chip("check", "扣分"), url, "去签批")


def _lacking(one: Lacking) -> Item:
    """Which meeting, what is not there, and where it is put right."""
    url = f"{reverse('gathering_minutes', args=[one.code])}?part={one.part}"
    why = f"没有：{'、'.join(one.lacks)}；写更正、签批以后加回。" if one.lacks else "已经补上，签批更正以后加回。"
    return Item(f"{one.kind} {one.on.isoformat()}", why, Chip("check", "扣分"), url, "去更正")


def _given(one: Judgement) -> Item:
    return Item(f"{plain(Decimal(one.points))} 分：{one.reason}", f"{one.day.isoformat()} · {one.scorer}", Chip("none", "评分"))


def _below(one: Below, measure: str, agreement: Agreement, on: date) -> Item:
    del on
    missed = len(one.measured.misses)
    said = "；".join(miss.said for miss in one.measured.misses[:SEVERAL])
    chip = (
        Chip("check", f"缺 {missed}")
        if missed
        else Chip("none", "资料未录")
        if one.measured.unknown and not one.measured.owed
        else Chip("ok", "办了")
    )
    url = records_url(rulebook().clauses.get(measure), one.code, agreement.scheme.year)
    return Item(one.name, said or f"应办 {one.measured.owed} 项，都办了。", chip, url, "查看记录")


def records_url(clause: Clause | None, code: str, year: int) -> str:
    """The signed records of the year for what is held so and so often; for all else the page of the organisation."""
    if clause is not None and clause.subject == "step":
        return f"{reverse('cases')}?{urlencode({'within': code})}"
    if clause is None or clause.frequency is not None:
        kind = {"kind": clause.frequency.measure} if clause is not None and clause.frequency is not None else {}
        return f"{reverse('gatherings')}?{urlencode({'within': code, **kind, 'since': f'{year}-01-01', 'until': f'{year}-12-31'})}"
    return reverse("organisation", args=[code])
