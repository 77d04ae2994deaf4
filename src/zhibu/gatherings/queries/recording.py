"""What was laid down about since when records are complete."""

from typing import Final

from zhibu.gatherings.models import RecordsFrom
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.queries.scopes import down_to

WHY: Final = "记录齐全日期：组织已在可见范围内，日期不含个人信息"


def said_of(path: str) -> list[str]:
    """In words, for an organisation and those above it, from the top; one query."""
    found = RecordsFrom.objects.unguarded(WHY).filter(organisation__now_path__in=down_to(path)).select_related("organisation")
    rows = found.order_by("organisation__now_path", "kind")
    return [f"{row.organisation}{GatheringKind.word(row.kind) or '各类会议'}从 {row.complete_from.isoformat()} 起" for row in rows]
