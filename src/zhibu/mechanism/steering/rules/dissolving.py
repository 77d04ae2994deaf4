"""When a committee may be dissolved; everything that hinders is said at once, with where to settle it. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import LOCAL, Decision, Objection, after_today

DISSOLVED: Final = Objection("dissolved", "这个指导委员会已经撤销。", remedy="请在“指导委员会”里看现在的。")
NAMED: Final = 5
"""So many are named; of the rest the number is told."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What stands at a committee: what has to be settled first, and the last day on which something began or was held."""

    set_up_on: date
    dissolved: bool = False
    proposals: Sequence[str] = ()
    """Numbers of proposals that are under way."""
    conferences: Sequence[str] = ()
    """Conferences without signed minutes, by name and day."""
    last: date | None = None


def may_dissolve(it: Standing, *, on: date, basis: str, today: date) -> Decision:
    """By a paper, from a day that has come, when nothing is half done."""
    last = max(it.set_up_on, it.last or it.set_up_on)
    return Decision.of(
        DISSOLVED if it.dissolved else None,
        Objection("proposals", f"还有在办的兼职委员人选：{_listed(it.proposals)}。", LOCAL, "请办完，或者取消这些事项。")
        if it.proposals
        else None,
        Objection("conferences", f"还有没有签批的联席会议：{_listed(it.conferences)}。", LOCAL, "请签批会议记录，或者取消会议。")
        if it.conferences
        else None,
        Objection("before", f"{last.isoformat()} 还有成立、任职或会议。", remedy="请填这一天以后的日期。", field="on")
        if on <= last
        else None,
        after_today(on, today),
        None
        if basis.strip()
        else Objection("no_basis", "没有写撤销依据。", remedy="如：街道党工委会议决定、上级文件文号。", field="basis"),
    )


def _listed(found: Sequence[str]) -> str:
    more = f"等 {len(found)} 件" if len(found) > NAMED else ""
    return "、".join(found[:NAMED]) + more
