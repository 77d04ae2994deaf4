"""What a row of a street's own table could be: an automatic measure, a deduction for each case, a judgement; or why it is left out.

A proposal from words, for a person who looks at every row and may change each.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final, NamedTuple

from zhibu.mechanism.appraisal.rules.catalogue import Pick, picks_for
from zhibu.mechanism.appraisal.rules.deductions import Deduction, deductions
from zhibu.mechanism.appraisal.rules.left_out import LeftOut, not_a_row
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Listed, Rule
from zhibu.mechanism.appraisal.rules.sheets import Read, SheetRow
from zhibu.mechanism.appraisal.rules.spelling import plain
from zhibu.mechanism.appraisal.terms import Reach

MOST_ITEMS: Final = 12


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row, what it could be, and why it is left out where it is."""

    row: SheetRow
    points: Decimal
    rule: Rule
    measure: str = ""
    reach: Reach = Reach.OWN
    left_out: LeftOut | None = None


class Proposed(NamedTuple):
    """A whole sheet."""

    rows: tuple[Proposal, ...]
    left_out: tuple[Proposal, ...]


def propose(read: Read, kind: str) -> Proposed:
    """Row by row, for a table that asks organisations of a kind."""
    found = [one for row in read.rows for one in _split(row, kind)]
    return Proposed(tuple(one for one in found if one.left_out is None), tuple(one for one in found if one.left_out is not None))


def _split(row: SheetRow, kind: str) -> list[Proposal]:
    """A project whose cases make up all of its points, and of which some are derived from records, becomes a row for each case."""
    points = row.points if row.points is not None and row.points > 0 else Decimal(0)
    if why := not_a_row(row.words):
        return [Proposal(row, points, Judged(), left_out=why)]
    cases = deductions(row.asks, points)
    measured = [_pick(case.text, kind) for case in cases]
    whole = sum((case.points for case in cases), Decimal(0)) == points
    if len(cases) > 1 and whole and any(measured) and not any(case.each for case in cases):
        return [_case(row, case, pick, kind) for case, pick in zip(cases, measured, strict=True)]
    return [_whole(row, points, cases, kind)]


def _case(row: SheetRow, case: Deduction, pick: Pick | None, kind: str) -> Proposal:
    own = SheetRow(
        row.line,
        (row.area or row.title)[:60],
        f"{row.title}：{case.text}"[:200],
        case.points,
        f"{case.text}，扣 {case.points} 分",
        row.scorer,
    )
    if pick is None:
        return Proposal(own, case.points, Listed(((case.text, case.points),)))
    return Proposal(own, case.points, Deduct(case.points), pick.measure, pick.reach_for(kind) or Reach.OWN)


def _whole(row: SheetRow, points: Decimal, cases: Sequence[Deduction], kind: str) -> Proposal:
    pick = _pick(row.title, kind) or (_pick(row.standard, kind) if len(cases) <= 1 else None)
    if pick is not None:
        each = [case for case in cases if case.each] or cases
        rule = Deduct(each[0].points) if len(each) == 1 else pick.rule
        return Proposal(row, points, rule, pick.measure, pick.reach_for(kind) or Reach.OWN)
    if cases:
        return Proposal(row, points, Listed(tuple((case.text, case.points) for case in cases[:MOST_ITEMS])))
    return Proposal(row, points, Judged())


def unlike(asks: str, points: Decimal, rule: Rule) -> str:
    """What to look at in a row that is counted from records: a rule that the sheet gives not, or not in full, was not read from it."""
    cases = deductions(asks, points)
    if not cases:
        return "表上没有写扣几分，计分规则是系统建议的，请核对。"
    if isinstance(rule, Deduct) and [case.points for case in cases] == [rule.per_miss]:
        return ""
    said = "；".join(f"{case.text}，扣 {plain(case.points)} 分" for case in cases[:MOST_ITEMS])
    return f"表上写的扣分：{said}。计分规则没有全部照搬，请核对。"


def _pick(text: str, kind: str) -> Pick | None:
    """By the longest of the words; the first of the catalogue where several are as long."""
    best = max(picks_for(kind), key=lambda one: one.known_by(text), default=None)
    return best if best is not None and best.known_by(text) else None
