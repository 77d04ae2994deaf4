"""``zhibu appraisal scores`` lists live scores; ``zhibu appraisal import FILE`` brings a street's own table from Excel as a draft.

``scores --json``: ``{"on", "scores": [{"table", "organisation", "code", "points", "band", "lost", "unknown"}]}``, in the order of the tree.
``import`` maps each row as the page proposes; ``--dry-run`` writes nothing. ``--json``: ``{"table", "rows": [{"line", "title", "points",
"measure", "rule"}], "left_out": [{"line", "title", "what", "reason", "article"}], "problems"}``; ``table`` is empty where nothing was
written. Code 1: refused, with every objection.
"""

import argparse
import json
from pathlib import Path
from typing import Any, Final

from zhibu.kernel.clock import now, today
from zhibu.kernel.decisions import Decision
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.appraisal.imports import Proposing, proposing
from zhibu.mechanism.appraisal.models import Scheme
from zhibu.mechanism.appraisal.queries.schemes import kinds_below
from zhibu.mechanism.appraisal.queries.scores import agreements_seen
from zhibu.mechanism.appraisal.queries.standing import Standing, standings
from zhibu.mechanism.appraisal.rules.drafts import RowDraft, TableDraft
from zhibu.mechanism.appraisal.rules.proposing import Proposal
from zhibu.mechanism.appraisal.rules.scoring import Judged, Listed
from zhibu.mechanism.appraisal.rules.spelling import plain, says
from zhibu.mechanism.appraisal.services.tables import begin_table
from zhibu.mechanism.appraisal.terms import KIND_LABELS, SEE
from zhibu.register.commands.exporting import scope_of
from zhibu.register.models import Organisation
from zhibu.store.guards import within
from zhibu.trail.actors import Actor

READER: Final = SystemReader("命令行办理目标考评")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Two acts."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="scores|import")
    scores = acts.add_parser("scores", help="列出实时得分")
    scores.add_argument("--within", default="", metavar="CODE", help="只看这个党组织及其下级：编号、代码或名称")
    scores.add_argument("--year", type=int, default=0, metavar="YYYY", help="哪一年（默认今年）")
    scores.add_argument("--json", action="store_true", help="以 JSON 回答")
    bring = acts.add_parser("import", help="从 Excel 导入考评办法，成为草稿")
    bring.add_argument("file", type=Path, metavar="FILE", help="考核表：.xlsx、.xls 或 CSV")
    bring.add_argument("--within", required=True, metavar="CODE", help="是哪个街道党工委的办法：编号、代码或名称")
    bring.add_argument("--kind", choices=list(KIND_LABELS), default="branch", help="考评谁（默认 branch，党支部）")
    bring.add_argument("--year", type=int, default=0, metavar="YYYY", help="哪一年（默认今年）")
    bring.add_argument("--title", default="", help="名称（默认用表上的标题）")
    bring.add_argument("--basis", default="", help="依据文件")
    bring.add_argument("--scorer", default="街道党工委办公室", help="没有写评分人的，由谁评分")
    bring.add_argument("--dry-run", action="store_true", help="只看结果，不写入")
    bring.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """One of them."""
    return _scores(options) if options.act == "scores" else _import(options)


def _scores(options: argparse.Namespace) -> int:
    on = today()
    found = agreements_seen(READER).filter(scheme__year=options.year or on.year)
    if options.within:
        found = found.filter(within("taker__now_path", [scope_of(options.within, on)]))
    agreements = list(found)
    schemes = {one.scheme_id: one.scheme for one in agreements}
    rows = [row for pk, scheme in schemes.items() for row in standings(scheme, [one for one in agreements if one.scheme_id == pk], on)]
    if options.json:
        print(json.dumps({"on": on, "scores": [_row(one) for one in rows]}, ensure_ascii=False, default=str))
    else:
        print("\n".join(_line(one) for one in rows) or "还没有施行的考评办法，或者还没有目标责任书。")
    return 0


def _row(one: Standing) -> dict[str, Any]:
    return {
        "table": one.agreement.scheme.code,
        "organisation": one.agreement.taker.code,
        "code": one.agreement.code,
        "points": str(one.points),
        "band": one.band,
        "lost": sum(1 for line in one.lines if line.scored.lost),
        "unknown": sum(1 for line in one.lines if line.scored.unknown),
    }


def _line(one: Standing) -> str:
    return "\t".join((one.agreement.taker.code, str(one.agreement.taker), plain(one.points), one.band or "未定等次"))


def _import(options: argparse.Namespace) -> int:
    on = today()
    place = Organisation.objects.seen_by(READER, SEE).filter(now_path=scope_of(options.within, on)).first()
    if place is None:
        raise Unusable("没有找到党组织：请用 --within 指明街道党工委。(organisation unknown)")
    if options.kind not in kinds_below(place):
        raise Unusable(f"{place}下面没有{KIND_LABELS[options.kind]}：请改用 --kind。(no organisations of this kind below)")
    read = proposing(_content(options.file), name=options.file.name, kind=options.kind)
    if isinstance(read, Decision):
        return _refused(read)
    year = options.year or on.year
    draft = TableDraft(year, options.kind, options.title or read.title or f"{year}年度目标考评办法", options.basis, bonus_cap=read.bonus)
    rows = [_draft(one, options.scorer) for one in read.proposed.rows]
    code = ""
    if not options.dry_run:
        done = begin_table(by=Actor(READER, now(), channel="command"), organisation=place, draft=draft, rows=rows, act="import")
        if not done.done:
            return _refused(done.decision)
        code = Scheme.objects.seen_by(READER, SEE).code_of(done.row_id)
    print(json.dumps(_told(code, read), ensure_ascii=False) if options.json else _said(code, read))
    return 0


def _content(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        text = f"不能读取 {file}：请核对文件名。(not readable: {error.strerror})"
        raise Unusable(text) from error


def _refused(decision: Decision) -> int:
    print("\n".join(f"{one.message}{one.remedy}" for one in decision.objections))
    return 1


def _draft(one: Proposal, scorer: str) -> RowDraft:
    by_hand = isinstance(one.rule, Judged | Listed)
    named = (one.row.scorer or scorer) if by_hand else ""
    return RowDraft(one.row.title, one.points, one.rule, one.measure, one.row.area, one.row.standard, reach=one.reach, scorer=named)


def _told(code: str, read: Proposing) -> dict[str, Any]:
    rows = [
        {"line": one.row.line, "title": one.row.title, "points": str(one.points), "measure": one.measure, "rule": says(one.rule)}
        for one in read.proposed.rows
    ]
    left = [
        {"line": one.row.line, "title": one.row.title, "what": why.what, "reason": why.reason, "article": why.article}
        for one in read.proposed.left_out
        if (why := one.left_out)
    ]
    return {"table": code, "rows": rows, "left_out": left, "problems": list(read.problems)}


def _said(code: str, read: Proposing) -> str:
    lines = [
        f"{one.row.line}\t{one.row.title}\t{plain(one.points)} 分\t{one.measure or '由人评定'}\t{says(one.rule)}"
        for one in read.proposed.rows
    ]
    left = [f"{one.row.line}\t{one.row.title}\t不列入：{one.left_out.reason}" for one in read.proposed.left_out if one.left_out]
    done = f"已导入为草稿 {code}，{len(lines)} 项。" if code else f"读到 {len(lines)} 项，没有写入。"
    return "\n".join([*lines, *left, *read.problems, done])
