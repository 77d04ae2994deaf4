"""To whom a message goes."""

from enum import StrEnum
from typing import Final

from zhibu.access.terms import KEEPERS, Role


class Audience(StrEnum):
    """Of the people of an organisation and below."""

    EVERYBODY = "everybody"
    OFFICERS = "officers"
    SECRETARIES = "secretaries"
    PERSON = "person"
    """One of them alone; whom, the message says."""

    @property
    def label(self) -> str:
        """The words on screen."""
        return LABELS[self]


LABELS: Final = {
    Audience.EVERYBODY: "全体党员",
    Audience.OFFICERS: "书记、委员和干事",
    Audience.SECRETARIES: "书记",
    Audience.PERSON: "本人",
}
OFFERED: Final = (Audience.EVERYBODY, Audience.OFFICERS, Audience.SECRETARIES)
"""To whom somebody writes a message of his own; to one person goes what another package tells him."""
_SECRETARIES: Final = frozenset({Role.STREET_SECRETARY, Role.COMMUNITY_SECRETARY, Role.BRANCH_SECRETARY})
_OFFICERS: Final = _SECRETARIES | {Role.BRANCH_OFFICER, Role.STREET_CLERK}


def audiences_of(role: Role) -> list[str]:
    """The audiences to which somebody of a role belongs; keepers look after the system and are told nothing by this way."""
    if role in KEEPERS:
        return []
    parts = {Audience.EVERYBODY: True, Audience.OFFICERS: role in _OFFICERS, Audience.SECRETARIES: role in _SECRETARIES}
    return [one.value for one, belongs in parts.items() if belongs]


LONGEST_SHOWN: Final = 366
"""Days for which a message stands at the most."""
REVEALING: Final = ("党", "支部", "组织生活", "发展对象", "积极分子", "困难", "失联")
"""Words that tell a stranger who somebody is (PRACTICE.md 4.2): not in what is seen on envelopes, in groups, on a locked phone."""
