"""What the texts of a record say of a place: the unit in 工作单位及职务, the branch in an address; words are compared, no more."""

import re
from collections.abc import Container, Iterable, Mapping
from typing import Final, TypeVar

from zhibu.register.rules.name_shapes import KINDS, PARTY

K = TypeVar("K")

FORM: Final = re.compile(r"(?:联合|临时)$")
NUMBERED: Final = re.compile(r"^第?[零〇一二三四五六七八九十百0-9]+$")
SHORTEST_UNIT: Final = 4
"""A name of fewer characters begins too many texts."""
SHORTEST_ESTATE: Final = 3


def longest_name(text: str, names: Container[str], lengths: Iterable[int]) -> str:
    """The name with which a text begins: 晨光小学教师 works at 晨光小学; empty when none does. ``lengths`` fall."""
    return next((text[:length] for length in lengths if text[:length] in names), "")


def unit_in_name(organisation: str) -> str:
    """The unit that an organisation's name speaks of: 云溪启明软件公司党支部 is that of 云溪启明软件公司. Empty when too short to tell."""
    bare = PARTY.sub("", organisation)
    body = next((bare[: found.start()] for _, pattern in KINDS if (found := pattern.search(bare))), bare)
    body = FORM.sub("", body)
    return body if len(body) >= SHORTEST_UNIT else ""


def estate_in_name(branch: str, community: str) -> str:
    """The estate that a community's branch is named after: 晨光社区翠湖花园党支部 is that of 翠湖花园; empty for numbered ones."""
    body = unit_in_name(branch).removeprefix(community)
    return "" if NUMBERED.match(body) or len(body) < SHORTEST_ESTATE else body


def told_by_address(address: str, words: Mapping[str, Iterable[K]]) -> list[K]:
    """What belongs to the words that stand in an address, the longest words first, each once."""
    found = sorted((word for word in words if word and word in address), key=lambda word: (-len(word), word))
    return list(dict.fromkeys(one for word in found for one in words[word]))
