"""The words of steering committees: tiers, seats, rights."""

from typing import Final

from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.term import Term


class Tier(Term):
    """Where a committee stands; what people call it today stands beside it."""

    STREET = "street", "街道", "大工委"
    COMMUNITY = "community", "社区", "大党委"
    UNIT = "unit", "驻区单位"

    @property
    def alias(self) -> str:
        """大工委, 大党委; a unit's has none."""
        return ALIASES.get(self, "")


ALIASES: Final = {Tier.STREET: "大工委", Tier.COMMUNITY: "大党委"}


class SeatKind(Term):
    """As what somebody sits there."""

    HEAD = "head", "主任"
    DEPUTY = "deputy_head", "副主任"
    MEMBER = "member", "委员"
    CONCURRENT = "concurrent", "兼职委员"


ADDED: Final = (SeatKind.DEPUTY, SeatKind.MEMBER)
"""Seats that are given by hand: the head sits by post, a concurrent member is appointed."""
BY_POST: Final = {
    PostKind.SECRETARY: SeatKind.HEAD,
    PostKind.DEPUTY_SECRETARY: SeatKind.DEPUTY,
    PostKind.CONCURRENT_COMMITTEE_MEMBER: SeatKind.CONCURRENT,
}
"""Posts of the organisation itself that are seats of its committee."""
COMMITTEE: Final = "steering_committee"
"""The subject of the case of a concurrent member; its code is that of the organisation."""
CONFERENCE: Final = "joint_conference"
"""The subject of a matter that was raised at a conference; its code is that of the gathering."""
UNIT: Final = "resident_unit"
"""The subject of a matter that a unit raised; its code is that of the unit."""
FORGOTTEN: Final = "（已按期销毁）"
SEE: Final = "see_register"
NAMED: Final = "see_names"
SET_UP: Final = "edit_organisations"
SEAT: Final = "edit_posts"
RECORD: Final = "record_gatherings"
SEE_CASES: Final = "see_cases"
STEER: Final = "steer_cases"
ACT: Final = "act_in_cases"
PRINT: Final = "export_ledgers"
