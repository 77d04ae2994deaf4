"""Numbers that no regulation fixes and that one installation has once: what they are, on what basis, and why no street changes them here.

Read from where they bind, so that the page cannot say anything else than the program does.
"""

from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.conf import settings
from django.urls import reverse

from zhibu.accounts import rules as accounts
from zhibu.accounts import terms as factors
from zhibu.keeping import rules as copies
from zhibu.keeping.terms import NECESSITY, NOTICE_DAYS, SOON_DAYS, table_on
from zhibu.web.components import Fact

SIGNING_IN: Final = "GB/T 22239-2019 8.1.4.1：要求限制失败次数、超时退出和两种以上鉴别方式，没有定数值。"
FULL: Final = "《个人信息保护法》第五十一条：采取措施防止泄露，没有定数值。"
KEEPING: Final = f"{NECESSITY}，没有定数值；另有依据的写在后面。"
ONE_FOR_ALL: Final = "账号可以有几个街道的授权，所以一套系统一个数值，不分街道；要改，由产品升级时改，写入更新说明。"
NOT_TAKEN_BACK: Final = "号码流出就收不回来，所以各街道同一尺度；要改，由产品升级时改，写入更新说明。"
ONE_TABLE: Final = (
    "销毁以后不能恢复，人也会在街道之间转接，所以一套系统一张表；个别人需要多留的，由街道登记暂缓。"
    "从哪一天起算、核对过没有，见资料保存期限。"
)


class Group(NamedTuple):
    """Numbers of one kind with their common basis; ``url`` leads to a page of their own where there is one."""

    title: str
    facts: list[Fact]
    basis: str
    why: str
    link: str = ""
    url: str = ""


def groups(on: date, *, sees_copies: bool) -> list[Group]:
    """All of them, as of a day; the way to copies for those who may see them."""
    copies_page = reverse("exports") if sees_copies else ""
    return [
        Group("登录和二次验证", [*_factors(), *_signing_in()], SIGNING_IN, ONE_FOR_ALL),
        Group("导出完整号码", _copies(), FULL, NOT_TAKEN_BACK, "导出副本" if copies_page else "", copies_page),
        Group("资料保存", [*_notices(), *_kept(on)], KEEPING, ONE_TABLE, "资料保存期限", reverse("retention")),
    ]


def _factors() -> list[Fact]:
    named = (
        ("二次验证的宽限", "要求以后，最迟几天内设置", factors.GRACE),
        ("记住设备", "通过二次验证的设备，几天内不再问", factors.DEVICE_KEPT),
        ("登录码", "打印以后有效", factors.SLIP_LASTS),
        ("撤销二次验证", "申请以后，等另一人确认", factors.RESET_OPEN),
    )
    return [Fact(label, f"{one.days} 天", note=f"{what}；{one.since.isoformat()} 起") for label, what, one in named]


def _signing_in() -> list[Fact]:
    validators: list[Any] = list(settings.AUTH_PASSWORD_VALIDATORS)
    least = next(one["OPTIONS"]["min_length"] for one in validators if "OPTIONS" in one)
    known = accounts.NETWORK_KNOWN_FOR.days
    return [
        Fact("密码最短", f"{least} 个字符"),
        Fact("锁定账号", _minutes(accounts.LOCKED_FOR), note=f"连续 {accounts.FAILURES_ALLOWED} 次不正确"),
        Fact(
            "暂停登录",
            _minutes(accounts.NETWORK_WINDOW),
            note=f"同一网络不正确满 {accounts.NETWORK_FAILURES} 次；{known} 天内在这里登录过的账号不受影响",
        ),
        Fact("二次验证时限", _minutes(accounts.SECOND_STEP_WITHIN), note="输入密码以后"),
        Fact("自动退出", _minutes(timedelta(seconds=settings.SESSION_IDLE_SECONDS)), note="没有操作"),
        Fact("一次登录最长", f"{settings.SESSION_LONGEST_SECONDS // 3600} 小时"),
    ]


def _copies() -> list[Fact]:
    return [
        Fact("不经复核", f"{copies.ALONE_UP_TO} 行以内", note="一人一天合计"),
        Fact("复核时限", f"{copies.DECIDED_WITHIN.days} 天", note="申请以后"),
        Fact("下载时限", f"{copies.FETCHED_WITHIN // timedelta(hours=1)} 小时", note="同意以后"),
    ]


def _notices() -> list[Fact]:
    return [
        Fact("列入名单", f"{SOON_DAYS} 天", note="到期以前"),
        Fact("销毁以前", f"{NOTICE_DAYS} 天", note="列入名单以后"),
    ]


def _kept(on: date) -> list[Fact]:
    """Rows that no rule from above fixes."""
    return [Fact(row.label, row.period_in_words, note=row.basis if row.basis != NECESSITY else "") for row in table_on(on) if row.local]


def _minutes(span: timedelta) -> str:
    return f"{span // timedelta(minutes=1)} 分钟"
