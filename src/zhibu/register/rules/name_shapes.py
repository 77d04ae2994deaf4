"""The shape of an organisation's name: what is left when the words that every second name has are taken away."""

import re
from dataclasses import dataclass
from typing import Final

from zhibu.register.rules.readings import reading_of

PARTY: Final = re.compile(r"^(?:中共|中国共产党)")
KINDS: Final = tuple(
    (kind, re.compile(pattern))
    for kind, pattern in (
        ("总", r"党?总支部?(?:委员会)?$"),
        ("支", r"党?支(?:部(?:委员会)?|委会)$"),
        ("小", r"党?小组$"),
        ("组", r"党组$"),
        ("工", r"(?:党工委|工委|工作委员会)$"),
        ("委", r"(?:党委会?|委员会)$"),
    )
)
MIDDLE_WORDS: Final = re.compile(r"党工委|党委会?|党?总支部?(?:委员会)?|工作委员会|工委|党员|党(?=[0-9])")
"""The superior's kind inside a name: 阳光社区党委第一党支部."""
SIGNS: Final = re.compile(r"[()\[\]{}<>《》〈〉【】“”\"'·,、。.:;_/\-—–]")
ORDINAL: Final = re.compile(r"第?([零〇一二三四五六七八九十百]+|[0-9]+)")
GENERIC: Final = re.compile(r"社区|街道办事处|街道|居委会|街|镇|乡|村|联合|临时|股份有限公司|有限责任公司|有限公司|集团|公司")
"""Words that people leave out; 机关 and 中心 are not among them, they name somebody else's branch."""

GENERIC_IN_NAME: Final = re.compile(r"中共|中国共产党|社区|街道|党工委|党委|党总支部?|党?支部|党小组|委员会|有限公司|公司|第")
DIGITS: Final = {sign: str(value) for value, sign in enumerate("零一二三四五六七八九")} | {"〇": "0"}
FUZZY: Final = ((re.compile(r"^([zcs])h"), r"\1"), (re.compile(r"([aei]n)g$"), r"\1"), (re.compile(r"^l"), "n"))
"""Sounds that people mix up when they type: zh and z, ang and an, l and n."""


@dataclass(frozen=True, slots=True)
class Shape:
    """A name taken apart; ``words`` and ``place`` end with the kind's sign, numbers are Arabic in both.

    ``generic`` are the words that ``place`` has lost: leaving one out is small, exchanging one (向阳街道, 向阳社区) is another body.
    """

    text: str
    kind: str
    words: str
    place: str
    generic: frozenset[str]
    sound: str
    numbers: tuple[str, ...]


def shape_of(text: str) -> Shape:
    """The shape of a name whose spaces and width are evened out."""
    bare = SIGNS.sub("", PARTY.sub("", text))
    kind, body = _kind_and_body(bare)
    words = MIDDLE_WORDS.sub("", ORDINAL.sub(_arabic, body))
    place = GENERIC.sub("", words) or words
    return Shape(
        text=text,
        kind=kind,
        words=words + kind,
        place=place + kind,
        generic=frozenset(GENERIC.findall(words)),
        sound=" ".join(_sound(sign) for sign in place) + kind,
        numbers=tuple(re.findall(r"[0-9]+", words)),
    )


def same_but_for_omissions(one: Shape, other: Shape) -> bool:
    """Whether the generic words of one name are among those of the other."""
    return one.generic <= other.generic or other.generic <= one.generic


def single_difference(asked: str, known: str) -> int | None:
    """Where two texts differ by one character exchanged, added or left out: the place in ``known``; None when they differ by more."""
    if abs(len(asked) - len(known)) > 1 or asked == known:
        return None
    at = next((i for i, (one, other) in enumerate(zip(asked, known, strict=False)) if one != other), min(len(asked), len(known)))
    same_length = len(asked) == len(known)
    rest_asked = asked[at + 1 :] if same_length or len(asked) > len(known) else asked[at:]
    rest_known = known[at + 1 :] if same_length or len(known) > len(asked) else known[at:]
    return min(at, len(known) - 1) if rest_asked == rest_known else None


def is_in_generic_part(text: str, at: int) -> bool:
    """Whether the character stands in a word that says nothing of the place (社区, 党支部): a slip there is only a slip."""
    return any(match.start() <= at < match.end() for match in GENERIC_IN_NAME.finditer(text))


def number(text: str) -> str:
    """十二 is 12, 二十 is 20, 一百零三 is 103; digits one by one as they stand (五一 is 51)."""
    if not set(text) & {"十", "百"}:
        return "".join(DIGITS.get(sign, sign) for sign in text).lstrip("0") or "0"
    hundreds, hundred, rest = text.rpartition("百")
    tens, ten, ones = rest.rpartition("十")
    total = int(number(hundreds or "一")) * 100 if hundred else 0
    total += int(number(tens.strip("零〇") or "一")) * 10 if ten else 0
    return str(total + int(number(ones)))


def _kind_and_body(bare: str) -> tuple[str, str]:
    for kind, pattern in KINDS:
        match = pattern.search(bare)
        if match is not None:
            return kind, bare[: match.start()]
    return "", bare


def _arabic(match: re.Match[str]) -> str:
    return number(match[1])


def _sound(sign: str) -> str:
    reading = reading_of(sign)
    if reading is None:
        return sign
    syllable = reading.syllable
    for pattern, plain in FUZZY:
        syllable = pattern.sub(plain, syllable)
    return syllable
