"""When a grant may be given or ended; who needs a second factor, who may lose it, who may sign in with a slip of paper."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Final

from zhibu.access.terms import KEEPERS, Role
from zhibu.kernel.decisions import Decision, Objection

SEPARATION = "GB/T 22239-2019 8.1.4.2"
TOGETHER = "系统管理、授权管理、审计须由三个不同的人担任，且不兼任业务角色。"
TWO_FACTORS: Final = "GB/T 22239-2019 8.1.4.1 d"
LONGEST_TOKEN: Final = timedelta(days=366)
SET_UP: Final = "请设置手机验证器，或打印一张验证码单。"


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


def may_do_without_second_factor(*, roles: Collection[Role], branches: int) -> Decision:
    """Not who holds a power, nor who sees more than one branch (``branches`` that the grants of the day reach)."""
    return Decision.of(
        Objection("keeper", "系统管理员、授权管理员、审计员的账号须有二次验证。", TWO_FACTORS, SET_UP) if KEEPERS & set(roles) else None,
        Objection("branches", "能看到不止一个党支部的账号须有二次验证。", TWO_FACTORS, SET_UP) if branches > 1 else None,
    )


def may_use_slip(*, roles: Collection[Role], active: bool = True) -> Decision:
    """A slip of paper passes through hands: it opens the own record and what every member sees, nothing more."""
    return Decision.of(
        Objection(
            "more_rights", "这个账号有管理授权，不能用登录码登录。", "", "请用登录名和密码登录；忘记密码的，请授权管理员重设。", "code"
        )
        if set(roles) - {Role.MEMBER}
        else None,
        Objection("inactive", "这个账号已停用。", "", "请联系街道的授权管理员。", "code") if not active else None,
    )


def may_ask_reset(*, asker_holds: bool, has_factor: bool, asked_already: bool) -> Decision:
    """Somebody else's, while there is one and nobody has asked yet; ``asker_holds``: it is an account of the asker's own."""
    return Decision.of(
        Objection("own_factor", "不能申请撤销自己的二次验证。", SEPARATION, "请由另一位授权管理员办理。") if asker_holds else None,
        Objection("no_factor", "这个账号没有设置二次验证。", remedy="不用撤销，本人可以直接登录。") if not has_factor else None,
        Objection("asked_already", "已经有一个申请在等确认。", remedy="请等另一位管理员确认，或先收回原来的申请。")
        if asked_already
        else None,
    )


def may_confirm_reset(*, confirmer_asked: bool, confirmer_holds: bool, is_open: bool) -> Decision:
    """Three different persons, with whatever accounts: whose it is, who asks, who confirms; while the request is open."""
    return Decision.of(
        Objection("not_open", "这个申请已经办理、收回或过期。", remedy="仍需撤销的，请重新申请。") if not is_open else None,
        Objection("same_person", "申请和确认须是两个不同的人。", SEPARATION, "请由另一位授权管理员或系统管理员确认。")
        if confirmer_asked
        else None,
        Objection("own_factor", "不能确认撤销自己的二次验证。", SEPARATION, "请由另一位管理员确认。") if confirmer_holds else None,
    )


def since_without_break(spans: Iterable[tuple[date, date]], on: date) -> date | None:
    """Since when something has been so without a break, as of a day; None when it is not so then.

    ``spans`` are half-open, in any order; those that touch join.
    """
    since: date | None = None
    for first, end in sorted(spans, reverse=True):
        if since is None and first <= on < end:
            since = first
        elif since is not None and end >= since:
            since = min(since, first)
    return since


def may_hold_token(*, needs_factor: bool, has_factor: bool) -> Decision:
    """A token opens without a second factor for weeks: whoever must have one shows it before one is made."""
    missing = Objection("factor_first", "这个账号须先有二次验证，才能开通令牌。", TWO_FACTORS, f"{SET_UP}在“我的登录”“二次验证”里办理。")
    return Decision.of(missing if needs_factor and not has_factor else None)


def may_make_token(
    *, name: str, acts: Collection[str], held: Collection[str], valid_from: date, valid_to: date, today: date, standing: bool
) -> Decision:
    """A token carries some of its account's rights at the place for at most a year; ``held`` is what the account may do there."""
    too_much = [act for act in acts if act not in held]
    return Decision.of(
        Objection("name_missing", "没有写给谁用。", remedy="写明是哪个系统、谁负责，以后看得出来。", field="name")
        if not name.strip()
        else None,
        Objection("place_gone", "这个党组织已经撤销。", remedy="请选现在的党组织。", field="organisation") if not standing else None,
        Objection("acts_missing", "没有选可以办的事。", remedy="只选对方系统用得着的。", field="acts") if not acts else None,
        Objection("acts_too_much", "选了账号在这里没有的权限。", remedy="请去掉，或换一个党组织。", field="acts") if too_much else None,
        Objection("span_empty", "截止日期早于起始日期。", remedy="请更正日期。", field="last_day") if valid_to <= valid_from else None,
        Objection("in_the_past", "截止日期已经过去。", remedy="请填今天或以后的日期。", field="last_day")
        if valid_from < valid_to <= today
        else None,
        Objection("too_long", "有效期超过一年。", remedy="到期前另开一个，旧的自然失效。", field="last_day")
        if valid_to - valid_from > LONGEST_TOKEN
        else None,
    )


def may_revoke_token(*, revoked: bool, by_keeper: bool, reason: str) -> Decision:
    """By its owner at any time, by the keeper of rights with a reason; once."""
    return Decision.of(
        Objection("revoked_already", "这个令牌已经停用。", remedy="不用再办。") if revoked else None,
        Objection("reason_missing", "没有写明原因。", remedy="请写明原因，会记入日志。", field="reason")
        if by_keeper and not reason.strip()
        else None,
    )
