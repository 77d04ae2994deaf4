"""The sheet of a year for a unit's liaison: made here, waiting at the portal for a few days, gone afterwards.

The portal cannot read one row of the inside, and makes no files: whoever asks for a sheet finds it on his page with the next exchange.
Nothing stands outside that nobody asked for, and never more than the bundle between both can carry.
"""

from base64 import b64encode
from datetime import timedelta
from typing import Final

from zhibu.kernel.decisions import Objection, Outcome
from zhibu.kernel.unusable import Unusable
from zhibu.mechanism.coordination.documents import year_sheet
from zhibu.mechanism.coordination.models import LiaisonLink
from zhibu.mechanism.coordination.queries.yearly import year_of
from zhibu.mechanism.coordination.terms import SHEET
from zhibu.postbox.queries import standing_pages
from zhibu.postbox.services import publish, withdraw
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

KEPT: Final = timedelta(days=7)
MOST: Final = 100
"""Sheets that wait outside at once: some ten megabytes of the thirty that a bundle may have."""
BUSY: Final = Objection("busy", "现在领取情况表的单位太多。", remedy="请过几天再领取，或者请社区打印。")


def hand_out(*, by: Actor, link: LiaisonLink, year: int) -> Outcome:
    """As Excel and PDF, of confirmed deeds alone; asked for again it is made anew."""
    partner = link.partner
    others = [key for key in standing_pages(SHEET, by.day) if key != link.key]
    if len(others) >= MOST:
        return Outcome.refused(BUSY)
    told = year_of(by.reader, partner, year, by.day)
    try:
        files = {ending: b64encode(year_sheet(told, ending, by=by, on=by.day)).decode() for ending in ("xlsx", "pdf")}
    except Unusable as refusal:
        return Outcome.refused(Objection("not_made", refusal.reason))
    with recording(by, "coordination.sheet") as work:
        content = {"name": f"{partner.name}_{year}年共驻共建情况", **files}
        publish(work, page=SHEET, key=link.key, content=content, until=min(link.until, by.day + KEPT))
    return Outcome(row_id=link.pk)


def forget_sheets(*, by: Actor) -> int:
    """Those whose days are over; how many."""
    with recording(by, "coordination.sheet_over") as work:
        return sum(withdraw(work, page=SHEET, key=key) for key in standing_pages(SHEET, by.day, over=True))
