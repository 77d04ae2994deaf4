"""The sample street in the database: written through the door, with projections that agree."""

from collections import Counter

import pytest

from tests.config.sample.conftest import DAY
from zhibu.gatherings.models import Gathering
from zhibu.kernel.dates import FAR
from zhibu.parameters.models import ParameterProposal
from zhibu.parameters.queries import local_values
from zhibu.register.models import Community, Installation, Membership, Organisation, Person, ResidentsCommittee, ResidentUnit
from zhibu.register.queries.projections import organisations_astray, people_astray
from zhibu.register.sealed_fields import open_field
from zhibu.store.keys import key_store
from zhibu.trail.models import AuditEntry, Operation

WHY = "测试"

pytestmark = pytest.mark.django_db


def test_one_operation_with_an_audit_row_for_each_subject() -> None:
    operation = Operation.objects.get()
    assert (operation.act, operation.actor, operation.channel) == ("demo.load", "示例数据", "demo")
    told = Counter(AuditEntry.objects.values_list("subject_kind", flat=True))
    assert told == {
        "person": Person.objects.unguarded(WHY).count(),
        "organisation": Organisation.objects.unguarded(WHY).count(),
        "unit": ResidentUnit.objects.unguarded(WHY).count(),
        "parameter_proposal": 5,
        "local_parameter": 4,
        "gathering": Gathering.objects.unguarded(WHY).count(),
        "message": 2,
    }
    assert set(AuditEntry.objects.filter(subject_kind="person").values_list("sealed", flat=True)) == {True}


def test_projections_agree_with_the_spans() -> None:
    assert [*organisations_astray(DAY)] == []
    assert [*people_astray(DAY)] == []


def test_counts_in_the_database() -> None:
    on_roll = Membership.objects.unguarded(WHY).filter(relation="roll").on(DAY)
    assert on_roll.filter(person__now_status__in=("full", "probationary")).count() == 4200
    assert (Community.objects.unguarded(WHY).count(), ResidentsCommittee.objects.unguarded(WHY).count()) == (9, 9)
    assert ResidentUnit.objects.unguarded(WHY).count() == 60


def test_nobody_has_two_open_rolls() -> None:
    rolls = Counter(Membership.objects.unguarded(WHY).filter(relation="roll", valid_to=FAR).values_list("person_id", flat=True))
    assert max(rolls.values()) == 1


def test_everybody_is_marked_as_generated_and_sealed() -> None:
    assert set(Person.objects.unguarded(WHY).values_list("generated", flat=True)) == {True}
    person = Person.objects.unguarded(WHY).filter(name="周敏").order_by("pk")[0]
    key = key_store().of([person.key_name])[person.key_name]
    assert open_field(person.id_number_sealed, field="id_number", key_name=person.key_name, key=key)[:6] == "999999"


def test_the_installation_says_that_it_holds_invented_people() -> None:
    assert Installation.objects.values_list("holds_demo", "holds_real").get() == (True, False)


def test_the_street_has_values_of_its_own_and_one_that_waits_to_be_decided() -> None:
    street = Organisation.objects.unguarded(WHY).get(now_short_name="向阳街道党工委")
    own = local_values([street.now_path], on=DAY).of(street.now_path)
    assert {name: value.value for name, value in own.items()} == {
        "general_branch.members_usual_least": 40,
        "poll.on_screen": 1,
        "probation.notice_days": 60,
    }
    waiting = ParameterProposal.objects.unguarded(WHY).filter(state="open").values_list("parameter", "value", "proposed_by")
    assert list(waiting) == [("committee.members_usual_least", "80", "周敏")]
