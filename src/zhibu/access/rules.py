"""When a grant may be given, and when it may be ended."""

from collections.abc import Collection
from datetime import date

from zhibu.access.terms import KEEPERS, Role
from zhibu.kernel.decisions import Decision, Objection

SEPARATION = "GB/T 22239-2019 8.1.4.2"
TOGETHER = "系统管理、授权管理、审计须由三个不同的人担任，且不兼任业务角色。"


def may_grant(*, role: Role, has_organisation: bool, held: Collection[Role], giver_is_holder: bool) -> Decision:
    """A keeper holds nothing else, nobody grants to oneself, every other role stands on an organisation.

    ``held`` is what the person holds, with all accounts; ``giver_is_holder`` whether one of them gives.
    """
    keeper = role in KEEPERS
    others = [one for one in held if one != role]
    return Decision.of(
        Objection("own_grant", "不能给自己授权。", SEPARATION, "请由另一位授权管理员办理。", "account") if giver_is_holder else None,
        Objection("organisation_missing", "没有选择党组织。", "", "请选择这项授权所在的党组织。", "organisation")
        if not keeper and not has_organisation
        else None,
        Objection("organisation_superfluous", "管理员授权不限定党组织。", "", "请不要选择党组织。", "organisation")
        if keeper and has_organisation
        else None,
        Objection(
            "powers_together",
            TOGETHER,
            SEPARATION,
            "请另建账号，或先终止该账号的其他授权。",
            "role",
        )
        if (keeper and others) or (not keeper and KEEPERS & set(held))
        else None,
    )


def may_belong(*, roles: Collection[Role], beside: Collection[Role]) -> Decision:
    """An account with these roles becomes somebody's whose other accounts hold those: a keeper's powers stand beside nothing."""
    held = {*roles, *beside}
    apart = len(held) > 1 and bool(KEEPERS & held) and bool(roles)
    remedy = "请先终止其中一个账号的授权。"
    return Decision.of(Objection("powers_together", TOGETHER, SEPARATION, remedy, "person_code") if apart else None)


def may_end_grant(*, valid_from: date, valid_to: date, on: date, today: date, ender_is_holder: bool) -> Decision:
    """Nobody ends an own grant; a grant that holds ends today or later, before its own end; one to come is simply taken out."""
    began = valid_from < today
    return Decision.of(
        Objection("own_grant", "不能终止自己的授权。", SEPARATION, "请由另一位授权管理员办理。") if ender_is_holder else None,
        Objection("before_today", "终止日期早于今天。", remedy="此前的授权确实有效过，请填今天或以后的日期。", field="on")
        if began and on < today
        else None,
        Objection("after_end", f"授权到 {valid_to.isoformat()} 已经终止。", remedy="请填更早的日期。", field="on")
        if on >= valid_to
        else None,
    )
