"""``zhibu findings``: what is due, late, to be checked or not recorded, on any day.

``--json``: ``{"on", "horizon": {"from", "to"}, "findings": [{"clause", "article", "subject": {"kind", "code", "name"}, "state",
"since", "until", "evidence": [], "message"}]}``; with ``--counts`` instead of the list ``"counts": [{"clause", "state", "number"}]``.
"""

import argparse
import json
from collections.abc import Iterable
from typing import Any, Final

from zhibu.kernel.clock import today
from zhibu.kernel.dates import day_named
from zhibu.kernel.readers import SystemReader
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.counts import counts
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.oversight.rules import horizon
from zhibu.oversight.tables import answer
from zhibu.register.commands.exporting import scope_of
from zhibu.rulebook.loading import rulebook

READER: Final = SystemReader("命令行查看提醒事项")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Of which day, of which part of the tree."""
    parser.add_argument("--on", type=day_named, default=None, metavar="DATE", help="按日期查看（默认今天）")
    parser.add_argument("--within", default="", metavar="CODE", help="只看这个党组织及其下级：编号、代码或名称")
    parser.add_argument("--clause", action="append", default=[], metavar="ID", help="只看这一项规定要求，可重复")
    parser.add_argument("--counts", action="store_true", help="只计数，不列出")
    parser.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """Work them out, and say them."""
    on = options.on or today()
    scope = scope_of(options.within, on)
    asked = Asked.by(READER, on=on, scope=scope)
    told: dict[str, Any] = {"on": on, "horizon": dict(zip(("from", "to"), horizon(on), strict=True))}
    if options.counts:
        told["counts"] = _counts(asked, scope, options.clause)
        lines = _counted_lines(told["counts"])
    else:
        found = [one for one in findings(asked) if not options.clause or one.clause.id in options.clause]
        told["findings"] = [answer(one) for one in found]
        lines = _lines(found)
    print(json.dumps(told, ensure_ascii=False, default=str) if options.json else "\n".join(lines))
    return 0


def _counts(asked: Asked, scope: str, clauses: list[str]) -> list[dict[str, object]]:
    by_clause = counts(asked, scope=scope).by_clause()
    return [
        {"clause": clause, "state": state.value, "number": number}
        for clause, states in by_clause.items()
        if not clauses or clause in clauses
        for state, number in states.items()
    ]


def _counted_lines(found: Iterable[dict[str, object]]) -> Iterable[str]:
    titles = rulebook().clauses
    return [f"{titles[str(one['clause'])].title}\t{one['state']}\t{one['number']}" for one in found] or ["没有提醒事项。"]


def _lines(found: Iterable[Finding]) -> list[str]:
    return [f"{one.state.label}　{one.subject.name}　{one.message}（{one.article}）" for one in found] or ["没有提醒事项。"]
