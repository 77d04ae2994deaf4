"""Whom somebody means by a name, and by which unit somebody was sent."""

from datetime import date
from typing import Final, NamedTuple

from zhibu.cases.terms import UNDER_WAY
from zhibu.kernel.readers import Reader
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee
from zhibu.mechanism.steering.rules.composing import Asked
from zhibu.mechanism.steering.terms import NAMED
from zhibu.register.models import Person, Post, ResidentUnit, UnitOrganisation

WHY: Final = "指导委员会：核对人选和单位"
AT_MOST: Final = 5
UNITS: Final = 300


class Meant(NamedTuple):
    """What was typed, and the one person it means."""

    asked: Asked
    person: Person | None


def meant(reader: Reader, text: str, *, outside: bool) -> Meant:
    """Within reach of whoever may see names; one query."""
    said = text.strip()
    if outside or not said:
        return Meant(Asked(said, 0, outside), None)
    found = Person.objects.seen_by(reader, NAMED).filter(merged_into=None, erased_on=None)
    fitting = list((found.filter(name=said) | found.filter(code=said.upper())).order_by("code")[:AT_MOST])
    codes = "、".join(f"{one.name}（{one.code}）" for one in fitting)
    return Meant(Asked(said, len(fitting), outside, codes), fitting[0] if len(fitting) == 1 else None)


def unit_named(name: str) -> ResidentUnit | None:
    """The unit of this name that is still there; one query."""
    return ResidentUnit.objects.unguarded(WHY).filter(name=name.strip(), closed_on=None).order_by("pk").first() if name.strip() else None


def units_offered(reader: Reader) -> list[str]:
    """Names of units in reach, by pinyin; none of too many."""
    names = ResidentUnit.objects.seen_by(reader, "see_register").filter(closed_on=None).order_by("sort_key", "name")
    found = list(names.values_list("name", flat=True)[: UNITS + 1])
    return found if len(found) <= UNITS else []


def home_of(unit: ResidentUnit, person: Person | None, on: date) -> int | None:
    """The unit's Party organisation, where the person holds a post in it; two queries."""
    if person is None:
        return None
    place = UnitOrganisation.objects.unguarded(WHY).on(on).filter(unit=unit).values_list("organisation_id", flat=True).first()
    return place if place and Post.objects.unguarded(WHY).on(on).filter(person=person, organisation_id=place).exists() else None


def under_way(committee: SteeringCommittee, person: Person | None, name: str) -> str:
    """The number of the open case of the same proposal; empty where there is none."""
    found = Appointment.objects.unguarded(WHY).filter(committee=committee, case__now_state__in=UNDER_WAY, begins=None)
    same = found.filter(person=person) if person else found.filter(person=None, name=name)
    return same.order_by("pk").values_list("case__code", flat=True).first() or ""
