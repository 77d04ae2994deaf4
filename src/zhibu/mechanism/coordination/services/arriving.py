"""What a liaison sent goes through the same services as what is entered here, in the name of the unit and its link."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Final

from django.db import transaction

from zhibu.cases.queries.log import standing
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, Need, Project
from zhibu.mechanism.coordination.queries.liaison import by_key
from zhibu.mechanism.coordination.rules.arriving import CODE, NO, Read, clean, read, shown
from zhibu.mechanism.coordination.services.entering import add_need, add_offer
from zhibu.mechanism.coordination.services.matching import answer_with
from zhibu.mechanism.coordination.services.projects import Seen, confirm
from zhibu.mechanism.coordination.services.rows import Side
from zhibu.mechanism.coordination.services.sheets import hand_out
from zhibu.mechanism.coordination.terms import Deed
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
        outcome = _closed(came, arrival) or DOINGS[came.deed](came)
    _keep(came, arrival, outcome)


def _closed(came: Came, arrival: Arrival) -> Outcome | None:
    day = arrival.at.astimezone(SHANGHAI).date()
    link = came.link
    over = link.revoked_on is not None or day > link.until or link.partner.ended_on is not None
    return Outcome.refused(CLOSED) if over else None


def _keep(came: Came, arrival: Arrival, outcome: Outcome) -> None:
    """What was done stands where it belongs; only of what was refused the words stay here."""
    refused = "".join(one.message for one in outcome.decision.objections)[:LONGEST_REASON]
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
        )


def _answer(came: Came) -> Outcome:
    code = clean(str(came.content.get("need", "")))[:CODE]
    found = Need.objects.unguarded(WHY).select_related("case", "organisation")
    need = found.filter(code=code, organisation=came.link.organisation_id, partner=None).first()
    said = came.read(need.kind if need is not None else "")
    if not said.decision.allowed:
        return Outcome(said.decision)
    if need is None or need.asked_id not in {None, came.link.partner_id}:
        return Outcome.refused(NOT_HERE)
    return answer_with(by=came.by, need=need, partner=came.link.partner, said=said.said)


def _offer(came: Came) -> Outcome:
    said = came.read()
    return add_offer(by=came.by, side=came.side, said=said.said) if said.decision.allowed else Outcome(said.decision)


def _need(came: Came) -> Outcome:
    said = came.read()
    return add_need(by=came.by, side=came.side, said=said.said) if said.decision.allowed else Outcome(said.decision)


def _confirm(came: Came) -> Outcome:
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


def _sheet(came: Came) -> Outcome:
    said = came.read()
    return hand_out(by=came.by, link=came.link, year=said.year) if said.decision.allowed else Outcome(said.decision)


DOINGS: Final[Mapping[Deed, Callable[[Came], Outcome]]] = {
    Deed.ANSWER: _answer,
    Deed.OFFER: _offer,
    Deed.NEED: _need,
    Deed.CONFIRM: _confirm,
    Deed.SHEET: _sheet,
}
