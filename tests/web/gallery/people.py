"""The invented roll."""

from datetime import date
from typing import NamedTuple

from zhibu.web.filters import Filter, options
from zhibu.web.html import chip, link, route
from zhibu.web.tables import Column, Table

TODAY = date(2026, 11, 24)
CATEGORIES = {
    "resident": "居民",
    "retired": "离退休",
    "laid_off": "下岗",
    "unemployed_graduate": "未就业毕业生",
    "veteran": "退伍军人",
    "in_unit": "在单位",
}
MARKS = {"floating_out": "流动", "home_bound": "行动不便"}


class Member(NamedTuple):
    id: int
    name: str
    key: str
    branch: str
    status: str
    category: str
    sex: str
    age: int
    joined: date
    standing: int | None
    phone: str
    marks: tuple[str, ...] = ()
    state: str = ""


FIRST = (
    Member(
        1, "张淑兰", "zhang shulan", "枫桥第一支部", "正式党员", "retired", "女", 74, date(1973, 6, 18), 53, "139******07", (), "honour"
    ),
    Member(2, "赵树", "zhao shu", "枫桥第一支部", "正式党员", "veteran", "男", 46, date(2003, 11, 2), 22, "138******16"),
    Member(
        3,
        "张䶮",
        "zhang yan",
        "枫桥第一支部",
        "预备党员",
        "unemployed_graduate",
        "男",
        24,
        date(2026, 1, 9),
        None,
        "136******45",
        (),
        "due",
    ),
    Member(4, "郑爽朗", "zheng shuanglang", "枫桥第一支部", "正式党员", "in_unit", "女", 35, date(2015, 7, 1), 10, "137******21"),
    Member(
        5,
        "阿不都热依木·买买提",
        "abudureyimu maimaiti",
        "枫桥第一支部",
        "正式党员",
        "resident",
        "男",
        41,
        date(2010, 5, 20),
        15,
        "",
        ("floating_out",),
        "check",
    ),
)
SURNAMES = (("陈", "chen"), ("李", "li"), ("王", "wang"), ("孙", "sun"), ("钱", "qian"), ("周", "zhou"), ("吴", "wu"), ("单", "shan"))
GIVEN = (("国庆", "guoqing"), ("巧云", "qiaoyun"), ("建军", "jianjun"), ("秀英", "xiuying"), ("志强", "zhiqiang"), ("敏", "min"))


def roll(size: int) -> tuple[Member, ...]:
    kinds, branches = list(CATEGORIES), ("枫桥第一支部", "枫桥第二支部", "柳荫社区退休职工第三党支部")
    more = []
    for number in range(size - len(FIRST)):
        surname, given = SURNAMES[number % 8], GIVEN[number * 5 % 6]
        more.append(
            Member(
                number + 6,
                surname[0] + given[0],
                f"{surname[1]} {given[1]}",
                branches[number % 3],
                "正式党员",
                kinds[number * 7 % 6],
                "女" if number % 3 else "男",
                28 + number * 11 % 55,
                date(1970 + number * 3 % 55, 1 + number % 12, 1 + number % 28),
                2 + number % 50,
                f"13{number % 10}******{number % 90 + 10}",
                ("home_bound",) if number % 13 == 0 else (),
            ),
        )
    return tuple(sorted((*FIRST, *more), key=lambda member: (member.key, member.id)))


def reminder(member: Member) -> str:
    if member.state == "honour":
        return chip("honour", "光荣在党50年")
    if member.state == "due":
        return chip("due", "46 天后可转正")
    return chip("check", "归属建议") if member.state == "check" else ""


member_page = route("member")

MEMBERS = Table[Member](
    columns=(
        Column("name", "姓名", lambda m: m.name, html=lambda m: link(member_page(m.id), m.name), sort="key", phone="title"),
        Column("branch", "党组织", lambda m: m.branch, width=24),
        Column("status", "人员类别", lambda m: m.status),
        Column("category", "管理类别", lambda m: CATEGORIES[m.category]),
        Column("sex", "性别", lambda m: m.sex, phone="hidden"),
        Column("age", "年龄", lambda m: m.age, sort="age", align="right", phone="label"),
        Column("joined", "入党日期", lambda m: m.joined, sort="joined", phone="hidden"),
        Column("standing", "党龄", lambda m: m.standing, sort="standing", align="right", phone="label"),
        Column("phone", "手机", lambda m: m.phone or None, act="see_phone", phone="label", default=True, width=16),
        Column("identity", "公民身份号码", lambda m: f"999******{m.id:02}", act="reveal_identity", default=False, width=22),
        Column("reminder", "提醒", lambda m: m.state, html=reminder, phone="mark"),
    ),
    order="name",
    unit="名",
)
FILTERS = (
    Filter("category", "管理类别", "pills", options(CATEGORIES)),
    Filter("marks", "标记", "toggles", options(MARKS)),
    Filter("community", "社区", "select", options({"fengqiao": "枫桥社区", "liuyin": "柳荫社区"})),
    Filter("joined_after", "入党不早于", "day"),
    Filter("name", "姓名", "text", hint="姓名、拼音或首字母"),
)
