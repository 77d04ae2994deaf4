"""One gathering: what is planned or was held, for each organisation in reach."""

from django.http import HttpResponse
from django.shortcuts import render

from zhibu.gatherings import presentation
from zhibu.gatherings.acts import acts_of, by_note, more_of
from zhibu.gatherings.queries.gathering_page import gathering_shown
from zhibu.gatherings.queries.gatherings import CALENDAR, SEE
from zhibu.gatherings.reaching import gathering_of, way_to
from zhibu.kernel.clock import today
from zhibu.web.gate import ReaderRequest, page
from zhibu.web.pages import Head
from zhibu.web.panels import About, later_panels


@page(CALENDAR)
def gathering(request: ReaderRequest, code: str) -> HttpResponse:
    """Whoever sees the calendar alone reads what, when and where; who was there and what was decided needs more."""
    found = gathering_of(request, code, CALENDAR)
    reader, day = request.reader, today()
    shown = gathering_shown(found, reader, calendar=CALENDAR)
    sees_all = any(reader.may(SEE, path) for path in shown.paths)
    lead = presentation.day_in_words(found.on, found.begins, found.ends)
    context = {
        "head": Head(found.title, lead, way_to(found)[:1], acts_of(shown, reader, day), more_of(shown, reader)),
        "facts": presentation.facts_of(shown, day, sees_all=sees_all),
        "later_first": by_note(shown),
        "moves": presentation.moved(shown.moves),
        "parts": presentation.part_panels(shown, reader, day),
        "later": later_panels("gathering", About(reader, found.pk, found.code, found.host.now_path, kinds=presentation.kinds_of(shown))),
    }
    return render(request, "gatherings/gathering.html", context)
