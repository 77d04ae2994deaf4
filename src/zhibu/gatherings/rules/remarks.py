"""What a word beside a name says of how somebody was there: for certain, or so that it has to be asked.

Written as people write in a work group: "生病请假", "出差", "来不了", "书记代签". Whoever is said to be away is never taken as present:
quorum and votes rest on the list.
"""

import re
from typing import Final

from zhibu.gatherings.terms.words import Presence

PROXY: Final = "代"
IN_ATTENDANCE: Final = "列席"
WORDS: Final = {spelling: one for one in Presence for spelling in one.spellings if len(spelling) > 1} | {
    "假": Presence.ON_LEAVE,
    "缺": Presence.ABSENT,
    "到": Presence.PRESENT,
}
KNOWN: Final = frozenset({*map(str, Presence), IN_ATTENDANCE, PROXY})
ENDINGS: Final = tuple(sorted((*WORDS, IN_ATTENDANCE, PROXY), key=len, reverse=True))
COUNTED: Final = re.compile(r"[0-9一二三四五六七八九十两几]+ ?[人名位]$")
"""请假2人 counts and means nobody."""
LEAVE: Final = re.compile(r"(?<![不没未])(?:请|事|病|休|公|产|婚|丧|年|陪护|探亲)(?:了|个)?(?:[一两半几0-9]{1,2}个?[天周月])?的?假")
INSTEAD: Final = re.compile(r"代(?:签|到|会|替|为|投|开|参|办|打卡)|委托|替(?:签|会|到|他|她|我)|[由请让托].{1,4}[代替]")
AWAY: Final = re.compile(
    "不[能来去到在参]|[来去到赶抽走]不|[没未][来去到能参空]|没有(?:来|到|去|空|时间|参加)|没时间|无法|缺席|请假|事假|病假|"
    "有事|急事|家事|出差|公差|因公|出国|出门|外地|外出|在外|老家|旅游|探亲|考试|值班|加班|培训|陪护|带孩子|带孙|奔丧|"
    "^病$|生病|病[了重危]|因病|有病|看病|住院|医院|就医|手术|发烧|感冒|不适|不舒服|卧床|行动不便|年老体弱"
)


def word_of(token: str) -> str | None:
    """What a word says by itself; 列席 and 代 as they are."""
    if token in {IN_ATTENDANCE, PROXY}:
        return token
    found = WORDS.get(token.removesuffix("了"))
    return str(found) if found else None


def remark_of(text: str) -> str | None:
    """What is said in more than a word: leave, by proxy, or as it was typed where it only lets one guess; nothing of presence is None."""
    if COUNTED.search(text):
        return None
    if INSTEAD.search(text):
        return PROXY
    if LEAVE.search(text):
        return str(Presence.ON_LEAVE)
    return text if AWAY.search(text) else None


def said_of(token: str) -> str | None:
    """By a word or in more than that."""
    return word_of(token) or remark_of(token)
