"""Reads what a work group's 接龙 or a list of names says: who, and how each was there. Nothing that was typed is lost.

The names of the roll are given along, so that "张 三", "张三李四" and "王书记" can be told apart; a name that nobody on the roll
bears stays a name, and what is none is handed back as it was typed.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from zhibu.gatherings.terms.words import Presence, Standing

NUMBER: Final = re.compile(r"(?<![0-9])\(?[0-9]{1,3}[.、:)](?![0-9])|(?<![^\s,;、。])[0-9]{1,3}(?=[ \u3400-\u9fff])")
"""1. 1、 1) (1) and a bare 1 before a name; circled ones are breaks from the start."""
PLUS: Final = re.compile(r"\+ ?[0-9]{1,3}(?![0-9])")
"""The "+1" with which somebody joins a list."""
BREAKS: Final = re.compile(r"[,;、。|/\n\t!?…~]+")
BRACKETS: Final = re.compile(r"[(\[【<《「]([^)\]】>》」]{0,30})[)\]】>》」]")
HEADING: Final = re.compile(r"^([\u3400-\u9fff]{1,6}?) ?(?:人员|同志|名单|的)?:")
HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
NAME: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|(?=.+·.)[\u3400-\u9fff\U00020000-\U0003ffff·]{3,15}")
NO_NAMES: Final = frozenset({"接龙", "群接龙", "点名", "签到", "报名", "名单", "报到", "收到", "参会", "到会人员"})
TITLES: Final = (
    *("支部书记", "副书记", "书记", "支书", "组织委员", "宣传委员", "纪检委员", "委员", "党小组长", "小组长", "组长", "主任", "站长"),
    *("老师", "老党员", "党员", "同志", "大姐", "大哥", "阿姨", "叔叔"),
)
PROXY: Final = "代"
IN_ATTENDANCE: Final = "列席"
WORDS: Final = {spelling: one for one in Presence for spelling in one.spellings if len(spelling) > 1} | {
    "假": Presence.ON_LEAVE,
    "缺": Presence.ABSENT,
    "到": Presence.PRESENT,
}
LONE: Final = frozenset({"·", "•", "・"})


@dataclass(frozen=True, slots=True)
class Said:
    """One name, with what was said of it. An empty ``presence`` means that it has to be asked."""

    name: str
    presence: str = str(Presence.PRESENT)
    standing: str = str(Standing.EXPECTED)
    times: int = 1
    why: str = ""
    """Why it has to be asked: by proxy, or said twice in two ways."""


@dataclass(frozen=True, slots=True)
class Read:
    """All names in the order in which they stood, each once, and what was no name."""

    said: tuple[Said, ...]
    left: tuple[str, ...] = ()


@dataclass
class _Reading:
    """What has been read so far."""

    names: Collection[str]
    said: list[Said] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    usual: str = str(Presence.PRESENT)


def read_roll_call(text: str, names: Collection[str] = (), *, usual: str = str(Presence.PRESENT)) -> Read:
    """Names of a pasted text. ``names`` are those of the roll, ``usual`` what a name alone means."""
    reading = _Reading(frozenset(_plain(one).replace(" ", "") for one in names))
    for line in _plain(text).split("\n"):
        reading.usual = usual
        for piece in _pieces(reading, line):
            _read(reading, piece)
    return Read(tuple(_once(reading.said)), tuple(reading.left))


def _plain(text: str) -> str:
    """Half-width, without pictures and what nobody sees; an ideographic space is a space."""
    kept = []
    spaced = "".join("\n" if unicodedata.category(one) == "No" else one for one in text)
    for one in unicodedata.normalize("NFKC", spaced.replace("\u3000", " ").replace("\r", "\n")):
        kind = unicodedata.category(one)
        if one in "\n\t":
            kept.append(one)
        elif one in LONE:
            kept.append("·")
        elif kind in {"So", "Sk", "Cs", "Co", "Cn", "Zs", "Zl", "Zp", "Mn", "Me"}:
            kept.append(" ")
        elif kind not in {"Cc", "Cf"}:
            kept.append(one)
    return "".join(kept)


def _pieces(reading: _Reading, line: str) -> Iterator[str]:
    """A line's entries; "请假：李四、王五" says leave of all that follow in it."""
    line = line.strip(" #＃*-—")
    heading = HEADING.match(line)
    word = _word(heading[1]) if heading else None
    if heading and word:
        reading.usual = word
        line = line[heading.end() :]
    joined = BRACKETS.sub(lambda found: f"({BREAKS.sub(' ', found[1])})", NUMBER.sub("\n", PLUS.sub(" ", line)))
    for part in BREAKS.split(joined):
        if part.strip():
            yield part.strip()


