"""Second factors, sessions, devices and slips in the words of pages."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from django.urls import reverse

from zhibu.access.queries.factors import ResetLine
from zhibu.access.tables import clock
from zhibu.accounts.queries import DeviceLine, FactorState, SessionLine, SignedIn, SlipLine
from zhibu.accounts.terms import GRACE, SHEET_DIGITS, SLIP_LASTS, LocalDefault
from zhibu.web.components import Chip, Fact, Item
from zhibu.web.html import prose_date

SPENT: Final = "码单已用完，又没有设置手机验证器。请现在重新设置，否则下次不能登录。"
DEMO: Final = "这是演示账号，不强制设置二次验证；正式账号照上面的规则办。"


def local_default(what: str, default: LocalDefault) -> str:
    """A number that no regulation fixes says so, with its first day."""
    return f"{what} {default.days} 天是本地默认值，自{prose_date(default.since)}起。"


def in_fours(text: str) -> str:
    """For the eye: groups of four."""
    return " ".join(text[start : start + 4] for start in range(0, len(text), 4))


def in_halves(code: str) -> str:
    """A code of the sheet, in two groups of five."""
    return f"{code[: SHEET_DIGITS // 2]} {code[SHEET_DIGITS // 2 :]}"


def state_in_words(factor: FactorState) -> str:
    """What is set, in one line."""
    if not factor.row:
        return "未设置"
    parts = ["手机验证器"] if factor.phone_since else []
    if factor.sheet_since:
        parts.append(f"码单剩 {factor.codes_left} 个")
    return "、".join(parts)


def factor_chip(factor: FactorState) -> Chip:
    """Set, spent, or not there."""
    if factor.is_usable:
        return Chip("ok", "已设置")
    return Chip("late", "已用完") if factor.row else Chip("none", "未设置")


def factor_facts(factor: FactorState) -> list[Fact]:
    """Phone and sheet."""
    phone = f"{clock(factor.phone_since)} 设置" if factor.phone_since else "没有设置"
    sheet = f"{clock(factor.sheet_since)} 打印，还有 {factor.codes_left} 个没用" if factor.sheet_since else "没有打印"
    return [Fact("状态", chip=factor_chip(factor)), Fact("手机验证器", phone), Fact("验证码单", sheet)]


def account_factor(factor: FactorState, due: date | None) -> str:
    """For the keeper of rights."""
    if factor.row or due is None:
        return state_in_words(factor)
    return f"未设置，{prose_date(due)}起不设置不能继续"


def grace_note(due: date | None, *, forced: bool) -> str:
    """What the page says to somebody who has to set it up."""
    if forced:
        return "请先设置二次验证，设好以后才能继续。"
    if due is None:
        return ""
    return f"请在{prose_date(due - timedelta(days=1))}以前设置；从{prose_date(due)}起，登录后须先设置才能继续。"


def account_items(account: SignedIn, on: date) -> list[Item]:
    """What the workbench says of the own account: to be set up by a day, a sheet that runs short."""
    address = reverse("second_factor")
    if account.factor.runs_short:
        title = f"验证码单只剩 {account.factor.codes_left} 个"
        return [Item(title, "用完就不能登录，请重新打印一张，或设置手机验证器。", Chip("due", "将用完"), address, "去办理")]
    due = account.second_factor_due
    if account.factor.is_usable or account.demo or due is None:
        return []
    why = f"还有 {(due - on).days} 天；从{prose_date(due)}起，登录后须先设置才能继续。"
    return [Item("给账号设置二次验证", why, Chip("due", "将到期"), address, "去设置")]


def reset_items(found: Sequence[ResetLine]) -> list[Item]:
    """Requests that wait for another keeper."""
    if not found:
        return []
    why = "丢了手机又丢了码单的人，由两位管理员一起撤销二次验证；申请的人不能自己确认。"
    return [Item(f"{len(found)} 个撤销二次验证的申请待确认", why, Chip("due", "待确认"), reverse("factor_resets"), "去办理")]


class Removable(NamedTuple):
    """A line with a button behind it; no button where ``url`` is empty."""

    title: str
    why: str
    url: str
    act: str
    here: bool = False


def session_lines(sessions: Iterable[SessionLine], here: str) -> list[Removable]:
    """Where one is signed in; the browser at hand signs out at the top of every page."""
    return [
        Removable(
            one.browser or "浏览器",
            f"{clock(one.started_at)} 登录{_from(one.address)}",
            "" if one.key == here else reverse("session_end", args=[one.handle]),
            "退出",
            one.key == here,
        )
        for one in sessions
    ]


def device_lines(devices: Iterable[DeviceLine]) -> list[Removable]:
    """Browsers that are not asked for the second factor."""
    return [
        Removable(
            one.browser or "浏览器",
            f"{clock(one.since)} 记住，到 {clock(one.until)}{_from(one.address)}",
            reverse("device_forget", args=[one.id]),
            "不再记住",
        )
        for one in devices
    ]


def _from(address: str) -> str:
    return f" · 网络地址 {address}" if address else ""


def slip_facts(slip: SlipLine) -> list[Fact]:
    """The slip that holds, and who printed it."""
    return [
        Fact("打印", f"{clock(slip.printed_at)}，{slip.printed_by}"),
        Fact("还能用", f"{slip.codes_left} 个，到{prose_date(slip.expires_at.date())}"),
    ]


GRACE_NOTE: Final = local_default("宽限", GRACE)
SLIP_NOTE: Final = local_default("登录码有效", SLIP_LASTS)
