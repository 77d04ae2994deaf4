"""Streets by the number, for the bench; and what neither they nor the sample may stand beside."""

from collections import Counter

import pytest
from django.db import connection

from tests.config.sample.conftest import DAY
from zhibu.config.sample.load import load_sample
from zhibu.config.sample.scale import city, load_streets, plain_streets
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Installation, Membership, Organisation, Person
from zhibu.register.queries.projections import organisations_astray, people_astray
from zhibu.trail.actors import Actor

WHY = "测试"


def test_a_million_members_are_400_streets_in_20_districts() -> None:
    streets = [one.street for one in plain_streets(city(), members=1_000_000)]
    assert (len(streets), len({street.name for street in streets}), len({street.district for street in streets})) == (400, 400, 20)
    assert sum(one.size for street in streets for one in street.organisations) == 1_000_000
    assert sum(len(street.organisations) for street in streets) == pytest.approx(49_000, abs=1500)


def test_short_names_tell_branches_of_different_streets_apart() -> None:
    names = [one.short_name for planned in plain_streets(city(), members=50_000) for one in planned.street.organisations]
    assert len(set(names)) == len(names)


@pytest.mark.django_db
def test_two_streets(actor: Actor) -> None:
    heard: list[int] = []
    root = load_streets(by=actor, members=300, a_street=150, told=heard.append)
    assert heard == [300]
    kinds = Counter(Organisation.objects.unguarded(WHY).values_list("now_kind", flat=True))
    assert (kinds["street_committee"], kinds["district_committee"]) == (2, 2)
    assert Membership.objects.unguarded(WHY).filter(relation="roll", person__now_status="full").on(DAY).count() == 300
    assert set(Organisation.objects.unguarded(WHY).filter(now_parent=None).values_list("pk", flat=True)) == {root.id}
    assert [*people_astray(DAY), *organisations_astray(DAY)] == []


@pytest.mark.django_db
def test_numbers_stay_single_across_streets(actor: Actor) -> None:
    load_streets(by=actor, members=400, a_street=200)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), count(DISTINCT id_number_index) FROM register_person")
        count, single = cursor.fetchone()
    assert count == single


@pytest.mark.django_db
def test_never_beside_a_real_roster(actor: Actor) -> None:
    Installation.objects.create(pk=1, holds_real=True)
    for load in (lambda: load_sample(by=actor), lambda: load_streets(by=actor, members=100)):
        with pytest.raises(Unusable) as stop:
            load()
        assert (
            str(stop.value)
            == "这个数据目录里有真实名册，不能载入演示数据：请用 --data-dir 另指一个目录。(data directory holds a real roster)"
        )
    assert Person.objects.unguarded(WHY).count() == 0
