"""A document of a case with its photos and files: seen by all who see the case, added to by whoever handles it."""

from django.http import Http404, HttpResponse
from django.shortcuts import render

from zhibu.access.pages import page
from zhibu.cases.papers import ENDED, KIND, code_of
from zhibu.cases.papers_shown import paper_facts
from zhibu.cases.presentation import Shown
from zhibu.cases.queries.log import DocumentRow
from zhibu.cases.reaching import handling, shown_of, way_to
from zhibu.cases.terms import ACT, SEE
from zhibu.files.attaching import OPEN, attach_page
from zhibu.files.forms import AttachForm
from zhibu.files.presentation import shown as shown_files
from zhibu.web.gate import ReaderRequest, takes_files
from zhibu.web.pages import Head


@page(SEE)
def paper(request: ReaderRequest, code: str, document: int) -> HttpResponse:
    """What has come, and its photos."""
    shown = shown_of(request, code)
    return _show(request, shown, _document(shown, document), AttachForm(), 200)


@takes_files
@page(ACT)
def attach(request: ReaderRequest, code: str, document: int) -> HttpResponse:
    """What cannot be taken is named, the others stay."""
    shown = handling(request, code)
    one = _document(shown, document)
    return attach_page(
        request,
        subject=(KIND, code_of(code, document)),
        show=lambda form, status: _show(request, handling(request, code), one, form, status),
        back=shown.url("case_paper", str(document)),
        closed=ENDED if shown.state.status.ended else OPEN,
    )


def _document(shown: Shown, number: int) -> DocumentRow:
    one = next((each for each in shown.documents if each.number == number), None)
    if one is None:
        raise Http404
    return one


def _show(request: ReaderRequest, shown: Shown, one: DocumentRow, form: AttachForm, status: int) -> HttpResponse:
    changes = shown.handles and not shown.state.status.ended
    name = shown.table.documents.get(one.document, one.document)
    context = {
        "head": Head(name, lead=shown.it.case.title, crumbs=way_to(shown)),
        "facts": paper_facts(one),
        "files": shown_files(shown.papers.get(one.number, ()), changing=changes),
        "form": form if changes or form.is_bound else None,
        "attach_url": shown.url("case_paper_attach", str(one.number)),
    }
    return render(request, "cases/paper.html", context, status=status)
