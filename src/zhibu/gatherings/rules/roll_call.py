"""Reads what a work group's 接龙 or a list of names says: who, and how each was there. Nothing that was typed is lost.

The names of the roll are given along, so that "张 三", "张三李四" and "王书记" can be told apart; a name that nobody on the roll
bears stays a name, and what is none is handed back as it was typed. Nobody of whom something speaks against it is read as present:
it means leave, or is asked.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from zhibu.gatherings.rules.remarks import IN_ATTENDANCE, KNOWN, PROXY, said_of
from zhibu.gatherings.rules.roll_pieces import LONGEST_NAME, Piece, read_piece
from zhibu.gatherings.terms.words import Presence, Standing

NUMBER: Final = re.compile(r"(?<![0-9])\(?[0-9]{1,3}[.、:)](?![0-9])|(?<![^\s,;、。])[0-9]{1,3}(?=[ \u3400-\u9fff])")
"""1. 1、 1) (1) and a bare 1 before a name; circled ones are breaks from the start."""
PLUS: Final = re.compile(r"\+ ?[0-9]{1,3}(?![0-9])")
"""The "+1" with which somebody joins a list."""
COUNT: Final = re.compile(r" ?([0-9]{1,3}) ?([人名位])(?![\u3400-\u9fff])")
"""请假 2 人: no number of an entry."""
BREAKS: Final = re.compile(r"[,;、。|/\n\t!?…~]+")
BRACKETS: Final = re.compile(r"[(\[【<《「]([^)\]】>》」]{0,30})[)\]】>》」]")
HEADING: Final = re.compile(r"^([\u3400-\u9fff]{1,6}?) ?(?:人员|同志|名单|的|有|的有)? ?\(?(?:[0-9]{1,3} ?[人名位])?\)?:")
LONE: Final = frozenset({"·", "•", "・"})
THERE: Final = frozenset(str(one) for one in Presence if one.is_there)
SHORT: Final = 8
"""Signs of a line that may be a heading without its colon; longer ones are sentences."""


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
class _Spoken:
    """A name with the words about it so far; what is said behind it may still concern it."""

    name: str
    words: list[str] = field(default_factory=list)
    usual: str = ""
    why: str = ""


@dataclass
class _Reading:
    """What has been read so far."""

    names: Collection[str]
    usual: str
    spoken: list[_Spoken] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    over: str = ""
    """What a heading in a line of its own says of the lines below it, until a blank line ends them."""
    since: int = 0
    """How many names had been read at that heading."""


def read_roll_call(text: str, names: Collection[str] = (), *, usual: str = str(Presence.PRESENT)) -> Read:
    """Names of a pasted text. ``names`` are those of the roll, ``usual`` what a name alone means."""
    reading = _Reading(frozenset(_plain(one).replace(" ", "") for one in names), usual)
    for line in _plain(text).split("\n"):
        _line(reading, line.strip(" #＃*-—"))
    return Read(tuple(_once([_said(one) for one in reading.spoken])), tuple(reading.left))


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


def _line(reading: _Reading, line: str) -> None:
    """Numbered entries; "请假：李四、王五" says leave of all that follow in it, and of the lines below where nothing follows."""
    if not line:
        reading.over = reading.over if len(reading.spoken) == reading.since else ""
        return
    before, usual = len(reading.spoken), reading.over or reading.usual
    word, line = _heading(reading, line)
    joined = BRACKETS.sub(lambda found: f"({BREAKS.sub(' ', found[1])})", NUMBER.sub("\n", PLUS.sub(" ", COUNT.sub(r"\1\2", line))))
    said = ""
    for number, text in enumerate(joined.split("\n")):
        said = _entry(reading, text, word or usual)
        word = word if number else said or word
    if len(reading.spoken) == before and word and (said or not line):
        reading.over, reading.since = word, before


def _heading(reading: _Reading, text: str) -> tuple[str, str]:
    """What a heading says, and what stands behind it; a name with a colon is none."""
    found = HEADING.match(text)
    word = said_of(found[1]) if found else None
    if not found or not word or _has_a_name(found[1], reading.names):
        return "", text
    return word, text[found.end() :].strip()


def _has_a_name(text: str, names: Collection[str]) -> bool:
    return any(text[start:end] in names for start in range(len(text)) for end in range(start + 2, start + LONGEST_NAME))


def _entry(reading: _Reading, text: str, usual: str) -> str:
    """Names between two numbers, with what is said before and behind them. Returns what a heading in it says, empty for none."""
    spoken: list[_Spoken] = []
    headed = ""
    for piece in filter(None, (one.strip() for one in BREAKS.split(text))):
        word, rest = _heading(reading, piece)
        headed = word or headed
        heard = read_piece(rest, reading.names)
        reading.left += heard.left
        if heard.found:
            if spoken and heard.guess:
                spoken[-1].words.append(heard.guess)
            spoken += _of_piece(heard, headed or usual)
        elif heard.words and spoken:
            _said_behind(spoken, heard.words)
        elif word and rest:
            headed = ""
        elif heard.words:
            reading.left.append(rest)
            headed = _loose(reading, rest, heard.words) or headed
    reading.spoken += spoken
    return headed


def _loose(reading: _Reading, text: str, words: Sequence[str]) -> str:
    """A word in a place of its own: a heading without its colon, or about whoever stands above it. Whom it means is asked."""
    if len(text) > SHORT or all(word in THERE for word in words):
        return ""
    if reading.spoken:
        reading.spoken[-1].words.append(text)
    return text


def _of_piece(heard: Piece, usual: str) -> list[_Spoken]:
    """A word behind several names: nobody knows whom it means, and it is asked."""
    if len(heard.found) > 1 and heard.behind:
        why = _unclear(heard.behind[0])
        return [_Spoken(one.name, one.words, usual, "" if one.words else why) for one in heard.found]
    return [_Spoken(one.name, [*heard.before, *heard.behind, *one.words], usual) for one in heard.found]


def _said_behind(spoken: Sequence[_Spoken], words: Sequence[str]) -> None:
    """“张三，请假”: about the one name of the entry; of several it is asked, unless it says no more than that they were there."""
    if len(spoken) == 1:
        spoken[0].words += words
    elif not all(word in THERE for word in words):
        for one in spoken:
            one.why = one.why or ("" if one.words else _unclear(words[0]))


def _unclear(word: str) -> str:
    return f"同一处写了几个名字和“{Presence.word(word) if word in set(Presence) else word}”，不清楚指谁"


def _said(one: _Spoken) -> Said:
    """What the words beside a name come to: leave or absence outweighs a guess, a guess or a contradiction is asked."""
    if one.why:
        return Said(one.name, "", why=one.why)
    if PROXY in one.words or (one.usual == PROXY and not one.words):
        return Said(one.name, "", why="写了“代”：本人没有到会的，不能由别人代替")
    presences = list(dict.fromkeys(word for word in one.words if word in set(Presence)))
    guesses = [word for word in one.words or [one.usual] if word not in KNOWN]
    if guesses and (THERE.intersection(presences or [one.usual]) or one.usual not in KNOWN):
        return Said(one.name, "", why=f"写了“{guesses[0]}”，没有说清是不是请假")
    if len(presences) > 1:
        return Said(one.name, "", why=f"写了{'、'.join(f'“{Presence.word(word)}”' for word in presences)}，前后说法不同")
    here = IN_ATTENDANCE in one.words or one.usual == IN_ATTENDANCE
    usual = str(Presence.PRESENT) if one.usual == IN_ATTENDANCE else one.usual
    return Said(one.name, presences[0] if presences else usual, str(Standing.IN_ATTENDANCE if here else Standing.EXPECTED))


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
