"""A street's own table, row by row, out of a sheet as offices write it (REGULATIONS.md 9A, 9D, 9F): merged cells, sections, totals, notes.

A sheet fills merged cells downwards, so the same project with the same points in rows that follow each other is either one project with
several standards or several projects. What the sheet itself gives as its total decides; where it gives none, it is one project.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from itertools import groupby
from typing import Final

from zhibu.exchange.cells import Cells, Numbered, Sheet
from zhibu.exchange.headings import Header, find_header, normalise
from zhibu.exchange.texts import text

_BOTH: Final = " ".join(
    f"{what}{joint}{how}"
    for what in ("考核内容", "考评内容", "考核要点", "考核指标", "考核项目", "工作内容", "工作要求", "目标要求", "具体内容", "内容")
    for joint in ("及", "和", "与", "、", "")
    for how in ("标准", "评分标准", "计分标准", "考核标准", "考评标准", "扣分标准", "评分办法", "计分办法", "评分细则", "要求")
)
"""One column that says what is asked and what is taken off for it, as most offices draw it."""
HEADINGS: Final = {
    normalise(heading): field
    for field, headings in {
        "area": "考核类别 考评类别 类别 一级指标 考核内容分类 板块 领域",
        "project": "考核项目 考评项目 项目",
        "title": "指标 考核指标 考评指标 考核内容 考评内容 评价指标 二级指标 三级指标 内容 具体内容 考核要点 评星内容 目标任务 工作任务",
        "points": "分值 分数 标准分 满分 基准分 基本分 权重分 分值(分) 考核分值 赋分",
        "standard": "评分标准 计分标准 评分办法 考核标准 考评标准 评分细则 扣分标准 计分办法 考核办法 评星标准 评分说明 考核细则 "
        f"评分标准及办法 {_BOTH}",
        "scorer": "评分人 评分单位 考核单位 考评单位 责任科室 考核科室 牵头部门 责任部门 考核部门 评分部门 评分科室",
        "own": "自评分 自评得分 自评 得分 考核得分 考评得分 实得分 备注",
    }.items()
    for heading in headings.split()
}
FIELDS: Final = ("area", "project", "title", "points", "standard", "scorer")
_TOTAL: Final = re.compile(r"^\s*(合\s*计|总\s*计|总\s*分|小\s*计|满\s*分)")
_STATED: Final = re.compile(
    r"[（(](?:共|满分|总分|计)?(?P<in>\d{2,3}(?:\.\d+)?)分[)）]|(?:总分|满分|共计|合计|总计)(?:值)?(?:为|是)?\s*[:：]?\s*(?P<of>\d{2,3}(?:\.\d+)?)\s*分?|百分制"
)
_NOTE: Final = re.compile(r"^\s*(?:备?注|说明|填表说明|考核人|考评人|评分人|负责人|单位（?盖?章?）?)\s*[:：]")
_POINTS: Final = re.compile(r"^[（(]?\s*[+＋]?(-?\d+(?:\.\d+)?)\s*分?\s*[)）]?$")
_BONUS: Final = re.compile(r"加分(?:项|事项|因素)?|附加分|奖励分")
_PENALTY: Final = re.compile(r"^\s*(?:扣分|倒扣|减分)(?:项|事项)?")
HUNDRED: Final = Decimal(100)
MOST_ROWS: Final = 150
LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One project of the sheet; ``line`` is its number in Excel's margin."""

    line: int
    area: str
    title: str
    points: Decimal | None
    standard: str = ""
    scorer: str = ""
    written: str = ""
    """What stood where points should stand, where it is no number."""

    @property
    def words(self) -> str:
        """All that it says."""
        return f"{self.area} {self.title} {self.standard}"

    @property
    def asks(self) -> str:
        """Where it says what is taken off: in its standard, or in the only column that there is."""
        return self.standard or self.title


@dataclass(frozen=True, slots=True)
class Read:
    """A sheet as it was understood: its projects, its bonus, and what does not fit together."""

    title: str
    rows: tuple[SheetRow, ...]
    bonus: Decimal
    stated: Decimal | None
    problems: tuple[str, ...]
    untaken: tuple[str, ...] = ()
    """Columns whose headings nothing here knows."""

    @property
    def total(self) -> Decimal:
        """Of the projects."""
        return sum((row.points for row in self.rows if row.points is not None), Decimal(0))


class NoTable(ValueError):
    """No sheet of the file holds such a table; the sentence says what is looked for."""


def read_table(sheets: Iterable[Sheet]) -> Read:
    """The first sheet with headings of such a table."""
    for sheet in sheets:
        lines = list(sheet.numbered())
        header = find_header(lines, HEADINGS, required=("points",))
        if header is not None and {"area", "project", "title", "standard"} & set(header.places):
            return _read(sheet.name or "", lines, header)
    raise NoTable("没有找到考核表。表头要有“考核项目”或“考核内容”一列，和“分值”一列。")


