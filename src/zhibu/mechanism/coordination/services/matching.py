"""A need and an offer meet because somebody chose so; or a need goes back with the reason."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.cases import services as cases
from zhibu.cases.queries.log import standing
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services import open_case
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.coordination.models import Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.queries.states import need_state
from zhibu.mechanism.coordination.rules.acts import Said, may_match, may_return, not_open, offer_state
from zhibu.mechanism.coordination.rules.procedures import ANSWER
from zhibu.mechanism.coordination.services.entering import add_offer, need_readers
from zhibu.mechanism.coordination.services.publishing import refresh
from zhibu.mechanism.coordination.services.rows import Matched, Side, put_project
from zhibu.mechanism.coordination.terms import Returned
from zhibu.register.models import Organisation
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import Undone, must, whole

WHY: Final = "对接共建需求和资源时核对"


@dataclass(frozen=True, slots=True)
class Match:
    """What is brought together: a need, an offer, or both; ``partner`` where neither names one."""

    organisation: Organisation
    title: str
    need: Need | None = None
    offer: Offer | None = None
    partner: PartnerUnit | None = None
    submission: str = ""

    @property
    def asker(self) -> int:
        """The partner whose need it is, or to whom the organisation gives what is its own; 0: the organisation itself."""
        if self.need is not None:
            return self.need.partner_id or 0
        return self.partner.pk if self.partner is not None and self.offer is not None and self.offer.partner_id is None else 0

    @property
    def giver(self) -> int:
        """The partner who gives; 0: the organisation itself."""
        if self.offer is not None:
            return self.offer.partner_id or 0
        return self.partner.pk if self.partner is not None and not self.asker else 0

    @property
    def of_others(self) -> bool:
        """Whether something of it stands in the lists of another organisation."""
        return any(one.organisation_id != self.organisation.pk for one in (self.need, self.offer, self.partner) if one is not None)

    @property
    def kind(self) -> str:
        """Of what is given."""
        return (self.offer or self.need or PartnerUnit()).kind


@whole
def match(*, by: Actor, matched: Match) -> Outcome:
    """A project begins: its case opens, and the need is answered by it."""
    with recording(by, "coordination.match") as work:
        home = held(matched.organisation)
        need = held(matched.need) if matched.need is not None else None
        offer = held(matched.offer) if matched.offer is not None else None
        known = _sent_before(matched.submission)
        if known:
            return Outcome(row_id=known)
        decision = _may_match(matched, home, need, offer, by.day)
        if not decision.allowed:
            raise Undone(decision)
        number = put_project(
            work, _as_row(matched, home, by.day), lambda at, opening: must(open_case(by=by, organisation=at, opening=opening)).row_id
        )
        if need is not None:
            _answered(by, need)
        refresh(work, [matched.giver or matched.asker, *(need_readers(Side(home, need.partner), need.asked) if need is not None else [])])
    return Outcome(row_id=number)


def _may_match(matched: Match, home: Organisation, need: Need | None, offer: Offer | None, on: date) -> Decision:
    """As both stand now, under their locks."""
    return may_match(
        need=need_state(need) if need is not None else None,
        offer=offer_state(withdrawn=offer.withdrawn_on is not None, until=offer.until, on=on) if offer is not None else None,
        asker=matched.asker,
        giver=matched.giver,
        title=matched.title,
        asked=(need.asked_id or 0) if need is not None else 0,
        dissolved=home.dissolved_on is not None,
        of_others=matched.of_others,
    )


def _as_row(matched: Match, home: Organisation, on: date) -> Matched:
    return Matched(
        home,
        matched.giver or matched.asker,
        matched.title,
        matched.kind,
        partner_gives=bool(matched.giver),
        on=on,
        need=matched.need.pk if matched.need is not None else None,
        offer=matched.offer.pk if matched.offer is not None else None,
        submission=matched.submission,
    )


def _sent_before(submission: str) -> int:
    if not submission:
        return 0
    found = Project.objects.unguarded(WHY).filter(case__submission=submission).values_list("pk", flat=True).first()
    return found or 0


def _answered(by: Actor, need: Need) -> None:
    must(cases.act(by=by, case=need.case, seen=standing(need.case).state.last, deed=Deed(ANSWER, by.day)))


@whole
def answer_with(*, by: Actor, need: Need, partner: PartnerUnit, said: Said) -> Outcome:
    """A partner answers a need with an offer; a person still has to match them, and until then others may answer too.

    The organisation is held first, as whoever matches does: two at once wait for each other in one order.
    """
    held(need.organisation)
    decision = Decision.of(not_open(need_state(held(need))))
    if not decision.allowed:
        raise Undone(decision)
    return must(add_offer(by=by, side=Side(need.organisation, partner), said=said))


@whole
def return_need(*, by: Actor, need: Need, why: Returned, reason: str) -> Outcome:
    """It goes back to whoever asked: outside the street's duty list, nobody can give it, or settled otherwise; the reason is told."""
    with recording(by, "coordination.need_returned") as work:
        fresh = held(need)
        decision = may_return(need_state(fresh), reason=reason)
        if not decision.allowed:
            raise Undone(decision)
        _answered(by, fresh)
        work.change(Need, fresh.pk, returned=str(why), answer=reason.strip())
        refresh(work, need_readers(Side(fresh.organisation, fresh.partner), fresh.asked))
    return Outcome(row_id=fresh.pk)
