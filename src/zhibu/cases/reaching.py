"""The case of an address with all that a page needs of it, and who may do what with it."""

from zhibu.cases.models import Case
from zhibu.cases.papers import papers_of
from zhibu.cases.permissions import Needed, may_do_there, may_pass_on, may_steer, may_turn, needed_for
from zhibu.cases.presentation import Shown
from zhibu.cases.queries.lists import places
from zhibu.cases.queries.log import documents_of, standing, texts_of
from zhibu.cases.terms import ACT, SEE, STEER
from zhibu.kernel.clock import today
from zhibu.web.gate import NotAllowed, ReaderRequest, reach
from zhibu.web.pages import Crumb
from zhibu.web.places import address


def case_of(request: ReaderRequest, code: str) -> Case:
    """By its code, within reach of whoever may see it."""
    return reach(Case.objects.all(), request.reader, SEE, seen=SEE, code=code)


def shown_of(request: ReaderRequest, code: str) -> Shown:
    """As many queries, whatever its length."""
    case = case_of(request, code)
    it = standing(case)
    named = {line.organisation_id for line in it.lines if line.organisation_id}
    documents = documents_of(case)
    found = places({*named, it.state.holder})
    return Shown(it, request.reader, found, texts_of(case), documents, today(), papers_of(case, documents))


def steered(request: ReaderRequest, code: str, act: str = STEER) -> Shown:
    """A case that the reader steers; the right that is missing otherwise."""
    shown = shown_of(request, code)
    if not may_steer(request.reader, shown.state, shown.paths, act=act):
        raise NotAllowed(act, shown.paths[shown.state.holder])
    return shown


def turned(request: ReaderRequest, code: str, *, void: str = "") -> Shown:
    """A case that the reader may pause, cancel, or take a step of back."""
    shown = shown_of(request, code)
    if not may_turn(request.reader, shown.state, shown.paths, void=void):
        raise NotAllowed(STEER, shown.paths[shown.state.holder])
    return shown


def passing(request: ReaderRequest, code: str) -> Shown:
    """A case that the reader may hand over."""
    shown = shown_of(request, code)
    if not may_pass_on(request.reader, shown.state, shown.paths):
        raise NotAllowed(STEER, shown.paths[shown.state.assignee or shown.state.holder])
    return shown


def handling(request: ReaderRequest, code: str) -> Shown:
    """A case that the reader works on, at either of its two organisations."""
    return steered(request, code, ACT)


def doing(request: ReaderRequest, code: str, step: str) -> Shown:
    """A case of which the reader may do a step; the right that is missing otherwise."""
    shown = shown_of(request, code)
    needed: Needed = needed_for(shown.state, step)
    if not may_do_there(request.reader, needed, shown.paths):
        raise NotAllowed(needed.act, shown.paths[needed.organisation])
    return shown


def way_to(shown: Shown) -> list[Crumb]:
    """The list, and the case."""
    return [Crumb("办理事项", address("cases")), Crumb(shown.it.case.title, shown.url("case"))]
