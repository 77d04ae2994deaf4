"""The selection of an address with all that a page needs of it, and who may do what with it."""

from dataclasses import dataclass
from functools import cached_property

from django.http import Http404

from zhibu.cases.models import Case
from zhibu.cases.presentation import Shown
from zhibu.cases.queries.lists import places
from zhibu.cases.queries.log import standing
from zhibu.kernel.clock import today
from zhibu.mechanism.honours.models import SelectionCampaign
from zhibu.mechanism.honours.permissions import called_upon, conducts, heard, readable, sees
from zhibu.mechanism.honours.queries.lists import campaigns_for
from zhibu.mechanism.honours.queries.standing import Objected, Proposed, Stand, stand_of
from zhibu.mechanism.honours.terms import NOMINATE, RECORD
from zhibu.web.gate import NotAllowed, ReaderRequest
from zhibu.web.pages import Crumb
from zhibu.web.places import address


@dataclass(frozen=True)
class Page:
    """A selection as one reader sees it."""

    shown: Shown
    stand: Stand

    @property
    def row(self) -> SelectionCampaign:
        """The selection itself."""
        return self.stand.row

    @property
    def path(self) -> str:
        """Where the organisation stands that honours."""
        return self.row.organisation.now_path or ""

    @property
    def conducts(self) -> bool:
        """Whether the reader conducts it."""
        return conducts(self.shown.reader, self.path)

    @property
    def takes(self) -> bool:
        """Whether nominations are taken now."""
        return self.shown.state.waits("nominate") is not None

    @property
    def nominates(self) -> bool:
        """Whether the reader may nominate now."""
        return self.takes and called_upon(self.shown.reader, self.path)

    @cached_property
    def readable(self) -> list[Proposed]:
        """The nominations that the reader may read."""
        return readable(self.shown.reader, self.stand, taken=self.takes)

    @cached_property
    def heard(self) -> list[Objected]:
        """The objections, without what is said of the reader."""
        return heard(self.shown.reader, self.stand)

    @property
    def crumbs(self) -> list[Crumb]:
        """The list, and the selection."""
        return [Crumb("评选表彰", address("selections")), Crumb(self.row.title, self.shown.url("selection"))]


def page_of(request: ReaderRequest, code: str) -> Page:
    """By the code of its case: for whoever reads cases there, and for those below, whom it calls upon."""
    found = campaigns_for(request.reader).select_related("case", "organisation", "gathering").filter(case__code=code).first()
    if found is None or not sees(request.reader, found.organisation.now_path or ""):
        raise Http404
    case: Case = found.case
    it = standing(case)
    return Page(Shown(it, request.reader, places({it.state.holder}), {}, [], today()), stand_of(found))


def conducted(request: ReaderRequest, code: str, act: str = RECORD) -> Page:
    """One that the reader conducts; the right that is missing otherwise."""
    found = page_of(request, code)
    if not request.reader.may(act, found.path):
        raise NotAllowed(act, found.path)
    return found


def calling(request: ReaderRequest, code: str) -> Page:
    """One in which the reader may nominate."""
    found = page_of(request, code)
    if not called_upon(request.reader, found.path):
        raise NotAllowed(NOMINATE, found.path)
    return found
