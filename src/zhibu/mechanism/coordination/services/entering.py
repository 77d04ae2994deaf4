"""Partners, offers and needs are entered once, by the organisation, by the unit's own Party organisation, or by its liaison."""

from dataclasses import replace
from datetime import date
from typing import Final

from zhibu.cases import services as cases
from zhibu.cases.queries.log import standing
from zhibu.cases.services import open_case
from zhibu.kernel.decisions import Decision, Objection, Outcome
from zhibu.mechanism.coordination.models import Need, Offer, PartnerUnit
from zhibu.mechanism.coordination.queries.states import need_state
from zhibu.mechanism.coordination.rules.acts import OF_OTHERS, Said, may_add_partner, may_say, may_withdraw
from zhibu.mechanism.coordination.services.links import close_links
from zhibu.mechanism.coordination.services.publishing import refresh
from zhibu.mechanism.coordination.services.rows import Asking, Side, put_need, put_offer, put_partner
from zhibu.mechanism.coordination.terms import NeedState, PartnerKind
from zhibu.register.models import Organisation, ResidentUnit
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.whole import Undone, must, whole

WHY: Final = "登记共建资源和需求时核对"
TWICE: Final = Objection("known", "同一方已经登记了同名的一条。", remedy="请打开那一条查看；内容不同的，换一个名称。", field="title")


def add_partner(*, by: Actor, organisation: Organisation, kind: PartnerKind, name: str, on: date) -> Outcome:
    """Somebody takes part; a resident unit is found in the register by its name."""
    with recording(by, "coordination.partner") as work:
        home = held(organisation)
        units = ResidentUnit.objects.unguarded(WHY).filter(name=name.strip(), organisation__now_path__startswith=home.now_path)
        unit = units.order_by("closed_on", "pk").first() if kind is PartnerKind.UNIT else None
        same = PartnerUnit.objects.unguarded(WHY).filter(organisation=home, name=name.strip())
        known = same.exists() or (unit is not None and PartnerUnit.objects.unguarded(WHY).filter(unit=unit).exists())
        decision = may_add_partner(
            name=name,
            unit=unit is not None,
            known=known,
            is_unit_kind=kind is PartnerKind.UNIT,
            dissolved=home.dissolved_on is not None,
        )
        if not decision.allowed:
            return Outcome(decision)
        return Outcome(row_id=put_partner(work, home, kind=kind, name=name, unit=unit.pk if unit else None, since=on))


def end_partner(*, by: Actor, partner: PartnerUnit, on: date) -> Outcome:
    """Takes part no more; what was done together stays."""
    with recording(by, "coordination.partner_ended") as work:
        fresh = held(partner)
        decision = Decision.of(
            Objection("over", "已经结束共建。", remedy="请返回查看。") if fresh.ended_on is not None else None,
            Objection("early", "早于共建开始的日期。", remedy="请核对日期。", field="on") if on < fresh.since else None,
        )
        if not decision.allowed:
            return Outcome(decision)
        close_links(work, fresh.pk, "已经结束共建")
        work.change(PartnerUnit, fresh.pk, ended_on=on)
    return Outcome(row_id=fresh.pk)


def add_offer(*, by: Actor, side: Side, said: Said) -> Outcome:
    """Something that can be given, from a day until a day or until it is withdrawn."""
    with recording(by, "coordination.offer") as work:
        home = held(side.organisation)
        since = said.since or by.day
        full = Said(said.kind, said.title, said.detail, since, said.until)
        twice = Offer.objects.unguarded(WHY).filter(organisation=home, partner=side.partner_id, title=said.title.strip(), withdrawn_on=None)
        decision = Decision.all(
            may_say(full, today=by.day, ended=side.ended), Decision.of(TWICE if twice.filter(until__gt=by.day).exists() else None)
        )
        if not decision.allowed:
            return Outcome(decision)
        number = put_offer(work, Side(home, side.partner), full)
        refresh(work, [side.partner_id])
    return Outcome(row_id=number)


@whole
def add_need(*, by: Actor, side: Side, said: Said, asked: PartnerUnit | None = None, submission: str = "") -> Outcome:
    """Something that is wanted; its case says until when an answer is due. A partner's need is asked of the organisation.

    ``submission``: drawn by a form, which sent twice asks once; what comes without one is known by what it says.
    """
    held(side.organisation)
    known_here = asked is None or asked.organisation_id == side.organisation.pk
    decision = Decision.all(
        may_say(said, today=by.day, ended=side.ended or (asked is not None and asked.ended_on is not None)),
        Decision.of(None if known_here else replace(OF_OTHERS, field="asked"), None if submission or not _waits(side, said) else TWICE),
    )
    if not decision.allowed:
        return Outcome(decision)
    with recording(by, "coordination.need") as work:
        asking = Asking(side, said, by.day, asked, submission)
        number = put_need(work, asking, lambda home, opening: must(open_case(by=by, organisation=home, opening=opening)).row_id)
        refresh(work, need_readers(side, asked))
    return Outcome(row_id=number)


def _waits(side: Side, said: Said) -> bool:
    """Whether the same side asks for that already, and nobody has answered."""
    same = Need.objects.unguarded(WHY).filter(organisation=side.organisation, partner=side.partner_id, title=said.title.strip())
    return any(need_state(one) is NeedState.OPEN for one in same.select_related("case"))


def need_readers(side: Side, asked: PartnerUnit | None) -> list[int | None]:
    """Whose pages at the portal a need alters: the asker's, or those who are asked."""
    if side.partner is not None:
        return [side.partner.pk]
    if asked is not None:
        return [asked.pk]
    found = PartnerUnit.objects.unguarded(WHY).filter(organisation=side.organisation, ended_on=None)
    return list(found.values_list("pk", flat=True))


def withdraw_offer(*, by: Actor, offer: Offer, reason: str) -> Outcome:
    """It can be given no more; what was agreed on stays."""
    with recording(by, "coordination.offer_withdrawn") as work:
        fresh = held(offer)
        decision = may_withdraw(over=fresh.withdrawn_on is not None, reason=reason)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Offer, fresh.pk, withdrawn_on=by.day, withdrawn_because=reason.strip())
        refresh(work, [fresh.partner_id])
    return Outcome(row_id=fresh.pk)


@whole
def withdraw_need(*, by: Actor, need: Need, reason: str) -> Outcome:
    """Wanted no more; its case is given up."""
    with recording(by, "coordination.need_withdrawn") as work:
        fresh = held(need)
        decision = may_withdraw(over=need_state(fresh) is not NeedState.OPEN, reason=reason)
        if not decision.allowed:
            raise Undone(decision)
        must(cases.cancel(by=by, case=fresh.case, seen=standing(fresh.case).state.last, reason=reason))
        work.change(Need, fresh.pk, withdrawn_on=by.day, withdrawn_because=reason.strip())
        refresh(work, need_readers(Side(fresh.organisation, fresh.partner), fresh.asked))
    return Outcome(row_id=fresh.pk)
