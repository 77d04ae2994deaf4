"""Target agreements: made for those who take part, signed once by each side. Only Party organisations agree (PRACTICE.md 2)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.appraisal.terms import SchemeState, Side

HUNDRED: Final = Decimal(100)
PUBLISHED: Final = Objection("published", "结果已经公布，不再改动。", remedy="确有错误的，由公布的党组织另行发文更正。")


@dataclass(frozen=True, slots=True)
class Table:
    """What is known of a table when agreements are made on it."""

    state: SchemeState
    basis: str
    points: Mapping[str, Decimal]
    """Sum of points by part that has a weight; 0 where it has none."""
    takers: int
    without: int
    """Takers who have no agreement yet."""
    judged: bool = False
    """Scorers are done: whoever joined now would be judged by nobody, told nothing and heard never."""


def may_make(table: Table) -> Decision:
    """The table is in force, every part that weighs has points, and somebody has no agreement yet."""
    empty = [part for part, points in table.points.items() if not points]
    return Decision.of(
        PUBLISHED if table.state is SchemeState.PUBLISHED else None,
        Objection("draft", "考评办法还在起草。", remedy="先核对指标和分值，施行以后再签责任书。")
        if table.state is SchemeState.DRAFT
        else None,
        Objection(
            "judged", "评分已经完成，不再增加责任书。", remedy="下一年度再拟定；还没有告知初步结果的，可以先作废“完成评分、核定加分”。"
        )
        if table.judged
        else None,
        Objection("no_basis", "考评办法没有写依据文件。", remedy="请补写文号或者会议决定。") if not table.basis.strip() else None,
        Objection("empty_part", f"“{'、'.join(empty)}”有权重而没有指标。", remedy="请增加指标，或者把权重改为 0。") if empty else None,
        Objection("no_takers", "下级没有这一类党组织。", remedy="请核对考评对象。") if not table.takers else None,
        Objection("nobody_left", "都已经有责任书。", remedy="新成立的党组织登记以后，再拟定它的责任书。")
        if table.takers and not table.without
        else None,
    )


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs for which side; ``entered`` where a clerk enters what stands on paper."""

    side: Side
    signer: str
    on: date
    entered: bool
    allowed: bool


@dataclass(frozen=True, slots=True)
class Signed:
    """How an agreement stands."""

    state: SchemeState
    made_on: date | None
    giver_on: date | None
    taker_on: date | None
    dissolved: bool = False

    def on(self, side: Side) -> date | None:
        """When a side has signed."""
        return self.giver_on if side is Side.GIVER else self.taker_on

    @property
    def whole(self) -> bool:
        """It holds once both have signed."""
        return self.giver_on is not None and self.taker_on is not None


def may_sign(signature: Signature, it: Signed, *, today: date) -> Decision:
    """The signer stands for that side, has not signed yet, on a day on which the agreement was there."""
    before = it.made_on is not None and signature.on < it.made_on
    return Decision.of(
        PUBLISHED if it.state is SchemeState.PUBLISHED else None,
        Objection("draft", "考评办法还在起草。", remedy="施行以后再签。") if it.state is SchemeState.DRAFT else None,
        Objection("dissolved", "责任党组织已经撤销。", remedy="不再签订。") if it.dissolved else None,
        None if signature.allowed else Objection("not_yours", f"您不能代表{signature.side.label}签订。", remedy="请由该党组织的书记签订。"),
        Objection("signed", f"{signature.side.label}已于 {at.isoformat()} 签订。", remedy="不用再签。")
        if (at := it.on(signature.side)) is not None
        else None,
        Objection("no_signer", "没有写签订人。", remedy="照纸质责任书写签字人的姓名。", field="signer")
        if not signature.signer.strip()
        else None,
        Objection("after_today", "不能填今天以后的日期。", remedy="请填实际签订的日期。", field="on") if signature.on > today else None,
        Objection("before_made", "签订日期早于拟定日期。", remedy="请核对日期。", field="on") if before else None,
    )
