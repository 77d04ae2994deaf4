"""The poll is counted from paper by two who do not see each other's numbers: how many ticked which grade for whom, never who did."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from zhibu.kernel.decisions import Decision, Objection

Line = tuple[int, int, int, int]
"""优秀, 合格, 基本合格, 不合格."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One count: ballots given out and taken in, and by person how many ticked what."""

    issued: int
    returned: int
    lines: Mapping[int, Line] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Counter:
    """Who counted, and under which account it was entered."""

    name: str
    account_id: int | None


def may_enter(sheet: Sheet, names: Mapping[int, str], *, on: date, today: date, closed: bool) -> Decision:
    """Nobody has more ticks than ballots came back; of whom nothing is entered, nothing was ticked."""
    over = [names.get(pk, "") for pk, line in sheet.lines.items() if sum(line) > sheet.returned]
    strange = set(sheet.lines) - set(names)
    return Decision.of(
        Objection("not_yet", "评议会还没有开。", remedy="投票、计票以后再录入。") if on > today else None,
        Objection("closed", "测评结果已经确定，或者已经报送。", remedy="不再录入。") if closed else None,
        Objection("nothing", "没有填任何人的票数。", remedy="照计票单逐人填写；没有人选的等次不填。")
        if not any(map(sum, sheet.lines.values()))
        else None,
        Objection(
            "more_returned", f"收回 {sheet.returned} 张，多于发出的 {sheet.issued} 张。", remedy="多出票的，重新投票。", field="returned"
        )
        if sheet.returned > sheet.issued
        else None,
        Objection("over", f"{'、'.join(over)}：各等次合计多于收回的 {sheet.returned} 张。", remedy="请再数一遍。") if over else None,
        Objection("unknown", "有人不在评议名单上。", remedy="请重新打开这一页再填。") if strange else None,
    )


def may_count(me: Counter, others: Sequence[Counter]) -> Decision:
    """Two people under two accounts; ``others`` without oneself."""
    same = any(one.name.strip() == me.name.strip() for one in others)
    return Decision.of(
        Objection("no_name", "没有写计票人。", remedy="写计票人的姓名。", field="counted_by") if not me.name.strip() else None,
        Objection("same_counter", f"{me.name}已经录入过一次。", remedy="两次计票由两个人分别进行，各用各的账号录入。", field="counted_by")
        if same
        else None,
        Objection("two_already", "两位计票人都已录入。", remedy="由他们各自重新录入，直到一致。") if len(others) >= 2 else None,
    )


def differing(one: Sheet, other: Sheet) -> list[int]:
    """People for whom two counts say something else."""
    empty: Line = (0, 0, 0, 0)
    people = sorted(set(one.lines) | set(other.lines))
    return [pk for pk in people if one.lines.get(pk, empty) != other.lines.get(pk, empty)]


def agree(one: Sheet, other: Sheet) -> bool:
    """Whether two counts are the same."""
    return (one.issued, one.returned) == (other.issued, other.returned) and not differing(one, other)
