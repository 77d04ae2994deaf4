"""The way of an upload: kept sealed, previewed, confirmed, imported, taken back, thrown away after seven days."""

import logging
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from io import BytesIO
from typing import Any, Final

from django.db import IntegrityError, transaction

from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.register.imports.findings import FieldChange, FileResult, RowLine, SheetResult
from zhibu.register.imports.options import Options
from zhibu.register.imports.refused_rows import write_refused
from zhibu.register.imports.runs import Source, run_files
from zhibu.register.imports.uploads import Folder
from zhibu.register.models import ImportRun, ImportState
from zhibu.register.services.undo import BUILT_ON, REMEDY, take_back
from zhibu.store.guards import within
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work
from zhibu.trail.models import AuditEntry, Operation

logger = logging.getLogger(__name__)

KEPT_FOR: Final = timedelta(days=7)
STALLED_AFTER: Final = timedelta(minutes=15)
"""A run without progress for so long was interrupted: the server was stopped in between."""
SHOWN: Final = 200
"""Lines of a kind on the page; the workbook of refused rows has them all."""

OUT_OF_REACH: Final = Objection(
    "out_of_reach", "这次导入涉及您现在的负责范围以外的人员或党组织。", remedy="请由负责该范围的街道组织干事登记更正。"
)

PREVIEW: Final = "preview.json"
RESULT: Final = "result.json"
REFUSED: Final = "refused.xlsx"


@dataclass(frozen=True, slots=True)
class Choices:
    """What the owner has decided on the page."""

    on: date
    create_organisations: bool = False
    accept_candidates: bool = False
    under: int | None = None
    mapping: Mapping[str, int] = field(default_factory=dict)
    complete: bool = False
    apart: bool = False

    def as_json(self) -> dict[str, Any]:
        """As the row keeps it."""
        return {
            "on": self.on.isoformat(),
            "create_organisations": self.create_organisations,
            "accept_candidates": self.accept_candidates,
            "under": self.under,
            "mapping": dict(self.mapping),
            "complete": self.complete,
            "apart": self.apart,
        }

    @classmethod
    def of(cls, kept: Mapping[str, Any]) -> "Choices":
        """As the row kept it."""
        return cls(
            date.fromisoformat(kept["on"]),
            bool(kept.get("create_organisations")),
            bool(kept.get("accept_candidates")),
            kept.get("under"),
            dict(kept.get("mapping", {})),
            bool(kept.get("complete")),
            bool(kept.get("apart")),
        )


def upload(*, by: Actor, account_id: int, files: Sequence[tuple[str, bytes]], choices: Choices) -> ImportRun:
    """Keep the files sealed, for seven days, for their owner."""
    run = ImportRun(
        key=secrets.token_hex(16),
        account_id=account_id,
        uploaded_at=by.at,
        expires_at=by.at + KEPT_FOR,
        touched_at=by.at,
        names=[name for name, _ in files],
        options=choices.as_json(),
    )
    folder = Folder(run.key)
    for number, (_, content) in enumerate(files):
        folder.put(f"{number}.upload", content)
    run.save(force_insert=True)
    return run


def begin(*, run: ImportRun, state: ImportState, choices: Choices, at: datetime) -> bool:
    """Take the run in hand; False when somebody else (another tab) already has, be it only for another preview."""
    allowed = [ImportState.PREVIEWED, ImportState.FAILED]
    waiting = ImportRun.objects.filter(pk=run.pk, state__in=allowed)
    return bool(waiting.update(state=state, options=choices.as_json(), touched_at=at))


def settled(run: ImportRun, told: Mapping[str, str]) -> dict[str, int]:
    """Names of branches that somebody settled: only those that the preview asks about, each as one of its candidates."""
    asked: dict[str, set[str]] = {}
    for file in Folder(run.key).get_json(PREVIEW) or []:
        for sheet in file["sheets"]:
            for question in sheet["questions"]:
                asked.setdefault(question["raw"], set()).update(str(candidate[0]) for candidate in question["candidates"])
    return {raw: int(value) for raw, value in told.items() if value in asked.get(raw, ())}


def preview(*, by: Actor, run: ImportRun) -> None:
    """What an import would do, without doing it."""
    _work(by, run, dry_run=True)


def confirm(*, by: Actor, run: ImportRun) -> None:
    """Do it: each file in one transaction of its own."""
    _work(by, run, dry_run=False)


def _work(by: Actor, run: ImportRun, *, dry_run: bool) -> None:
    folder = Folder(run.key)
    choices = Choices.of(run.options)
    sources = [Source(name, folder.get(f"{number}.upload") or b"") for number, name in enumerate(run.names)]
    options = Options(
        on=choices.on,
        under=choices.under,
        create_organisations=choices.create_organisations,
        accept_candidates=choices.accept_candidates,
        paths=by.reader.paths("import_rosters"),
        hardship=by.reader.paths("see_hardship"),
        organisations=by.reader.paths("edit_organisations"),
        mapping=choices.mapping,
        complete=choices.complete,
        apart=choices.apart,
    )
    operations: list[int] = []

    def remember(work: Work) -> None:
        """In the transaction of each file: what stays is known to the run, whatever happens to the process."""
        operations.append(work.operation_id)
        ImportRun.objects.filter(pk=run.pk).update(operations=operations)

    under_way = ImportRun.objects.filter(pk=run.pk, state=ImportState.READING if dry_run else ImportState.IMPORTING)
    try:
        results = run_files(sources, by=by, options=options, dry_run=dry_run, progress=folder.tell, written=remember)
    except Exception:
        logger.exception("import %s was interrupted", run.key)
        under_way.update(state=_ended(operations))
        raise
    if dry_run and not under_way.exists():
        return
    _keep(folder, results, dry_run=dry_run)
    state = ImportState.PREVIEWED if dry_run else ImportState.DONE
    under_way.update(state=state, summary=_summary(results), operations=operations)


