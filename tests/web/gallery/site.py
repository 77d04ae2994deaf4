"""The wiring that ``config`` will have."""

from django.http import HttpRequest

from zhibu.web.navigation import Entry, Navigation
from zhibu.web.shell import Persona, Shell, Site, Visitor

NAVIGATION = Navigation(
    (
        Entry("工作台", "home", foot="home"),
        Entry("党员名册", "members", "see_members", foot="people"),
        Entry("党组织", "organisations", group="二、建强队伍", foot="tree"),
        Entry("账号与授权", "refused", "give_grants", group="系统管理"),
        Entry("数据导入", "progress", group="系统管理", foot="table"),
        Entry("日志审计", "broken", group="系统管理"),
    ),
)


def visitor(request: HttpRequest) -> Visitor:
    personas = (Persona("clerk", "周敏 街道组织办", current=True), Persona("branch", "陈立 支部书记"), Persona("member", "张淑兰 党员"))
    return Visitor(
        name="周敏",
        role="向阳街道党工委 · 组织办",
        acts=frozenset({"see_members", "see_phone"}),
        badges=(("home", 7), ("organisations", 5)),
        personas=personas if "demo" in request.COOKIES else (),
    )


SITE = Site(NAVIGATION, visitor, search="members", record="new", persona="persona")


def shell(request: HttpRequest) -> dict[str, Shell]:
    return {"shell": SITE.shell(request)}
