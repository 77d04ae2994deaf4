"""Destroying is put off with a reason, once, for somebody who has left."""

from datetime import date
from typing import Final

import pytest

from tests.keeping.gone import gone, pass_away
from tests.register.factories import TODAY, Street, actor, make_person, make_street, person
from zhibu.keeping.models import Hold
from zhibu.keeping.services.holding import lift_hold, place_hold
from zhibu.kernel.decisions import Outcome
from zhibu.register.services.undo import changes_of
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db

LEFT: Final = date(2024, 5, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.decision.objections]


def test_a_hold_says_who_why_and_since_when(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    assert codes(place_hold(by=actor(), person=one, reason="转接有争议")) == []
    held = Hold.objects.unguarded("测试").get(person=one)
    assert (held.reason, held.placed_by, held.placed_on, held.lifted_on) == ("转接有争议", "命令行", TODAY, None)
    (entry,) = AuditEntry.objects.filter(operation__act="keeping.hold")
    ((_, changes),) = changes_of([entry])
    assert (entry.sealed, changes and changes[0][3]["reason"]) == (True, "转接有争议")


def test_it_is_placed_and_lifted_once(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    assert [codes(place_hold(by=actor(), person=one, reason="核实")) for _ in range(2)] == [[], ["held"]]
    assert [codes(lift_hold(by=actor(), person=one, reason="核实完毕")) for _ in range(2)] == [[], ["not_held"]]
    assert codes(place_hold(by=actor(), person=one, reason="再核实")) == []


def test_nobody_is_held_who_is_in_force_or_destroyed(street: Street) -> None:
    here, one = make_person(street.sunny_first, "李四"), gone(street.sunny_first, "张三", on=LEFT)
    pass_away(TODAY)
    before = Operation.objects.count()
    assert codes(place_hold(by=actor(), person=here, reason="核实")) == ["in_force"]
    assert codes(place_hold(by=actor(), person=person(one.pk), reason="核实")) == ["erased"]
    assert (Operation.objects.count(), Hold.objects.unguarded("测试").count()) == (before, 0)
