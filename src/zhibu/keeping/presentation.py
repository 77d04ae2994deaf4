"""A copy with full numbers in words: its facts, its acts, what comes next."""

from typing import Final

from django.urls import reverse

from zhibu.keeping.models import FullExport
from zhibu.keeping.queries.exports import ASK, CONFIRM
from zhibu.keeping.rules import ALONE_UP_TO, STATE_WORDS, State
from zhibu.keeping.services.exporting import columns_of
from zhibu.keeping.tables import clock
from zhibu.kernel.readers import AccountReader
from zhibu.web.components import Fact
from zhibu.web.html import thousands
from zhibu.web.pages import Act

NEXT: Final = {
    State.WAITING: "等另一位有复核权限的人办理，3 天内有效。",
    State.DECLINED: "没有同意，没有生成文件。",
    State.LAPSED: "超过时限，没有办完；需要的请重新申请。",
    State.APPROVED: "可以生成文件了，24 小时内有效；文件密码只显示一次。",
    State.MADE: "文件已生成，24 小时内下载一次；过期自动删除。",
    State.HANDED_OVER: "文件已交给导出人，系统里不再保留。用完请销毁副本，再来登记。",
    State.DESTROYED: "副本已销毁。",
}


def facts_of_copy(export: FullExport, state: State) -> list[Fact]:
    """What the second person looks at, and what stays in the list."""
    facts = (
        Fact("状态", STATE_WORDS[state]),
        Fact("导出人", export.account.display_name),
        Fact("申请时间", clock(export.asked_at)),
        Fact("范围", str(export.organisation)),
        Fact("名册日期", export.on.isoformat()),
        Fact("条件", export.conditions or "没有另加条件"),
        Fact("行数", thousands(export.rows), note=_written(export)),
        Fact("栏目", "、".join(column.label for column in columns_of(export))),
        Fact("原因", export.reason),
        Fact("用途和接收人", export.recipient),
        Fact("复核", _decided(export)),
        Fact("复核意见", export.decision_reason if export.decided_by_id else ""),
        Fact("生成时间", clock(export.made_at)),
        Fact("下载时间", clock(export.downloaded_at)),
        Fact("副本销毁", export.destroyed_on.isoformat() if export.destroyed_on else "", note=export.destroyed_note),
    )
    return [fact for fact in facts if fact.value]


def _written(export: FullExport) -> str:
    if export.written is None or export.written == export.rows:
        return ""
    return f"文件里 {thousands(export.written)} 行：申请以后有人离开了名册或范围"


def _decided(export: FullExport) -> str:
    if export.decided_at is None:
        return ""
    if export.decided_by is None:
        return f"{ALONE_UP_TO} 行以内，无须复核"
    return f"{export.decided_by.display_name}　{clock(export.decided_at)}　{'同意' if export.approved else '不同意'}"


def acts_of_copy(export: FullExport, state: State, reader: AccountReader, *, own: bool) -> list[Act]:
    """What this reader can do with it now."""
    path = export.organisation.now_path
    asker = export.account_id == reader.account_id
    acts = []
    if state is State.APPROVED and asker and reader.may(ASK, path):
        acts.append(Act("生成文件", reverse("export_make", args=[export.pk]), "go"))
    if state is State.WAITING and not own and reader.may(CONFIRM, path):
        acts.append(Act("复核", reverse("export_decide", args=[export.pk]), "go"))
    if state is State.HANDED_OVER and reader.may(ASK, path):
        acts.append(Act("登记副本已销毁", reverse("export_destroyed", args=[export.pk])))
    return acts
