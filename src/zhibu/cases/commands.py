"""``zhibu case list`` and ``zhibu case show CODE``: what is under way, from the logs.

``list --json``: ``{"on", "cases": [{"code", "procedure", "title", "state", "late", "steps", "latest", "holder", "assignee", "opened_on",
"ended_on"}]}``. ``show --json``: the same with ``"waiting": [{"step", "role", "organisation", "since", "earliest", "latest", "late",
"assumed", "missing"}]``, ``"documents": [{"document", "present_on", "kept_at"}]`` and ``"log": [{"number", "kind", "step", "day",
"actor", "on_behalf_of", "organisation", "until", "void", "late"}]``; ``null`` when there is no such case (exit code 1). What was
written in a case is not told here: it is read on its page, by those who may. Dates are ``2026-11-24`` or ``null``.
"""

import argparse
import json
from dataclasses import asdict
from datetime import date
from typing import Any, Final

from zhibu.cases.models import Case
from zhibu.cases.queries.lists import CaseRow, Place, Wanted, case_rows, cases, places
from zhibu.cases.queries.log import Line, Standing, documents_of, standing
from zhibu.cases.registry import procedures
from zhibu.cases.rules.state import Done, Waiting
from zhibu.cases.tables import state_of, steps_of
from zhibu.cases.terms import SEE, Status
from zhibu.kernel.clock import today
from zhibu.kernel.readers import SystemReader
from zhibu.register.commands.exporting import scope_of

READER: Final = SystemReader("命令行查看办理事项")
NOBODY: Final = 1
ORDER: Final = "now_latest"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """``list`` with conditions, ``show`` by code."""
    acts = parser.add_subparsers(dest="act", required=True, metavar="list|show")
    listing = acts.add_parser("list", help="列出办理事项，期限近的在前")
    listing.add_argument("--within", default="", metavar="CODE", help="只看这个党组织及其下级：编号、代码或名称")
    listing.add_argument("--procedure", choices=[one.key for one in procedures()], default="", help="只看这一类")
    listing.add_argument("--state", choices=[one.value for one in Status], default="", help="只看这种状态")
    listing.add_argument("--late", action="store_true", help="只看有步骤逾期的")
    showing = acts.add_parser("show", help="一件事项：办到哪一步，办理记录")
    showing.add_argument("code", metavar="CODE", help="编号，例如 B000001")
    for one in (listing, showing):
        one.add_argument("--json", action="store_true", help="以 JSON 回答")


def run(options: argparse.Namespace) -> int:
    """List, or show one."""
    return _show(options.code, as_json=options.json) if options.act == "show" else _list(options)


def _list(options: argparse.Namespace) -> int:
    on = today()
    path = scope_of(options.within, on) if options.within else ""
    wanted = Wanted(READER, SEE, on, path=path, procedure=options.procedure, state=options.state, late=options.late)
    rows = case_rows(cases(wanted), on=on, order=ORDER)
    if options.json:
        print(json.dumps({"on": on, "cases": [_row(row) for row in rows]}, ensure_ascii=False, default=str))
    else:
        print("\n".join(_line(row) for row in rows) or "没有办理事项。")
    return 0


def _row(row: CaseRow) -> dict[str, Any]:
    return {
        "code": row.code,
        "procedure": row.procedure,
        "title": row.title,
        "state": row.state.value,
        "late": row.late,
        "steps": list(row.steps),
        "latest": row.latest,
        "holder": row.holder,
        "assignee": row.assignee,
        "opened_on": row.opened_on,
        "ended_on": row.ended_on,
    }


def _line(row: CaseRow) -> str:
    latest = f"最迟 {row.latest.isoformat()}" if row.latest else ""
    return "\t".join(filter(None, (row.code, state_of(row), row.title, steps_of(row), row.assignee or row.holder, latest)))


def _show(code: str, *, as_json: bool) -> int:
    found = Case.objects.seen_by(READER, SEE).filter(code=code.upper())
    case = found.first()
    if case is None:
        print("null" if as_json else "没有这件办理事项。")
        return NOBODY
    on = today()
    (row,) = case_rows(found, on=on, order=ORDER)
    it = standing(case)
    named = places({it.state.holder, *(line.organisation_id for line in it.lines if line.organisation_id)})
    answer = {
        **_row(row),
        "waiting": [_waiting(it, one, named, on) for one in it.state.open_steps],
        "documents": [{key: value for key, value in one._asdict().items() if key in DOCUMENT} for one in documents_of(case)],
        "log": [_logged(it, line, named) for line in it.lines],
    }
    print(json.dumps(answer, ensure_ascii=False, default=str) if as_json else "\n".join([_line(row), *map(_said, answer["log"])]))
    return 0


DOCUMENT: Final = frozenset({"document", "present_on", "kept_at"})


def _waiting(it: Standing, one: Waiting, named: dict[int, Place], on: date) -> dict[str, Any]:
    return {
        "step": one.step.key,
        "role": one.step.role.value,
        "organisation": named[one.organisation].code,
        "since": one.since,
        **asdict(one.window),
        "late": it.state.status is Status.OPEN and one.late(on),
        "missing": [key for key in one.step.needs if key not in it.documents],
    }


def _logged(it: Standing, line: Line, named: dict[int, Place]) -> dict[str, Any]:
    done: list[Done] = [*it.state.done.values(), *it.state.again, *it.state.void]
    return {
        "number": line.number,
        "kind": line.kind,
        "step": line.step,
        "day": line.day,
        "actor": line.actor,
        "on_behalf_of": line.on_behalf_of,
        "organisation": named[line.organisation_id].code if line.organisation_id else "",
        "until": line.until,
        "void": any(one.number == line.number for one in it.state.void),
        "late": any(one.number == line.number and one.late for one in done),
    }


def _said(line: dict[str, Any]) -> str:
    return f"  {line['number']}\t{line['day']}\t{line['kind']}\t{line['step']}\t{line['actor']}"
