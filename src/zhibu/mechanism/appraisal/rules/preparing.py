"""What may be done with a table; every objection at once."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.appraisal.rules.drafts import RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.left_out import left_out
from zhibu.mechanism.appraisal.rules.scoring import NOTHING, Deduct, Listed, Steps, Threshold
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.rules.weighing import BadBands, bands_of
from zhibu.mechanism.appraisal.terms import PartKind, SchemeState

HUNDRED: Final = Decimal(100)
MOST_POINTS: Final = Decimal(1000)


def may_begin(draft: TableDraft, *, knows: Collection[str], known: bool, today: date) -> Decision:
    """One table of a year for each kind of organisation; ``knows`` are the kinds that stand below."""
    return Decision.all(
        head_of(draft),
        Decision.of(
            None
            if abs(draft.year - today.year) <= 1
            else Objection("year", f"{draft.year}年离今天太远。", remedy="请填今年、去年或明年。", field="year"),
            None if draft.kind in knows else Objection("kind", "下级没有这一类党组织。", remedy="请选有下级组织的一类。", field="kind"),
            Objection(
                "known", f"{draft.year}年这一类党组织已有考评办法。", remedy="请在原来的办法上修改，或者先删去它的草稿。", field="kind"
            )
            if known
            else None,
        ),
    )


def head_of(draft: TableDraft) -> Decision:
    """The head of a table, as far as it can be judged by itself."""
    weights = sum(draft.weights.values(), NOTHING)
    return Decision.of(
        None if draft.title.strip() else Objection("title", "没有写名称。", remedy="如：2026年度党支部目标考评办法。", field="title"),
        None
        if draft.basis.strip()
        else Objection("basis", "没有写依据文件。", remedy="写明文件名称和文号，或者通过它的会议。", field="basis"),
        None
        if weights == HUNDRED
        else Objection(
            "weights", f"平时、年终、满意度的权重合计 {plain(weights)}%，应当是 100%。", remedy="请改成合计 100。", field="regular"
        ),
        *_bands(draft.bands),
    )


def _bands(text: str) -> Iterator[Objection]:
    try:
        bands = bands_of(text)
    except BadBands as bad:
        yield Objection("bands", str(bad), remedy="如：优秀:95,良好:90；有比例上限的写成 五星:90:10。", field="bands")
        return
    quotas = sum((one.quota for one in bands if one.quota is not None), NOTHING)
    if not bands:
        yield Objection("bands", "没有写等次。", remedy="如：优秀:95,良好:90。", field="bands")
    if quotas > HUNDRED:
        yield Objection("quotas", f"各等次的比例上限合计 {plain(quotas)}%。", remedy="合计不超过 100%。", field="bands")


def may_change(state: SchemeState) -> Decision:
    """Rows and head change while it is a draft."""
    if state is SchemeState.DRAFT:
        return Decision()
    remedy = "已经施行的，用“调整计分规则”写明从哪一天起按新规则计分。" if state is SchemeState.IN_FORCE else "已公布的结果不再改动。"
    return Decision.of(Objection("not_draft", f"这个考评办法{state.label}，不再修改。", remedy=remedy))


def may_put(row: RowDraft, *, measures: Collection[str]) -> Decision:
    """One row: its points, its rule, and whether it is a duty of the organisation at all. ``measures`` are those that the kind is asked."""
    return Decision.of(*_row(row, measures))


def _row(row: RowDraft, measures: Collection[str]) -> Iterator[Objection | None]:
    if not row.title.strip():
        yield Objection("title", "没有写指标。", remedy="一句话写清考评什么。", field="title")
    if not NOTHING < row.points <= MOST_POINTS:
        yield Objection("points", "分值要大于 0。", remedy="请填写分值。", field="points")
    if why := left_out(f"{row.area} {row.title} {row.standard}"):
        yield Objection(
            "left_out", f"“{row.title[:20]}”涉及{why.what}：{why.reason}", article=why.article, remedy="请去掉这一项。", field="title"
        )
    yield from rule_of(row, measures)
    if row.veto_basis.strip() and not row.by_hand and not row.measure:
        yield Objection("veto", "一票否决项要有人认定，或者由记录得出。", remedy="请选计分方式。", field="veto_basis")


def rule_of(row: RowDraft, measures: Collection[str]) -> Iterator[Objection]:
    """How it is scored."""
    if row.by_hand and row.measure:
        yield Objection("both", "由评分人评定的，不再选自动计算的记录。", remedy="两样选一样。", field="measure")
    if not row.by_hand and not row.measure:
        yield Objection("no_measure", "没有选按哪种记录计算。", remedy="请选一种；没有记录可依的，由评分人评定。", field="measure")
    if row.measure and row.measure not in measures:
        yield Objection("measure", "这一类党组织没有这项要求。", remedy="请另选一种记录，或者由评分人评定。", field="measure")
    if row.by_hand and not row.scorer.strip():
        yield Objection("no_scorer", f"“{row.title[:20]}”没有写由谁评分。", remedy="写明科室或者职务。", field="scorer")
    yield from _figures(row)


def _figures(row: RowDraft) -> Iterator[Objection]:
    too_much = Objection("too_much", "扣的分比分值还多。", remedy="请把扣分改到分值以内。", field="number")
    match row.rule:
        case Deduct(per_miss, floor):
            if per_miss <= 0:
                yield Objection("per_miss", "没有写每缺一项扣几分。", remedy="请填写大于 0 的数。", field="number")
            if per_miss > row.points or floor > row.points:
                yield too_much
        case Threshold(at_least):
            if not NOTHING < at_least <= HUNDRED:
                yield Objection("percent", "完成比例要在 0 到 100 之间。", remedy="如：90。", field="number")
        case Steps(steps):
            if any(points > row.points for _, points in steps) or any(least > HUNDRED for least, _ in steps):
                yield Objection("steps", "分档的得分不能超过分值，比例不能超过 100%。", remedy="如：95:10,90:8。", field="steps")
        case Listed(items):
            if any(points > row.points for _, points in items):
                yield too_much
        case _:
            return


def may_put_in_force(state: SchemeState, weights: dict[PartKind, Decimal], rows: Sequence[tuple[PartKind, Decision]]) -> Decision:
    """Everything that stands against it at once; satisfaction is asked in polls and needs no rows."""
    parts = {part for part, _ in rows}
    return Decision.all(
        Decision.of(
            None if state is SchemeState.DRAFT else Objection("state", f"这个考评办法{state.label}。", remedy="草稿才需要施行。"),
            None if rows else Objection("empty", "还没有指标。", remedy="从目录选用、逐项添加，或者从 Excel 导入。"),
            *_parts(weights, parts),
        ),
        *(decision for _, decision in rows),
    )


def _parts(weights: dict[PartKind, Decimal], parts: Collection[PartKind]) -> Iterable[Objection]:
    for part in (PartKind.REGULAR, PartKind.YEARLY):
        if weights[part] and part not in parts and parts:
            yield Objection(
                "no_rows", f"{part.label}占 {plain(weights[part])}%，却没有{part.label}指标。", remedy="添加指标，或者把权重改为 0。"
            )
        if not weights[part] and part in parts:
            yield Objection("no_weight", f"有{part.label}指标，{part.label}的权重却是 0。", remedy="请改权重，或者改指标的类别。")


def may_change_rule(
    state: SchemeState, row: RowDraft, *, year: int, since: date, on: date, basis: str, measures: Collection[str], heard: bool = False
) -> Decision:
    """In the year itself, after the rule before, on a paper; what was missed before its day is judged by the rule of that day.

    Once objections were ``heard`` nobody moves points any more: neither past those whom they concern, nor behind those who review them.
    """
    return Decision.all(
        Decision.of(
            None
            if state is SchemeState.IN_FORCE
            else Objection("state", f"这个考评办法{state.label}。", remedy="草稿直接修改指标；已公布的不再改动。"),
            Objection("heard", "意见已经听取完，计分规则不再改动。", remedy="确需调整的，在审核以前先作废“听取、答复意见”，写明理由。")
            if heard
            else None,
            None if basis.strip() else Objection("basis", "没有写调整的依据。", remedy="写明文件名称和文号，或者会议。", field="basis"),
            Objection("before", f"现行规则从 {since.isoformat()} 起，新规则要在这以后。", remedy="请填以后的日期。", field="on")
            if on <= since
            else None,
            None if on.year == year else Objection("year", f"日期要在 {year}年里。", remedy="请填这一年里的日期。", field="on"),
        ),
        Decision.of(*rule_of(row, measures)),
    )
