"""Which tier a committee belongs to, what it is called, who may be given a seat, proposed and set free; every objection at once. Pure."""

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.kernel.decisions import LOCAL, Decision, Objection, after_today
from zhibu.mechanism.steering.terms import Tier
from zhibu.register.terms.organisations import OrganisationKind

ENDING: Final = re.compile(r"(?:联合|临时)?(?:党工委|党委|党总支|党支部|党组)$")
CALLED: Final = "党建工作指导委员会"


def called(organisation: str) -> str:
    """After the organisation, without its kind: 阳光社区党委 has 阳光社区党建工作指导委员会."""
    return ENDING.sub("", organisation) + CALLED


def tier_of(kind: str, *, in_unit: bool, of_community: bool) -> Tier | None:
    """The street's working committee, the Party organisation of a community, that of a resident unit; nobody else has one."""
    if kind == OrganisationKind.STREET_COMMITTEE:
        return Tier.STREET
    if of_community:
        return Tier.COMMUNITY
    return Tier.UNIT if in_unit else None


def may_set_up(tier: Tier | None, *, known: bool, dissolved: bool, on: date, today: date, before: date | None = None) -> Decision:
    """Once for an organisation of one of the three tiers; ``before`` is the day on which an earlier one was dissolved."""
    nowhere = "指导委员会设在街道党工委、社区党组织和驻区单位党组织。"
    return Decision.of(
        Objection("no_tier", nowhere, LOCAL, "单位的，请先在驻区单位页面登记单位党组织。", "organisation") if tier is None else None,
        Objection("known", "这个党组织已经有指导委员会。", remedy="请打开它，增减成员。", field="organisation") if known else None,
        Objection("dissolved", "该党组织已撤销。", remedy="请选择另一个党组织。", field="organisation") if dissolved else None,
        Objection("before", f"上一届指导委员会 {before.isoformat()} 才撤销。", remedy="请填这一天或以后的日期。", field="on")
        if before is not None and on < before
        else None,
        after_today(on, today),
    )


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom somebody has named: how many of the register bear the name, and whether it is said that he stands on no roll here."""

    name: str
    fitting: int
    outside: bool
    codes: str = ""


def may_name(asked: Asked) -> Decision:
    """One person of the register, or a name that is said to be of somebody outside it."""
    said = asked.name.strip()
    unknown = "名册上的人请核对姓名；不在名册上的，请勾选“不在名册上”。"
    return Decision.of(
        Objection("who_missing", "没有写姓名。", remedy="请写姓名或编号。", field="who") if not said else None,
        Objection("unclear", f"“{said}”不止一人。", remedy=f"请填编号：{asked.codes}。", field="who")
        if asked.fitting > 1 and not asked.outside
        else None,
        Objection("unknown", f"没有找到“{said}”。", remedy=unknown, field="who")
        if said and not asked.fitting and not asked.outside
        else None,
    )


def may_seat(*, sits: bool, unit_known: bool, post: str, outside: bool, on: date, set_up_on: date, today: date) -> Decision:
    """Nobody sits there twice; who stands on no roll here is told by unit and post."""
    return Decision.of(
        Objection("sits", "这个人已经是成员。", remedy="要改身份的，先结束原来的。", field="who") if sits else None,
        None
        if unit_known
        else Objection("no_unit", "驻区单位里没有这个名称。", remedy="请照“驻区单位”里的名称写，或先登记。", field="unit"),
        Objection("no_post", "没有写单位职务。", remedy="不在名册上的人，写明单位和职务。", field="post")
        if outside and not post.strip()
        else None,
        Objection("before", f"指导委员会 {set_up_on.isoformat()} 才成立。", remedy="请填这一天或以后的日期。", field="on")
        if on < set_up_on
        else None,
        after_today(on, today),
    )


def may_base(basis: str) -> Decision:
    """A paper, by its name and number."""
    return Decision.of(
        None if basis.strip() else Objection("no_basis", "没有写成立依据。", remedy="如：云溪区委组织部文件的名称和文号。", field="basis")
    )


def may_end_seat(*, since: date, ended: bool, on: date, today: date) -> Decision:
    """What ends has begun before, and has not ended yet."""
    return Decision.of(
        Objection("ended", "已经结束。", remedy="无须再次登记。", field="on") if ended else None,
        Objection("too_early", f"日期不晚于开始的 {since.isoformat()}。", remedy="请核对日期。", field="on") if on <= since else None,
        after_today(on, today),
    )


def may_propose(*, superior: bool, seated: bool, under_way: str) -> Decision:
    """Somebody above appoints; one person is proposed once at a time."""
    above = "请先在党组织页面登记隶属关系。"
    return Decision.of(
        None if superior else Objection("no_superior", "没有登记可以任命的上级党组织。", LOCAL, above),
        Objection("seated", "这个人已经是兼职委员。", remedy="连任的，任期届满卸任以后再推荐。", field="who") if seated else None,
        Objection("under_way", f"这个人选已经在办：{under_way}。", remedy="请打开它继续办理。", field="who") if under_way else None,
    )


def may_appoint(*, on: date, until: date | None) -> Decision:
    """A term ends after it begins."""
    wrong = until is not None and until <= on
    return Decision.of(Objection("until", "届满日期不晚于任命日期。", remedy="请核对届满日期。", field="until") if wrong else None)


def may_release(*, begins: date | None, ended: bool, on: date, reason: str, today: date) -> Decision:
    """Whoever was appointed is set free from a day that has come, and somebody says why."""
    if begins is None:
        return Decision.of(Objection("not_appointed", "还没有任命。", remedy="不再推荐的，取消这件事项。"))
    return Decision.all(
        may_end_seat(since=begins, ended=ended, on=on, today=today),
        Decision.of(
            None if reason.strip() else Objection("no_reason", "没有写原因。", remedy="如：任期届满、调离单位。", field="reason"),
        ),
    )
