"""``zhibu ledger KIND --within CODE --year Y --out FILE``: a year's ledger; the file's ending says the format.

``--json`` answers ``{"file", "rows"}``.
"""

import argparse
import json
from pathlib import Path
from typing import BinaryIO, Final

from zhibu.gatherings.papers import write_as
from zhibu.gatherings.queries.ledgers import Asked
from zhibu.gatherings.terms.ledgers import LedgerKind
from zhibu.kernel.clock import now, today
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.register.commands.exporting import scope_of, write_file
from zhibu.register.models import Organisation
from zhibu.trail.actors import Actor

WHY: Final = "台账的表头写组织名称"
READER: Final = SystemReader("命令行导出台账")
FORMATS: Final = (".xlsx", ".docx", ".pdf")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which ledger, whose, of which year, where to."""
    listed = "、".join(f"{one.value}（{one.label}）" for one in LedgerKind)
    parser.add_argument("kind", metavar="KIND", help=listed)
    parser.add_argument("--within", default="", metavar="CODE", help="这个党组织及其下级：编号、代码或名称（默认全部）")
    parser.add_argument("--year", type=int, default=None, metavar="Y", help="年份（默认今年）")
    parser.add_argument("--out", type=Path, default=None, metavar="FILE", help=f"写到哪里；按扩展名定格式：{'、'.join(FORMATS)}")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Write it."""
    kind = LedgerKind.read(options.kind)
    if kind is None:
        known = "、".join(f"{one.value}（{one.label}）" for one in LedgerKind)
        raise Unusable(f"没有“{options.kind}”这种台账：可选 {known}。(unknown ledger)")
    year = options.year or today().year
    file = options.out or Path(f"{kind.label}-{year}.xlsx")
    if file.suffix.lower() not in FORMATS:
        raise Unusable(f"不能写成 {file.suffix or file.name}：请用 {'、'.join(FORMATS)} 结尾的文件名。(unknown format)")
    asked = Asked.of_year(READER, kind, year, scope=scope_of(options.within, today()))
    rows = write_file(file, lambda stream: _write(stream, file, kind, asked, _place(asked.scope)))
    print(json.dumps({"file": str(file), "rows": rows}, ensure_ascii=False) if options.json else f"{file}：{rows} 行")
    return 0


def _write(stream: BinaryIO, file: Path, kind: LedgerKind, asked: Asked, place: str) -> int:
    by, ending = Actor(READER, now(), "command"), file.suffix.lower().removeprefix(".")
    try:
        return write_as(stream, ending=ending, kind=kind, asked=asked, actor=by, place=place)
    except Unusable as refusal:
        raise Unusable(f"{refusal.reason} (not written)") from refusal


def _place(path: str) -> str:
    """What a printed ledger is headed with; of everything in an installation nothing."""
    return str(Organisation.objects.unguarded(WHY).filter(now_path=path).first() or "") if path else ""
