"""One entry of a list of names: who stands in it, and what is said of each; what is neither is handed back."""

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Final

from zhibu.gatherings.rules.remarks import ENDINGS, PROXY, remark_of, said_of, word_of

HAN: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
NAME: Final = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]{2,4}|(?=.+·.)[\u3400-\u9fff\U00020000-\U0003ffff·]{3,15}")
NO_NAMES: Final = frozenset(
    {"接龙", "群接龙", "点名", "签到", "报名", "名单", "报到", "收到", "参会", "到会人员"}
    | {"晚到", "迟到", "早退", "准时", "没问题", "明白", "知道", "好的", "谢谢"}
)
TITLES: Final = (
    *("支部书记", "副书记", "书记", "支书", "组织委员", "宣传委员", "纪检委员", "委员", "党小组长", "小组长", "组长", "主任", "站长"),
    *("老师", "老党员", "党员", "同志", "大姐", "大哥", "阿姨", "叔叔"),
)
TOKENS: Final = re.compile(r"\([^()]*\)|[^\s()]+")
LONGEST_NAME: Final = 15
INSTEAD: Final = re.compile("[代替](?!表$)")


@dataclass
class Entry:
    """A name of a piece with the words that are glued to it or stand in brackets behind it."""

    name: str
    words: list[str] = field(default_factory=list)


@dataclass
class Piece:
    """What one entry says: names, and words that stand free before or behind them."""

    names: Collection[str]
    found: list[Entry] = field(default_factory=list)
    before: list[str] = field(default_factory=list)
    behind: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    guess: str = ""
    """A name of nobody here with an excuse, before any other name: perhaps no name, and said of whoever stands in the entry before it."""
    single: str = ""
    """Single signs gathered so far: the letters of a name that was written with spaces."""

    @property
    def words(self) -> list[str]:
        """Those that stand free."""
        return [*self.before, *self.behind]

    def say(self, word: str) -> None:
        """A word that stands free."""
        (self.behind if self.found or self.single else self.before).append(word)

    def gather(self) -> None:
        """The single signs were a name, or several."""
        self.found += [Entry(name) for name in _names(self, self.single)]
        self.single = ""


def read_piece(text: str, names: Collection[str]) -> Piece:
    """A name or several, with words about them before, behind or in brackets."""
    heard = Piece(names)
    for token in TOKENS.findall(text.replace(":", " ")):
        word = said_of(token)
        if token[0] == "(":
            heard.gather()
            _bracket(heard, token[1:-1])
        elif len(token) == 1 and not word and HAN.match(token):
            heard.single += token
        elif word and word_of(token):
            heard.say(word)
        else:
            heard.gather()
            _run(heard, token, word)
    heard.gather()
    return heard


def _bracket(heard: Piece, inner: str) -> None:
    """About the name before it; what says nothing of presence is handed back."""
    tokens = inner.split()
    said = [said_of(token) or (PROXY if INSTEAD.search(token) else None) for token in tokens]
    if tokens and not all(word or token in TITLES for word, token in zip(said, tokens, strict=True)):
        heard.left.append(inner.strip())
    words = [word for word in said if word]
    if heard.found:
        heard.found[-1].words += words
    else:
        heard.before += words


def _run(heard: Piece, token: str, said: str | None) -> None:
    """A run of signs without a space: names, perhaps with titles, words and remarks glued to them, or a remark alone."""
    if token in heard.names:
        heard.found.append(Entry(token))
        return
    found = _of_the_roll(heard, token) or _with_ending(heard, token)
    if not found and said:
        heard.say(said)
    elif said and not all(one.name in heard.names for one in found):
        if heard.found:
            heard.found[-1].words.append(token)
        heard.guess = "" if heard.found else token
        heard.found += found
    else:
        heard.found += found or [Entry(name) for name in _names(heard, token)]


def _of_the_roll(heard: Piece, token: str) -> list[Entry]:
    """Names of the roll before a remark (张三来不了), behind one (请假张三), or on both sides (张三代李四); else nothing."""
    if not remark_of(token) and not INSTEAD.search(token):
        return []
    first = _first(token, heard.names)
    rest = token[sum(map(len, first)) :]
    last = _last(rest, heard.names)
    said = rest.removesuffix(last)
    word = said_of(said) or (PROXY if INSTEAD.search(said) else None)
    if not word or not (first or last):
        return []
    behind = [last] if last else []
    entries = [Entry(name) for name in (*first, *behind)]
    for one in entries[-2:] if first and last else entries[-1:]:
        one.words.append(word)
    return entries


def _first(text: str, names: Collection[str]) -> list[str]:
    """Names of the roll at its beginning, one behind the other."""
    found: list[str] = []
    start = 0
    while ends := [end for end in range(min(len(text), start + LONGEST_NAME), start + 1, -1) if text[start:end] in names]:
        found.append(text[start : ends[0]])
        start = ends[0]
    return found


def _last(text: str, names: Collection[str]) -> str:
    """The name of the roll at its end."""
    starts = range(max(0, len(text) - LONGEST_NAME), len(text) - 1)
    return next((text[start:] for start in starts if text[start:] in names), "")


def _with_ending(heard: Piece, token: str) -> list[Entry]:
    """A name, perhaps one of nobody here, with a word glued to it."""
    bare = token.removesuffix("了")
    for ending in ENDINGS:
        before = "" if len(ending) == 1 and remark_of(bare) else bare.removesuffix(ending)
        if before != bare and not said_of(before) and _known(heard, before):
            names = _names(heard, before)
            return [Entry(name, [word_of(ending) or ""] if name == names[-1] else []) for name in names]
    return []


def _known(heard: Piece, text: str) -> bool:
    bare = _bare(text, heard.names)
    return bare in heard.names or bool(NAME.fullmatch(bare))


def _names(heard: Piece, text: str) -> list[str]:
    """The names of a run: one that the roll has, several of the roll side by side, or one that is new; the rest is handed back."""
    if not text or text in TITLES:
        return []
    bare = _bare(text, heard.names)
    if bare in heard.names:
        return [bare]
    several = _split(bare, heard.names)
    if several:
        return several
    if NAME.fullmatch(bare) and bare not in NO_NAMES:
        return [bare]
    heard.left.append(text)
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