def _word(token: str) -> str | None:
    """What a word says of presence; 列席 and 代 as they are."""
    if token in {IN_ATTENDANCE, PROXY}:
        return token
    found = WORDS.get(token.removesuffix("了"))
    return str(found) if found else None


def _read(reading: _Reading, piece: str) -> None:
    """One entry: a name or several, with words about them before, behind or in brackets."""
    spoken = [inner.strip() for inner in BRACKETS.findall(piece)]
    words = [word for inner in spoken for token in inner.split() if (word := _word(token))]
    reading.left += [inner for inner in spoken if inner and not all(_word(token) or token in TITLES for token in inner.split())]
    found: list[str] = []
    rest = ""
    for token in BRACKETS.sub(" ", piece).replace(":", " ").split():
        word = _word(token)
        if word:
            words.append(word)
        elif len(token) == 1 and HAN.match(token):
            rest += token
        else:
            found += _names(reading, rest)
            rest = ""
            found += _token(reading, token, words)
    found += _names(reading, rest)
    if not found and words:
        reading.left.append(piece)
    reading.said += [_said(name, words, reading.usual) for name in found]


def _token(reading: _Reading, token: str, words: list[str]) -> Sequence[str]:
    """A run of signs without a space: a name, perhaps with a title and a word glued to it."""
    if token in reading.names:
        return [token]
    for ending in sorted((*WORDS, IN_ATTENDANCE, PROXY), key=len, reverse=True):
        before = token.removesuffix("了").removesuffix(ending)
        if before != token.removesuffix("了") and _known(reading, before):
            words.append(_word(ending) or "")
            return _names(reading, before)
    return _names(reading, token)


def _known(reading: _Reading, text: str) -> bool:
    bare = _bare(text, reading.names)
    return bare in reading.names or bool(NAME.fullmatch(bare))


def _names(reading: _Reading, text: str) -> list[str]:
    """The names of a run: one that the roll has, several of the roll side by side, or one that is new; the rest is handed back."""
    if not text or text in TITLES:
        return []
    bare = _bare(text, reading.names)
    if bare in reading.names:
        return [bare]
    several = _split(bare, reading.names)
    if several:
        return several
    if NAME.fullmatch(bare) and bare not in NO_NAMES:
        return [bare]
    reading.left.append(text)
    return []


def _bare(text: str, names: Collection[str]) -> str:
    """Without a title before or behind, unless the roll has it so."""
    if text in names:
        return text
    for title in TITLES:
        for bare in (text.removesuffix(title), text.removeprefix(title)):
            if bare != text and (bare in names or (len(bare) > 1 and HAN.match(bare))):
                return bare
    return text


def _split(text: str, names: Collection[str]) -> list[str]:
    """Names of the roll that stand side by side without anything between; nothing when they do not fill the run."""
    if not text:
        return []
    for length in range(min(len(text), 15), 1, -1):
        if text[:length] in names:
            rest = text[length:]
            behind = _split(rest, names)
            if not rest or behind:
                return [text[:length], *behind]
    return []


def _said(name: str, words: Sequence[str], usual: str) -> Said:
    """What the words beside a name come to."""
    presences = [word for word in words if word not in {IN_ATTENDANCE, PROXY}]
    if PROXY in words or usual == PROXY:
        return Said(name, "", why="写了“代”：本人没有到会的，不能由别人代替")
    standing = Standing.IN_ATTENDANCE if IN_ATTENDANCE in words or usual == IN_ATTENDANCE else Standing.EXPECTED
    presence = presences[-1] if presences else str(Presence.PRESENT) if usual == IN_ATTENDANCE else usual
    return Said(name, presence, str(standing))


def _once(said: Sequence[Said]) -> Iterator[Said]:
    """Each name once; said twice in two ways, it has to be asked."""
    by_name: dict[str, list[Said]] = {}
    for one in said:
        by_name.setdefault(one.name, []).append(one)
    for name, several in by_name.items():
        first = several[0]
        same = all((one.presence, one.standing) == (first.presence, first.standing) for one in several)
        yield Said(
            name,
            first.presence if same else "",
            first.standing,
            len(several),
            first.why if same else "写了不止一次，前后说法不同",
        )
