"""Grades as a table keeps them: ``优秀:95,良好:90``, with a third number where a quota (in percent) is laid down."""

from decimal import Decimal, InvalidOperation
from functools import lru_cache

from zhibu.mechanism.appraisal.rules.totals import Band


class BadBands(ValueError):
    """Grades that cannot be read."""


@lru_cache(maxsize=64)
def bands_of(text: str) -> tuple[Band, ...]:
    """The highest first; each once."""
    found = [_band(part) for part in text.split(",") if part.strip()]
    if len({one.name for one in found}) < len(found) or len({one.at_least for one in found}) < len(found):
        raise BadBands("等次的名称和分数线不能重复。")
    return tuple(sorted(found, key=lambda one: -one.at_least))


def _band(part: str) -> Band:
    name, *numbers = (word.strip() for word in part.replace("：", ":").split(":"))
    try:
        least, *quota = (Decimal(number) for number in numbers)
    except (InvalidOperation, ValueError) as error:
        raise BadBands(f"“{part.strip()}”写成“等次:分数线”或者“等次:分数线:比例上限”。") from error
    if not name or len(quota) > 1 or not all(number.is_finite() and 0 <= number <= 200 for number in (least, *quota)):
        raise BadBands(f"“{part.strip()}”写成“等次:分数线”或者“等次:分数线:比例上限”。")
    return Band(name, least, quota[0] if quota else None)
