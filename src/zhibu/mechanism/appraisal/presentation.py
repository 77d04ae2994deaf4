"""Scores and tables in the words of pages."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Final

from django.urls import reverse

from zhibu.mechanism.appraisal.models import Agreement, Result, Scheme
from zhibu.mechanism.appraisal.queries.standing import Line, Standing
from zhibu.mechanism.appraisal.queries.tables import Row
from zhibu.mechanism.appraisal.rules.catalogue import pick_of
from zhibu.mechanism.appraisal.rules.scoring import Judged
from zhibu.mechanism.appraisal.rules.spelling import plain, says_for
from zhibu.mechanism.appraisal.rules.weighing import bands_of
from zhibu.mechanism.appraisal.terms import KIND_LABELS, PartKind, Reach, SchemeState
from zhibu.oversight.findings import Finding
from zhibu.oversight.tables import subject_url
from zhibu.rulebook.loading import rulebook
from zhibu.web.charts import Chart, Series
from zhibu.web.components import Chip, Fact, Figure, Item
from zhibu.web.html import ChipKind
from zhibu.web.panels import Panel

MISSES: Final = 8
STATE_CHIPS: Final[dict[SchemeState, ChipKind]] = {SchemeState.DRAFT: "due", SchemeState.IN_FORCE: "ok", SchemeState.PUBLISHED: "none"}


def state_chip(scheme: Scheme) -> Chip:
    """How far a table is."""
    state = SchemeState(scheme.state)
    return Chip(STATE_CHIPS[state], state.label)


def kind_word(kind: str) -> str:
    """Whom it asks."""
    return KIND_LABELS.get(kind, kind)


def bands_words(scheme: Scheme) -> str:
    """Grades as people read them."""
    return "；".join(
        f"{one.name} {plain(one.at_least)} 分以上{f'（不超过 {plain(one.quota)}%）' if one.quota is not None else ''}"
        for one in bands_of(scheme.bands)
    )


HOW: Final = (
    "得分由会议、换届、整改等记录自动算出，谁也不用填；变化是和自己上月底相比。",
    "按月、按季、按年要求的，过完才算；12月31日按全年算。",
)
"""What a list of scores stands on, for whoever asks."""


def how_scored(schemes: Sequence[Scheme]) -> list[str]:
    """In sentences; what a live grade leaves out: who stays in a grade with a quota is decided by people, at the end of the year."""
    limits = [
        f"{one.name}不超过 {plain(one.quota)}%"
        for scheme in schemes
        if scheme.state == SchemeState.IN_FORCE
        for one in bands_of(scheme.bands)
        if one.quota is not None
    ]
    quotas = f"等次只看分数线，没有算比例（{'，'.join(dict.fromkeys(limits))}），年终由集体研究。"
    return [*HOW, quotas] if limits else list(HOW)


def weights_words(scheme: Scheme) -> str:
    """How the parts weigh."""
    weights = (
        (PartKind.REGULAR, scheme.regular_weight),
        (PartKind.YEARLY, scheme.yearly_weight),
        (PartKind.SATISFACTION, scheme.satisfaction_weight),
    )
    return "，".join(f"{kind.label} {plain(Decimal(weight))}%" for kind, weight in weights if weight)


def table_facts(scheme: Scheme, rows: Sequence[Row], takers: int) -> list[Fact]:
    """The head of a table."""
    total = sum((row.points for row in rows), Decimal(0))
    counted = f"{len(rows)} 项，合计 {plain(total)} 分" if rows else "还没有"
    return [
        Fact("状态", chip=state_chip(scheme)),
        Fact("考评对象", kind_word(scheme.kind)),
        Fact("依据", scheme.basis),
        Fact("指标", counted, note="" if total in {Decimal(100), Decimal(0)} else "各类折算成百分制，再按权重合计。"),
        Fact("权重", weights_words(scheme)),
        Fact("等次", bands_words(scheme)),
        Fact("加分", f"最多 {plain(Decimal(scheme.bonus_cap))} 分" if scheme.bonus_cap else "不设加分"),
        Fact("目标责任书", f"{takers} 份" if takers else "还没有"),
    ]


def measured_by(row: Row) -> str:
    """What a row is worked out from."""
    if not row.measure.name:
        return f"由{row.scorer or '评分人'}评分"
    where = "" if row.measure.reach is Reach.OWN else "，含下级"
    return f"自动：{measure_word(row.measure.name)}{where}"


def measure_word(name: str) -> str:
    """What is held so and so often by the name of its clause; of all else what it should be, not what is found."""
    clause, pick = rulebook().clauses.get(name), pick_of(name)
    if clause is not None and (clause.frequency is not None or pick is None):
        return clause.title
    return pick.title if pick else name


def row_items(rows: Iterable[Row], edit: str = "", act: str = "修改") -> list[Panel]:
    """A panel for each project, in the order of the table; ``edit`` names the page that changes a row."""
    panels = []
    for area, group in groupby(rows, key=lambda row: row.area):
        items = [_row_item(row, edit, act) for row in group]
        panels.append(Panel(area or "指标", items))
    return panels


def _row_item(row: Row, edit: str, act: str) -> Item:
    now = row.versions[-1].rule if row.versions else Judged()
    changed = f"（{row.versions[-1].first_day.isoformat()} 起）" if len(row.versions) > 1 else ""
    veto = f"一票否决，依据：{row.veto}。" if row.veto else ""
    part = "" if row.part is PartKind.REGULAR else f"{row.part.label} · "
    url = reverse(edit, args=[row.id]) if edit and (row.measure.name or edit != "scheme_rule") else ""
    return Item(
        f"{row.number}. {row.title}",
        f"{part}{measured_by(row)}。{says_for(row.part, now)}{changed}{veto}",
        Chip("none", f"{plain(row.points)} 分"),
        url,
        act,
    )


def score_figures(standing: Standing, scheme: Scheme) -> list[Figure]:
    """The total, its parts, and what was added."""
    band = standing.band or ("一票否决" if standing.vetoed else "未到等次线")
    found = [Figure("得分", plain(standing.points), note=band)]
    if len(standing.parts) > 1:
        found += [
            Figure(f"{kind.label}得分", plain(round(part.points, 2)), note=f"占 {plain(part.weight)}%")
            for kind, part in standing.parts.items()
        ]
    lost = sum(1 for line in standing.lines if line.scored.lost)
    unknown = sum(1 for line in standing.lines if line.scored.unknown and line.row.measure.name)
    found.append(Figure("失分指标", str(lost), of=f"{len(standing.lines)} 项"))
    if unknown:
        found.append(Figure("资料未录", str(unknown), note="不扣分"))
    unjudged = sum(1 for line in standing.lines if line.scored.unknown and not line.row.measure.name)
    if unjudged:
        found.append(Figure("未评分", str(unjudged), of=f"{len(standing.lines)} 项", note="暂按满分"))
    if scheme.bonus_cap:
        found.append(Figure("加分", plain(standing.bonus), note=f"最多 {plain(Decimal(scheme.bonus_cap))} 分"))
    return found


def published_said(result: Result) -> str:
    """Above a live score that may have moved since."""
    points, band = plain(result.points or Decimal(0)), result.band or "不评等次"
    on = f"{result.published_on.isoformat()} " if result.published_on else ""
    return f"{on}公布的结果是 {points} 分、{band}，以后补录的不再改动它。下面是按现在的记录算的。"


def line_chip(line: Line) -> Chip:
    """How one line stands."""
    points = f"{plain(line.scored.points)}/{plain(line.row.points)}"
    if line.scored.lost:
        return Chip("check", points)
    if line.scored.unknown:
        return Chip("none", "资料未录" if line.row.measure.name else "未评分")
    return Chip("ok", points)


def line_url(agreement: Agreement, row: Row, day: str = "") -> str:
    """Down to the records; ``day`` is asked for where it is not today."""
    return reverse("score_line", args=[agreement.code, row.number]) + day


def score_panels(standing: Standing, day: str = "") -> list[Panel]:
    """Every line under its project."""
    panels = []
    for area, group in groupby(standing.lines, key=lambda line: line.row.area):
        items = [
            Item(
                f"{line.row.number}. {line.row.title}",
                line.scored.said,
                line_chip(line),
                line_url(standing.agreement, line.row, day),
                "看依据",
            )
            for line in group
        ]
        panels.append(Panel(area or "指标", items))
    return panels


def raising(standing: Standing, day: str = "") -> list[Item]:
    """What would raise the score, the most first; how content people are is asked once and stays."""
    found = (line for line in standing.lines if line.scored.lost and line.row.part is not PartKind.SATISFACTION)
    lost = sorted(found, key=lambda line: (-_worth(standing, line), line.row.number))
    whole = len(standing.parts) > 1
    return [
        Item(
            f"{line.row.title}：可加回 {plain(line.scored.lost)} 分" + (f"，折合总分 {plain(_worth(standing, line))} 分" if whole else ""),
            remedy_of(line),
            Chip("check", f"失 {plain(line.scored.lost)} 分"),
            line_url(standing.agreement, line.row, day),
            "看依据",
        )
        for line in lost[:MISSES]
    ]


def _worth(standing: Standing, line: Line) -> Decimal:
    """What a lost point takes from the total: parts are weighed, so that twenty points of the end of the year are six."""
    part = standing.parts.get(line.row.part)
    of = sum((one.of for one in part.scored), Decimal(0)) if part else Decimal(0)
    weights = sum((one.weight for one in standing.parts.values()), Decimal(0))
    return round(line.scored.lost / of * part.weight / weights * 100, 2) if part and of and weights else line.scored.lost


def remedy_of(line: Line) -> str:
    """What can be done: the remedy of the clause, or whose judgement it was."""
    if not line.row.measure.name:
        return f"由{line.row.scorer or '评分人'}评定；有不同意见的，初步结果告知以后，在目标责任书里提意见。"
    clause = rulebook().clauses.get(line.row.measure.name)
    if clause is None:
        return "把缺的内容补进会议记录，签批后自动加回。"
    return f"{clause.remedy}办好并记录以后自动加回。" if clause.remedy else "办好并记录以后自动加回。"


def coming_items(found: Iterable[Finding], on: date) -> list[Item]:
    """What falls due next."""
    return [
        Item(f"{one.subject.name}：{one.message}", one.article, Chip("due", _until(one, on)), subject_url(one), "去看") for one in found
    ]


def _until(one: Finding, on: date) -> str:
    """A day of another year with its year."""
    if one.until is None:
        return one.state.label
    return f"{one.until.month}月{one.until.day}日" if one.until.year == on.year else one.until.isoformat()


def trend_chart(found: Sequence[Standing], days: Sequence[date]) -> Chart:
    """One organisation against its own past."""
    names = [f"{day.month}月{day.day}日" for day in days]
    return Chart("score-trend", "得分变化", "lines", names, [Series("得分", [_as_shown(one.points) for one in found])], unit="分")


def _as_shown(points: Decimal) -> float:
    """A whole number is written as one."""
    return int(points) if points == int(points) else float(points)
