"""What stands at the portal follows what is recorded: whoever changes something of a partner renews the pages of its open links."""

from collections.abc import Iterable

from zhibu.mechanism.coordination.queries.liaison import live_links, pages_for
from zhibu.mechanism.coordination.terms import PAGE
from zhibu.postbox.services import publish
from zhibu.trail.door import Work


def refresh(work: Work, partners: Iterable[int | None]) -> None:
    """One page for each open link; nothing is asked where there is none."""
    on = work.actor.day
    links = live_links({one for one in partners if one is not None}, on)
    if not links:
        return
    pages = pages_for({one.partner_id for one in links}, on)
    for one in links:
        publish(work, page=PAGE, key=one.key, content=pages[one.partner_id], until=one.until)
