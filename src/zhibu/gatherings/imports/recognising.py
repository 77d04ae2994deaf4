"""Whether a sheet is a ledger of meetings, told from its headings (REGULATIONS.md 10), and what its columns mean."""

from functools import cache
from typing import Final

from zhibu.exchange.cells import Sheet
from zhibu.exchange.headings import SEARCHED_ROWS, find_header, normalise
from zhibu.gatherings.terms import GatheringKind
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.recognise import Table, said_above, table_of

HEADINGS: Final[dict[str, tuple[str, ...]]] = {
    "superior_code": ("所在分党委编码", "上级党组织编码", "上级党组织代码"),
    "superior": ("所在分党委", "上级党组织", "所在党委", "所属党委"),
    "branch_code": ("所在党支部编码", "党支部编码", "党组织编码", "党组织代码", "所在党支部代码"),
    "branch": ("所在党支部", "党支部", "所在支部", "支部名称", "党支部名称", "所在党组织", "党组织", "所属党支部", "召开组织"),
    "kind": ("会议类型", "会议类别", "活动类型", "类型"),
    "chair": ("主持人", "主持人姓名"),
    "recorder": ("记录人", "记录员"),
    "lecturer": ("授课人", "主讲人", "讲课人"),
    "title": ("会议名称", "活动名称", "会议主题名称"),
    "planned": ("计划会议时间", "计划时间", "计划召开时间"),
    "held": ("实际会议时间", "实际时间", "会议时间", "召开时间", "活动时间", "开展时间"),
    "place": ("会议地点", "活动地点", "地点"),
    "expected": ("应到人数", "应到", "应到会人数", "应参加人数"),
    "present": ("实到人数", "实到", "实到会人数", "实际到会人数", "参加人数"),
    "on_leave": ("请假人数", "请假"),
    "attended": ("列席人员", "列席人员名单"),
    "guests": ("列席", "列席人数"),
    "topic": ("会议议题", "活动主题", "议题", "会议主题", "主题"),
    "text": ("会议内容", "主要内容及特色", "主要内容", "活动内容", "会议记录"),
    "decisions": ("会议决议", "决议", "议定事项"),
    "times": ("次数",),
    "minutes_long": ("时长(分钟)", "时长", "会议时长(分钟)"),
}
TELLING: Final = frozenset({"kind", "topic", "text", "place", "expected", "present"})
"""One of these beside a name and a time makes a ledger."""


@cache
def synonyms() -> dict[str, str]:
    """Every spelling of a heading and its field."""
    return {normalise(heading): field for field, headings in HEADINGS.items() for heading in headings}


def recognise(sheet: Sheet) -> Table | None:
    """A list with the name and the time of each meeting."""
    header = find_header(sheet.head(SEARCHED_ROWS), synonyms(), required=("title", "held"))
    if header is None or not TELLING & frozenset(header.columns.values()):
        return None
    return table_of(sheet, SheetKind.GATHERINGS, header)


def usual_kind(table: Table) -> GatheringKind | None:
    """Of a sheet that does not say the kind of each row: what its columns or its title speak of."""
    said = " ".join([*said_above(table.sheet, table.header), table.sheet.name or "", table.heading("text") or ""])
    if "主题党日" in said or "主要内容及特色" in said or "党日活动" in said:
        return GatheringKind.THEME_DAY
    return GatheringKind.LECTURE if "党课" in said and "三会一课" not in said else None
