"""What stands at the portal follows what is recorded: whoever changes something of a partner renews the pages of its open links."""

from collections.abc import Iterable
from typing import Final

from zhibu.mechanism.coordination.queries.liaison import live_links, live_partners, pages_for
from zhibu.mechanism.coordination.terms import PAGE
from zhibu.postbox.services import publish
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

AT_ONCE: Final = 200


def renew_pages(*, by: Actor) -> int:
    """Every open page as it should stand now: a year has turned, an offer has ended, an import was taken back. How many links there are."""
    partners = sorted(live_partners(by.day))
    for start in range(0, len(partners), AT_ONCE):
        with recording(by, "coordination.pages") as work:
            refresh(work, partners[start : start + AT_ONCE])
    return len(partners)


def refresh(work: Work, partners: Iterable[int | None]) -> None:
    """One page for each open link; nothing is asked where there is none."""
    on = work.actor.day
    links = live_links({one for one in partners if one is not None}, on)
    if not links:
        return
    pages = pages_for({one.partner_id for one in links}, on)
    for one in links:
        publish(work, page=PAGE, key=one.key, content=pages[one.partner_id], until=one.until)
