"""The link of a unit's contact: issued for a reason, for a time, renewed, revoked."""

from datetime import date, timedelta
from secrets import token_urlsafe
from typing import Final

from zhibu.gatherings.queries.reached import rules_at
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.coordination.models import LiaisonArrival, LiaisonLink, PartnerUnit
from zhibu.mechanism.coordination.queries.liaison import live_links
from zhibu.mechanism.coordination.rules.acts import may_issue, may_revoke
from zhibu.mechanism.coordination.services.publishing import refresh
from zhibu.mechanism.coordination.terms import LINK_DAYS, PAGE, SHEET
from zhibu.postbox.services import withdraw
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording
from zhibu.trail.whole import Undone, must, whole

SECRET: Final = 24
"""Bytes of a key: nobody guesses them."""
RENEWED: Final = "续期，换了新链接"


def longest_days(path: str, on: date) -> int:
    """For how many days a link may hold where the organisation stands."""
    return rules_at(path, on).number(LINK_DAYS)


def issue_link(*, by: Actor, partner: PartnerUnit, until: date, reason: str) -> Outcome:
    """A page of its own at the portal; whoever holds the address acts for the unit. Sent twice, no second one stands open unseen."""
    with recording(by, "coordination.link") as work:
        fresh = held(partner)
        most = longest_days(fresh.organisation.now_path, by.day)
        decision = may_issue(until=until, today=by.day, most_days=most, reason=reason, ended=fresh.ended_on is not None)
        if not decision.allowed:
            return Outcome(decision)
        same = [one.pk for one in live_links([fresh.pk], by.day) if _said(one) == (by.day, by.label, until, reason.strip())]
        if same:
            return Outcome(row_id=same[0])
        (number,) = work.reserve(LiaisonLink, 1)
        code = f"T{number:06d}"
        work.add(
            LiaisonLink,
            id=number,
            organisation_id=fresh.organisation_id,
            partner_id=fresh.pk,
            code=code,
            key=f"{code}-{token_urlsafe(SECRET)}",
            reason=reason.strip(),
            issued_on=by.day,
            issued_by=by.label,
            until=until,
        )
        refresh(work, [fresh.pk])
    return Outcome(row_id=number)


def _said(link: LiaisonLink) -> tuple[date, str, date, str]:
    return link.issued_on, link.issued_by, link.until, link.reason


def close_links(work: Work, partner: int, why: str) -> None:
    """Those that are open open nothing any more."""
    for one in live_links([partner], work.actor.day):
        work.change(LiaisonLink, one.pk, revoked_on=work.actor.day, revoked_because=why)
        _take_in(work, one.key)


def _take_in(work: Work, key: str) -> None:
    """The page, and the sheet that waits there."""
    for page in (PAGE, SHEET):
        withdraw(work, page=page, key=key)


def revoke_link(*, by: Actor, link: LiaisonLink, reason: str) -> Outcome:
    """It opens nothing any more; what came before stays."""
    with recording(by, "coordination.link_revoked") as work:
        fresh = held(link)
        decision = may_revoke(over=fresh.revoked_on is not None or fresh.until < by.day, reason=reason)
        if not decision.allowed:
            return Outcome(decision)
        work.change(LiaisonLink, fresh.pk, revoked_on=by.day, revoked_because=reason.strip())
        _take_in(work, fresh.key)
    return Outcome(row_id=fresh.pk)


@whole
def renew_link(*, by: Actor, link: LiaisonLink, until: date, reason: str) -> Outcome:
    """Another address for another time; the old one opens nothing from now on."""
    fresh = held(link)
    if fresh.revoked_on is not None:
        raise Undone(may_revoke(over=True, reason=reason))
    if fresh.until >= by.day:
        must(revoke_link(by=by, link=fresh, reason=RENEWED))
    return must(issue_link(by=by, partner=fresh.partner, until=until, reason=reason))


def usual_end(path: str, on: date) -> date:
    """The last day that a link may have."""
    return on + timedelta(days=longest_days(path, on))


def arrival_seen(*, by: Actor, arrival: LiaisonArrival) -> Outcome:
    """Somebody has read what was refused, and sees to it."""
    with recording(by, "coordination.arrival_seen") as work:
        work.change(LiaisonArrival, held(arrival).pk, seen_on=by.day)
    return Outcome(row_id=arrival.pk)
