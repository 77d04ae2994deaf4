"""The page that takes files for something that is there already: the same for a message, a letter, minutes, a document of a case."""

from collections.abc import Callable
from http import HTTPStatus
from typing import Final

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect

from zhibu.files.forms import TOKEN, AttachForm
from zhibu.files.services import attach_all
from zhibu.kernel.decisions import Decision
from zhibu.web.gate import ReaderRequest, actor

OPEN: Final = Decision(())
"""Nothing stands against a file more."""


def attach_page(
    request: ReaderRequest,
    *,
    subject: tuple[str, str],
    show: Callable[[AttachForm, int], HttpResponse],
    back: str,
    closed: Decision = OPEN,
) -> HttpResponse:
    """Those that cannot be taken are named, the others stay.

    ``subject`` is the kind and code of what they belong to, ``closed`` what stands against it by now;
    ``show`` is the page of the subject, with the form and what was refused. Opened by hand the address leads back.
    """
    if request.method != "POST":
        return HttpResponseRedirect(back)
    form = AttachForm(request.POST, request.FILES)
    form.refuse(closed)
    if not form.is_valid():
        return show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    kind, code = subject
    uploads, token = form.cleaned_data["attachments"], form.cleaned_data[TOKEN]
    done = attach_all(by=actor(request), subject_kind=kind, subject_code=code, uploads=uploads, token=token)
    refused = Decision.all(*(one.decision for one in done))
    if not refused.allowed:
        form.refuse(refused)
        return show(form, HTTPStatus.UNPROCESSABLE_ENTITY)
    messages.success(request, f"已添加 {len(done)} 个附件。")
    return HttpResponseRedirect(back)
