"""A slip in an offer or a need is put right while nothing was agreed on; the trail keeps what stood there before."""

from typing import Any, Final

from zhibu.cases.services.naming import name_case
from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.coordination.models import Need, Offer, Project
from zhibu.mechanism.coordination.queries.states import need_state
from zhibu.mechanism.coordination.rules.acts import Said, may_correct
from zhibu.mechanism.coordination.services.entering import TWICE, need_readers
from zhibu.mechanism.coordination.services.publishing import refresh
from zhibu.mechanism.coordination.services.rows import Side, need_title
from zhibu.mechanism.coordination.terms import NeedState
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "更正共建资源和需求时核对"


def correct_offer(*, by: Actor, offer: Offer, said: Said) -> Outcome:
    """Of what it says everything; whose it is stays."""
    with recording(by, "coordination.offer_corrected") as work:
        fresh = held(offer)
        projects = Project.objects.unguarded(WHY).filter(offer=fresh).exclude(case__now_state=Status.CANCELLED.value)
        agreed = fresh.withdrawn_on is not None or projects.exists()
        same = Offer.objects.unguarded(WHY).filter(organisation=fresh.organisation_id, partner=fresh.partner_id, title=said.title.strip())
        twice = same.filter(withdrawn_on=None, until__gt=by.day).exclude(pk=fresh.pk).exists()
        decision = Decision.all(may_correct(said, today=by.day, agreed=agreed), Decision.of(TWICE if twice else None))
        if not decision.allowed:
            return Outcome(decision)
        work.change(Offer, fresh.pk, since=said.since or fresh.since, until=said.until or FAR, **_texts(said))
        refresh(work, [fresh.partner_id])
    return Outcome(row_id=fresh.pk)


def correct_need(*, by: Actor, need: Need, said: Said) -> Outcome:
    """Its case bears the same name."""
    with recording(by, "coordination.need_corrected") as work:
        fresh = held(need)
        decision = may_correct(said, today=by.day, agreed=need_state(fresh) is not NeedState.OPEN)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Need, fresh.pk, wanted_by=said.until, **_texts(said))
        name_case(work, fresh.case_id, need_title(said.title))
        refresh(work, need_readers(Side(fresh.organisation, fresh.partner), fresh.asked))
    return Outcome(row_id=fresh.pk)


def _texts(said: Said) -> dict[str, Any]:
    return {"kind": said.kind, "title": said.title.strip(), "detail": said.detail.strip()}
