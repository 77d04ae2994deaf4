"""Conditions of an honour, checked from the records: every objection at once, each with where it stands.

All of them are local agreements: what published notices ask (REGULATIONS.md 9), not a national rule. Some may be set aside by a person
who says why (``EXCUSABLE``); the others never. Hours of volunteering and numbers of services are no condition (PRACTICE.md 4.6).
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from zhibu.kernel.decisions import Decision, Objection
from zhibu.mechanism.honours.terms import Kind

WHERE: Final = "评选条件（本地规定）"
EXCUSABLE: Final = frozenset({"grade", "band", "duties"})
YEARS: Final = 50
EXCELLENT: Final = "优秀"
COMMITTEES: Final = frozenset({"committee", "general_branch", "branch"})


@dataclass(frozen=True, slots=True)
class Facts:
    """What the records say of somebody on the day. None is not known."""

    name: str
    inside: bool = True
    """Under the organisation that honours."""
    full: bool = True
    in_force: bool = True
    grade: str | None = None
    """The word of the latest democratic assessment."""
    graded_year: int = 0
    works: bool = False
    """Holds a post of Party work that day."""
    standing: int | None = None
    kind: str = "branch"
    there: bool = True
    """Neither dissolved nor closed."""
    band: str | None = None
    best_band: str = EXCELLENT
    late: Sequence[str] = ()
    """Duties of the organisation itself that are overdue, as the reminders call them."""
    district_owned: bool | None = False
    honoured: str = ""
    """The same honour in the same year, or the medal in any."""


def _refuse(code: str, message: str, remedy: str) -> Objection:
    field = "exception" if code in EXCUSABLE else "who"
    return Objection(code, message, WHERE, remedy, field)


EXCEPTION: Final = "确需推荐的，写明例外理由，由评选的党组织决定。"
GRANTED: Final = "确需表彰的，写明例外理由；不写姓名。"


NO_GRADE: Final = "没有“优秀”的民主评议结果；是什么结果，请问党支部书记。"


def _full_member(it: Facts) -> Objection | None:
    return None if it.full else _refuse("full_member", f"{it.name}不是正式党员。", "请推荐正式党员。")


def _in_force(it: Facts) -> Objection | None:
    return None if it.in_force else _refuse("in_force", f"{it.name}的党籍状态不正常。", "党籍正常以后再推荐。")


def _on_roll(it: Facts) -> Objection | None:
    return None if it.inside else _refuse("on_roll", f"{it.name}的组织关系不在推荐的党组织。", "请由组织关系所在的党组织推荐。")


def _grade(it: Facts) -> Objection | None:
    if it.grade == EXCELLENT:
        return None
    said = f"{it.graded_year}年度民主评议为{it.grade}" if it.grade else "没有民主评议结果"
    return _refuse("grade", f"{it.name}{said}，条件是最近一次为优秀。", EXCEPTION)


def _party_worker(it: Facts) -> Objection | None:
    return None if it.works else _refuse("party_worker", f"{it.name}没有在任的党内职务。", "请推荐在任的党务工作者；职务有遗漏的先登记。")


def _fifty_years(it: Facts) -> Objection | None:
    if it.standing is not None and it.standing >= YEARS:
        return None
    said = f"党龄 {it.standing} 年" if it.standing is not None else "没有入党、转正日期，不能计算党龄"
    return _refuse("fifty_years", f"{it.name}{said}，条件是满 {YEARS} 年。", "日期有误的，先在个人信息里更正。")


def _party_organisation(it: Facts) -> Objection | None:
    if not it.inside:
        return _refuse("party_organisation", f"{it.name}不在推荐的党组织之下。", "请由上级党组织或者它自己推荐。")
    if not it.there:
        return _refuse("party_organisation", f"{it.name}已经撤销。", "请推荐现有的党组织。")
    return None if it.kind in COMMITTEES else _refuse("party_organisation", f"{it.name}不参加评选。", "请推荐党委、党总支、党支部。")


def _band(it: Facts) -> Objection | None:
    if it.band == it.best_band:
        return None
    said = f"上一年度考评为{it.band}" if it.band else "没有已公布的上一年度考评结果"
    return _refuse("band", f"{it.name}{said}，条件是{it.best_band}。", EXCEPTION)


def _duties(it: Facts) -> Objection | None:
    if not it.late:
        return None
    told = "、".join(dict.fromkeys(it.late))
    return _refuse("duties", f"{it.name}有 {len(it.late)} 项规定要求已逾期：{told}。", f"请先补办或补录，见“提醒事项”；{EXCEPTION}")


def _not_district_owned(it: Facts) -> Objection | None:
    if it.district_owned is False:
        return None
    said = "是区属单位" if it.district_owned else "没有登记是不是区属"
    return _refuse("not_district_owned", f"{it.name}{said}，这项荣誉授予非区属的驻区单位。", "单位情况有误的，先在驻区单位里更正。")


def _unit_there(it: Facts) -> Objection | None:
    if not it.inside:
        return _refuse("unit_there", f"{it.name}的属地不在推荐的党组织。", "请由属地党组织推荐。")
    return None if it.there else _refuse("unit_there", f"{it.name}已经停业或迁出。", "请推荐在街道的单位。")


def _once(it: Facts) -> Objection | None:
    return _refuse("once", f"{it.name}已经得到过{it.honoured}。", "同一项荣誉不重复授予。") if it.honoured else None


CONDITIONS: Final[Mapping[str, tuple[str, Callable[[Facts], Objection | None]]]] = {
    "full_member": ("正式党员", _full_member),
    "in_force": ("党籍正常", _in_force),
    "on_roll": ("组织关系在推荐的党组织", _on_roll),
    "grade": ("最近一次民主评议为优秀（可写例外理由）", _grade),
    "party_worker": ("担任党内职务", _party_worker),
    "fifty_years": (f"党龄满 {YEARS} 年", _fifty_years),
    "party_organisation": ("评选的党组织之下的党委、党总支、党支部", _party_organisation),
    "band": ("上一年度考评为最高等次（可写例外理由）", _band),
    "duties": ("没有逾期的规定要求（可写例外理由）", _duties),
    "not_district_owned": ("非区属的驻区单位", _not_district_owned),
    "unit_there": ("单位在街道", _unit_there),
    "once": ("本年度没有得到过这项荣誉", _once),
    "once_ever": ("没有得到过这项荣誉", _once),
}
"""Key, in words, and the check."""


def in_words(kind: Kind) -> list[str]:
    """What a kind asks, for its page."""
    return [CONDITIONS[key][0] for key in kind.conditions]


def missed(kind: Kind, facts: Facts) -> Sequence[Objection]:
    """What the records say against it, all of it."""
    found = (CONDITIONS[key][1](facts) for key in kind.conditions)
    return [one for one in found if one is not None]


def may_propose(kind: Kind, facts: Facts, *, exception: str) -> Decision:
    """What cannot be set aside, and what could be but for which nobody gave a reason."""
    excused = bool(exception.strip())
    return Decision(tuple(one for one in missed(kind, facts) if not (excused and one.code in EXCUSABLE)))


def may_grant(against: Iterable[tuple[Sequence[Objection], bool]], *, exception: str, review: str) -> Decision:
    """On the day of the decision everybody on the list meets all conditions once more, as with the nomination.

    ``against``: of each what the records say that day, and whether a reason was written when it was proposed. What may be set aside is set
    aside by that reason, or by one that is written now for all; the rest takes the list back to the step called ``review``.
    """
    again = f"记录有误的，先更正；不再符合的，作废“{review}”，重新研究名单。"
    written = bool(exception.strip())
    return Decision(
        tuple(
            replace(one, remedy=GRANTED, field="exception") if one.code in EXCUSABLE else replace(one, remedy=again, field="")
            for found, excused in against
            for one in found
            if not (one.code in EXCUSABLE and (excused or written))
        )
    )


def without_grade(decision: Decision) -> Decision:
    """For whoever proposes and may not see grades: that the condition is not met, never which grade it was."""
    return replace(
        decision, objections=tuple(replace(one, message=NO_GRADE) if one.code == "grade" else one for one in decision.objections)
    )
