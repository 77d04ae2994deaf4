"""Whether a meeting may decide, and what a vote means. 应到会 and 实到会 are two numbers and stay two (REGULATIONS.md 1, 2, 5)."""

from dataclasses import dataclass
from typing import Final

from zhibu.gatherings.rules.catalogue import entry_of
from zhibu.gatherings.rules.shares import Share
from zhibu.kernel.decisions import Objection
from zhibu.rulebook.book import Rules


@dataclass(frozen=True, slots=True)
class Numbers:
    """Who was counted at a part of a meeting, in one organisation.

    ``entitled`` are those with a vote who are expected (leave does not lower it, recorded exclusion does); ``there`` are those of them
    who came. ``expected`` and ``present`` count everybody, probationary members too.
    """

    expected: int
    present: int
    on_leave: int = 0
    in_attendance: int = 0
    entitled: int = 0
    there: int = 0
    written: int = 0
    """Of those entitled, whose written opinion arrived before the meeting; it counts in a vote on admission alone."""


@dataclass(frozen=True, slots=True)
class Quorum:
    """From how many a part may decide; ``needed`` 0 where nothing depends on a number."""

    met: bool
    base: int = 0
    there: int = 0
    needed: int = 0
    words: str = ""
    article: str = ""
    voting: bool = False
    """Whether the base is those with a vote, and not everybody expected."""

    @property
    def based_on(self) -> str:
        """The number that the share is of."""
        return f"应到会{'有表决权' if self.voting else ''} {self.base} 人，{self.words}为 {self.needed} 人"

    @property
    def computation(self) -> str:
        """As it is shown under every list of names and in the minutes."""
        if not self.needed:
            return "不要求到会人数"
        verdict = "可以开会表决" if self.met else f"还差 {self.needed - self.there} 人，不能表决"
        return f"{self.based_on}；实到 {self.there} 人，{verdict}"


NO_QUORUM: Final = Quorum(met=True)


def quorum_of(kind: str, numbers: Numbers, rules: Rules) -> Quorum:
    """By the kind's parameter on the day; members' and committee meetings count those with a vote, others everybody expected."""
    entry = entry_of(kind)
    if not entry.quorum or not rules.knows([entry.quorum]):
        return NO_QUORUM
    voting = entry.voters != "nobody"
    base, there = (numbers.entitled, numbers.there) if voting else (numbers.expected, numbers.present)
    share = Share.read(rules.value(entry.quorum))
    return Quorum(share.reached(there, base), base, there, share.least(base), str(share), rules.article(entry.quorum), voting)


def no_quorum(quorum: Quorum) -> Objection:
    """In words, with the numbers."""
    return Objection(
        "no_quorum",
        f"到会人数不够：{quorum.computation}。",
        quorum.article,
        "等人到齐再表决，或者改期；已经开了的可以如实记录，但不算开过一次。",
    )
