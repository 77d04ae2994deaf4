"""What stands above an organisation: the names that it and those above it had on a day, and the committee that decides for it."""

from datetime import date
from typing import Final

from zhibu.register.models import Name, Organisation, Place
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.scopes import above
from zhibu.register.terms.organisations import OrganisationKind

WHY: Final = "党组织当日的全称路径"
SUPERIOR: Final = "上级党组织由隶属关系确定"
DECIDE: Final = (OrganisationKind.COMMITTEE, OrganisationKind.STREET_COMMITTEE, OrganisationKind.DISTRICT_COMMITTEE)
"""Who approves an election, vets and appoints: a committee, and no general branch."""


def names_down_to(organisation_id: int, on: date) -> list[str]:
    """From the root to the organisation itself, as each was called that day; an organisation keeps its last place. Three queries."""
    places = Place.objects.unguarded(WHY).filter(organisation_id=organisation_id, valid_from__lte=on).order_by("-valid_from")
    path = places.values_list("path", flat=True).first() or ""
    ids = [int(path[start : start + SEGMENT]) for start in range(0, len(path), SEGMENT)]
    then = {pk: short or name for pk, short, name in _names(ids, on)}
    today = Organisation.objects.unguarded(WHY).filter(pk__in=[pk for pk in ids if pk not in then])
    known = {pk: short or name for pk, short, name in today.values_list("pk", "now_short_name", "now_name")} | then
    return [known[pk] for pk in ids if pk in known]


def _names(ids: list[int], on: date) -> list[tuple[int, str, str]]:
    found = Name.objects.unguarded(WHY).on(on).filter(organisation_id__in=ids)
    return list(found.values_list("organisation_id", "short_name", "name"))


def committee_above(path: str) -> Organisation | None:
    """The nearest one; one query."""
    found = Organisation.objects.unguarded(SUPERIOR).filter(now_path__in=above([path]), now_kind__in=DECIDE, dissolved_on=None)
    return found.order_by("-now_path").first()
