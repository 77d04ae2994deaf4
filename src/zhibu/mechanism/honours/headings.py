"""How lists of honours call their columns, as data; the first heading of a field is the one that a message uses."""

from collections.abc import Mapping
from functools import cache
from typing import Final

from zhibu.exchange.cells import Sheet
from zhibu.exchange.headings import SEARCHED_ROWS, Header, find_header, normalise
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.columns import synonyms as of_rosters

HEADINGS: Final[Mapping[str, tuple[str, ...]]] = {
    "title": ("荣誉名称", "荣誉", "荣誉称号", "称号", "奖项名称", "奖项", "获奖名称", "获奖项目", "表彰名称", "表彰项目"),
    "giver": ("授予单位", "颁发单位", "颁奖单位", "授奖单位", "表彰单位", "发证单位", "授予机关", "表彰机关", "颁发机关", "授予部门"),
    "who": (
        "获得者", "获奖者", "获奖人", "获奖对象", "获得对象", "受表彰对象", "表彰对象", "获奖单位", "获得单位", "获奖单位（个人）",
        "获奖单位或个人", "获奖集体或个人", "获奖集体（个人）", "获得者（组织/个人）", "组织或个人", "获奖人员", "受表彰者",
        "姓名", "姓名（名称）",
    ),
    "receiver": ("获得者类别", "对象类别", "获奖类别", "类别", "组织/个人", "集体/个人", "单位/个人", "荣誉类型"),
    "level": ("级别", "荣誉级别", "授予级别", "表彰级别", "奖项级别", "荣誉等级", "获奖级别"),
    "given_on": (
        "授予日期", "授予时间", "获奖日期", "获奖时间", "表彰日期", "表彰时间", "颁发日期", "颁发时间", "获得日期", "获得时间",
        "时间", "日期",
    ),
    "document": ("文号", "文件号", "表彰文号", "表彰文件", "表彰文件文号", "表彰决定文号", "授予文号", "发文字号", "依据"),
    "place": ("所在党组织", "所在党支部", "所属党组织", "所属党支部", "党组织", "党支部", "所在社区", "所属社区"),
}  # fmt: skip
NEEDED: Final = ("title", "giver", "who")
PERSONS: Final = frozenset({"id_number", "birth_date", "sex", "joined_on", "confirmed_on", "status"})
"""Two of these make a roster of members, whatever else it lists."""


@cache
def synonyms() -> dict[str, str]:
    """Every spelling of a heading and its field."""
    return {normalise(heading): name for name, headings in HEADINGS.items() for heading in headings}


def header_of(sheet: Sheet) -> Header | None:
    """An honour beside its giver and who received it; a roster that has such columns as well is a roster."""
    head = sheet.head(SEARCHED_ROWS)
    header = find_header(head, synonyms(), required=NEEDED)
    roster = find_header(head, of_rosters(SheetKind.MEMBERS)) if header else None
    return None if roster is not None and len(PERSONS & set(roster.columns.values())) > 1 else header
