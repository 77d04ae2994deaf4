"""Hand-overs in words."""

from collections.abc import Sequence

from django.urls import reverse

from zhibu.kernel.dates import FAR
from zhibu.mechanism.responsibility.models import Handover
from zhibu.mechanism.responsibility.packs import PackLine
from zhibu.mechanism.responsibility.queries.handing import WayIn
from zhibu.register.models import Post
from zhibu.register.terms.organisations import PostKind
from zhibu.web.components import Chip, Fact, Item, filled
from zhibu.web.panels import Panel


def post_called(post: Post) -> str:
    """阳光社区党委书记."""
    return f"{post.organisation}{PostKind.word(post.kind)}"


def item(one: Handover) -> Item:
    """A line of the list."""
    why = f"{one.on.isoformat()}　{one.post.person.name} → {one.receiver.name}"
    return Item(PostKind.word(one.post.kind), why, _state(one), reverse("handover", args=[one.code]), "查看")


def _state(one: Handover) -> Chip:
    return Chip("ok", "已接收") if one.confirmed_on else Chip("due", "待接收")


def post_item(post: Post) -> Item:
    """A post that may be handed over."""
    until = f"，{post.valid_to.isoformat()} 结束" if post.valid_to != FAR else ""
    return Item(post_called(post), f"{post.valid_from.isoformat()} 任职{until}", None, reverse("handover_new", args=[post.pk]), "办理交接")


def line_item(line: PackLine, *, opens: bool) -> Item:
    """One thing that goes over."""
    chip = Chip("due", f"{line.until.isoformat()} 前") if line.until else None
    url = reverse("case", args=[line.code]) if line.code and opens else ""
    return Item(line.title, line.says, chip, url, "查看")


def facts(one: Handover) -> list[Fact]:
    """Who, when, and that it was received."""
    received = f"{one.confirmed_on.isoformat()}，{one.confirmed_by}" if one.confirmed_on else "还没有确认"
    rows = [
        Fact("职务", post_called(one.post)),
        Fact("移交人", one.post.person.name),
        Fact("接收人", one.receiver.name),
        Fact("交接日期", one.on.isoformat()),
        Fact("接收确认", received, note="" if one.confirmed_entered_by == one.confirmed_by else f"{one.confirmed_entered_by}照签字登记"),
        Fact("说明", one.note),
    ]
    return filled(rows)


def access_panel(found: Sequence[WayIn], *, ending: bool) -> Panel:
    """Which grants end with the post, and which do not."""
    title = "移交人的授权" if ending else "接收人的授权"
    if not found:
        text = "没有这个党组织的授权。" if ending else "还没有这个党组织的授权：请授权管理员按新的职务授权。"
        return Panel(title, text=text)
    return Panel(title, [_way(one, ending=ending) for one in found])


def _way(one: WayIn, *, ending: bool) -> Item:
    if one.rests:
        until = "" if one.until == FAR else f"，{one.until.isoformat()} 终止"
        return Item(one.role, f"{one.account}{until}", Chip("ok", "随职务终止"))
    why = f"{one.account}；不是依据职务的授权，" + ("请授权管理员另行终止。" if ending else "职务结束时不会自动终止。")
    return Item(one.role, why, Chip("check", "不随职务"))
