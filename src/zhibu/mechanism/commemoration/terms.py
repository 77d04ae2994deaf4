"""Words of ceremonies: the occasion, what stands on a programme, who is invited, which papers are made."""

from typing import Final

from zhibu.register.terms.term import Term

SEE: Final = "see_gatherings"
RECORD: Final = "record_gatherings"
EXPORT: Final = "export_ledgers"
LONGEST_TITLE: Final = 200
LONGEST_PRESENTER: Final = 60
MOST_ROWS: Final = 60
MOST_SEATS: Final = 60


class Occasion(Term):
    """What is celebrated; each has a programme to begin with."""

    JULY_FIRST = "july_first", "庆“七一”"
    ARMY_DAY = "army_day", "庆“八一”"
    OTHER = "other", "其他庆祝活动"


class LineKind(Term):
    """What a line of the programme is: the host's outline says for each what the host needs."""

    OPENING = "opening", "开始"
    ANTHEM = "anthem", "奏唱"
    OATH = "oath", "重温入党誓词"
    READING = "reading", "宣读表彰名单"
    AWARDING = "awarding", "颁奖"
    STATEMENT = "statement", "代表发言"
    GUEST_SPEECH = "guest_speech", "来宾致辞"
    SPEECH = "speech", "讲话"
    PERFORMANCE = "performance", "节目"
    CLOSING = "closing", "结束"
    OTHER = "other", "其他"


class GuestKind(Term):
    """Why somebody is invited, in the order in which they sit."""

    LEADER = "leader", "上级领导"
    PARTNER = "partner", "共建部队、单位代表"
    VETERAN = "veteran", "老党员、退休老领导代表"
    GUEST = "guest", "其他来宾"


class PaperKind(Term):
    """What is printed for a ceremony."""

    PROGRAMME = "programme", "议程"
    OUTLINE = "outline", "主持词提纲"
    SEATS = "seats", "座次图"
    CARDS = "cards", "席卡"
    FIGURES = "figures", "一年数据"
