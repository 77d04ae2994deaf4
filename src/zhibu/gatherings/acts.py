"""What can be done with a gathering, for one reader: the next thing first, what is done seldom behind a word."""

from datetime import date
from typing import Final

from django.urls import reverse

from zhibu.gatherings.permissions import Signs, may_record, signs
from zhibu.gatherings.queries.gathering_page import GatheringShown
from zhibu.gatherings.rules.catalogue import Voters, entry_of
from zhibu.gatherings.terms import GatheringState
from zhibu.kernel.readers import AccountReader
from zhibu.web.pages import Act

RECORDING: Final = [("点名", "gathering_attendance"), ("会议记录", "gathering_minutes")]


def by_note(shown: GatheringShown) -> bool:
    """Whether nothing is asked beside the note of it: a visit."""
    return bool(shown.parts) and all(entry_of(one.part.kind).by_note for one in shown.parts)


def acts_of(shown: GatheringShown, reader: AccountReader, today: date) -> list[Act]:
    """Called, written down, voted where anything is voted on, signed: each for whoever may, and the one that is next as the button."""
    if shown.gathering.state == GatheringState.CANCELLED:
        return []
    names = [] if by_note(shown) else RECORDING
    voting = [("表决", "gathering_votes")] if any(entry_of(one.part.kind).voters != Voters.NOBODY for one in shown.parts) else []
    found = [*names, *voting] if may_record(reader, shown.paths) else []
    if any(signs(reader, one.holding) != Signs.NOT for part in shown.parts for one in part.holdings):
        found = [*found, ("签批", "gathering_sign")]
    following = next_of(shown, today)
    code = shown.gathering.code
    return [Act(label, reverse(name, args=[code]), "go" if name == following else "plain") for label, name in found]


def next_of(shown: GatheringShown, today: date) -> str:
    """The page that waits: who was there, what was decided, the signature; none before the day and none after the last signature."""
    holdings = [one for part in shown.parts for one in part.holdings]
    if shown.gathering.on > today or all(one.holding.signed_at is not None for one in holdings):
        return ""
    asked = [part for part in shown.parts if not entry_of(part.part.kind).by_note]
    if not all(one.numbers.present for part in asked for one in part.holdings):
        return "gathering_attendance"
    return "gathering_sign" if all(part.minutes is not None for part in asked if part.open_to) else "gathering_minutes"


def more_of(shown: GatheringShown, reader: AccountReader) -> list[Act]:
    """What is done seldom: printed, again, on another day, not at all."""
    code = shown.gathering.code
    prints = any(reader.may("export_ledgers", path) for path in shown.paths)
    papers = [Act("会议文书（Word、PDF）", reverse("gathering_papers", args=[code]))] if prints else []
    if not may_record(reader, shown.paths):
        return papers
    notice = Act("会议通知", reverse("gathering_notice", args=[code]))
    words = [Act("补写走访记录、照片", reverse("gathering_minutes", args=[code]))] if by_note(shown) else []
    always = [*words, notice, *papers, Act("照此再安排一次", reverse("gathering_again", args=[code]))]
    if shown.stands or not shown.whole:
        return always
    return [*always, Act("改期", reverse("gathering_move", args=[code])), Act("取消会议", reverse("gathering_cancel", args=[code]))]
