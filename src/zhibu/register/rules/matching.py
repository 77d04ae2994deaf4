"""Which organisation a cell means, and which ones it may mean.

For identity only spaces and width are evened out. Everything looser is a candidate: proposed with its reason, ranked, and
*clear* only when exactly one is close enough. Two names whose numbers differ (第一 and 第二党支部) or whose kinds differ
(党总支 and 党支部) are never candidates for each other, however alike they look; and two places that differ by one
character (东风社区, 东山社区) may be shown, but are never clear.
"""

import re
from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Final, Generic, TypeVar

from zhibu.register.rules.name_shapes import Shape, is_in_generic_part, same_but_for_omissions, shape_of, single_difference
from zhibu.register.terms.term import spelled

K = TypeVar("K", bound=Hashable)

LONGEST_NAME: Final = 120
ABOVE_THE_COMMUNITY: Final = re.compile(r"(?:街道|镇|乡|局|县|市|(?<![社小园校])区)$")
"""What may stand before a known name without changing it; another community in front would make it another branch."""

LONG_PLACE: Final = 4
"""From this many telling characters on, one left out is a slip (退休 for 离退休); in 晨光 and 晨光里 it makes another place."""


class Closeness(IntEnum):
    """How a candidate differs, the closest first; ``label`` is the reason that stands beside it."""

    SAME_WORDS = 1
    SAME_PLACE = 2
    SAME_SOUND = 3
    PART_OF_NAME = 4
    ONE_CHARACTER = 5
    LOOKS_ALIKE = 6

    @property
    def label(self) -> str:
        """The reason, as shown."""
        return REASONS[self]


REASONS: Final = {
    Closeness.SAME_WORDS: "写法不同",
    Closeness.SAME_PLACE: "多写或少写了通用词",
    Closeness.SAME_SOUND: "读音相同或相近",
    Closeness.PART_OF_NAME: "只写了名称的一部分",
    Closeness.ONE_CHARACTER: "相差一个字",
    Closeness.LOOKS_ALIKE: "字形相近，请核实",
}


@dataclass(frozen=True, slots=True)
class Candidate(Generic[K]):
    """An organisation that a cell may mean."""

    key: K
    name: str
    closeness: Closeness


def identity_of(name: str) -> str:
    """The text by which a full or short name identifies: spaces, invisible characters and width evened out, nothing else."""
    return spelled(name)


class OrganisationNames(Generic[K]):
    """The names of all organisations in reach, full and short ones alike, each with the key of its organisation."""

    def __init__(self, names: Iterable[tuple[K, str]]) -> None:
        self._by_identity: defaultdict[str, dict[K, str]] = defaultdict(dict)
        self._shapes: dict[str, Shape] = {}
        for key, name in names:
            if name:
                self.add(key, name)

    def add(self, key: K, name: str) -> None:
        """One more name, as when an import has just created the organisation."""
        self._by_identity[identity_of(name)][key] = name

    def find(self, raw: str) -> tuple[K, ...]:
        """The organisations of exactly that name: none, one, or several that share it (then it is unclear)."""
        return tuple(self._by_identity.get(identity_of(raw), ()))

    def candidates(self, raw: str, *, limit: int = 5) -> tuple[Candidate[K], ...]:
        """What a name that identifies nothing may mean, the closest first, each organisation once."""
        text = identity_of(raw)
        if len(text) > LONGEST_NAME:
            return ()
        asked = shape_of(text)
        best: dict[K, Candidate[K]] = {}
        for identity, bearers in self._by_identity.items():
            closeness = _closeness(asked, self._shape(identity))
            if closeness is None:
                continue
            for key, name in bearers.items():
                if key not in best or closeness < best[key].closeness:
                    best[key] = Candidate(key, name, closeness)
        return tuple(sorted(best.values(), key=lambda one: (one.closeness, one.name))[:limit])

    def _shape(self, identity: str) -> Shape:
        """Kept for the next question; made only when somebody asks for candidates."""
        shape = self._shapes.get(identity)
        if shape is None:
            shape = self._shapes[identity] = shape_of(identity)
        return shape


def clear_candidate(candidates: Sequence[Candidate[K]]) -> Candidate[K] | None:
    """The one that may be taken when somebody says so (--accept-candidates), None when it is not the only close one."""
    if not candidates or candidates[0].closeness is Closeness.LOOKS_ALIKE:
        return None
    first, others = candidates[0], candidates[1:]
    rivals = [one for one in others if one.closeness is first.closeness or first.closeness > Closeness.SAME_PLACE]
    return None if any(one.closeness is not Closeness.LOOKS_ALIKE for one in rivals) else first


def _closeness(asked: Shape, known: Shape) -> Closeness | None:
    if asked.kind and known.kind and asked.kind != known.kind:
        return None
    if asked.words == known.words:
        return Closeness.SAME_WORDS
    if asked.place == known.place and len(asked.place) > 1 and same_but_for_omissions(asked, known):
        return Closeness.SAME_PLACE
    if _is_part(asked, known):
        return Closeness.PART_OF_NAME
    return _near(asked, known) if asked.numbers == known.numbers else None


def _near(asked: Shape, known: Shape) -> Closeness | None:
    if abs(len(asked.text) - len(known.text)) > 1 and abs(len(asked.place) - len(known.place)) > 1:
        return None
    if len(asked.place) == len(known.place) > 1 and asked.sound == known.sound and same_but_for_omissions(asked, known):
        return Closeness.SAME_SOUND
    at = single_difference(asked.text, known.text)
    if at is None:
        return None
    left_out = len(asked.text) != len(known.text) and min(len(asked.place), len(known.place)) > LONG_PLACE
    return Closeness.ONE_CHARACTER if left_out or is_in_generic_part(known.text, at) else Closeness.LOOKS_ALIKE


def _is_part(asked: Shape, known: Shape) -> bool:
    """第一党支部 for 阳光社区第一党支部; or, the other way round, with the street or district before the known name."""
    shorter, longer = sorted((asked, known), key=lambda one: len(one.words))
    if not shorter.kind or not longer.words.endswith(shorter.words):
        return False
    rest = longer.words[: -len(shorter.words)]
    if not rest or (rest[-1].isdigit() and shorter.words[0].isdigit()):
        return False
    if shorter is asked:
        return len(asked.words) > len(asked.kind)
    return bool(ABOVE_THE_COMMUNITY.search(rest)) and len(shorter.place) > len(shorter.kind) + 1
