"""Steering committees of the sample street: three tiers, two years of conferences, matters at every step."""

from collections import Counter

import pytest

from tests.config.sample.conftest import DAY
from zhibu.cases.models import Case
from zhibu.config.demo import add_personas
from zhibu.config.sample.steering import APPOINTMENTS, CONFERENCES, MATTERS, PLACES, holds_steering, load_steering
from zhibu.gatherings.models import Holding
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee
from zhibu.trail.actors import Actor

WHY = "测试"
pytestmark = pytest.mark.django_db


def test_every_committee_stands_with_its_conferences_and_matters(actor: Actor) -> None:
    add_personas(by=actor)
    assert not holds_steering()
    assert load_steering(on=DAY) == len(PLACES)
    assert holds_steering()
    tiers = Counter(SteeringCommittee.objects.unguarded(WHY).values_list("tier", flat=True))
    assert tiers == {"street": 1, "community": 3, "unit": 2}
    signed = Holding.objects.unguarded(WHY).filter(kind="joint_conference").exclude(signed_at=None)
    assert signed.count() == len(CONFERENCES)
    assert signed.filter(expected=0).count() == 0
    matters = Case.objects.unguarded(WHY).filter(procedure="coordination_matter")
    told = [one for one in MATTERS if one.last == "confirm"]
    assert Counter(matters.values_list("now_state", flat=True)) == {"done": len(told), "open": len(MATTERS) - len(told)}
    assert matters.filter(now_state="open", now_latest__lt=DAY).exists()
    found = Appointment.objects.unguarded(WHY)
    assert (found.count(), found.exclude(begins=None).count()) == (len(APPOINTMENTS), 1)
