"""A text as people typed it: paragraphs, headings, lists; and two of them side by side. No markup is ever taken as such."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import Match, SequenceMatcher
from typing import Final, Literal

LONGEST: Final = 30_000
HEADING: Final = re.compile(r"#{1,4}\s+(?P<marked>.+)|(?P<chapter>第[一二三四五六七八九十百零〇0-9]{1,5}[章节编]\s*.{0,60})")
ARTICLE: Final = re.compile(r"(第[一二三四五六七八九十百零〇0-9]{1,6}条(?:之[一二三四五六七八九十])?)[\s　]*(.*)")
LISTED: Final = re.compile(r"[-*•]\s+(.+)")
ALIKE: Final = 0.4
"""Two lines that share less are one taken out and one put in."""

READABLE: Final = 4

Kind = Literal["heading", "article", "item", "plain"]
Change = Literal["same", "added", "removed"]


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph; ``lead`` is the number of an article."""

    kind: Kind
    text: str
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """Some signs of a line, and what became of them."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class Compared:
    """A line of the comparison."""

    change: Literal["same", "added", "removed", "changed"]
    pieces: tuple[Piece, ...]


def lines_of(text: str) -> list[str]:
    """Without empty lines and the space around."""
    return [line for raw in text.splitlines() if (line := raw.strip())]


def blocks(text: str) -> list[Block]:
    """In their order."""
    return [_block(line) for line in lines_of(text)]


def _block(line: str) -> Block:
    if (heading := HEADING.fullmatch(line)) is not None:
        return Block("heading", heading["marked"] or heading["chapter"])
    if (article := ARTICLE.fullmatch(line)) is not None:
        return Block("article", article[2], article[1])
    if (item := LISTED.fullmatch(line)) is not None:
        return Block("item", item[1])
    return Block("plain", line)


def compared(old: str, new: str) -> list[Compared]:
    """Line by line; within a line that was altered, sign by sign. Nothing of either text is left out."""
    before, after = lines_of(old), lines_of(new)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    return [one for tag, a, b, c, d in matcher.get_opcodes() for one in _lines(tag, before[a:b], after[c:d])]


def _lines(tag: str, before: Sequence[str], after: Sequence[str]) -> Iterator[Compared]:
    if tag == "equal":
        yield from (Compared("same", (Piece("same", line),)) for line in before)
        return
    shared = min(len(before), len(after))
    for old, new in zip(before, after, strict=False):
        yield from _altered(old, new)
    yield from (Compared("removed", (Piece("removed", line),)) for line in before[shared:])
    yield from (Compared("added", (Piece("added", line),)) for line in after[shared:])


def _altered(old: str, new: str) -> Iterator[Compared]:
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if matcher.ratio() < ALIKE:
        yield Compared("removed", (Piece("removed", old),))
        yield Compared("added", (Piece("added", new),))
        return
    yield Compared("changed", tuple(_pieces(_kept(matcher, old, new), old, new)))


def _kept(matcher: SequenceMatcher[str], old: str, new: str) -> list[Match]:
    """What both lines share; two or three signs in the midst of a change belong to it, or nobody could read it."""
    found = [one for one in matcher.get_matching_blocks() if one.size]
    ends = {(0, 0), (len(old), len(new))}
    return [one for one in found if one.size >= READABLE or {(one.a, one.b), (one.a + one.size, one.b + one.size)} & ends]


def _pieces(kept: Sequence[Match], old: str, new: str) -> Iterator[Piece]:
    at, to = 0, 0
    for one in [*kept, Match(len(old), len(new), 0)]:
        if at < one.a:
            yield Piece("removed", old[at : one.a])
        if to < one.b:
            yield Piece("added", new[to : one.b])
        if one.size:
            yield Piece("same", old[one.a : one.a + one.size])
        at, to = one.a + one.size, one.b + one.size
