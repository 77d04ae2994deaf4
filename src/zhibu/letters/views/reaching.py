"""One letter for an act: 404 out of reach, 403 where only the right is missing."""

from django.http import Http404
from django.urls import reverse

from zhibu.kernel.readers import AccountReader
from zhibu.letters.models import Addressee, Letter
from zhibu.letters.queries import addressees_of, letter_seen
from zhibu.letters.terms import ON_BEHALF, WRITE
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.pages import Crumb


def way(letter: Letter | None = None) -> list[Crumb]:
    """How one comes here."""
    steps = [Crumb("公文往来", reverse("letters"))]
    return [*steps, Crumb(letter.title, reverse("letter", args=[letter.code]))] if letter else steps


def seen(request: ReaderRequest, code: str) -> Letter:
    """A letter within reach."""
    found = letter_seen(request.reader, code)
    if found is None:
        raise Http404
    return found


def sent_from(request: ReaderRequest, code: str, act: str) -> Letter:
    """A letter of an organisation for which the reader may do the act."""
    found = seen(request, code)
    if not request.reader.may(act, found.sender.now_path):
        raise NotAllowed(act, found.sender.now_path)
    return found


def sent_here(request: ReaderRequest, code: str, *, copies: bool) -> tuple[Letter, Addressee]:
    """A letter that has come to an organisation of the reader's, with its line: the own one first.

    Whoever only stands above it neither answers nor receipts in its place; the street's clerk enters what was done on paper.
    """
    found = seen(request, code)
    lines = [one for one in addressees_of(found) if (copies or not one.copy) and found.sent_at is not None]
    mine = sorted((one for one in lines if writes_for(request.reader, one.organisation.now_path)), key=lambda line: _order(request, line))
    if not mine:
        raise NotAllowed(WRITE, lines[0].organisation.now_path if lines else found.sender.now_path)
    return found, mine[0]


def writes_for(reader: AccountReader, path: str) -> bool:
    """By a grant on that organisation itself, or as the one who enters on behalf."""
    return reader.may_at(WRITE, path) or (reader.may(WRITE, path) and reader.may(ON_BEHALF, path))


def _order(request: ReaderRequest, line: Addressee) -> tuple[bool, bool, str]:
    """The own organisation comes first, then what has not been receipted."""
    path = line.organisation.now_path
    return not request.reader.may_at(WRITE, path), line.received_at is not None, path
