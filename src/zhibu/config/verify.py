"""``zhibu verify``: what is derived agrees with what was recorded, the trail stands as it was written, what was destroyed is gone.

``--json`` answers ``{"projections": [{"kind", "code", "column", "stands", "should"}], "trail": [{"stream", "kind", "first", "last",
"count", "since", "until", "message", "means"}], "heads": [{"stream", "last_id", "at", "digest"}], "destroyed": [{"code", "message"}],
"files": [{"code", "message"}]}``, with the parts that were asked for: ``destroyed`` are people whose data was destroyed at the end of
its time and is here again, ``files`` attachments that are missing, were changed, or lie on the disk without a row. Exit code 1: something
differs. What the heads that were sent out say is asked by ``zhibu audit verify``.
"""

import argparse
import json
from dataclasses import asdict
from typing import Any, Final

from zhibu.cases.queries.projections import cases_astray
from zhibu.files.soundness import files_astray
from zhibu.kernel.clock import today
from zhibu.register.queries.destroyed import destroyed_astray
from zhibu.register.queries.projections import Difference, organisations_astray, people_astray
from zhibu.trail.seals import heads
from zhibu.trail.verifying import verify

DIFFERS: Final = 1
SHOWN: Final = 50
"""Lines of a kind before the rest is only counted."""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Everything, or one part."""
    parser.add_argument("--projections", action="store_true", help="名单所用的当前值与各项记录相符")
    parser.add_argument("--trail", action="store_true", help="日志没有被改动、增删")
    parser.add_argument("--destroyed", action="store_true", help="按期销毁的资料没有回来")
    parser.add_argument("--files", action="store_true", help="附件与磁盘上的内容相符")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Compare, and list what differs."""
    everything = not (options.projections or options.trail or options.destroyed or options.files)
    answer: dict[str, Any] = {}
    if options.projections or everything:
        found = [*organisations_astray(today()), *people_astray(today()), *cases_astray()]
        answer["projections"] = [_difference(one) for one in found]
    if options.trail or everything:
        answer["trail"] = [one.told() for one in verify()]
        answer["heads"] = [asdict(one) for one in heads()]
    if options.destroyed or everything:
        answer["destroyed"] = [{"code": code, "message": f"{code}：{message}"} for code, message in destroyed_astray()]
    if options.files or everything:
        answer["files"] = [{"code": code, "message": f"{code}：{message}"} for code, message in files_astray()]
    print(json.dumps(answer, ensure_ascii=False, default=str) if options.json else "\n".join(told(answer)))
    return DIFFERS if any(answer.get(part) for part in ("projections", "trail", "destroyed", "files")) else 0


def _difference(one: Difference) -> dict[str, object]:
    return {"kind": one.kind, "code": one.code, "column": one.column, "stands": one.stands, "should": one.should}


def told(answer: dict[str, Any]) -> list[str]:
    """The same in sentences."""
    lines: list[str] = []
    if "projections" in answer:
        found = [f"{one['code']} {one['column']}：现为“{one['stands']}”，应为“{one['should']}”。" for one in answer["projections"]]
        lines += _listed("当前值", found)
    if "trail" in answer:
        lines += _listed("日志", [one["message"] for one in answer["trail"]])
        lines += [f"  {one['stream']} 封存至 {one['last_id']}：{one['digest']}" for one in answer["heads"]]
    if "destroyed" in answer:
        lines += _listed("按期销毁", [one["message"] for one in answer["destroyed"]])
    if "files" in answer:
        lines += _listed("附件", [one["message"] for one in answer["files"]])
    return lines


def _listed(what: str, found: list[str]) -> list[str]:
    if not found:
        return [f"{what}：相符。"]
    more = [f"  …… 另有 {len(found) - SHOWN} 处"] if len(found) > SHOWN else []
    return [f"{what}：{len(found)} 处不符。", *(f"  {line}" for line in found[:SHOWN]), *more]
