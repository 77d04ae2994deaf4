"""``zhibu audit``: the auditor's commands. They read, and write nothing.

``audit verify`` reads the whole trail against its marks, its chain and the heads that were sent out: those in ``heads/`` of the data
directory, those in ``ZHIBU_HEADS_DIR``, and those of ``--heads FILE``, which the auditor has kept or typed in from paper. ``--json``
answers ``{"rows", "seconds", "heads", "heads_since", "findings": [{"stream", "kind", "first", "last", "count", "since", "until",
"message", "means"}]}``. Exit code 0: everything stands as it was written; 1: something does not; 2: it could not be verified.

``audit head`` prints the head of this moment as one line, ``--json`` answers ``{"line", "printed"}``.
"""

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from zhibu.kernel.clock import SHANGHAI, now
from zhibu.kernel.unusable import Unusable
from zhibu.trail.findings import Finding, broken_line
from zhibu.trail.heads import HeadLine, current, kept, read_lines
from zhibu.trail.marks import key_check
from zhibu.trail.verifying import Tell, silent, verify

DIFFERS: Final = 1
SHOWN: Final = 50
"""Findings before the rest is only counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``verify``, ``head``."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="verify|head")
    verifying = acts.add_parser("verify", help="核对日志有没有被改动、删去、插入、调换、截去")
    verifying.add_argument("--heads", type=Path, metavar="FILE", help="审计员自己保存的末值文件，或照打印件输入的文本")
    heading = acts.add_parser("head", help="打印现在的末值，一行")
    for one in (verifying, heading):
        one.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Do what was asked."""
    return {"verify": _verify, "head": _head}[options.act](options)


def _verify(options: argparse.Namespace) -> int:
    key_check()
    lines, unreadable = kept()
    if options.heads:
        lines += own_heads(options.heads)
    begin = time.monotonic()
    rows = [0]
    findings = [*map(broken_line, unreadable), *verify(lines, _telling(rows, silently=options.json))]
    answer: dict[str, Any] = {
        "rows": rows[0],
        "seconds": round(time.monotonic() - begin, 1),
        "heads": len(lines),
        "heads_since": min(line.at for line in lines).astimezone(SHANGHAI).date().isoformat() if lines else None,
        "findings": [one.told() for one in findings],
    }
    print(json.dumps(answer, ensure_ascii=False) if options.json else "\n".join(told(answer, findings)))
    return DIFFERS if findings else 0


def _telling(rows: list[int], *, silently: bool) -> Tell:
    """Count, and where somebody sits at a terminal, say so."""
    tell = _to_terminal if sys.stderr.isatty() and not silently else silent

    def telling(done: int, total: int) -> None:
        rows[0] = done
        tell(done, total)

    return telling


def _to_terminal(done: int, total: int) -> None:
    sys.stderr.write(f"\r已核对 {done:,} / {total:,} 条" + ("\n" if done >= total else ""))
    sys.stderr.flush()


def own_heads(file: Path) -> list[HeadLine]:
    """The lines of a file that somebody kept: each must be readable, and of this installation."""
    try:
        lines, unreadable = read_lines(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError) as error:
        raise Unusable(f"末值文件 {file} 读不出：请核对文件名，并存为 UTF-8 文本。(cannot be read: {error})") from error
    if unreadable:
        raise Unusable(f"末值文件 {file} 有 {len(unreadable)} 行与校验码不符，从“{unreadable[0]}”起：请对照原件更正。(checksum wrong)")
    if not lines:
        raise Unusable(f"末值文件 {file} 里没有末值：每行以 zhibu-head 开头。(no heads in the file)")
    if any(line.key != key_check() for line in lines):
        raise Unusable(f"末值文件 {file} 属于另一套系统：请核对文件和数据目录。(heads of another installation)")
    return lines


def told(answer: dict[str, Any], findings: Sequence[Finding]) -> list[str]:
    """The result in sentences."""
    heads = (
        f"对照 {answer['heads_since']} 以来的 {answer['heads']} 个末值"
        if answer["heads"]
        else "没有可对照的末值，日志末尾有没有缺失看不出来"
    )
    lines = [f"核对 {answer['rows']:,} 条，{heads}，用时 {answer['seconds']} 秒。"]
    if not findings:
        return [*lines, "日志：相符。"]
    lines.append(f"日志：{len(findings)} 处不符。")
    for one in findings[:SHOWN]:
        lines += [f"  {one.message}", f"    {one.means}"]
    return [*lines, f"  …… 另有 {len(findings) - SHOWN} 处"] if len(findings) > SHOWN else lines


def _head(options: argparse.Namespace) -> int:
    line = current(now())
    if line is None:
        raise Unusable("日志还没有封存过：服务运行以后每小时封存一次。(nothing sealed yet)")
    print(json.dumps({"line": line.text, "printed": line.printed}) if options.json else line.printed)
    return 0
