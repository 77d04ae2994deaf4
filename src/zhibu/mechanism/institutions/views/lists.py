"""制度汇编: what counts for an organisation on a day, and which places of the shelf are empty."""

from collections import Counter
from typing import Final

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import page, reach
from zhibu.kernel.clock import today
from zhibu.kernel.readers import Reader
from zhibu.mechanism.institutions import presentation
from zhibu.mechanism.institutions.queries.shelf import missing, shelf
from zhibu.mechanism.institutions.tables import FILTERS, INSTITUTIONS
from zhibu.mechanism.institutions.terms import EDIT, SEE
from zhibu.parameters.queries import home_of, places_of
from zhibu.register.models import Organisation
from zhibu.web.components import Empty
from zhibu.web.gate import ReaderRequest
from zhibu.web.listing import Listing
from zhibu.web.pages import Act, Crumb, Head
from zhibu.web.paging import Count
from zhibu.web.state import PageState

LIST: Final = "制度汇编"
NOWHERE: Final = Empty("没有可以查看的党组织", "授权到某个党组织以后，这里列出它和上级的制度。")
NOTHING: Final = "把本组织已经印发的制度登记在这里：文本、由什么会议通过、从哪天起施行、什么时候复审。"


@page(SEE)
def institutions(request: ReaderRequest) -> HttpResponse:
    """Where the reader works."""
    return _list(request, home_of(request.reader, request.reader.home_path))


@page(SEE)
def institutions_of(request: ReaderRequest, code: str) -> HttpResponse:
    """Of one organisation."""
    return _list(request, reach(Organisation.objects.all(), request.reader, SEE, code=code))


def _list(request: ReaderRequest, place: Organisation | None) -> HttpResponse:
    reader, state = request.reader, PageState.read(request, filters=FILTERS, today=today())
    rows = shelf(reader, place, state.on) if place else []
    wanted = state.value("state")
    shown = [one for one in rows if not wanted or wanted in one.words]
    edits = place is not None and reader.may(EDIT, place.now_path)
    begin = reverse("institution_new", args=[place.code]) if place and edits else ""
    acts = [Act("＋ 登记制度", begin, "go")] if begin else []
    others = [Act(name, reverse("institutions_of", args=[other])) for other, name in places_of(reader) if place and other != place.code]
    listing = Listing(
        label=LIST,
        table=INSTITUTIONS,
        state=state,
        acts=reader.acts,
        rows=shown,
        count=Count(len(shown)),
        filters=FILTERS,
        counts={"state": Counter(word for one in rows for word in one.words)},
        empty=Empty("还没有登记制度", NOTHING, acts) if place else NOWHERE,
        choosable=False,
        sortable=False,
    )
    context = {
        "head": Head(LIST, lead=str(place) if place else "", acts=[*others, *acts], as_of=state),
        "listing": listing,
        "shelf": presentation.shelf_items(place.code, missing(place, rows)) if place and edits and state.is_today else [],
    }
    return render(request, "institutions/list.html", context)


def way_to(reader: Reader, place: Organisation) -> list[Crumb]:
    """The list of an organisation; of one above the reader's, the own list, in which its institutions stand, too."""
    here = reverse("institutions_of", args=[place.code]) if reader.may(SEE, place.now_path) else reverse("institutions")
    return [Crumb(LIST, here)]
