"""A file, its small picture, and its removal. Who may is asked of the owner of what it belongs to; out of scope there is nothing."""

from typing import Final

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import content_disposition_header

from zhibu.files.forms import RemoveForm
from zhibu.files.models import FileRecord
from zhibu.files.owners import Belonging, owner_of
from zhibu.files.queries import content_of, standing
from zhibu.files.services import remove
from zhibu.kernel.decisions import Decision
from zhibu.store.sealing import Unreadable
from zhibu.trail.reads import note_read
from zhibu.web.forms import Confirm
from zhibu.web.gate import ANYBODY, NotAllowed, ReaderRequest, actor, page

HEADERS: Final = {
    "Cache-Control": "private, no-store",
    "Content-Security-Policy": "default-src 'none'; sandbox; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
}
"""Nothing of a file runs, and no cache keeps it after somebody's rights have ended."""
PHOTO_POLICY: Final = "default-src 'none'; style-src 'unsafe-inline'; sandbox; frame-ancestors 'none'"
"""A browser that shows a picture alone writes a page around it, with a style of its own."""
CONSEQUENCES: Final = ("内容立即销毁，不能找回，以前的备份里也读不出。", "日志里只留下：谁、什么时候、为什么移除。")


def _seen(request: ReaderRequest, code: str) -> tuple[FileRecord, Belonging]:
    """The file of an address with what the reader sees of its subject; 404 where that is nothing."""
    record = standing(code)
    owner = owner_of(record.subject_kind) if record else None
    belonging = owner.belonging(request.reader, record.subject_code) if owner and record else None
    if record is None or belonging is None:
        raise Http404
    return record, belonging


@page(ANYBODY)
def file(request: ReaderRequest, code: str) -> HttpResponse:
    """The whole of it: a photo to look at, everything else to be saved."""
    record, belonging = _seen(request, code)
    return _handed_out(request, record, belonging, preview=False)


@page(ANYBODY)
def preview(request: ReaderRequest, code: str) -> HttpResponse:
    """The small picture of a photo."""
    record, belonging = _seen(request, code)
    if not record.is_photo:
        raise Http404
    return _handed_out(request, record, belonging, preview=True)


def _handed_out(request: ReaderRequest, record: FileRecord, belonging: Belonging, *, preview: bool) -> HttpResponse:
    try:
        content = content_of(record, preview=preview)
    except (FileNotFoundError, Unreadable) as error:
        raise Http404 from error
    if belonging.person_id is not None:
        note_read(actor(request), "file", person_id=belonging.person_id, field=belonging.title[:200], path=belonging.path)
    headers = HEADERS | {"Content-Disposition": content_disposition_header(not record.is_photo, record.name) or "attachment"}
    if record.is_photo:
        headers["Content-Security-Policy"] = PHOTO_POLICY
    return HttpResponse(content, content_type=record.kind.content_type, headers=headers)


@page(ANYBODY)
def remove_file(request: ReaderRequest, code: str) -> HttpResponse:
    """Asks first, and why."""
    record, belonging = _seen(request, code)
    if not request.reader.may(belonging.act, belonging.path):
        raise NotAllowed(belonging.act, belonging.path)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    decision = belonging.fixed
    if request.method == "POST" and decision.allowed and form.is_valid():
        outcome = remove(by=actor(request), record=record, reason=form.cleaned_data["reason"])
        if outcome.done:
            messages.success(request, "附件已移除。")
            return HttpResponseRedirect(belonging.url)
        form.refuse(outcome.decision)
    return _asked(request, record, belonging, form, decision)


def _asked(request: ReaderRequest, record: FileRecord, belonging: Belonging, form: RemoveForm, decision: Decision) -> HttpResponse:
    confirm = Confirm(
        title=f"移除附件：{record.name}",
        text=belonging.title,
        submit="移除",
        cancel=belonging.url,
        consequences=CONSEQUENCES,
        form=form,
        decision=decision,
    )
    return render(request, "web/confirm.html", {"page": confirm}, status=422 if request.method == "POST" else 200)
