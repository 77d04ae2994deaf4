"""The one declaration of what stands around every page: navigation in the order of PRACTICE.md 5, who reads, personas."""

from functools import lru_cache
from typing import Final, NamedTuple, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from zhibu.access.queries.personas import personas
from zhibu.access.readers import AccountReader
from zhibu.mechanism.secretary_reports.terms import SEE as SEE_REPORTS
from zhibu.mechanism.secretary_reports.terms import SIGN
from zhibu.polls.terms import HOLD
from zhibu.web.gate import ANYBODY
from zhibu.web.navigation import Entry, Navigation
from zhibu.web.shell import Shell, Site, Visitor

OWN: Final = "own_record"
"""Not an act of the table: marks readers who stand in the register themselves."""
ASKED: Final = "asked"
"""Not an act of the table either: marks those who are asked in polls, or hold them."""

OTHERS: Final = "see_register"
"""Whoever looks after others; the pages open to every member, who has the own rows elsewhere."""
REPORTING: Final = "reporting"
"""Not an act of the table: marks secretaries and whoever works for them, who see reports. Other members have no report."""
COMMITTEES: Final = "see_topics"
"""Whoever works where committees stand: a branch has no study group, no democratic life meeting, and supervised matters among its cases."""


class Place(NamedTuple):
    """A page that belongs into the navigation; the right to open it is the one that its view asks for."""

    label: str
    url_name: str
    group: str = "常用"
    foot: str = ""
    own: bool = False
    short: str = ""
    asked: bool = False
    of_use: str = ""
    """The right of those who find something there, where more may open it: of a page of others' records, of what committees alone hold."""


PLACES: Final = (
    Place("工作台", "home", foot="home"),
    Place("会议活动", "gatherings", foot="calendar", short="会议"),
    Place("提醒事项", "findings"),
    Place("办理事项", "cases"),
    Place("公文往来", "letters"),
    Place("党员名册", "members", foot="people"),
    Place("指导委员会", "steering", "一、健全机制", of_use=COMMITTEES),
    Place("责任分工", "responsibility", "一、健全机制"),
    Place("重点任务", "priorities", "一、健全机制"),
    Place("共驻共建", "coordination", "一、健全机制"),
    Place("制度汇编", "institutions", "一、健全机制"),
    Place("党工委议事", "topics", "一、健全机制"),
    Place("中心组学习", "study", "一、健全机制", of_use=COMMITTEES),
    Place("民主生活会", "life_meetings", "一、健全机制", of_use=COMMITTEES),
    Place("联系群众", "ties", "一、健全机制", of_use=OTHERS),
    Place("流动党员管理", "floating", "一、健全机制"),
    Place("督办事项", "supervised", "一、健全机制", of_use=COMMITTEES),
    Place("目标责任书", "agreements", "一、健全机制"),
    Place("目标考评", "scores", "一、健全机制"),
    Place("述职评议", "secretary_reports", "一、健全机制", of_use=REPORTING),
    Place("评选表彰", "selections", "一、健全机制"),
    Place("上级荣誉", "honours_received", "一、健全机制", of_use=OTHERS),
    Place("光荣册", "roll", "一、健全机制"),
    Place("庆祝活动", "ceremonies", "一、健全机制", of_use=COMMITTEES),
    Place("党组织", "organisations", "二、建强队伍"),
    Place("换届选举", "elections", "二、建强队伍"),
    Place("分类管理", "settling_proposals", "二、建强队伍"),
    Place("组织生活会", "branch_life_meetings", "二、建强队伍"),
    Place("民主评议", "assessments", "二、建强队伍", of_use=OTHERS),
    Place("流动党员", "floating", "二、建强队伍"),
    Place("驻区单位", "units", "二、建强队伍"),
    Place("各类台账", "ledgers", "报表台账"),
    Place("导出副本", "exports", "报表台账"),
    Place("按条例查", "rules", "规章依据"),
    Place("本地参数", "parameters", "规章依据"),
    Place("账号与授权", "accounts", "系统管理", "table", short="账号"),
    Place("撤销二次验证", "factor_resets", "系统管理"),
    Place("日志审计", "audit", "系统管理", "book"),
    Place("数据导入", "imports", "系统管理"),
    Place("门户往来", "postbox", "系统管理"),
    Place("我的党员信息", "me", "我的", "person", own=True, short="我的"),
    Place("查阅记录", "my_reads", "我的", own=True),
    Place("我的到会", "my_attendance", "我的", own=True),
    Place("日历订阅", "my_calendar", "我的", own=True),
    Place("消息", "messages", "我的"),
    Place("征求意见", "polls", "我的", asked=True),
    Place("我的登录", "my_sessions", "我的"),
    Place("资料保存期限", "retention", "我的"),
)


def _entry(place: Place) -> Entry | None:
    """None for a page that is not there: no entry is dead."""
    try:
        view = resolve(reverse(place.url_name)).func
    except NoReverseMatch:
        return None
    act = OWN if place.own else ASKED if place.asked else place.of_use or getattr(view, "act", ANYBODY)
    return Entry(place.label, place.url_name, None if act == ANYBODY else act, place.group, place.foot, place.short)


@lru_cache(maxsize=8)
def site(*, search: bool, numbers: bool, record: bool) -> Site:
    """The shell for readers who may search the register, and for those who stand in it."""
    entries = (_entry(place) for place in PLACES)
    return Site(
        Navigation(tuple(entry for entry in entries if entry is not None)),
        visitor,
        search="members" if search else "",
        numbers="members_find" if numbers else "",
        record="me" if record else "",
        password="password",  # noqa: S106  the name of a page
        logout="sign_out",
        persona="persona",
        bell="messages",
        bell_count="messages_count",
    )


def role_in_words(reader: AccountReader) -> str:
    """The widest grant: where, and as what."""
    held = reader.home or next(iter(reader.held), None)
    return " · ".join(filter(None, (held.organisation, held.role.label))) if held else ""


def visitor(request: HttpRequest) -> Visitor | None:
    """Who reads, as the shell shows it; None on pages outside the log-in."""
    reader = cast("AccountReader | None", getattr(request, "reader", None))
    if reader is None:
        return None
    reporting = {REPORTING} if {SEE_REPORTS, SIGN} <= reader.acts else set()
    acts = reader.acts | reporting | ({OWN, ASKED} if reader.person_id is not None else {ASKED} if HOLD in reader.acts else frozenset())
    return Visitor(reader.label, role_in_words(reader), acts, personas=personas(reader.account_id))


def shell(request: HttpRequest) -> dict[str, Shell]:
    """The context processor."""
    reader = cast("AccountReader | None", getattr(request, "reader", None))
    search = reader is not None and bool(reader.paths("see_names"))
    numbers = reader is not None and bool(reader.paths("search_last_four"))
    return {"shell": site(search=search, numbers=numbers, record=reader is not None and reader.person_id is not None).shell(request)}
