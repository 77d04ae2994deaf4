"""Lines of the programme are added, changed, put elsewhere, dropped."""

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.mechanism.commemoration.forms import LineForm
from zhibu.mechanism.commemoration.services.preparing import drop_line, set_line
from zhibu.mechanism.commemoration.terms import RECORD
from zhibu.mechanism.commemoration.views.reaching import ceremony_of, line_of, way_to
from zhibu.web.acting import act_page, sent
from zhibu.web.forms import PageForm
from zhibu.web.gate import ReaderRequest


@page(RECORD)
def add(request: ReaderRequest, code: str) -> HttpResponse:
    """One more, before the last unless another place is chosen."""
    one = ceremony_of(request, code, RECORD)
    places = len(one.lines) + 1
    return act_page(
        request,
        title="增加一项",
        lead=one.gathering.title,
        form=LineForm(sent(request), places=places, initial={"at": max(1, places - 1), "kind": "performance"}),
        run=lambda form: set_line(by=actor(request), ceremony=one.ceremony, line=form.line, at=form.cleaned_data["at"]),
        done="已列入议程。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
    )


@page(RECORD)
def change(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """Words, speaker, length, place."""
    one = ceremony_of(request, code, RECORD)
    found = line_of(one, number)
    line = found.line
    initial = {
        "at": number,
        "kind": line.kind,
        "title": line.title,
        "presenter": line.presenter,
        "minutes_long": line.minutes_long or None,
        "honour": line.honour,
    }
    return act_page(
        request,
        title=f"修改第 {number} 项",
        lead=one.gathering.title,
        form=LineForm(sent(request), places=len(one.lines), initial=initial),
        run=lambda form: set_line(by=actor(request), ceremony=one.ceremony, line=form.line, at=form.cleaned_data["at"], was=number),
        done="已修改。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
        template="commemoration/line.html",
        beside={"remove_url": reverse("ceremony_line_remove", args=[code, number]), "remove": "不举行了，去掉这一项"},
    )


@page(RECORD)
def drop(request: ReaderRequest, code: str, number: int) -> HttpResponse:
    """It is not held."""
    one = ceremony_of(request, code, RECORD)
    found = line_of(one, number)
    return act_page(
        request,
        title=f"去掉第 {number} 项",
        lead=found.line.title,
        form=PageForm(sent(request)),
        run=lambda _: drop_line(by=actor(request), ceremony=one.ceremony, number=number),
        done="已去掉。",
        back=way_to(one)[-1].url,
        crumbs=way_to(one),
        submit="去掉",
    )
