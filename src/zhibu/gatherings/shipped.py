"""The templates that come with the product, in our own words; a street that wants others starts from them."""

from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

from zhibu.exchange.word import Fields
from zhibu.exchange.word_building import HEAD, Grid, Line, document
from zhibu.gatherings.ledger_tables import TABLES
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.gatherings.terms.papers import LEDGER, LISTED, MEETING_FIELDS, OF_A_LEDGER, PaperKind

EMPTY_ROWS: Final = 5
LARGE: Final = 18
WIDE: Final = frozenset({"会议议题", "会议内容", "会议决议", "主要内容及特色", "活动主题", "学习内容", "学习主题", "研讨结论"})
"""Columns that take the whole width of a printed ledger."""


def fields_of(kind: PaperKind) -> Fields:
    """What a template of this paper may name."""
    if kind in MEETING_FIELDS:
        return MEETING_FIELDS[kind]
    if kind is PaperKind.LEDGER_LIST:
        return Fields(LEDGER, {"记录": LISTED})
    return Fields(LEDGER, {"记录": ("序号", *labels(_ledger(kind)), "备注")})


def labels(kind: LedgerKind) -> list[str]:
    """The headings of a ledger as names of fields: without units in brackets."""
    return [column.label.partition("（")[0] for column in TABLES[kind].columns]


def _ledger(kind: PaperKind) -> LedgerKind:
    return next(ledger for ledger, paper in OF_A_LEDGER.items() if paper == kind)


@cache
def shipped(kind: PaperKind) -> bytes:
    """The file."""
    return MADE[kind](kind)


def _title(text: str) -> Line:
    return Line(text, 22, "center", font=HEAD)


def _rows(
    name: str, widths: tuple[float, ...], headings: tuple[str, ...], cells: tuple[str, ...], *, size: float, height: float = 0
) -> Grid:
    return Grid(widths, headings, ([f"{{%tr for 行 in {name} %}}"], cells, ["{%tr endfor %}"]), size, height)


def _notice(_: PaperKind) -> bytes:
    return document(
        [
            _title("关于召开{{会议名称}}的通知"),
            Line(""),
            Line("定于{{日期}}{{时间}}在{{地点}}召开{{会议名称}}（{{会议类型}}），请准时参加。", indent=True),
            Line("参加人员：{{参加人员}}", indent=True),
            Line("议程：", indent=True),
            Line("{%p for 行 in 议程 %}"),
            Line("{{行.序号}}. {{行.议题}}", indent=True),
            Line("{%p endfor %}"),
            Line("不能参加的，请提前向党支部请假。", indent=True),
            Line(""),
            Line("{{召集组织}}", align="right"),
            Line("{{打印日期}}", align="right"),
        ]
    )


def _sign_in(_: PaperKind) -> bytes:
    return document(
        [
            _title("{{会议名称}}签到表"),
            Line("时间：{{日期}}{{时间}}　　地点：{{地点}}", 14),
            Line("应到 {{应到人数}} 人　　按姓名拼音排列", 14),
            Grid(
                (1.6, 3.6, 6.2, 5.6),
                ("序号", "姓名", "党组织", "签名"),
                (["{%tr for 行 in 名单 %}"], ("{{行.序号}}", "{{行.姓名}}", "{{行.党组织}}", ""), ["{%tr endfor %}"]),
                LARGE,
                1.2,
                (LARGE, LARGE, 12, LARGE),
            ),
            Line(""),
            Line("列席人员", 14),
            Grid((5.2, 6.2, 5.6), ("姓名", "单位和职务", "签名"), [("", "", "")] * EMPTY_ROWS, LARGE, 1.2),
        ]
    )


def _agenda(_: PaperKind) -> bytes:
    return document(
        [
            _title("{{会议名称}}议程"),
            Line("时间：{{日期}}{{时间}}　　地点：{{地点}}", 14),
            Line("召开组织：{{召开组织}}", 14),
            Line(""),
            _rows("议程", (1.6, 11, 4.4), ("序号", "议题", "汇报人"), ("{{行.序号}}", "{{行.议题}}", "{{行.汇报人}}"), size=14, height=1),
            Line("{%p if 上次决议 %}"),
            Line(""),
            Line("上次会议决议的落实情况，请会前准备：", 14),
            _rows("上次决议", (2.8, 5, 9.2), ("日期", "会议", "决议"), ("{{行.日期}}", "{{行.会议}}", "{{行.决议}}"), size=12),
            Line("{%p endif %}"),
        ]
    )


def _minutes(_: PaperKind) -> bytes:
    wide = (
        ("到会情况", "到会"),
        ("名单", "名单"),
        ("议题", "议题"),
        ("内容", "内容"),
        ("表决", "表决"),
        ("决议", "决议"),
        ("签批", "签批"),
    )
    rows: list[list[str] | tuple[str, ...]] = [
        ["{%tr for 行 in 内容 %}"],
        ("类型", "{{行.类型}}", "名称", "{{行.名称}}"),
        ("主持人", "{{行.主持人}}", "记录人", "{{行.记录人}}"),
        *((label, f"{{{{行.{name}}}}}") for label, name in wide),
        ("版本", "{{行.版本}}"),
        ["{%tr endfor %}"],
    ]
    return document(
        [
            _title("{{会议名称}}记录"),
            Line("时间：{{日期}}{{时间}}　　地点：{{地点}}", 14),
            Line("召集组织：{{召集组织}}　　召开组织：{{召开组织}}", 14),
            Grid((2.4, 6.2, 2.2, 6.2), (), rows, 12),
            Line("打印日期：{{打印日期}}", 10.5, "right"),
        ]
    )


