"""Whether a member may say with the code on the wall that he is there. A refusal is a hint to speak to the organiser, no more."""

from collections.abc import Sequence
from datetime import date

from zhibu.gatherings.terms.words import Presence
from zhibu.kernel.decisions import Decision, Objection

TELL: str = "请直接告诉点名的同志。"


def may_check_in(*, known: bool, on: date, today: date, said: Sequence[str]) -> Decision:
    """``said`` is what each open part at which he is expected says of him; a mark of the organiser's is not written over."""
    marked = next((one for one in said if one), "")
    return Decision.of(
        Objection("nobody", "这个账号没有对应的党员信息。", remedy=TELL) if not known else None,
        Objection("other_day", f"这个到会码只在 {on.isoformat()} 当天有效。", remedy=TELL) if on != today else None,
        Objection("not_expected", "您不在这次会议的应到名单上，或者名单已经签批。", remedy=TELL) if known and not said else None,
        Objection("marked", f"已经登记为“{Presence.word(marked)}”。", remedy="不对的话，" + TELL) if marked and all(said) else None,
    )
