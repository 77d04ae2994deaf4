"""``zhibu import``: rosters from Excel and CSV, without a log-in, recorded as done at the command line.

``--json`` answers ``{"rows", "created", "updated", "unchanged", "rejected", "unusable"}``; the exit code is 0 when nothing was
refused, 1 when rows were, 2 when a file could not be used.
"""

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from zhibu.exchange.limits import DEFAULT
from zhibu.kernel.clock import now, today
from zhibu.kernel.dates import day_named
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.imports.findings import FileResult, SheetResult, as_json
from zhibu.register.imports.options import Options
from zhibu.register.imports.refused_rows import write_refused
from zhibu.register.imports.runs import Source, run_files
from zhibu.register.models import Organisation
from zhibu.register.rules.matching import identity_of
from zhibu.trail.actors import Actor

READER: Final = SystemReader("命令行导入")
WHY: Final = "命令行指明上级党组织"
LISTED: Final = 50
"""Refused rows that are listed; all of them stand in the JSON answer and in the workbook."""
QUIET: Final = 2000
"""Rows below which nobody waits long enough to be told of progress."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which files, as of which day, and what may be decided without asking."""
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help="花名册：.xlsx、.xls、.csv 或制表符分隔的文本")
    parser.add_argument("--on", type=day_named, default=None, metavar="DATE", help="花名册的基准日期，例如 2026-06-30（默认今天）")
    parser.add_argument("--under", default="", metavar="CODE", help="只在这个党组织及其下级中对应：编号、党组织代码或名称")
    parser.add_argument("--dry-run", action="store_true", help="只预览，不写入")
    parser.add_argument("--create-organisations", action="store_true", help="按名称新建未知的党支部")
    parser.add_argument("--accept-candidates", action="store_true", help="名称略有差别时采用唯一的相近党组织")
    parser.add_argument("--complete", action="store_true", help="会议台账是完整的：从其中最早一年起，没有记录就是没有开过")
    parser.add_argument("--apart", action="store_true", help="会议台账：与已有会议同日同时或同日同名的，仍按另一次会议导入")
    parser.add_argument("--refused", type=Path, default=None, metavar="FILE.xlsx", help="把未导入的行连同原因写成工作簿")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Import, and say what became of it."""
    on = options.on or today()
    if on > today():
        raise Unusable(f"基准日期 {on} 在今天之后：请改用 --on 指明今天或以前的日期。(--on lies in the future)")
    decided = Options(
        on=on,
        under=_organisation(options.under),
        create_organisations=options.create_organisations,
        accept_candidates=options.accept_candidates,
        complete=options.complete,
        apart=options.apart,
    )
    by = Actor(READER, now(), channel="command")
    sources = [_source(file) for file in options.files]
    results = run_files(sources, by=by, options=decided, dry_run=options.dry_run, progress=_ignored if options.json else _told)
    if options.refused is not None and any(one.refused for one in results):
        write_refused(options.refused, results)
    _answer(results, options)
    if any(one.unusable for one in results):
        return 2
    return 1 if any(one.refused for one in results) else 0


def _organisation(asked: str) -> int | None:
    """By local code, official code or name."""
    if not asked:
        return None
    found = Organisation.objects.unguarded(WHY).filter(dissolved_on=None)
    for column in ("code", "official_code"):
        by_code = found.filter(**{column: asked}).values_list("pk", flat=True).first()
        if by_code is not None:
            return int(by_code)
    rows = found.values_list("pk", "now_name", "now_short_name")
    named = [pk for pk, name, short in rows if identity_of(asked) in {identity_of(name), identity_of(short)}]
    if len(named) != 1:
        problem = "没有" if not named else f"有 {len(named)} 个"
        raise Unusable(f"{problem}编号、代码或名称为“{asked}”的党组织：请用 --under 写明编号或代码。(organisation not found)")
    return int(named[0])


def _source(file: Path) -> Source:
    try:
        if file.stat().st_size > DEFAULT.file_bytes:
            return Source(file.name, unusable=f"文件超过 {DEFAULT.file_bytes // 2**20} MB 的上限。请分成几个文件导入。")
        return Source(file.name, file.read_bytes())
    except IsADirectoryError:
        return Source(file.name, unusable="这是文件夹，不是文件。请指明里面的文件。")
    except FileNotFoundError:
        return Source(file.name, unusable="没有这个文件。请核对路径和文件名。")
    except OSError as error:
        return Source(file.name, unusable=f"文件不能读取。请检查权限。({error.strerror})")


def _ignored(stage: str, done: int, total: int) -> None:
    """JSON is read by programs."""


def _told(stage: str, done: int, total: int) -> None:
    if total >= QUIET and sys.stderr.isatty():
        word = {"read": "读取", "write": "写入"}.get(stage, stage)
        print(f"\r{word} {done}/{total} 行", end="\n" if done >= total else "", file=sys.stderr, flush=True)


def _answer(results: Sequence[FileResult], options: argparse.Namespace) -> None:
    if options.json:
        print(json.dumps(as_json(results), ensure_ascii=False))
        return
    for line in _lines(results, dry_run=options.dry_run, refused=options.refused):
        print(line)


def _lines(results: Sequence[FileResult], *, dry_run: bool, refused: Path | None) -> Iterator[str]:
    if dry_run:
        yield "预览（没有写入）"
    for one in results:
        yield from _file_lines(one)
    if any(one.refused for one in results):
        yield (
            f"未导入的行已写入 {refused}：改正后可再次导入。"
            if refused
            else "加上 --refused 文件名.xlsx，可得到未导入的行和原因，改正后再次导入。"
        )


def _file_lines(one: FileResult) -> Iterator[str]:
    if one.unusable:
        yield f"{one.file}：不能使用。{one.unusable}"
        return
    yield f"{one.file}：新增 {one.total('created')}，更新 {one.total('updated')}，未变 {one.total('unchanged')}，未导入 {one.refused}"
    for name, why in one.skipped:
        yield f"  工作表“{name}”：{why}"
    for sheet in one.sheets:
        yield from _sheet_lines(sheet)
    left = LISTED
    for sheet in one.sheets:
        for row in sheet.refused[: max(0, left)]:
            where = f"“{sheet.sheet}”第 {row.row} 行" if sheet.sheet else f"第 {row.row} 行"
            for problem in row.problems:
                what = f"{problem.column}：" if problem.column else ""
                yield f"  {where}  {what}{problem.reason}{problem.remedy}"
        left -= len(sheet.refused)
    if left < 0:
        yield f"  ……还有 {-left} 行未导入"


def _sheet_lines(sheet: SheetResult) -> Iterator[str]:
    name = f"工作表“{sheet.sheet}”" if sheet.sheet else "表格"
    yield f"  {name}（{sheet.kind.label}）：共 {sheet.rows} 行"
    if sheet.untaken:
        yield f"  {name}中没有导入的栏目：{'、'.join(sheet.untaken)}"
    if sheet.new_organisations:
        yield f"  新建党支部：{'、'.join(sheet.new_organisations)}"
    if sheet.checks:
        yield f"  {sheet.checks} 行已导入，有需要核实的内容"
    if sheet.proposals:
        yield f"  {sheet.proposals} 人已在别的党支部，未更改，已提出转接建议"
