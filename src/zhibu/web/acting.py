"""What every act on a page has in common: a form, one service, a message and the way back; or every objection at once."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final, TypeVar

from django.contrib import messages
from django.db.models import Model, QuerySet
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse

from zhibu.accounts.services import drop_draft
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.web.forms import FormPage, PageForm
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Crumb, Head

F = TypeVar("F", bound=PageForm)
M = TypeVar("M", bound=Model)
NOTHING: Final[Mapping[str, Any]] = {}


def sent(request: ReaderRequest) -> QueryDict | None:
    """What a form sent, also when it is empty; nothing when the page is only opened."""
    return request.POST if request.method == "POST" else None


def act_page(
    request: ReaderRequest,
    *,
    title: str,
    form: F,
    run: Callable[[F], Outcome],
    done: str,
    back: str | Callable[[Outcome], str],
    crumbs: Sequence[Crumb],
    lead: str = "",
    submit: str = "保存",
    draft: str = "",
    here: bool = False,
    template: str = "web/form_page.html",
    beside: Mapping[str, Any] = NOTHING,
    check: Callable[[F], Decision] | None = None,
) -> HttpResponse:
    """Show the form; when it holds, call the service, say what was done and go back.

    ``draft`` names the kept text, ``here`` keeps it in the browser, too, where there is no signal;
    ``beside`` is what a ``template`` of one's own shows beside the form; ``check`` says of a form whose boxes do not hold what else
    stands against it, so that all of it is mended at once.
    """
    posted = request.method == "POST"
    if posted and form.is_valid():
        outcome = run(form)
        if outcome.done:
            messages.success(request, done)
            _drop(request, draft)
            return HttpResponseRedirect(back if isinstance(back, str) else back(outcome))
        form.refuse(outcome.decision)
    elif posted and check is not None:
        form.refuse(check(form))
    page = FormPage(form=form, submit=submit, cancel=crumbs[-1].url, draft=reverse("draft", args=[draft]) if draft else "", here=here)
    head = Head(title, lead=lead, crumbs=crumbs, draft=bool(draft))
    status = HTTPStatus.UNPROCESSABLE_ENTITY if posted else HTTPStatus.OK
    return render(request, template, {"head": head, "page": page, **beside}, status=status)


def _drop(request: ReaderRequest, draft: str) -> None:
    """The text was sent: nothing is kept of it."""
    account_id = request.reader.account_id
    if draft and account_id is not None:
        drop_draft(account_id=account_id, key=draft)


def row_of(found: QuerySet[M], pk: int) -> M:
    """The row of an address; 404 where it is none of these, any more."""
    row = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row
