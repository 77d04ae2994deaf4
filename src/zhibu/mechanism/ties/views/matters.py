"""What follows from a visit: matters noted there, each a case that ends with an answer to the person who asked."""

from typing import Final
from uuid import uuid4

from django.http import Http404, HttpResponse
from django.urls import reverse

from zhibu.access.pages import page
from zhibu.cases.forms import OpenForm
from zhibu.cases.models import Case
from zhibu.cases.presentation import row_item
from zhibu.cases.terms import SEE, STEER
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.queries.gatherings import SEE as SEE_GATHERINGS
from zhibu.gatherings.reaching import gathering_of
from zhibu.kernel.clock import today
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.ties.queries import is_visit, matters_of
from zhibu.mechanism.ties.rules import VISIT_MATTER
from zhibu.mechanism.ties.services import Matter, open_matter
from zhibu.register.models import Organisation
from zhibu.register.named import at_named
from zhibu.register.queries.lookups import names_offered
from zhibu.web.acting import act_page, sent
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Crumb, Head
from zhibu.web.panels import Panel
from zhibu.web.parts import part_page

NOTHING: Final = "还没有。走访中群众反映的事记在这里，由人办理并答复本人。"


def _visit(request: ReaderRequest, code: str) -> Gathering:
    found = gathering_of(request, code, SEE_GATHERINGS)
    if not is_visit(found):
        raise Http404
    return found


@page(SEE)
def matters(request: ReaderRequest, code: str) -> HttpResponse:
    """A part of the visit's page, or a page of its own where no script fetched it."""
    visit = _visit(request, code)
    found = matters_of(visit, actor(request))
    noting = reverse("visit_matter_note", args=[code]) if request.reader.paths(STEER) else ""
    panel = Panel("反映事项", [row_item(row) for row in found], "" if found else NOTHING, "记一件反映事项" if noting else "", noting)
    return part_page(request, Head("反映事项", crumbs=[Crumb(visit.title, reverse("gathering", args=[code]))]), [panel])


@page(STEER)
def note(request: ReaderRequest, code: str) -> HttpResponse:
    """Somebody brought something up: what, and, if that person wishes, whom to answer. The household is not named."""
    visit = _visit(request, code)
    initial = {"submission": uuid4().hex, "on": visit.on, "organisation": str(visit.host)}
    form = OpenForm(sent(request), today=today(), procedure=VISIT_MATTER, initial=initial)
    form.offer("organisation", names_offered(request.reader, STEER), fill=True)

    def run(form: OpenForm) -> Outcome:
        data = form.cleaned_data
        matter = Matter(data["title"], form.texts["matter"], data["on"], form.texts.get("asker", ""))

        def do(holder: Organisation) -> Outcome:
            return open_matter(by=actor(request), organisation=holder, matter=matter, visit=visit.code, submission=data["submission"])

        return at_named(request, data["organisation"], field="organisation", act=STEER, do=do)

    def back(outcome: Outcome) -> str:
        return reverse("case", args=[Case.objects.seen_by(request.reader, SEE).code_of(outcome.row_id)])

    return act_page(
        request,
        title="记一件反映事项",
        lead=VISIT_MATTER.lead,
        form=form,
        run=run,
        done="已记下，转入交办。",
        back=back,
        crumbs=[Crumb(visit.title, reverse("gathering", args=[code]))],
        submit="记下",
        draft=f"visit-{visit.code}",
    )
