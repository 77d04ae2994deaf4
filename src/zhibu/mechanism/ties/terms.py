"""The words of ties with residents: what somebody is linked to, and the rights that pages ask for."""

from typing import Final

from zhibu.register.terms.term import Term

SEE: Final = "see_gatherings"
RECORD: Final = "record_gatherings"
"""Whoever plans and records visits also says who visits where."""
FORGOTTEN: Final = "（已按期销毁）"


class PlaceKind(Term):
    """联系点: a part of the street's own list, never a household."""

    STAIRWELL = "stairwell", "楼道"
    GROUP = "group", "居民小组"
    UNIT = "unit", "驻区单位"
    ESTATE = "estate", "小区、院落"
