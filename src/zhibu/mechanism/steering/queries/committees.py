"""Committees of a scope, one of an organisation, and of which tier an organisation could have one."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any, Final, NamedTuple

from zhibu.kernel.readers import Reader
from zhibu.mechanism.steering.models import SteeringCommittee
from zhibu.mechanism.steering.rules.composing import called, tier_of
from zhibu.mechanism.steering.terms import SEE, Tier
from zhibu.register.models import Community, Organisation, UnitOrganisation
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.terms.organisations import OrganisationKind

WHY: Final = "指导委员会：所属党组织已在可见范围内"
COLUMNS: Final = (
    "pk", "tier", "set_up_on", "basis", "organisation_id", "organisation__code", "organisation__now_path", "organisation__now_short_name",
    "organisation__now_name",
)  # fmt: skip
ABOVE: Final = (OrganisationKind.COMMITTEE, OrganisationKind.STREET_COMMITTEE, OrganisationKind.DISTRICT_COMMITTEE)
"""Who appoints: the nearest committee above."""


class Committee(NamedTuple):
    """One committee with its organisation."""

    id: int
    tier: Tier
    set_up_on: date
    basis: str
    organisation_id: int
    code: str
    """That of the organisation: there is one committee for each."""
    path: str
    organisation: str

    @property
    def name(self) -> str:
        """As it is called."""
        return called(self.organisation)


def committees_of(reader: Reader) -> list[Committee]:
    """All in reach, in the order of the tree; one query."""
    found = SteeringCommittee.objects.seen_by(reader, SEE).filter(organisation__dissolved_on=None)
    return _read(found.order_by("organisation__now_path").values_list(*COLUMNS))


def committees_at(organisations: Collection[int]) -> list[Committee]:
    """Those of some organisations, whoever asks; one query."""
    found = SteeringCommittee.objects.unguarded(WHY).filter(organisation_id__in=organisations)
    return _read(found.order_by("organisation__now_path").values_list(*COLUMNS))


def committee_at(organisation: int) -> Committee | None:
    """That of one organisation; one query."""
    return next(iter(committees_at([organisation])), None)


def _read(rows: Iterable[tuple[Any, ...]]) -> list[Committee]:
    return [
        Committee(pk, Tier.stored(tier), since, basis, organisation, code, path, short or name)
        for pk, tier, since, basis, organisation, code, path, short, name in rows
    ]


def tier_for(organisation: Organisation, on: date) -> Tier | None:
    """Read from the register: kind, community, unit; two queries."""
    return tier_of(
        organisation.now_kind,
        in_unit=UnitOrganisation.objects.unguarded(WHY).on(on).filter(organisation=organisation).exists(),
        of_community=Community.objects.unguarded(WHY).filter(organisation=organisation).exists(),
    )


def without_one(reader: Reader, act: str, on: date) -> list[str]:
    """What to type for each organisation that could have a committee and has none, in the order of the tree; three queries."""
    known = SteeringCommittee.objects.unguarded(WHY).values_list("organisation_id", flat=True)
    places = Organisation.objects.seen_by(reader, act).filter(dissolved_on=None).exclude(pk__in=known)
    communities = set(Community.objects.unguarded(WHY).values_list("organisation_id", flat=True))
    units = set(UnitOrganisation.objects.unguarded(WHY).on(on).values_list("organisation_id", flat=True))
    rows = places.order_by("now_path").values_list("pk", "now_kind", "now_short_name", "now_name")
    return [
        short or name for pk, kind, short, name in rows if tier_of(kind, in_unit=pk in units, of_community=pk in communities) is not None
    ]


def superior_of(path: str) -> Organisation | None:
    """The level above, which vets and appoints; one query."""
    above = [path[:end] for end in range(SEGMENT, len(path), SEGMENT)]
    found = Organisation.objects.unguarded(WHY).filter(now_path__in=above, now_kind__in=ABOVE, dissolved_on=None)
    return found.order_by("-now_path").first()
