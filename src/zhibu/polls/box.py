"""The ballot box: counts, who has answered, and opinions, sealed as one value under a key that is destroyed at the end.

There is no row, number, time or order of an answer anywhere: an answer opens the box, adds one to a counter, and seals all of it anew. What
a database keeps of former states (dead rows, pages of a log, backups) is cipher text of the same key. The length tells how many have
answered and nothing else: each answer takes the same room, with or without an opinion (docs/adr/0029).
"""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from zhibu.polls.rules import Counts, added
from zhibu.store.sealing import keyed_hash, seal, unseal

BASE: Final = 4096
PART: Final = 1024
COUNTER: Final = 24
SLOT: Final = 2048
"""Bytes that an answer takes: a mark, and the longest opinion (four bytes a character)."""
MARK: Final = 16


@dataclass
class Tally:
    """What lies in an open box."""

    counts: list[list[list[int]]]
    """By part, question, choice."""
    answered: list[int]
    marks: list[str] = field(default_factory=list)
    opinions: list[str] = field(default_factory=list)
    paper: dict[str, dict[str, list[list[int]]]] = field(default_factory=dict)
    """By part and counter: the account under which was counted."""
    names: dict[str, str] = field(default_factory=dict)
    """Of counters."""

    @classmethod
    def empty(cls, choices: Sequence[int], parts: int) -> "Tally":
        """Before the first answer; ``choices`` of each question."""
        return cls([[[0] * number for number in choices] for _ in range(parts)], [0] * parts)

    def add(self, part: int, chosen: Sequence[int], mark: str, opinion: str) -> None:
        """One answer. Marks stand in their own order and opinions in none, so that even the open box tells no order."""
        self.answered[part] += 1
        for number, choice in enumerate(chosen):
            self.counts[part][number][choice] += 1
        self.marks = sorted({*self.marks, mark})
        if opinion:
            self.opinions.insert(secrets.randbelow(len(self.opinions) + 1), opinion)

    def put_paper(self, part: int, counter: str, counts: Counts, *, name: str = "") -> bool | None:
        """What somebody has counted: None while he is the only one, then whether both agree. Unequal counts are both forgotten."""
        there = self.paper.setdefault(str(part), {})
        self.names[counter] = name or counter
        there[counter] = [list(one) for one in counts]
        if len(there) < 2:
            return None
        agree = len({orjson.dumps(one) for one in there.values()}) == 1
        if not agree:
            del self.paper[str(part)]
        return agree

    @property
    def unmatched(self) -> bool:
        """Paper that waits for a second counter."""
        return any(len(one) < 2 for one in self.paper.values())

    @property
    def papers(self) -> int:
        """How many came on paper, where two agree."""
        return sum(sum(next(iter(one.values()))[0]) for one in self.paper.values() if len(one) > 1)

    @property
    def counters(self) -> list[str]:
        """Who has counted."""
        return sorted(self.names.get(counter, counter) for counter in {each for one in self.paper.values() if len(one) > 1 for each in one})

    def counted_by(self, part: int) -> set[int]:
        """The accounts under which a part was counted."""
        return {int(one) for one in self.paper.get(str(part), {}) if one.isdecimal()}

    def settled(self) -> "Tally":
        """With the paper that two have counted alike."""
        counts, answered = [], list(self.answered)
        for part, own in enumerate(self.counts):
            found = self.paper.get(str(part), {})
            brought = next(iter(found.values())) if len(found) > 1 else None
            counts.append(added([own, brought]) if brought else own)
            answered[part] += sum(brought[0]) if brought else 0
        return Tally(counts, answered, opinions=list(self.opinions))


def mark_of(key: bytes, person_id: int) -> str:
    """Tells that somebody has answered to whoever has the key, and nothing to anybody else."""
    return keyed_hash(key, f"answered {person_id}".encode())[:MARK].hex()


def sealed(key: bytes, tally: Tally, code: str) -> bytes:
    """The box shut; its length follows from the number of answers."""
    told = {
        "counts": tally.counts,
        "answered": tally.answered,
        "marks": tally.marks,
        "opinions": tally.opinions,
        "paper": tally.paper,
        "names": tally.names,
    }
    plain = orjson.dumps(told, option=orjson.OPT_SORT_KEYS)
    return seal(key, plain.ljust(room_of(tally)), code.encode())


def room_of(tally: Tally) -> int:
    """Bytes: from what is asked, and from how many have answered."""
    counters = sum(len(choices) for part in tally.counts for choices in part)
    return BASE + PART * len(tally.counts) + COUNTER * counters + SLOT * len(tally.marks)


def opened(key: bytes, content: bytes, code: str) -> Tally:
    """Raises ``Unreadable`` where the key is another."""
    told: dict[str, Any] = orjson.loads(unseal(key, content, code.encode()))
    return Tally(told["counts"], told["answered"], told["marks"], told["opinions"], told["paper"], told.get("names", {}))
