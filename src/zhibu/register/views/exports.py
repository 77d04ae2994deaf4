"""Lists as Excel files."""

import tempfile
from typing import IO
from urllib.parse import quote

from django.http import FileResponse, HttpResponse

from zhibu.kernel.clock import today
from zhibu.register.documents import write_organisations, write_roll, write_units
from zhibu.register.queries.organisations import organisations_on
from zhibu.register.queries.units import unit_rows, units_on
from zhibu.register.views.members import FILTERS, roll_filter
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.paging import EXACT
from zhibu.web.state import PageState

EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KEEP_IN_MEMORY = 8_000_000


def _file() -> IO[bytes]:
    return tempfile.SpooledTemporaryFile(max_size=KEEP_IN_MEMORY)  # noqa: SIM115  the response closes it


def sheet_response(stream: IO[bytes], name: str) -> HttpResponse:
    """A workbook to download; never kept by a browser or proxy."""
    stream.seek(0)
    response = FileResponse(stream, content_type=EXCEL)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(name)}"
    response["Cache-Control"] = "private, no-store"
    return response  # type: ignore[return-value]


@page("export_masked")
def members(request: ReaderRequest) -> HttpResponse:
    """The roll with the filters and columns of the page."""
    state = PageState.read(request, filters=FILTERS, today=today())
    wanted, scope = roll_filter(request, state, act="export_masked")
    stream = _file()
    write_roll(stream, wanted=wanted, actor=actor(request), acts=request.reader.acts, chosen=state.columns)  # type: ignore[arg-type]
    return sheet_response(stream, f"党员名册_{scope or request.reader.home_name}_{state.on.isoformat()}.xlsx")


@page("export_masked")
def organisations(request: ReaderRequest) -> HttpResponse:
    """Organisations of the reader's reach on the day."""
    state = PageState.read(request, today=today())
    rows = organisations_on(request.reader, on=state.on, today=state.today, act="export_masked")
    stream = _file()
    write_organisations(stream, rows=rows, actor=actor(request), names={row.id: row.name for row in rows})  # type: ignore[arg-type]
    return sheet_response(stream, f"党组织_{request.reader.home_name}_{state.on.isoformat()}.xlsx")


@page("export_masked")
def units(request: ReaderRequest) -> HttpResponse:
    """Resident units of the reader's reach on the day."""
    state = PageState.read(request, today=today())
    rows = unit_rows(units_on(request.reader, on=state.on, act="export_masked"), sort="sort_key", first=0, end=EXACT)
    stream = _file()
    write_units(stream, rows=rows, actor=actor(request))  # type: ignore[arg-type]
    return sheet_response(stream, f"驻区单位_{request.reader.home_name}_{state.on.isoformat()}.xlsx")
