"""The list of people who are away, by end; each column declared once."""

from typing import Final

from zhibu.kernel.clock import today
from zhibu.team.floating.queries.listed import Row
from zhibu.team.floating.terms import Listed, RegistrationKind
from zhibu.web.filters import Filter, options
from zhibu.web.html import chip, link, route
from zhibu.web.tables import Column, Table

one_url: Final = route("floating_member")
TOLD: Final = "see_person_findings"
FILTERS: Final = (
    Filter("q", "查找", "find", hint="姓名、编号"),
    Filter("list", "名单", "pills", options(dict(Listed.choices())), whole=False),
    Filter("within", "党组织", "given"),
)
BOTH: Final = frozenset({str(RegistrationKind.HOME), str(RegistrationKind.HOST)})


def registered(row: Row) -> str:
    """Which ends have registered."""
    if row.registered >= BOTH:
        return "两地已登记"
    word = RegistrationKind.HOME if str(RegistrationKind.HOME) in row.registered else RegistrationKind.HOST
    return f"{word.label.removesuffix('登记')}已登记" if row.registered & BOTH else "未登记"


def due(row: Row) -> str:
    """Until when the next contact is to be made: the last good day."""
    if row.due is None:
        return ""
    return f"{row.due.year - (row.due.month == 1)}年{'下' if row.due.month == 1 else '上'}半年"


def _due_html(row: Row) -> str:
    if row.due is None:
        return ""
    return chip("late" if row.due <= today() else "none", due(row))


WHERE: Final = Column[Row]("where", "去向或来处", lambda r: r.since.detail if r.since else "", width=16)
COLUMNS: Final[tuple[Column[Row], ...]] = (
    Column("name", "姓名", lambda r: r.name, html=lambda r: link(one_url(r.code), r.name, kind="name"), sort="sort_key", phone="title"),
    Column("home", "组织关系所在党支部", lambda r: r.home, phone="label", width=18),
    WHERE,
    Column("host", "参加组织生活的党组织", lambda r: r.host, phone="label", width=18),
    Column("since", "开始日期", lambda r: r.since.on if r.since else None, phone="hidden"),
    Column("registered", "登记", registered, phone="line"),
    Column("contact", "最近联系", lambda r: r.contact, phone="label"),
    Column("report", "最近汇报", lambda r: r.report, default=False, phone="hidden"),
    Column("due", "下次联系", due, html=_due_html, act=TOLD, phone="mark"),
)
TABLE: Final = Table[Row](columns=COLUMNS, order="name", unit="名")
