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
ENDINGS: Final = tuple(sorted((*WORDS, IN_ATTENDANCE, PROXY), key=len, reverse=True))
TOKENS: Final = re.compile(r"\([^()]*\)|[^\s()]+")
LONGEST_NAME: Final = 15
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
        if part.strip(" ()"):
            yield part.strip()


def _word(token: str) -> str | None:
    """What a word says of presence; 列席 and 代 as they are."""
    if token in {IN_ATTENDANCE, PROXY}:
        return token
    found = WORDS.get(token.removesuffix("了"))
    return str(found) if found else None


@dataclass
class _Entry:
    """A name of a piece with the words that are glued to it or stand in brackets behind it."""

    name: str
    words: list[str] = field(default_factory=list)


@dataclass
class _Piece:
    """What one entry says: names, and words that stand free before or behind them."""

    found: list[_Entry] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    single: str = ""
    """Single signs gathered so far: the letters of a name that was written with spaces."""

    def say(self, word: str) -> None:
        """A word that stands free."""
        (self.behind if self.found or self.single else self.before).append(word)


def _read(reading: _Reading, piece: str) -> None:
    """One entry: a name or several, with words about them before, behind or in brackets."""
    heard = _Piece()
    for token in TOKENS.findall(piece.replace(":", " ")):
        word = _word(token)
        if token[0] == "(":
            _gather(reading, heard)
            _bracket(reading, heard, token[1:-1])
        elif word:
            heard.say(word)
        elif len(token) == 1 and HAN.match(token):
            heard.single += token
        else:
            _gather(reading, heard)
            heard.found += _token(reading, token)
    _gather(reading, heard)
    if not heard.found and (heard.before or heard.behind):
        reading.left.append(piece)
    reading.said += _of_piece(heard, reading.usual)


def _gather(reading: _Reading, heard: _Piece) -> None:
    heard.found += [_Entry(name) for name in _names(reading, heard.single)]
    heard.single = ""


def _bracket(reading: _Reading, heard: _Piece, inner: str) -> None:
    """About the name before it; what says nothing of presence is handed back."""
    words = [word for token in inner.split() if (word := _word(token))]
    if inner.strip() and not all(_word(token) or token in TITLES for token in inner.split()):
        reading.left.append(inner.strip())
    if heard.found:
        heard.found[-1].words += words
    else:
        heard.before += words


def _of_piece(heard: _Piece, usual: str) -> list[Said]:
    """A word behind several names: nobody knows whom it means, and it is asked."""
    if len(heard.found) > 1 and heard.behind:
        why = f"同一处写了几个名字和“{Presence.word(heard.behind[0])}”，不清楚指谁"
        return [_said(one.name, one.words, usual) if one.words else Said(one.name, "", why=why) for one in heard.found]
    return [_said(one.name, [*heard.before, *heard.behind, *one.words], usual) for one in heard.found]


def _token(reading: _Reading, token: str) -> list[_Entry]:
    """A run of signs without a space: a name, perhaps with a title and a word glued to it."""
    if token in reading.names:
        return [_Entry(token)]
    bare = token.removesuffix("了")
    for ending in ENDINGS:
        before = bare.removesuffix(ending)
        if before != bare and _known(reading, before):
            names = _names(reading, before)
            return [_Entry(name, [_word(ending) or ""] if name == names[-1] else []) for name in names]
    return [_Entry(name) for name in _names(reading, token)]


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
    """Names of the roll that stand side by side without anything between; nothing when they do not fill the run.

    From the end, so that each place is looked at once: a run may be as long as the whole text.
    """
    ends: list[int] = [0] * len(text) + [len(text)]
    for start in range(len(text) - 1, -1, -1):
        fits = [end for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1) if text[start:end] in names and ends[end]]
        ends[start] = fits[0] if fits else 0
    found, start = [], 0
    while start < len(text) and ends[start]:
        found.append(text[start : ends[start]])
        start = ends[start]
    return found


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
