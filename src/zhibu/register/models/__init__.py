"""The tables of the register. Everything that changes over time is a dated span; ``now_*`` columns are projections."""

from zhibu.register.models.imports import ImportRun, ImportState
from zhibu.register.models.installation import Installation
from zhibu.register.models.organisations import Community, Name, Organisation, OrganisationForm, Place, ResidentsCommittee
from zhibu.register.models.people import CheckNote, MoveProposal, MoveSource, MoveState, Person
from zhibu.register.models.spans import (
    Education,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    Occupation,
    Post,
)
from zhibu.register.models.units import HeadCount, ResidentUnit, UnitOrganisation

__all__ = [
    "CheckNote",
    "Community",
    "Education",
    "HeadCount",
    "ImportRun",
    "ImportState",
    "Installation",
    "ManagementCategory",
    "Mark",
    "MemberStatus",
    "Membership",
    "MembershipState",
    "MoveProposal",
    "MoveSource",
    "MoveState",
    "Name",
    "Occupation",
    "Organisation",
    "OrganisationForm",
    "Person",
    "Place",
    "Post",
    "ResidentUnit",
    "ResidentsCommittee",
    "UnitOrganisation",
]
