"""The list of letters, one of them, and its paper."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from zhibu.access.pages import actor, page
from zhibu.exchange.papers import FORMATS
from zhibu.files.forms import AttachForm
from zhibu.files.presentation import shown
from zhibu.files.queries import attached
from zhibu.letters import presentation
from zhibu.letters.documents import letter_file
from zhibu.letters.models import Letter
from zhibu.letters.owner import KIND
from zhibu.letters.permissions import Signs, signs
from zhibu.letters.queries import BOXES, Box, addressees_of, answer_to, has_below, letters_of
from zhibu.letters.terms import SEE, SIGN, WRITE, LetterKind
from zhibu.letters.views.reaching import seen, way, writes_for
from zhibu.web.downloads import made_or_not
from zhibu.web.gate import ReaderRequest
from zhibu.web.pages import Act, Head


@page(SEE)
def letters(request: ReaderRequest) -> HttpResponse:
    """What came, what went out, what is being written."""
    asked = request.GET.get("box", "")
    box = Box(asked) if asked in set(map(str, Box)) else Box.IN
    writes, below = bool(request.reader.paths(WRITE)), has_below(request.reader, SEE)
    context = {
        "head": Head("公文往来", lead="通知、请示、批复、报告、备案", acts=[Act("写公文", reverse("letter_new"), "go")] if writes else []),
        "boxes": [(one.label, f"?box={one}", one is box) for one in BOXES if below or one is not Box.BELOW],
        "title": box.label,
        "items": presentation.items(letters_of(request.reader, box), came=box is Box.IN),
        "empty": presentation.NOTHING[box],
    }
    return render(request, "letters/list.html", context)


@page(SEE)
def letter(request: ReaderRequest, code: str) -> HttpResponse:
    """One letter as it reads, and what can be done with it."""
    return show(request, seen(request, code), AttachForm())


def show(request: ReaderRequest, found: Letter, form: AttachForm, status: int = 200) -> HttpResponse:
    """Its page; after an attachment was refused with the form as it was sent."""
    reader, lines, path = request.reader, addressees_of(found), found.sender.now_path
    reply = answer_to(found)
    writes = reader.may(WRITE, path)
    came = lines if found.sent_at is not None else []
    received, not_received = presentation.receipts(found, lines)
    changing = writes and found.sent_at is None
    receives = any(one.received_at is None and reader.may_at(WRITE, one.organisation.now_path) for one in came)
    answers = (
        found.kind == LetterKind.REQUEST.value
        and reply is None
        and any(not one.copy and writes_for(reader, one.organisation.now_path) for one in came)
    )
    how = signs(reader, path) if reader.paths(SIGN) else Signs.NOT
    context = {
        "head": Head(
            found.title,
            lead=presentation.state_words(found, answered=reply is not None and reply.sent_at is not None),
            crumbs=way(),
            acts=presentation.acts(found, writes=writes, how=how, receives=receives, answers=answers),
            more=[Act(f"下载 {label}", reverse("letter_paper", args=[found.code, ending])) for ending, label in FORMATS.items()],
        ),
        "letter": found,
        "paragraphs": found.body.split("\n"),
        "to": "、".join(one.organisation.now_name or str(one.organisation) for one in lines if not one.copy),
        "reply": presentation.reply_item(reply) if reply is not None and _reaches(request, reply) else None,
        "facts": presentation.facts(found, lines),
        "receipts": received,
        "not_received": not_received,
        "attachments": shown(attached(KIND, [found.code])[found.code], changing=changing),
        "attach_url": reverse("letter_attach", args=[found.code]) if changing else "",
        "form": form,
    }
    return render(request, "letters/letter.html", context, status=status)


def _reaches(request: ReaderRequest, reply: Letter) -> bool:
    """The asker sees the reply once it is sent."""
    return reply.sent_at is not None or request.reader.may(SEE, reply.sender.now_path)


@page(SEE)
def paper(request: ReaderRequest, code: str, ending: str) -> HttpResponse:
    """As Word or PDF."""
    found = seen(request, code)
    if ending not in FORMATS:
        raise Http404
    return made_or_not(request, f"{found.title}.{ending}", way(found), lambda: letter_file(found, ending, by=actor(request)))
