"""A committee is dissolved: what has to be settled first and what ends with it stand above the form that confirms it."""

from typing import Final

from django.http import HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.kernel.clock import today
from zhibu.mechanism.steering import presentation
from zhibu.mechanism.steering.forms import DissolveForm
from zhibu.mechanism.steering.queries.dissolving import open_matters, proposals_of, unsigned_of
from zhibu.mechanism.steering.queries.seats import seats_on
from zhibu.mechanism.steering.services.dissolving import dissolve
from zhibu.mechanism.steering.terms import SET_UP
from zhibu.mechanism.steering.views.reaching import Page, committee_of
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.panels import Panel

LEAD: Final = "撤销以后，成员、会议和事项的记录都保留；当天可以在“最近变动”里撤回。"
DONE: Final = "已撤销；登记错了的，当天可以在“最近变动”里撤回。"


@page(SET_UP)
def confirm(request: ReaderRequest, code: str) -> HttpResponse:
    """By which paper, from which day."""
    found = committee_of(request, code, SET_UP)
    form = DissolveForm(sent(request), today=today(), initial={"on": today()})
    return act_page(
        request,
        title=f"撤销：{found.it.name}",
        lead=LEAD,
        form=form,
        run=lambda form: dissolve(by=actor(request), committee=found.row, on=form.cleaned_data["on"], basis=form.cleaned_data["basis"]),
        done=DONE,
        back=reverse("steering"),
        submit="确认撤销",
        crumbs=found.crumbs,
        template="steering/dissolve.html",
        beside={"panels": _panels(request, found)},
    )


def _panels(request: ReaderRequest, found: Page) -> list[Panel]:
    hindering = presentation.hindering_items(proposals_of(found.row), unsigned_of(found.row))
    seats = seats_on([found.it], today()).get(found.it.id, [])
    ends = presentation.ending_items(seats, open_matters(request.reader, found.it), found.it.organisation)
    return [*([Panel("先要办完的", hindering)] if hindering else []), Panel("撤销以后", ends)]
