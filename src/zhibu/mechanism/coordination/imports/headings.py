"""The headings of the three lists as streets write them, and which list a sheet is.

Some headings are common (项目, 单位名称): a sheet that has only such ones is one of ours where its title or name says so.
"""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from zhibu.exchange.cells import Sheet
from zhibu.exchange.headings import SEARCHED_ROWS, find_header, normalise
from zhibu.register.imports.columns import SheetKind
from zhibu.register.imports.recognise import Table, said_above, table_of

Headings = Mapping[str, tuple[str, ...]]
UNITS: Final = ("单位", "单位名称", "驻区单位", "驻区单位名称", "共建方", "共建单位", "共建单位名称", "成员单位")
SHARED: Final[Headings] = {
    "kind": ("类别", "类型"),
    "detail": ("说明", "备注", "具体内容", "情况说明"),
    "organisation": ("党组织", "所在党组织", "社区党组织", "责任党组织", "责任单位", "牵头单位", "所属社区", "所在社区", "社区"),
    "state": ("状态", "目前状态"),
}
OFFERS: Final[Headings] = {
    **SHARED,
    "title": ("资源", "资源名称", "资源内容", "资源项目", "提供资源", "共建资源", "可提供资源", "可提供的资源", "能提供什么"),
    "kind": (*SHARED["kind"], "资源类别", "资源类型"),
    "party": ("谁提供", "提供单位", "提供方", "资源提供单位", "资源单位", *UNITS),
    "since": ("开始日期", "起始日期", "开始时间", "从哪天起可以用", "可用起始日期"),
    "until": ("终止日期", "截止日期", "结束日期", "截止时间", "到哪天为止", "有效期至"),
    "detail": (*SHARED["detail"], "资源说明", "数量及说明"),
}
NEEDS: Final[Headings] = {
    **SHARED,
    "title": ("需求", "需求名称", "需求内容", "需求事项", "需求项目", "共建需求", "需要什么"),
    "kind": (*SHARED["kind"], "需求类别", "需求类型"),
    "party": ("谁提出", "提出单位", "提出方", "需求单位", "需求提出单位", *UNITS),
    "asked": ("向谁提出", "需求对象", "请谁提供", "意向单位", "希望对接单位"),
    "until": ("最迟需要", "最迟哪天需要", "最迟日期", "需求时限", "需求时间", "希望完成时间", "完成时限"),
    "entered": ("登记日期", "提出日期", "提出时间", "登记时间"),
    "detail": (*SHARED["detail"], "需求说明"),
}
PROJECTS: Final[Headings] = {
    **SHARED,
    "title": ("项目", "项目名称", "共建项目", "共建项目名称"),
    "kind": (*SHARED["kind"], "项目类别", "项目类型"),
    "party": ("合作单位", "对接单位", "参与单位", "共建方名称", *UNITS),
    "offer": ("资源", "资源名称", "对应资源", "对接资源", "提供资源"),
    "need": ("需求", "需求名称", "对应需求", "对接需求"),
    "giver": ("谁提供", "提供单位", "提供方"),
    "matched": ("对接日期", "立项日期", "签约日期", "对接时间", "签约时间"),
    "what": ("约定内容", "项目内容", "共建内容", "实施内容"),
    "due": ("约定日期", "约定时间", "计划日期", "计划时间", "实施时间", "完成时限", "计划完成时间", "计划完成日期"),
    "done": ("落实日期", "落实时间", "完成日期", "完成时间", "实际完成时间", "实际完成日期"),
    "outcome": ("做成了什么", "完成情况", "落实情况", "项目成效", "实施成效", "进展情况"),
}
KINDS: Final[Mapping[SheetKind, Headings]] = {SheetKind.OFFERS: OFFERS, SheetKind.NEEDS: NEEDS, SheetKind.PROJECTS: PROJECTS}
ENOUGH: Final[Mapping[SheetKind, frozenset[str]]] = {
    SheetKind.OFFERS: frozenset({"party", "kind", "since", "until"}),
    SheetKind.NEEDS: frozenset({"party", "kind", "asked", "until"}),
    SheetKind.PROJECTS: frozenset({"party", "offer", "need"}),
}
"""One of these beside the title."""
OURS: Final = frozenset(
    map(normalise, ("共建方", "共建单位", "共建单位名称", "共建资源", "共建需求", "共建项目", "共建项目名称", "谁提供", "谁提出"))
)
"""Headings that no other table has."""
SPOKEN: Final = re.compile(r"共驻共建|共建|(?:资源|需求|项目)清单")


@cache
def synonyms(kind: SheetKind) -> dict[str, str]:
    """Every spelling of a heading and its field."""
    return {normalise(heading): name for name, headings in KINDS[kind].items() for heading in headings}


def recognise(sheet: Sheet, kind: SheetKind) -> Table | None:
    """The list of this kind, None for another table."""
    header = find_header(sheet.head(SEARCHED_ROWS), synonyms(kind), required=("title",))
    if header is None or not ENOUGH[kind] & frozenset(header.columns.values()):
        return None
    spoken = any(SPOKEN.search(one) for one in (*said_above(sheet, header), sheet.name or ""))
    own = any(normalise(one) in OURS for one in header.written.values())
    return table_of(sheet, kind, header) if spoken or own else None
