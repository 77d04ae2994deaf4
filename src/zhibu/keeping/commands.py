"""``zhibu erase --due``: what the background process does every day, by hand.

The list of those whose time is ending is brought up to the day, and whose time is over is destroyed. ``--dry-run`` writes nothing and may
look ahead (``--on``); without it nobody is destroyed before the day. ``--json`` answers ``{"on", "dry_run", "announced", "withdrawn",
"erased": [{"row", "label", "people": [code]}], "held", "blocked", "waiting", "again"}``: new on the list and taken off it, who was
destroyed, how many are put off, have an account with grants, wait for the thirty days on the list, and how many were destroyed once
more after an older backup had brought them back.
"""

import argparse
import json
from datetime import date
from typing import Any, Final

from zhibu.keeping.services.erasing import Run, run_due, would_run
from zhibu.keeping.terms import NOTICE_DAYS, row_of
from zhibu.kernel.clock import now, today
from zhibu.kernel.readers import SystemReader
from zhibu.kernel.unusable import Unusable
from zhibu.trail.actors import Actor

WHY: Final = "按资料保存期限销毁"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What, as of which day, and whether in earnest."""
    parser.add_argument("--due", action="store_true", required=True, help="按资料保存期限：更新到期名单，销毁已到期的资料")
    parser.add_argument(
        "--on",
        type=date.fromisoformat,
        default=None,
        metavar="DATE",
        help="按哪一天计算（默认今天）；以前的日期只销毁当时已到期的，以后的日期只能试算",
    )
    parser.add_argument("--dry-run", action="store_true", help="只试算，不写入")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Do it, or say what would be done."""
    on = options.on or today()
    if on > today() and not options.dry_run:
        text = f"{on} 还没有到，不能提前销毁：请加 --dry-run 试算，或去掉 --on。(date in the future)"
        raise Unusable(text)
    done = would_run(on=on) if options.dry_run else run_due(by=Actor(SystemReader(WHY), now(), "command"), on=on)
    print(
        json.dumps(as_json(done, dry_run=options.dry_run), ensure_ascii=False) if options.json else "\n".join(told(done, options.dry_run))
    )
    return 0


def as_json(done: Run, *, dry_run: bool) -> dict[str, Any]:
    """The run under English keys."""
    return {
        "on": done.on.isoformat(),
        "dry_run": dry_run,
        "announced": done.announced,
        "withdrawn": done.withdrawn,
        "erased": [{"row": row, "label": row_of(row, done.on).label, "people": codes} for row, codes in done.erased.items()],
        "held": done.held,
        "blocked": done.blocked,
        "waiting": done.waiting,
        "again": done.again,
    }


def told(done: Run, dry_run: bool) -> list[str]:  # noqa: FBT001  an option
    """The same in sentences."""
    verb = "将销毁" if dry_run else "已销毁"
    lines = [f"{row_of(row, done.on).label}：{verb} {len(codes)} 人（{'、'.join(codes)}）。" for row, codes in done.erased.items()]
    if not lines:
        lines = [f"{done.on}：没有到期可以销毁的资料。"]
    if done.again:
        lines.append(f"恢复的备份里有 {done.again} 人此前已按期销毁，{'将' if dry_run else '已'}重新销毁。")
    if not dry_run:
        lines.append(f"到期名单：新列入 {done.announced} 人，移出 {done.withdrawn} 人。")
    left = ((done.held, "登记了暂缓"), (done.blocked, "账号还有授权"), (done.waiting, f"列入名单未满 {NOTICE_DAYS} 天"))
    return [*lines, *(f"期限已到、暂不销毁：{number} 人{why}。" for number, why in left if number)]
