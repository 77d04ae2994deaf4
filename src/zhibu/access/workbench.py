"""The start page in words: greeting, figures that open their records, what can be done first."""

import shutil
from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.conf import settings
from django.db import connection
from django.urls import reverse
from django.utils.http import urlencode

from zhibu import __version__
from zhibu.access.presentation import sent_lines
from zhibu.access.queries.home import Watch
from zhibu.access.queries.sealing import sent
from zhibu.kernel.readers import AccountReader
from zhibu.register.queries.figures import Figures
from zhibu.register.terms.people import ManagementCategory, MemberStatus
from zhibu.web.components import Bar, Chip, Empty, Fact, Figure, Item
from zhibu.web.html import prose_date, thousands
from zhibu.web.pages import Act
from zhibu.web.paging import EXACT

WEEKDAYS: Final = "一二三四五六日"
SHORT_KINDS: Final = {"committee": "党委", "general_branch": "党总支", "branch": "党支部"}
DATABASES: Final = {"sqlite": "内嵌 SQLite", "postgresql": "PostgreSQL"}
CATEGORIES: Final = ManagementCategory.labels()


def salutation(now: datetime) -> str:
    """By the hour."""
    hours = ((5, "夜深了"), (11, "上午好"), (13, "中午好"), (18, "下午好"))
    return next((words for end, words in hours if now.hour < end), "晚上好")


def greeting(now: datetime, name: str, todo: int) -> str:
    """With what cannot wait till tomorrow, or with the name: what comes later stands below with its days."""
    return f"{salutation(now)}，今天到期和已逾期的有 {todo} 件" if todo else f"{salutation(now)}，{name}"


def today_in_words(now: datetime) -> str:
    """As the head of the page writes it."""
    return f"{prose_date(now.date())} 星期{WEEKDAYS[now.weekday()]}"


def capped(number: int) -> str:
    """A count that stopped at 10,000 says so."""
    return f"{thousands(EXACT)}+" if number > EXACT else thousands(number)


def members_in_words(desk: Figures) -> str:
    """The number of members of a scope."""
    return f"超过 {thousands(EXACT)}" if desk.members.count.capped else thousands(desk.members.count.value)


def scope_in_words(desk: Figures, reader: AccountReader) -> str:
    """What somebody looks after: 9 个社区、112 个党组织、4,216 名党员."""
    organisations = desk.organisations
    if organisations.total == 1:
        return f"您负责{reader.home_name}，{members_in_words(desk)} 名党员"
    communities = [f"{organisations.communities} 个社区"] if organisations.communities > 1 else []
    return "您负责 " + "、".join([*communities, f"{thousands(organisations.total)} 个党组织", f"{members_in_words(desk)} 名党员"])


def roll(**conditions: str) -> str:
    """The roll, narrowed."""
    return f"{reverse('members')}?{urlencode(conditions)}" if conditions else reverse("members")


def desk_figures(desk: Figures) -> list[Figure]:
    """Each opens its list."""
    kinds = desk.organisations.kinds
    by_kind = "、".join(f"{word} {kinds[kind]}" for kind, word in SHORT_KINDS.items() if kinds.get(kind))
    groups = f"另有党小组 {desk.organisations.groups}" if desk.organisations.groups else ""
    probationary = "" if desk.members.count.capped else thousands(desk.members.probationary)
    return [
        Figure("党员", members_in_words(desk), roll(), note="在册的正式党员和预备党员"),
        *(
            [Figure("预备党员", probationary, roll(status=MemberStatus.PROBATIONARY.value, sort="joined_on"), note="入党早的在前")]
            if probationary
            else []
        ),
        Figure("党组织", thousands(desk.organisations.total), reverse("organisations"), note="；".join(filter(None, (by_kind, groups)))),
    ]


def category_bars(desk: Figures) -> list[Bar]:
    """Members by management category, in the order of the list."""
    found = desk.members.categories
    total = sum(found.values())
    known = [(key, label) for key, label in CATEGORIES.items() if found.get(key)]
    bars = [Bar(label.removesuffix("党员"), found[key], total, thousands(found[key]), roll(category=key)) for key, label in known]
    return [*bars, Bar("未分类", found[""], total, thousands(found[""]))] if found.get("") and bars else bars


def desk_items(desk: Figures) -> list[Item]:
    """What can be done first."""
    items = []
    if desk.notes:
        why = "导入的内容与代码表不符，或前后矛盾；原文已保留，更正或确认即可。"
        items.append(Item(f"{capped(desk.notes)} 条信息需核实", why, Chip("check", "需核实"), reverse("settling"), "去核实"))
    return items


def nothing_yet(reader: AccountReader) -> Empty:
    """An empty roll says what comes next."""
    if not reader.may_anywhere("import_rosters"):
        return Empty("名册还是空的", "名册导入后，这里会显示党员、党组织和需要核实的信息。")
    hint = "从街道已有的 Excel 花名册开始：先看预览，核对无误再导入；导错了可以整次撤回。"
    return Empty("名册还是空的，先导入名册", hint, (Act("导入名册", reverse("imports"), "go"), Act("逐名登记", reverse("member_register"))))


def rights_figures(counts: Mapping[str, int]) -> list[Figure]:
    """Accounts by state; each opens its list."""
    accounts = reverse("accounts")
    return [
        Figure("启用的账号", thousands(counts["active"]), f"{accounts}?state=active"),
        Figure("锁定", thousands(counts["locked"]), f"{accounts}?state=locked", note="连续 5 次密码不正确，30 分钟后自动解锁"),
        Figure("没有授权", thousands(counts["bare"]), f"{accounts}?state=bare", note="能登录，但什么也不能查看和办理"),
        Figure("30 天内到期的授权", thousands(counts["ending"]), f"{accounts}?state=ending"),
    ]


def watch_figures(watch: Watch, since: str) -> list[Figure]:
    """The last thirty days of the trail; each opens its list."""
    audit, reads = reverse("audit"), reverse("audit_reads")
    return [
        Figure("操作", thousands(watch.operations), f"{audit}?since={since}", note="最近 30 天"),
        Figure("登录失败", thousands(watch.refused), f"{audit}?act=account.sign_in_failed&since={since}", note="最近 30 天"),
        Figure("查看完整号码", thousands(watch.reveals), f"{reads}?kind=reveal&since={since}", note="最近 30 天，每次都有原因"),
        Figure("导出", thousands(watch.exports), f"{reads}?kind=export&since={since}", note="最近 30 天，号码打码"),
        Figure("导出完整号码", thousands(watch.full_exports), f"{reads}?kind=export_full&since={since}", note="最近 30 天，逐次登记副本"),
    ]


def system_facts() -> list[Fact]:
    """What the keeper of the system looks at first."""
    free = shutil.disk_usage(settings.DATA_DIR).free / 2**30
    return [
        Fact("版本", __version__),
        Fact("数据库", DATABASES.get(connection.vendor, connection.vendor)),
        Fact("数据", "演示数据" if settings.DEMO else "正式数据"),
        Fact("磁盘剩余空间", f"{free:,.1f} GB"),
        Fact("备份", "在服务器上运行 zhibu backup，得到一个备份文件"),
        *(Fact(f"日志{line.label}", line.value, note=line.note) for line in sent_lines(sent())),
    ]