def _read(name: str, lines: Sequence[Numbered], header: Header) -> Read:
    above = [line for _, cells in lines[: header.row_index] if (line := _alone(cells))]
    body = lines[header.row_index + 1 :]
    stated = _stated(above, body)
    rows, bonus = _rows(body, header)
    joined = _joined(rows)
    found = _closer(rows, joined, stated, bonus)
    read = Read(above[0] if above else name, tuple(found), bonus, stated, (), tuple(dict.fromkeys(header.untaken)))
    return replace(read, problems=tuple(_problems(read)))


def _alone(cells: Cells) -> str:
    """What a row says that says one thing, however many cells it was merged over."""
    filled = {one for cell in cells if (one := text(cell))}
    return filled.pop() if len(filled) == 1 else ""


def _stated(above: Iterable[str], body: Iterable[Numbered]) -> Decimal | None:
    for line in above:
        if found := _STATED.search(line):
            return Decimal(found["in"] or found["of"] or HUNDRED)
    for _, cells in body:
        written = [text(cell) for cell in cells]
        if any(_TOTAL.match(one) for one in written) and not any("小" in one[:2] for one in written):
            numbers = [points for one in written if (points := points_of(one)) is not None]
            if numbers:
                return max(numbers)
    return None


def points_of(written: str) -> Decimal | None:
    """10, 10分, （10分）; None for what is no number of points."""
    found = _POINTS.match(written.strip())
    if not found:
        return None
    try:
        return Decimal(found[1])
    except InvalidOperation:
        return None


def _rows(body: Iterable[Numbered], header: Header) -> tuple[list[SheetRow], Decimal]:
    rows, bonus, section = list[SheetRow](), Decimal(0), ""
    for line, cells in body:
        written = {name: text(header.value(cells, name)) for name in FIELDS}
        first = next((one for cell in cells if (one := text(cell))), "")
        if not first or _TOTAL.match(first) or _NOTE.match(first):
            continue
        if alone := _alone(cells):
            section = "" if _NOTE.match(alone) or len(alone) > LONGEST else alone
            continue
        row = _row(line, written, section)
        if row is None:
            continue
        if _BONUS.search(f"{row.area} {row.title}"):
            bonus = max(bonus, row.points or Decimal(0))
        elif not _PENALTY.match(row.title):
            rows.append(row)
    return rows, bonus


def _row(line: int, written: dict[str, str], section: str) -> SheetRow | None:
    area, title = _named(written, section)
    if not title:
        return None
    standard = written["standard"] or (title if len(title) > LONGEST else "")
    points, scorer = written["points"], written["scorer"][:60]
    return SheetRow(line, area[:60], title[:LONGEST], points_of(points), standard[:1000], scorer, points)


def _named(written: dict[str, str], section: str) -> tuple[str, str]:
    """Area and title: columns of one sheet go from the wide to the narrow, and the narrowest that says something is what is asked."""
    levels = [one for name in ("area", "project", "title") if (one := written[name])] or [written["standard"]]
    return " · ".join(levels[:-1]) or section, levels[-1]


def _joined(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Rows of one merged project as one, its standards one after the other."""
    found = []
    for _, group in groupby(rows, key=lambda row: (row.area, row.title, row.points)):
        several = list(group)
        standards = dict.fromkeys(row.standard for row in several if row.standard)
        found.append(replace(several[0], standard="\n".join(standards)[:1000]))
    return found


def _apart(rows: Sequence[SheetRow]) -> list[SheetRow]:
    """Rows that share a title are told apart by their standards."""
    titles = [(row.area, row.title) for row in rows]
    return [
        replace(row, area=row.title[:60], title=(row.standard or row.title)[:LONGEST]) if titles.count((row.area, row.title)) > 1 else row
        for row in rows
    ]


def _closer(rows: Sequence[SheetRow], joined: list[SheetRow], stated: Decimal | None, bonus: Decimal) -> list[SheetRow]:
    if len(joined) == len(rows):
        return list(rows)
    wanted = {stated, stated - bonus} if stated is not None else {HUNDRED}
    sums = [sum((row.points or Decimal(0) for row in some), Decimal(0)) for some in (joined, rows)]
    return _apart(rows) if sums[1] in wanted and sums[0] not in wanted else joined


def _problems(read: Read) -> Iterable[str]:
    if read.untaken:
        yield f"没有导入的栏目：{'、'.join(read.untaken)}。"
    for row in read.rows:
        if row.points is None:
            what = f"写的是“{row.written}”，不是数字" if row.written else "没有写"
            yield f"第 {row.line} 行“{row.title[:20]}”：分值{what}。"
        elif row.points <= 0:
            yield f"第 {row.line} 行“{row.title[:20]}”：分值要大于 0。"
    if read.stated is not None and read.total not in {read.stated, read.stated - read.bonus}:
        yield f"各项合计 {read.total.normalize():f} 分，表上写的是 {read.stated.normalize():f} 分，请核对分值。"
    elif read.stated is None and read.total != HUNDRED:
        yield f"各项合计 {read.total.normalize():f} 分，不是 100 分；总分按百分制折算。"
    if len(read.rows) > MOST_ROWS:
        yield f"一张表最多 {MOST_ROWS} 项，这张有 {len(read.rows)} 项，后面的没有读入。"
