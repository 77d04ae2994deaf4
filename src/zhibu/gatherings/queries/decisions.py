"""What versions of minutes decided, in words; the one place where a decision by vote gets its question and its name."""

from collections.abc import Iterable, Mapping
from typing import Final

from zhibu.gatherings.models import Resolution
from zhibu.gatherings.queries.votes import asked
from zhibu.gatherings.rules.deciding import Resolved

WHY: Final = "会议决议：所属会议已在可见范围内"
COLUMNS: Final = ("minutes_id", "item_id", "vote_id", "text", "vote__question", "vote__person__name")


def resolved(minutes: Iterable[int]) -> Mapping[int, list[Resolved]]:
    """By version, in their order; one query."""
    found: dict[int, list[Resolved]] = {}
    rows = Resolution.objects.unguarded(WHY).filter(minutes_id__in=set(minutes)).order_by("number")
    for version, item, vote, text, question, name in rows.values_list(*COLUMNS):
        said = f"{asked(question, name)}：{text}" if vote is not None else text
        found.setdefault(version, []).append(Resolved(said, item, vote))
    return found
