"""Committees of a scope, one of an organisation, and of which tier an organisation could have one."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta
from typing import Any, Final, NamedTuple

from django.db.models import F

from zhibu.kernel.readers import Reader
from zhibu.mechanism.steering.models import SteeringCommittee
from zhibu.mechanism.steering.rules.composing import called, tier_of
from zhibu.mechanism.steering.terms import SEE, Tier
from zhibu.register.models import Community, Organisation, UnitOrganisation

WHY: Final = "指导委员会：所属党组织已在可见范围内"
COLUMNS: Final = (
    "pk", "tier", "set_up_on", "basis", "dissolved_on", "dissolved_by", "organisation_id", "organisation__code", "organisation__now_path",
    "organisation__now_short_name", "organisation__now_name",
)  # fmt: skip
LATEST: Final = (F("dissolved_on").desc(nulls_first=True), "-pk")
"""The one that stands first, then those that were dissolved, the latest first."""


class Committee(NamedTuple):
    """One committee with its organisation."""

    id: int
    tier: Tier
    set_up_on: date
    basis: str
    dissolved_on: date | None
    dissolved_by: str
    organisation_id: int
    code: str
    """That of the organisation: there is one committee for each."""
    path: str
    organisation: str

    @property
    def name(self) -> str:
        """As it is called."""
        return called(self.organisation)

    def stands_on(self, on: date) -> bool:
        """Whether it had not been dissolved."""
        return self.dissolved_on is None or on < self.dissolved_on

    def last_day(self, on: date) -> date:
        """A day, or the last one before it was dissolved where that is earlier."""
        return on if self.dissolved_on is None else min(on, self.dissolved_on - timedelta(days=1))


def committees_of(reader: Reader) -> list[Committee]:
    """All in reach, in the order of the tree; one query."""
    found = SteeringCommittee.objects.seen_by(reader, SEE).filter(dissolved_on=None, organisation__dissolved_on=None)
    return read_all(found.order_by("organisation__now_path").values_list(*COLUMNS))


def committees_at(organisations: Collection[int], on: date | None = None) -> list[Committee]:
    """Of each organisation the one of a day; of no day the latest, dissolved or not; whoever asks; one query."""
    found = SteeringCommittee.objects.unguarded(WHY).filter(organisation_id__in=organisations)
    rows = read_all(found.order_by("organisation__now_path", *LATEST).values_list(*COLUMNS))
    known: dict[int, Committee] = {}
    for one in rows:
        if one.organisation_id not in known or (on is not None and one.stands_on(on)):
            known[one.organisation_id] = one
    return [one for one in known.values() if on is None or one.stands_on(on)]


def latest_of(code: str) -> int:
    """The row that an address names: the committee that stands, else the one dissolved last; one query."""
    found = SteeringCommittee.objects.unguarded(WHY).filter(organisation__code=code)
    return found.order_by(*LATEST).values_list("pk", flat=True).first() or 0


def committee_at(organisation: int) -> Committee | None:
    """That of one organisation; one query."""
    return next(iter(committees_at([organisation])), None)


def read_all(rows: Iterable[tuple[Any, ...]]) -> list[Committee]:
    """Rows of ``COLUMNS``."""
    return [Committee._make((pk, Tier.stored(tier), *told, short or name)) for pk, tier, *told, short, name in rows]


def tier_for(organisation: Organisation, on: date) -> Tier | None:
    """Read from the register: kind, community, unit; two queries."""
    return tier_of(
        organisation.now_kind,
        in_unit=UnitOrganisation.objects.unguarded(WHY).on(on).filter(organisation=organisation).exists(),
        of_community=Community.objects.unguarded(WHY).filter(organisation=organisation).exists(),
    )


def without_one(reader: Reader, act: str, on: date) -> list[str]:
    """What to type for each organisation that could have a committee and has none, in the order of the tree; three queries."""
    known = SteeringCommittee.objects.unguarded(WHY).filter(dissolved_on=None).values_list("organisation_id", flat=True)
    places = Organisation.objects.seen_by(reader, act).filter(dissolved_on=None).exclude(pk__in=known)
    communities = set(Community.objects.unguarded(WHY).values_list("organisation_id", flat=True))
    units = set(UnitOrganisation.objects.unguarded(WHY).on(on).values_list("organisation_id", flat=True))
    rows = places.order_by("now_path").values_list("pk", "now_kind", "now_short_name", "now_name")
    return [
        short or name for pk, kind, short, name in rows if tier_of(kind, in_unit=pk in units, of_community=pk in communities) is not None
    ]
