"""What every act on a page has in common: a form, one service, a message and the way back; or every objection at once."""

from collections.abc import Callable, Sequence
from typing import TypeVar

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render

from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation
from zhibu.register.queries.lookups import Lookup, find_organisation
from zhibu.web.forms import FormPage, PageForm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb, Head

F = TypeVar("F", bound=PageForm)


def act_page(
    request: ReaderRequest, *, title: str, form: F, run: Callable[[F], Outcome], done: str, back: str | Callable[[Outcome], str],
    lead: str = "", submit: str = "保存", crumbs: Sequence[Crumb] = (), draft: str = "",
) -> HttpResponse:
    """Show the form; when it holds, call the service, say what was done and go back."""
    cancel = back if isinstance(back, str) else crumbs[-1].url
    if request.method == "POST" and form.is_valid():
        outcome = run(form)
        if outcome.done:
            messages.success(request, done)
            return HttpResponseRedirect(back if isinstance(back, str) else back(outcome))
        form.refuse(outcome.decision)
    page = FormPage(form=form, submit=submit, cancel=cancel, draft=draft)
    status = 422 if request.method == "POST" else 200
    return render(request, "web/form_page.html", {"head": Head(title, lead=lead, crumbs=crumbs), "page": page}, status=status)


def named_organisation(request: ReaderRequest, text: str, field: str, act: str) -> tuple[Organisation | None, Outcome]:
    """The organisation that somebody typed, within reach of the act, or why it is not clear."""
    found: Lookup = find_organisation(request.reader, text, act, field=field)
    return found.organisation, Outcome(found.decision)
