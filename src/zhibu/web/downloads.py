"""Files that a page hands over."""

import tempfile
from typing import BinaryIO, Final, cast
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

EXCEL: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PAPERS: Final = {
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
    """A Word file or a PDF, by the ending of its name; never kept either."""
    return _handed(stream, name, PAPERS[name.rsplit(".", 1)[1]])


def _handed(stream: BinaryIO, name: str, kind: str) -> HttpResponse:
    stream.seek(0)
    response = FileResponse(stream, content_type=kind)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return cast("HttpResponse", response)
