"""One case: its steps as a line, what is to be done, documents, what was written, the log; and its dossier."""

from typing import Final
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import render

from zhibu.access.pages import page
from zhibu.cases import papers_shown, presentation
from zhibu.cases.dossier import dossier_of
from zhibu.cases.reaching import shown_of
from zhibu.cases.terms import SEE
from zhibu.trail.reads import note_read
from zhibu.web.gate import ReaderRequest, actor
from zhibu.web.pages import Crumb, Head
from zhibu.web.places import address

PDF: Final = "application/pdf"


@page(SEE)
def dossier(request: ReaderRequest, code: str) -> HttpResponse:
    """All of it as one PDF, with the name of whoever printed it; logged as an export."""
    shown = shown_of(request, code)
    by = actor(request)
    note_read(by, "export", field="案卷", reason=shown.it.case.code, path=shown.paths[shown.state.holder])
    response = HttpResponse(dossier_of(shown, by=by), content_type=PDF)
    response["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(f'案卷_{shown.it.case.code}.pdf')}"
    response["Cache-Control"] = "private, no-store"
    return response


@page(SEE)
def case(request: ReaderRequest, code: str) -> HttpResponse:
    """Everything about it. That somebody read who asked is logged."""
    shown = shown_of(request, code)
    private = presentation.reads_private(shown)
    if private:
        note_read(actor(request), "case", field=private, reason=shown.it.case.code, path=shown.paths[shown.state.holder])
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
        "documents": papers_shown.documents(shown),
        "events": presentation.timeline(shown),
    }
    return render(request, "cases/case.html", context)
