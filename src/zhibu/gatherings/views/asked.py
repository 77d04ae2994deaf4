"""What the address of a list of gatherings asks for, within what its reader may ask."""

from datetime import timedelta
from typing import Final

from zhibu.gatherings.queries.gatherings import CALENDAR, Wanted
from zhibu.gatherings.queries.places import organisations_offered
from zhibu.gatherings.tables import filters_with
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR, LONG_AGO
from zhibu.kernel.readers import AccountReader
from zhibu.register.models import Organisation
from zhibu.web.filters import Filter, day_of
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.state import PageState

ONE_DAY: Final = timedelta(days=1)


def list_asked(request: ReaderRequest, act: str) -> tuple[PageState, tuple[Filter, ...]]:
    """The state of the list, with the conditions that it offers."""
    filters = filters_with(organisations_offered(request.reader, act))
    return PageState.read(request, filters=filters, today=today()), filters


def scope_asked(reader: AccountReader, state: PageState, act: str = CALENDAR) -> Organisation | None:
    """The organisation that the list is narrowed to; one out of reach is 404."""
    code = state.value("within")
    return reach(Organisation.objects.all(), reader, act, code=code) if code else None


def wanted_of(state: PageState, scope: str, *, home: str) -> Wanted:
    """As the query takes it; the last day counts. ``home`` is where what is one's own is held."""
    since, until = day_of(state.value("since")), day_of(state.value("until"))
    return Wanted(
        scope=scope,
        own=home if state.value("own") else "",
        text=state.value("q"),
        kind=state.value("kind"),
        progress=state.value("state"),
        since=since or LONG_AGO,
        before=until + ONE_DAY if until else FAR,
        entered_afterwards=bool(state.chosen.get("late")),
    )
