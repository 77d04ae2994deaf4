"""Accounts, grants and the trail in the words of pages."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final

from django.urls import reverse

from zhibu.access.presentation_factors import account_factor
from zhibu.access.queries.accounts import AccountPage, GrantLine, Happening
from zhibu.access.queries.audit import ChainState
from zhibu.access.queries.sealing import Sent
from zhibu.access.tables import clock
from zhibu.accounts.rules import is_locked
from zhibu.kernel.dates import FAR
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.findings import KINDS
from zhibu.trail.models import Verification
from zhibu.trail.terms import act_label
from zhibu.web.components import Chip, Event, Fact, Item
from zhibu.web.html import prose_date, thousands

GRANT_CHIPS: Final = {"held": Chip("ok", "有效"), "coming": Chip("due", "未开始"), "over": Chip("none", "已终止")}


def post_choices(posts: Iterable[tuple[int, str]]) -> list[tuple[int, str]]:
    """Posts by number, in words."""
    return [(pk, PostKind.word(kind)) for pk, kind in posts]


def account_facts(found: AccountPage, now: datetime) -> list[Fact]:
    """What is known of an account."""
    account = found.account
    state = Chip("none", "停用")
    if account.active:
        state = Chip("late", "锁定") if is_locked(account.locked_until, now) else Chip("ok", "启用")
    until = f"到 {clock(account.locked_until)}" if account.active and is_locked(account.locked_until, now) else ""
    return [
        Fact("状态", chip=state, note=until),
        Fact("密码", "初始密码，下次登录须修改" if account.must_change_password else f"{clock(account.password_changed_at)} 设置"),
        Fact("二次验证", account_factor(found.factor, account.second_factor_due)),
        Fact("最近登录", clock(found.last_sign_in) or "从未登录"),
        Fact("关联党员", found.person or "未关联", edit=reverse("account_person", args=[account.pk])),
        Fact("建立时间", clock(account.created_at)),
    ]


def period(since: date, until: date) -> str:
    """A span in a sentence; its last day is the one before its end."""
    return f"{prose_date(since)}起，长期" if until == FAR else f"{prose_date(since)}至{prose_date(until - timedelta(days=1))}"


def grant_lines(grants: Sequence[GrantLine], on: date, state: str, *, own: bool) -> list[Item]:
    """The grants of one state; those that hold or will hold can be ended by another keeper."""
    lines = []
    for grant in grants:
        if grant.state(on) != state:
            continue
        place = grant.organisation or "整个系统"
        rests = f"依据职务：{PostKind.word(grant.post)}，离任即终止" if grant.post else ""
        why = " · ".join(filter(None, (period(grant.since, grant.until), rests, grant.basis)))
        url = reverse("grant_end", args=[grant.id]) if state != "over" and not own else ""
        lines.append(Item(f"{grant.role.label}（{place}）", why, GRANT_CHIPS[state], url, "终止"))
    return lines


def happenings(history: Iterable[Happening]) -> list[Event]:
    """What was done with an account, newest first."""
    return [Event(clock(one.at), act_label(one.act), one.actor, one.reason) for one in history]


def chain_lines(states: Iterable[ChainState]) -> list[Fact]:
    """How far each log is sealed."""
    lines = []
    for state in states:
        if state.at is None:
            lines.append(Fact(state.label, "尚未封存", note=f"{state.waiting} 条待封存" if state.waiting else ""))
            continue
        waiting = f"之后 {state.waiting} 条待封存" if state.waiting else "全部已封存"
        lines.append(Fact(state.label, f"{clock(state.at)} 封存至第 {state.last_id} 条", note=waiting))
    return lines


def sent_lines(places: Iterable[Sent]) -> list[Fact]:
    """Where the heads go, and how far they have come; a missing second place is said to be missing."""
    lines = []
    for place in places:
        state = f"{clock(place.last)}，共 {place.days} 天" if place.last else "还没有送到"
        lines.append(Fact("末值（本机）", state) if place.own else Fact("末值（另一处）", state, note=str(place.place)))
    if len(lines) == 1:
        lines.append(Fact("末值（另一处）", "没有设置", note="请系统管理员用 ZHIBU_HEADS_DIR 指到另一台机器或另一块盘"))
    return lines


def verdict(found: int) -> Chip:
    """What a verification came to."""
    return Chip("late", f"{found} 处不符") if found else Chip("ok", "相符")


def outcome(last: Verification) -> list[Fact]:
    """The last verification as it ended."""
    seconds = (last.finished_at - last.started_at).total_seconds() if last.finished_at else 0
    heads = f"{last.heads} 个" if last.heads else "没有可对照的末值，日志末尾有没有缺失看不出来"
    return [
        Fact("结果", chip=verdict(last.found)),
        Fact("核对时间", clock(last.started_at), note=f"用时 {seconds:.1f} 秒"),
        Fact("核对人", last.actor),
        Fact("核对条数", thousands(last.done)),
        Fact("对照的末值", heads),
    ]


def finding_items(findings: Iterable[Mapping[str, Any]]) -> list[Item]:
    """Each fault: which rows, when they were written, what it means."""
    return [
        Item(f"{one['label']}{one['rows']}", f"{one['period']}。{one['means']}", Chip("late", KINDS[one["kind"]].label)) for one in findings
    ]


def verification_events(earlier: Iterable[Verification]) -> list[Event]:
    """Verifications made before, newest first."""
    return [Event(clock(one.started_at), f"核对 {thousands(one.done)} 条", one.actor, chip=verdict(one.found)) for one in earlier]