def _of_ledger(kind: PaperKind) -> bytes:
    """Each meeting as a small form: eighteen columns side by side nobody can read on paper."""
    names = labels(_ledger(kind))
    short = [name for name in names if name not in WIDE]
    pairs = [(short[at], *short[at + 1 : at + 2]) for at in range(0, len(short), 2)]
    rows: list[list[str] | tuple[str, ...]] = [
        ["{%tr for 行 in 记录 %}"],
        ("序号", "{{行.序号}}", "备注", "{{行.备注}}"),
        *(tuple(cell for name in pair for cell in (name, f"{{{{行.{name}}}}}")) for pair in pairs),
        *((name, f"{{{{行.{name}}}}}") for name in names if name in WIDE),
        ["{%tr endfor %}"],
    ]
    return document(
        [
            _title("{{组织}}{{年份}}年{{台账}}"),
            Line("共 {{行数}} 条　　打印日期：{{打印日期}}", 12, "right"),
            Grid((3.2, 5.4, 3.2, 5.4), (), rows, 10.5),
        ]
    )


def _listed(_: PaperKind) -> bytes:
    widths = (1.4, 5.6, 2.6, 4.4, 2.8, 3, 1.3, 1.3, 1.3, 3)
    return document(
        [
            _title("{{组织}}{{年份}}年{{台账}}一览表"),
            Line("共 {{行数}} 条　　打印日期：{{打印日期}}", 12, "right"),
            _rows("记录", widths, LISTED, tuple(f"{{{{行.{name}}}}}" for name in LISTED), size=9),
        ],
        landscape=True,
    )


def _session_agenda(_: PaperKind) -> bytes:
    cells = ("{{行.序号}}", "{{行.议题}}", "{{行.类别}}", "{{行.汇报人}}", "{{行.材料}}", "{{行.回避}}")
    return document(
        [
            _title("{{会议名称}}议程"),
            Line("时间：{{日期}}{{时间}}　　地点：{{地点}}", 14),
            Line("到会要求：{{到会要求}}（{{依据}}）", 14),
            Line(""),
            _rows("议题", (1.4, 6.4, 2.4, 2.8, 2.2, 2), ("序号", "议题", "类别", "汇报人", "材料", "回避"), cells, size=12, height=1),
            Line(""),
            Line("发言顺序（主要负责人末位表态）：", 14),
            _rows("发言", (1.8, 5, 8), ("次序", "姓名", "职务"), ("{{行.序号}}", "{{行.姓名}}", "{{行.职务}}"), size=12),
        ]
    )


def _session_summary(_: PaperKind) -> bytes:
    return document(
        [
            _title("{{召开组织}}会议纪要"),
            Line(""),
            Line("{{日期}}，{{召开组织}}在{{地点}}召开会议，{{主持人}}主持。{{到会情况}}。纪要如下：", indent=True),
            Line("{%p for 行 in 议题 %}"),
            Line("{{行.序号}}. {{行.议题}}", bold=True, indent=True),
            Line("会议决定：{{行.决定}}", indent=True),
            Line("{%p if 行.表决 %}"),
            Line("表决情况：{{行.表决}}", indent=True),
            Line("{%p endif %}"),
            Line("{%p if 行.督办 %}"),
            Line("督办：{{行.督办}}", indent=True),
            Line("{%p endif %}"),
            Line("{%p endfor %}"),
            Line(""),
            Line("缺席：{{缺席}}", indent=True),
            Line(""),
            Line("{{召开组织}}", align="right"),
            Line("{{打印日期}}", align="right"),
        ]
    )


def _session_decisions(_: PaperKind) -> bytes:
    cells = ("{{行.序号}}", "{{行.议题}}", "{{行.决定}}", "{{行.表决}}", "{{行.不同意见}}", "{{行.缺席意见}}", "{{行.督办}}")
    headings = ("序号", "议题", "决定", "表决", "不同意见", "缺席意见（不计票）", "督办")
    return document(
        [
            _title("{{会议名称}}决定事项"),
            Line("时间：{{日期}}{{时间}}　　地点：{{地点}}", 14),
            _rows("议题", (1.4, 4.4, 6, 4, 3.4, 3.4, 3.4), headings, cells, size=10.5, height=1),
            Line("打印日期：{{打印日期}}", 10.5, "right"),
        ],
        landscape=True,
    )


MADE: Final[Mapping[PaperKind, Callable[[PaperKind], bytes]]] = {
    PaperKind.NOTICE: _notice,
    PaperKind.SIGN_IN: _sign_in,
    PaperKind.AGENDA: _agenda,
    PaperKind.MINUTES: _minutes,
    **dict.fromkeys(OF_A_LEDGER.values(), _of_ledger),
    PaperKind.LEDGER_LIST: _listed,
    PaperKind.SESSION_AGENDA: _session_agenda,
    PaperKind.SESSION_SUMMARY: _session_summary,
    PaperKind.SESSION_DECISIONS: _session_decisions,
}
