"""The election of an address with all that a page needs of it, and who may do what with it."""

from dataclasses import dataclass

from zhibu.cases.presentation import Shown
from zhibu.cases.reaching import doing, shown_of
from zhibu.gatherings.rules.quorum import NO_QUORUM, quorum_of
from zhibu.gatherings.terms import GatheringKind
from zhibu.team.elections.models import Election
from zhibu.team.elections.presentation import VOTING, Room
from zhibu.team.elections.queries.standing import Stand, stand_of
from zhibu.team.elections.services.ballots import numbers_in, room_of
from zhibu.team.elections.terms import SEE
from zhibu.web.gate import ReaderRequest, reach
from zhibu.web.pages import Crumb
from zhibu.web.places import address

RELATED = ("case", "organisation", "superior", "gathering")


@dataclass(frozen=True)
class Page:
    """A case as one reader sees it, with its election."""

    shown: Shown
    stand: Stand

    @property
    def crumbs(self) -> list[Crumb]:
        """The list, and the election."""
        return [Crumb("换届选举", address("elections")), Crumb(self.shown.it.case.title, self.shown.url("election"))]


def election_of(request: ReaderRequest, code: str, act: str = SEE) -> Election:
    """By the code of its case."""
    return reach(Election.objects.select_related(*RELATED), request.reader, act, seen=SEE, case__code=code)


def page_of(request: ReaderRequest, code: str, act: str = SEE) -> Page:
    """As many queries, whatever its length."""
    row = election_of(request, code, act)
    return Page(shown_of(request, code), stand_of(row))


def page_doing(request: ReaderRequest, code: str, step: str) -> Page:
    """An election of which the reader may do a step: at the organisation that elects, or at the superior."""
    row = election_of(request, code)
    shown = doing(request, code, step)
    return Page(shown, stand_of(row))


def room_now(page: Page) -> Room:
    """Where ballots of the step that waits are cast; nothing is asked while none waits or no meeting stands."""
    step = next((one.step.key for one in page.shown.state.waiting if one.step.key in VOTING), "")
    found = room_of(page.stand, step) if step and page.stand.row.gathering is not None else None
    if found is None:
        return Room(step, None, NO_QUORUM)
    return Room(step, found, quorum_of(GatheringKind.ELECTION, numbers_in(found), page.stand.rules))
