"""A list by day: where there are too many to count it is read by its edges, and no letter leads anywhere."""

from dataclasses import dataclass

from zhibu.gatherings.queries.gatherings import GatheringRow
from zhibu.web.listing import Listing


@dataclass(frozen=True)
class Diary(Listing[GatheringRow]):
    """Newest first, whatever was asked."""

    def _letters(self) -> str:
        return ""

    def _foot(self) -> str:
        return super()._foot().replace("（按拼音排列）", "（最新的在前）", 1)
