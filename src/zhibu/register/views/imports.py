"""Rosters in: upload, preview, import, result, taking back. Each upload is seen by its owner alone, for seven days."""

import threading
from collections.abc import Callable
from dataclasses import replace
from io import BytesIO
from typing import Any, Final

from django.contrib import messages
from django.db import connections
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST

from zhibu.kernel.clock import SHANGHAI, now, today
from zhibu.kernel.decisions import Decision, Objection
from zhibu.register.forms import UploadForm
from zhibu.register.imports import flow, further
from zhibu.register.imports.columns import KIND_LABELS, SheetKind
from zhibu.register.imports.flow import Choices
from zhibu.register.imports.uploads import Folder
from zhibu.register.models import ImportRun, ImportState
from zhibu.trail.actors import Actor
from zhibu.web.components import Figure, Progress, Step
from zhibu.web.downloads import sheet_response
from zhibu.web.forms import FormPage
from zhibu.web.gate import ReaderRequest, actor, page, takes_files
from zhibu.web.pages import Crumb, Head
from zhibu.web.places import address

ACT: Final = "import_rosters"
AT_ONCE: Final = 200_000
"""Bytes of an upload that is previewed while the browser waits; larger ones show their progress."""
STAGES: Final = {"read": "正在读取", "write": "正在核对和写入"}
BUSY: Final = frozenset({ImportState.READING, ImportState.IMPORTING})


@takes_files
@page(ACT)
def imports(request: ReaderRequest) -> HttpResponse:
    """The uploads of the last seven days, and the way to the next one."""
    form = UploadForm(request.POST or None, request.FILES or None, today=today(), initial={"on": today()})
    if request.method == "POST" and form.is_valid():
        files = [(file.name, file.read()) for file in form.cleaned_data["rosters"]]
        by = actor(request)
        run = flow.upload(by=by, account_id=request.reader.account_id, files=files, choices=Choices(on=form.cleaned_data["on"]))
        _run(flow.preview, by, run, wait=sum(len(content) for _, content in files) <= AT_ONCE)
        return HttpResponseRedirect(reverse("import_run", args=[run.key]))
    runs = ImportRun.objects.filter(account_id=request.reader.account_id).order_by("-uploaded_at")[:50]
    context = {
        "head": Head("数据导入", lead="把手里的 Excel 名册传上来，先看结果再确认；写入后可以整批撤回。"),
        "page": FormPage(form=form, submit="上传并预览"),
        "runs": [(run, reverse("import_run", args=[run.key]), run.standing) for run in runs],
        "kinds": list(KIND_LABELS.values()),
    }
    return render(request, "register/imports.html", context, status=422 if form.errors else 200)


def _run(work: Callable[..., None], by: Actor, run: ImportRun, *, wait: bool) -> None:
    """Now, or beside the server's other work."""
    if wait:
        work(by=by, run=run)
        return

    def beside() -> None:
        try:
            work(by=by, run=run)
        finally:
            connections.close_all()

    threading.Thread(target=beside, name=f"import {run.key}").start()


def _own(request: ReaderRequest, key: str) -> ImportRun:
    run = ImportRun.objects.filter(key=key, account_id=request.reader.account_id, expires_at__gt=now()).first()
    if run is None:
        raise Http404
    return run


@page(ACT)
def run(request: ReaderRequest, key: str) -> HttpResponse:
    """One upload, wherever it stands."""
    return _show(request, _own(request, key), Decision())


def _show(request: ReaderRequest, run: ImportRun, decision: Decision, status: int = 200) -> HttpResponse:
    folder = Folder(run.key)
    done = run.state in {ImportState.DONE, ImportState.UNDONE}
    until = run.expires_at.astimezone(SHANGHAI)
    context = {
        "head": Head(
            str(run),
            lead=f"{run.standing} · 保留至 {until:%Y-%m-%d %H:%M}，只有您能看到",
            crumbs=[Crumb("数据导入", reverse("imports"))],
        ),
        "run": run,
        "steps": _steps(run),
        "progress": _progress(run) if run.state in BUSY else None,
        "decision": decision,
        "files": _files(folder.get_json(flow.RESULT if done else flow.PREVIEW) or []),
        "figures": _figures(run),
        "done": done,
        "previewed": run.state == ImportState.PREVIEWED,
        "nothing": run.takes_nothing,
        "asks": bool(_kinds(folder)),
        "failed": run.state == ImportState.FAILED,
        "may_undo": run.state == ImportState.DONE and run.operations and request.reader.may_anywhere("undo_import"),
        "choices": Choices.of(run.options),
        "ledgers": SheetKind.GATHERINGS.value in _kinds(folder),
        "further": [(word, address(name)) for word, name in further.seen_at(_kinds(folder))],
        "may_make": request.reader.may_anywhere("edit_organisations"),
    }
    return render(request, "register/import_run.html", context, status=status)


