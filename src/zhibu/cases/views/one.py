"""One case: its steps as a line, what is to be done, documents, what was written, the log; and its dossier."""

from django.http import HttpResponse
from django.shortcuts import render

from zhibu.access.pages import page
from zhibu.cases import presentation
from zhibu.cases.terms import SEE
from zhibu.cases.views.reaching import shown_of
from zhibu.trail.reads import note_read
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Crumb, Head
from zhibu.web.places import address


@page(SEE)
def case(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything about it. That somebody read who asked is logged."""
    shown = shown_of(request, code)
    if presentation.reads_private(shown):
        note_read(actor(request), "case", field="反映人和联系方式", reason=shown.it.case.code, path=shown.paths[shown.state.holder])
    head = Head(
        shown.it.case.title,
        lead=f"{shown.table.title} · {shown.it.case.code}",
        crumbs=[Crumb("办理事项", address("cases"))],
        acts=presentation.acts(shown),
        more=presentation.more_acts(shown),
    )
    context = {
        "head": head,
        "steps": presentation.step_line(shown),
        "to_do": presentation.to_do(shown),
        "facts": presentation.facts(shown),
        "written": presentation.written(shown),
        "documents": presentation.documents(shown),
        "events": presentation.timeline(shown),
    }
    return render(request, "cases/case.html", context)
