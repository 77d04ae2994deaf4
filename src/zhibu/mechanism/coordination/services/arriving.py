"""What a liaison sent goes through the same services as what is entered here, in the name of the unit and its link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.db.models import Q

from zhibu.cases.queries.log import standing
from zhibu.kernel.clock import day_of
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, Need, Project
from zhibu.mechanism.coordination.queries.answers import answered_by
from zhibu.mechanism.coordination.queries.liaison import by_key
from zhibu.mechanism.coordination.queries.states import need_state
from zhibu.mechanism.coordination.rules.arriving import CODE, NO, Read, clean, read, shown
from zhibu.mechanism.coordination.services.entering import add_need, add_offer
from zhibu.mechanism.coordination.services.matching import answer_with
from zhibu.mechanism.coordination.services.projects import Seen, confirm
from zhibu.mechanism.coordination.services.publishing import refresh
from zhibu.mechanism.coordination.services.rows import Side
from zhibu.mechanism.coordination.services.sheets import hand_out
from zhibu.mechanism.coordination.terms import Deed, NeedState
from zhibu.postbox.arrivals import Arrival, NotTaken
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "处理联络员来件：只取这个链接的共建方能答复的"
BY_LINK: Final = "凭链接确认"
LONGEST_REASON: Final = 500
NO_LINK: Final = "没有这个联络员链接。"
CLOSED: Final = Objection("closed", "提交时链接已经停用或者到期。")
NOT_HERE: Final = Objection("not_here", "选的那一条不在这个单位可以答复的里面，或者已经答复过了。")


@dataclass(frozen=True, slots=True)
class Came:
    """An arrival with its link, its kind, and who acts."""

    by: Actor
    link: LiaisonLink
    deed: Deed
    content: Mapping[str, str]

    @property
    def side(self) -> Side:
        """The unit, in the lists of the organisation that issued the link."""
        return Side(self.link.partner.organisation, self.link.partner)

    def read(self, kind: str = "") -> Read:
        """What was written."""
        return read(self.deed, self.content, today=self.by.day, kind=kind)


@dataclass(frozen=True, slots=True)
class Done:
    """What came of it; the need that it answers, and the offer that stands by it."""

    outcome: Outcome
    need: int | None = None
    offer: int | None = None


def handle(arrival: Arrival) -> None:
    """Done, or kept with the reason for the clerk to see; a link that we never issued is nobody's, and the keeper's to know of."""
    link = by_key(arrival.key)
    if link is None:
        raise NotTaken(NO_LINK)
    if LiaisonArrival.objects.unguarded(WHY).filter(number=str(arrival.number)).exists():
        return
    by = arrival.actor(f"{link.partner.name}联络员（凭链接 {link.code}）")
    came = Came(by, link, Deed.stored(arrival.kind), arrival.content)
    with transaction.atomic():
        done = _closed(came, arrival) or DOINGS[came.deed](came)
    _keep(came, arrival, done)


def _closed(came: Came, arrival: Arrival) -> Done | None:
    day = day_of(arrival.at)
    link = came.link
    over = link.revoked_on is not None or day > link.until or link.partner.ended_on is not None
    return Done(Outcome.refused(CLOSED)) if over else None


def _keep(came: Came, arrival: Arrival, done: Done) -> None:
    """What was done stands where it belongs; only of what was refused the words stay here. The liaison's page tells what became of it."""
    refused = "".join(one.message for one in done.outcome.decision.objections)[:LONGEST_REASON]
    with recording(came.by, "coordination.arrival") as work:
        work.add(
            LiaisonArrival,
            organisation_id=came.link.organisation_id,
            partner_id=came.link.partner_id,
            link_id=came.link.pk,
            number=str(arrival.number),
            kind=str(came.deed),
            at=arrival.at,
            said=shown(arrival.content) if refused else "",
            refused=refused,
            need_id=done.need,
            offer_id=done.offer,
        )
        refresh(work, [came.link.partner_id])


def _asked(came: Came) -> Need | None:
    """The need that is meant, where this unit may answer it."""
    code = clean(str(came.content.get("need", "")))[:CODE]
    found = Need.objects.unguarded(WHY).select_related("case", "organisation")
    return found.filter(
        Q(asked=None) | Q(asked=came.link.partner_id), code=code, organisation=came.link.organisation_id, partner=None
    ).first()


def _answer(came: Came) -> Done:
    """It stands as an offer beside the need, and waits for somebody to match; others may still answer."""
    need = _asked(came)
    said = came.read(need.kind if need is not None else "")
    if not said.decision.allowed:
        return Done(Outcome(said.decision))
    if need is None or answered_by(came.link.partner_id, need.pk):
        return Done(Outcome.refused(NOT_HERE))
    outcome = answer_with(by=came.by, need=need, partner=came.link.partner, said=said.said)
    return Done(outcome, need.pk, outcome.row_id) if outcome.done else Done(outcome)


def _decline(came: Came) -> Done:
    """Nobody waits for this unit any longer; why is not asked, and another answer may still come."""
    need, said = _asked(came), came.read()
    if not said.decision.allowed:
        return Done(Outcome(said.decision))
    if need is None or need_state(need) is not NeedState.OPEN or answered_by(came.link.partner_id, need.pk):
        return Done(Outcome.refused(NOT_HERE))
    return Done(Outcome(row_id=need.pk), need.pk)


def _offer(came: Came) -> Done:
    said = came.read()
    return Done(add_offer(by=came.by, side=came.side, said=said.said) if said.decision.allowed else Outcome(said.decision))


def _need(came: Came) -> Done:
    said = came.read()
    return Done(add_need(by=came.by, side=came.side, said=said.said) if said.decision.allowed else Outcome(said.decision))


def _confirm(came: Came) -> Done:
    return Done(_confirmed(came))


def _confirmed(came: Came) -> Outcome:
    said = came.read()
    if not said.decision.allowed:
        return Outcome(said.decision)
    found = Project.objects.unguarded(WHY).select_related("case").filter(code=said.project, partner=came.link.partner_id).first()
    if found is None:
        return Outcome.refused(NOT_HERE)
    if said.verdict == NO:
        return Outcome.refused(Objection("denied", f"对方认为“{found.title}”情况不符。"))
    seen = Seen(came.by.day, standing(found.case).state.last)
    done = confirm(by=came.by, project=found, seen=seen, how=f"{BY_LINK} {came.link.code}")
    return done if done.done else Outcome(Decision.of(NOT_HERE))


def _sheet(came: Came) -> Done:
    said = came.read()
    return Done(hand_out(by=came.by, link=came.link, year=said.year) if said.decision.allowed else Outcome(said.decision))


DOINGS: Final[Mapping[Deed, Callable[[Came], Done]]] = {
    Deed.ANSWER: _answer,
    Deed.DECLINE: _decline,
    Deed.OFFER: _offer,
    Deed.NEED: _need,
    Deed.CONFIRM: _confirm,
    Deed.SHEET: _sheet,
}
