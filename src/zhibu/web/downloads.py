"""Files that a page hands over, and what it says where there is none."""

import tempfile
from collections.abc import Callable, Sequence
from http import HTTPStatus
from typing import BinaryIO, Final, cast
from urllib.parse import quote

from django.http import FileResponse, HttpResponse
from django.shortcuts import render

from zhibu.kernel.decisions import Decision, Objection
from zhibu.kernel.unusable import Unusable
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb, Head

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS: Final = {
    "xlsx": EXCEL,
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
KEEP_IN_MEMORY: Final = 8_000_000


def new_file() -> BinaryIO:
    """Small workbooks never touch the disk."""
    return cast("BinaryIO", tempfile.SpooledTemporaryFile(max_size=KEEP_IN_MEMORY))


def sheet_response(stream: BinaryIO, name: str) -> HttpResponse:
    """A workbook to download; never kept by a browser or proxy."""
    return _handed(stream, name, EXCEL)


def paper_response(stream: BinaryIO, name: str) -> HttpResponse:
    """A Word file, a PDF or a workbook, by the ending of its name; never kept either."""
    return _handed(stream, name, KINDS[name.rsplit(".", 1)[1]])


def made_or_not(request: ReaderRequest, name: str, crumbs: Sequence[Crumb], make: Callable[[], bytes]) -> HttpResponse:
    """The paper that ``make`` sets, or the page that says why there is none."""
    stream = new_file()
    try:
        stream.write(make())
    except Unusable as refusal:
        return not_made(request, refusal.reason, crumbs)
    return paper_response(stream, name)


def not_made(request: ReaderRequest, reason: str, crumbs: Sequence[Crumb]) -> HttpResponse:
    """Why there is no file, and what to do: what ``reason`` says behind its colon."""
    message, _, remedy = reason.partition("：")
    decision = Decision.of(Objection("not_made", f"{message}。" if remedy else message, remedy=remedy))
    context = {"head": Head("没有生成文件", crumbs=crumbs), "decision": decision}
    return render(request, "web/not_made.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _handed(stream: BinaryIO, name: str, kind: str) -> HttpResponse:
    stream.seek(0)
    response = FileResponse(stream, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)
