"""The words of floating: who is listed, at which end something was registered, how somebody was reached, how it ended."""

from typing import Final

from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.term import Term

SEE: Final = "see_record"
EDIT: Final = "edit_members"
AWAY: Final = (MarkKind.FLOATING_OUT, MarkKind.ABROAD)
"""Marks of somebody with whom the home branch keeps contact from afar."""


class Listed(Term):
    """The lists: by the end at which the reader stands."""

    OUT = "out", "流出"
    IN = "in", "流入"
    ABROAD = "abroad", "出国（境）"
    LOST = "lost", "失去联系"


MARKS: Final = {Listed.OUT: MarkKind.FLOATING_OUT, Listed.ABROAD: MarkKind.ABROAD, Listed.LOST: MarkKind.OUT_OF_CONTACT}
"""Those in the list of people who come here are found by the organisation that receives them, or by the mark of a roster."""


class RegistrationKind(Term):
    """What was registered: at either end in the national system, and the slip that the member carries."""

    HOME = "home", "流出地登记"
    HOST = "host", "流入地登记"
    SLIP = "slip", "联系卡已交本人"


class Channel(Term):
    """How it was registered. The act itself is the national system's or the paper's; here stands that it was done (PRACTICE.md 1.11)."""

    NATIONAL = "national", "全国党员管理信息系统"
    PAPER = "paper", "纸质登记"
    HANDED = "handed", "当面交给本人"
    POSTED = "posted", "寄给本人"


class Way(Term):
    """How somebody was reached. Where that person was is asked of nobody."""

    PHONE = "phone", "电话"
    VIDEO = "video", "视频通话"
    MESSAGE = "message", "短信、即时通信"
    MEETING = "meeting", "见面"
    LETTER = "letter", "书信"
    HOST = "host", "经流入地党组织"


class ContactKind(Term):
    """The branch contacted the member, or the member reported to the branch."""

    CONTACT = "contact", "党支部联系本人"
    REPORT = "report", "本人向党支部汇报"


class Ending(Term):
    """How floating ended."""

    CAME_BACK = "came_back", "已经回来"
    MOVED = "moved", "组织关系已转到流入地"
    MISTAKEN = "mistaken", "登记有误"
