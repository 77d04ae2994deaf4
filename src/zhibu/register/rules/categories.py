"""The management category that a member's 工作岗位 proposes.

管理类别 stands in no national sheet, so it is proposed by a data table (``Occupation.category``) and marked as derived until
somebody sets it. The six categories are those of the mission; which job proposes which is ours, a matter of practice.
"""

from collections.abc import Set as AbstractSet
from typing import Final, NamedTuple

from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.people import ManagementCategory, MarkKind, MemberStatus

VETERAN_WORDS: Final = ("转业", "待安置", "退役", "退伍", "复员")
GRADUATE_WORDS: Final = ("毕业", "学生")
OPEN_TO_VETERANS: Final = frozenset({Occupation.AWAITING_PLACEMENT, Occupation.OTHER_UNEMPLOYED, None})
"""Jobs beside which service in the army decides; a veteran who is retired or at work is managed as retired or in his unit."""


class Proposal(NamedTuple):
    """A category with the sentence that says why."""

    category: ManagementCategory
    reason: str


def proposed_category(
    occupation: Occupation | None,
    *,
    marks: AbstractSet[MarkKind] = frozenset(),
    status: MemberStatus = MemberStatus.FULL,
    raw: str = "",
) -> Proposal | None:
    """What to propose for a member; None for those who are no members, since only members are managed by category.

    ``raw`` is the cell as written: one official label joins soldiers awaiting placement and graduates without work, and
    only the words tell them apart.
    """
    if not status.is_member:
        return None
    if occupation in OPEN_TO_VETERANS and (MarkKind.EX_SERVICE in marks or _names_soldiers_only(raw)):
        return Proposal(ManagementCategory.VETERAN, "退役军人，尚未安置就业")
    if occupation is None:
        return Proposal(ManagementCategory.RESIDENT, f"工作岗位“{raw}”不在代码表中，暂列居民党员" if raw else "未填工作岗位，暂列居民党员")
    return Proposal(occupation.category, f"工作岗位：{occupation.label}")


def _names_soldiers_only(raw: str) -> bool:
    return any(word in raw for word in VETERAN_WORDS) and not any(word in raw for word in GRADUATE_WORDS)
