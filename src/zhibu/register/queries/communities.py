"""The community that an organisation leads, with its residents' committee."""

from typing import Final, NamedTuple

from zhibu.register.models import Community, Organisation, ResidentsCommittee

WHY: Final = "党组织所在社区：组织已在可见范围内"


class Known(NamedTuple):
    """The community and who its residents' committee is."""

    community: Community
    committee: ResidentsCommittee | None

    @property
    def initial(self) -> dict[str, str]:
        """As the form asks it."""
        told = {"residents_committee": "", "director": "", "phone": ""}
        if self.committee:
            told = {"residents_committee": self.committee.name, "director": self.committee.director, "phone": self.committee.phone}
        return {"name": self.community.name, **told}


def community_of_organisation(organisation: Organisation) -> Known | None:
    """Two queries where there is one."""
    community = Community.objects.unguarded(WHY).filter(organisation=organisation).first()
    if community is None:
        return None
    return Known(community, ResidentsCommittee.objects.unguarded(WHY).filter(community=community).first())
