"""Who may do what: at the organisation in whose lists it stands, and for its own unit the Party organisation set up there."""

from zhibu.kernel.readers import AccountReader, Reader
from zhibu.mechanism.coordination.models import Listed, Need, Offer, PartnerUnit, Project
from zhibu.mechanism.coordination.rules.procedures import CONFIRM
from zhibu.mechanism.coordination.terms import ACT, ENTER


def steers(reader: Reader, row: Listed) -> bool:
    """Matches, returns, agrees, issues links: at the organisation in whose lists it stands, or above."""
    return reader.may(ENTER, row.organisation.now_path)


def enters(reader: Reader, row: Need | Offer | PartnerUnit) -> bool:
    """Corrects and takes back what it says: where it stands, or for the unit its own Party organisation; one query."""
    return type(row).objects.seen_by(reader, ENTER).filter(pk=row.pk).exists()


def enters_for(reader: AccountReader, act: str = ENTER) -> list[PartnerUnit]:
    """Partners for which a reader may enter resources and needs."""
    return list(PartnerUnit.objects.seen_by(reader, act).filter(ended_on=None).select_related("organisation").order_by("name", "pk"))


def may_step(reader: Reader, project: Project, step: str) -> bool:
    """The unit's own Party organisation confirms; everything else is done where the project stands."""
    if reader.may(ACT, project.organisation.now_path):
        return True
    return step == CONFIRM and Project.objects.seen_by(reader, ACT).filter(pk=project.pk).exists()
