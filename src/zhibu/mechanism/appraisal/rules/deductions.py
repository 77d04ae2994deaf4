"""What a standard takes off, read out of its words: ``不换届扣5分，班子不健全扣5分；每少一次扣2分；无场所-10``."""

import re
from decimal import Decimal
from typing import Final, NamedTuple

_CASE: Final = re.compile(
    r"([^，,。；;、\n]{2,40}?)\s*[，,]?\s*(?:各|分别|一次性)?(?:扣|减|倒扣|-|−|－|—)\s*(\d+(?:\.\d+)?)\s*分?(?=$|[，,。；;、\n）)\s])"
)
_EACH: Final = re.compile(r"每(?:缺少?|少|差|有|发现|迟|逾期|一)?\s*(?:开|办)?\s*(?:一|1)?\s*(?:次|项|人|处|例|个|起|名|件|期|天|月|季度?)")
_NOTHING: Final = re.compile(
    r"([^，,。；;、\n]{2,40}?)\s*[，,]?\s*(?:的)?\s*(?:不得分|得0分|记0分|不计分|全扣|扣完)(?=$|[，,。；;、\n）)\s])"
)
_NUMBERED: Final = re.compile(r"^\s*(?:[(（]?\d{1,2}[)）.、．]|[①-⑳])\s*")
_TAIL: Final = re.compile(r"(?:的|者|，|,)+$")


class Deduction(NamedTuple):
    """A case and what it costs; ``each``: every time anew."""

    text: str
    points: Decimal
    each: bool = False


def deductions(standard: str, points: Decimal) -> list[Deduction]:
    """In the order in which they stand; a case in which nothing is given costs all the points."""
    found = [(one.start(), _case(one[1], Decimal(one[2]))) for one in _CASE.finditer(standard)]
    found += [(one.start(), _case(one[1], points)) for one in _NOTHING.finditer(standard)]
    return [one for _, one in sorted(found, key=lambda pair: pair[0]) if one.text and one.points > 0]


def _case(text: str, points: Decimal) -> Deduction:
    said = _TAIL.sub("", _NUMBERED.sub("", text).strip(" （(：:")).strip()
    return Deduction(said, points, bool(_EACH.search(text)))