def _kinds(folder: Folder) -> list[str]:
    """What the upload holds: of a ledger it is asked whether it is complete."""
    kept: list[dict[str, Any]] = folder.get_json(flow.PREVIEW) or []
    return list(dict.fromkeys(sheet["kind"] for one in kept for sheet in one["sheets"]))


def _steps(run: ImportRun) -> list[Step]:
    order = (
        ("上传", ()),
        ("预览", (ImportState.READING, ImportState.PREVIEWED, ImportState.FAILED)),
        ("导入", (ImportState.IMPORTING,)),
        ("完成", (ImportState.DONE, ImportState.UNDONE)),
    )
    now_at = next(number for number, (_, states) in enumerate(order) if run.state in states)
    return [
        Step(label, "done" if number < now_at or run.state == ImportState.DONE else "now" if number == now_at else "todo")
        for number, (label, _) in enumerate(order)
    ]


def _progress(run: ImportRun) -> Progress:
    told = Folder(run.key).told()
    url = reverse("import_progress", args=[run.key])
    return Progress(STAGES.get(str(told["stage"]), "正在处理"), int(told["done"]), max(1, int(told["total"])), url)


def _figures(run: ImportRun) -> list[Figure]:
    if not run.summary:
        return []
    names = (("新增", "created"), ("更新", "updated"), ("未变", "unchanged"), ("未导入", "refused"))
    return [Figure(label, f"{run.summary.get(name, 0):,}") for label, name in names]


def _files(kept: list[dict[str, Any]]) -> list[dict[str, Any]]:
    for one in kept:
        for sheet in one["sheets"]:
            sheet["label"] = KIND_LABELS[SheetKind(sheet["kind"])]
    return kept


@page(ACT)
def progress(request: ReaderRequest, key: str) -> HttpResponse:
    """The bar while work is under way; when it has ended the page is loaded anew."""
    found = _own(request, key)
    if found.state not in BUSY:
        return HttpResponse(headers={"HX-Redirect": reverse("import_run", args=[key])})
    return render(request, "web/parts/progress.html", {"progress": _progress(found)})


@require_POST
@page(ACT)
def confirm(request: ReaderRequest, key: str) -> HttpResponse:
    """Preview again with other decisions, or import."""
    found = _own(request, key)
    really = request.POST.get("do") == "import"
    decision = flow.may_confirm(found, really=really)
    if not decision.allowed:
        return _show(request, found, decision, 422)
    state = ImportState.IMPORTING if really else ImportState.READING
    by = actor(request)
    if flow.begin(run=found, state=state, choices=_choices(request, found), at=by.at):
        found.refresh_from_db()
        _run(flow.confirm if really else flow.preview, by, found, wait=found.summary.get("rows", 0) <= 500)
    return HttpResponseRedirect(reverse("import_run", args=[key]))


def _choices(request: ReaderRequest, found: ImportRun) -> Choices:
    """Ticks and branch names settled on the page."""
    told = {name.removeprefix("branch:"): str(value) for name, value in request.POST.items() if name.startswith("branch:")}
    before = Choices.of(found.options)
    return replace(
        before,
        create_organisations="create_organisations" in request.POST,
        accept_candidates="accept_candidates" in request.POST,
        complete="complete" in request.POST,
        apart="apart" in request.POST,
        mapping={**before.mapping, **flow.settled(found, told)},
    )


@page(ACT)
def refused(request: ReaderRequest, key: str) -> HttpResponse:
    """The refused rows with the reasons in the last column; mended, the workbook comes in again."""
    found = _own(request, key)
    content = Folder(found.key).get(flow.REFUSED)
    if content is None:
        raise Http404
    return sheet_response(BytesIO(content), f"未导入的行_{found.uploaded_at.astimezone(SHANGHAI):%Y%m%d}.xlsx")


@require_POST
@page("undo_import")
def take_back(request: ReaderRequest, key: str) -> HttpResponse:
    """The whole upload is taken back, as long as nothing was built on it."""
    found = _own(request, key)
    nothing = Objection("nothing", "没有可撤回的导入。", remedy="只有已导入的批次可以撤回。")
    if found.state != ImportState.DONE or not found.operations:
        return _show(request, found, Decision.of(nothing), 422)
    outcome = flow.take_back_run(by=actor(request), run=found)
    if not outcome.done:
        return _show(request, found, outcome.decision, 422)
    messages.success(request, "已整批撤回。")
    return HttpResponseRedirect(reverse("import_run", args=[key]))
