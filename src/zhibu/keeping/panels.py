"""What this package shows on the start page of whoever has to do with it; wired in ``config``."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from django.db.models import Count as Counted
from django.db.models import QuerySet, Value
from django.urls import reverse

from zhibu.keeping.models import FullExport, Notice
from zhibu.keeping.queries.exports import ASK, CONFIRM
from zhibu.keeping.queries.notices import ACT, notices_seen
from zhibu.keeping.rules import DECIDED_WITHIN, FETCHED_WITHIN
from zhibu.keeping.terms import NOTICE_DAYS
from zhibu.kernel.clock import day_of
from zhibu.kernel.readers import AccountReader
from zhibu.register.desk import Reading, Rows
from zhibu.register.queries.folding import Part, part_of
from zhibu.web.components import Chip, Item
from zhibu.web.panels import Panel

TITLE: Final = "资料保管"


def on_the_desk(reader: AccountReader, moment: datetime) -> Reading | None:
    """Exports to look at as the second person, an own one that was allowed, data that comes to its end; nothing where nothing waits."""
    asked = [part for act, part in _asked(reader, moment) if reader.paths(act)]
    return Reading(asked, _shown) if asked else None


def _shown(rows: Sequence[Rows]) -> Sequence[Panel]:
    items = list(_items(dict(row for found in rows for row in found)))
    return [Panel(TITLE, items)] if items else []


def _items(counts: Mapping[str, int]) -> Iterator[Item]:
    if number := counts.get("decide"):
        yield Item(f"{number} 份完整号码导出待复核", "3 天内有效，超过即作废。", Chip("check", "待复核"), reverse("exports"), "去复核")
    if number := counts.get("make"):
        yield Item(f"{number} 份完整号码导出已同意", "24 小时内生成并下载。", Chip("due", "待生成"), reverse("exports"), "去生成")
    if number := counts.get("ending"):
        why = f"离开名册、保存期限已到的；{NOTICE_DAYS} 天内由系统销毁。需要留的请登记暂缓。"
        yield Item(f"{number} 人的资料将到期销毁", why, Chip("due", "将到期"), reverse("retention_due"), "看名单")


def _asked(reader: AccountReader, at: datetime) -> Iterator[tuple[str, Part]]:
    undecided = FullExport.objects.seen_by(reader, CONFIRM).filter(decided_at=None, asked_at__gt=at - DECIDED_WITHIN)
    yield CONFIRM, _number("decide", undecided.exclude(account_id=reader.account_id))
    mine = FullExport.objects.seen_by(reader, ASK).filter(account_id=reader.account_id, approved=True, made_at=None)
    yield ASK, _number("make", mine.filter(decided_at__gt=at - FETCHED_WITHIN))
    day = day_of(at)
    yield ACT, _number("ending", notices_seen(reader, "unheld", day).filter(due_on__lte=day + timedelta(days=NOTICE_DAYS)))


def _number(kind: str, found: "QuerySet[FullExport] | QuerySet[Notice]") -> Part:
    counted = found.order_by().values(kind=Value(kind)).annotate(number=Counted("pk"))
    return part_of(counted.values_list("kind", "number"), "text", "number")
