"""On whose roll somebody stands on a day: what services ask before they write."""

from datetime import date
from typing import Final, NamedTuple

from zhibu.register.models import Membership, Organisation, Person, Place

WHY: Final = "办理业务时读取当天的组织关系"


class Roll(NamedTuple):
    """The organisation relationship of a day."""

    organisation_id: int
    since: date
    until: date


def roll_on(person: Person, on: date) -> Roll | None:
    """Where somebody stood on a day."""
    found = Membership.objects.unguarded(WHY).on(on).filter(person=person, relation="roll")
    row = found.values_list("organisation_id", "valid_from", "valid_to").first()
    return Roll(*row) if row else None


def roll_after(person: Person, on: date) -> date | None:
    """When somebody came onto a roll after a day, if ever."""
    found = Membership.objects.unguarded(WHY).filter(person=person, relation="roll", valid_from__gt=on)
    return found.order_by("valid_from").values_list("valid_from", flat=True).first()


def on_roll_until(person: Person, on: date) -> date | None:
    """Until when somebody who stands on a roll that day stays on one, in this branch or others that follow without a gap.

    For a day before the first record it is the end of the first stay: a fact may be older than its first record.
    """
    found = Membership.objects.unguarded(WHY).filter(person=person, relation="roll", valid_to__gt=on).order_by("valid_from")
    until: date | None = None
    for first, end in found.values_list("valid_from", "valid_to"):
        if until is not None and first > until:
            break
        until = end
    return until


def place_on(organisation_id: int | None, on: date) -> str:
    """The path of an organisation on a day; empty where it did not stand."""
    found = Place.objects.unguarded(WHY).on(on).filter(organisation_id=organisation_id or 0)
    return found.values_list("path", flat=True).first() or ""


def first_day(organisation: Organisation) -> date | None:
    """From which day an organisation is known."""
    found = Place.objects.unguarded(WHY).filter(organisation=organisation).order_by("valid_from")
    return found.values_list("valid_from", flat=True).first()


def is_inside(roll: Roll | None, organisation: Organisation, on: date) -> bool:
    """Whether the branch of a day lay in the organisation or below it."""
    above = place_on(organisation.pk, on)
    return roll is not None and bool(above) and place_on(roll.organisation_id, on).startswith(above)
