"""Lists as Excel files."""

from typing import Final

from django.http import HttpResponse

from zhibu.kernel.clock import today
from zhibu.register.asked import FIND, filters_for, out_of_the_address, roll_asked, scope_asked
from zhibu.register.documents import write_organisations, write_roll, write_units
from zhibu.register.queries.matching_text import is_number
from zhibu.register.queries.units import unit_rows, units_on
from zhibu.register.views.organisations import asked as organisations_asked
from zhibu.register.views.units import FILTERS as UNIT_FILTERS
from zhibu.web.downloads import new_file, sheet_response
from zhibu.web.gate import ReaderRequest, actor, page
from zhibu.web.paging import EXACT
from zhibu.web.state import PageState

EXPORT: Final = "export_masked"


@page(EXPORT)
def members(request: ReaderRequest) -> HttpResponse:
    """The roll with the filters and columns of the page."""
    reader = request.reader
    state = PageState.read(request, filters=filters_for(reader), today=today())
    if is_number(state.value(FIND.name)):
        return out_of_the_address(request)
    scope = scope_asked(reader, state, EXPORT)
    wanted = roll_asked(reader, state, scope=scope, act=EXPORT)
    stream = new_file()
    write_roll(stream, wanted=wanted, actor=actor(request), acts=reader.acts, chosen=state.columns)
    return sheet_response(stream, f"党员名册_{scope or reader.home_name}_{state.on.isoformat()}.xlsx")


@page(EXPORT)
def organisations(request: ReaderRequest) -> HttpResponse:
    """Organisations on the day, with the condition of the page."""
    state, rows, place = organisations_asked(request, EXPORT)
    stream = new_file()
    write_organisations(stream, rows=rows, actor=actor(request), names={row.id: row.name for row in rows})
    return sheet_response(stream, f"党组织_{place}_{state.on.isoformat()}.xlsx")


@page(EXPORT)
def units(request: ReaderRequest) -> HttpResponse:
    """Resident units of the reader's reach on the day, with the conditions of the page."""
    state = PageState.read(request, filters=UNIT_FILTERS, today=today())
    scope = scope_asked(request.reader, state, EXPORT)
    path = scope.now_path if scope else ""
    found = units_on(request.reader, on=state.on, scope=path, ownership=state.value("ownership"), text=state.value("q"), act=EXPORT)
    rows = unit_rows(found, sort="sort_key", first=0, end=EXACT)
    stream = new_file()
    write_units(stream, rows=rows, actor=actor(request))
    return sheet_response(stream, f"驻区单位_{scope or request.reader.home_name}_{state.on.isoformat()}.xlsx")