def _ended(operations: Sequence[int]) -> ImportState:
    """Of an interrupted run the files that were written stay, and can be taken back."""
    return ImportState.DONE if operations else ImportState.FAILED


def _keep(folder: Folder, results: Sequence[FileResult], *, dry_run: bool) -> None:
    folder.put_json(PREVIEW if dry_run else RESULT, [_file(one) for one in results])
    if any(one.refused for one in results):
        stream = BytesIO()
        write_refused(stream, results)
        folder.put(REFUSED, stream.getvalue())


def _summary(results: Sequence[FileResult]) -> dict[str, int]:
    counts = {name: sum(one.total(name) for one in results) for name in ("rows", "created", "updated", "unchanged", "proposals", "checks")}
    return {**counts, "refused": sum(one.refused for one in results), "unusable": sum(1 for one in results if one.unusable)}


def _file(one: FileResult) -> dict[str, Any]:
    return {"file": one.file, "unusable": one.unusable, "skipped": one.skipped, "sheets": [_sheet(sheet) for sheet in one.sheets]}


def _sheet(sheet: SheetResult) -> dict[str, Any]:
    refused = [
        {"row": row.row, "column": one.column, "value": one.value, "reason": one.reason, "remedy": one.remedy}
        for row in sheet.refused[:SHOWN]
        for one in row.problems
    ]
    return {
        "sheet": sheet.sheet,
        "kind": sheet.kind.value,
        "untaken": list(sheet.untaken),
        "rows": sheet.rows,
        "created": sheet.created,
        "updated": sheet.updated,
        "unchanged": sheet.unchanged,
        "refused_rows": len(sheet.refused),
        "refused": refused,
        "created_lines": [_line(line) for line in sheet.created_lines[:SHOWN]],
        "updated_lines": [_line(line) for line in sheet.updated_lines[:SHOWN]],
        "remark_lines": [_line(line) for line in sheet.remark_lines[:SHOWN]],
        "new_organisations": sheet.new_organisations,
        "questions": [{"raw": one.raw, "rows": one.rows, "candidates": list(one.candidates)} for one in sheet.questions],
    }


def _line(line: RowLine) -> dict[str, Any]:
    return {
        "row": line.row,
        "title": line.title,
        "place": line.place,
        "changes": [_change(one) for one in line.changes],
        "remarks": list(line.remarks),
    }


def _change(one: FieldChange) -> dict[str, str]:
    return {"label": one.label, "old": one.old, "new": one.new}


def take_back_run(*, by: Actor, run: ImportRun, reason: str = "") -> Outcome:
    """Undo all files of a run, the last one first; all of them or none. What rests on them is refused when the transaction ends."""
    if not by.reader.everywhere and _reaches_beyond(run.operations, by.reader.paths("undo_import")):
        return Outcome.refused(OUT_OF_REACH)
    try:
        with transaction.atomic():
            return _take_back_all(by, run, reason)
    except IntegrityError:
        return Outcome.refused(Objection("built_on", f"{BUILT_ON}。", remedy=REMEDY))


def _reaches_beyond(operations: Sequence[int], paths: Sequence[str]) -> bool:
    """Somebody may have moved to another street since."""
    return AuditEntry.objects.filter(operation_id__in=operations).exclude(within("path", paths)).exists()


def _take_back_all(by: Actor, run: ImportRun, reason: str) -> Outcome:
    operations = Operation.objects.in_bulk(run.operations)
    for operation_id in reversed(run.operations):
        outcome = take_back(by=by, operation=operations[operation_id], whole_import=True, reason=reason)
        if not outcome.done:
            transaction.set_rollback(True)
            return outcome
    ImportRun.objects.filter(pk=run.pk).update(state=ImportState.UNDONE, touched_at=by.at)
    return Outcome(row_id=run.pk)


def may_confirm(run: ImportRun, *, really: bool = True) -> Decision:
    """A preview comes first, there is something in it, and nothing is imported twice; ``really`` is no further preview."""
    return Decision.of(
        Objection("nothing", "没有可导入的内容。", remedy="请照下面写的原因改好文件，再重新上传。")
        if really and run.takes_nothing
        else None,
        Objection("not_previewed", "还没有预览结果。", remedy="请等预览完成。") if run.state == ImportState.READING else None,
        Objection("done", "这次上传已经导入。", remedy="需要再次导入时请重新上传。")
        if run.state in {ImportState.DONE, ImportState.UNDONE}
        else None,
        Objection("busy", "正在导入。", remedy="请等导入完成。") if run.state == ImportState.IMPORTING else None,
    )


def expire(now: datetime) -> int:
    """Throw away what is older than seven days, and what was interrupted; returns how many uploads went."""
    stalled = ImportRun.objects.filter(state__in=[ImportState.READING, ImportState.IMPORTING], touched_at__lt=now - STALLED_AFTER)
    for one in stalled:
        ImportRun.objects.filter(pk=one.pk).update(state=_ended(one.operations))
    gone = list(ImportRun.objects.filter(expires_at__lte=now).values_list("pk", "key"))
    for _, key in gone:
        Folder(key).remove()
    ImportRun.objects.filter(pk__in=[pk for pk, _ in gone]).delete()
    return len(gone)
