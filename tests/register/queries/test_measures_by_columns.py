"""Every measure has a second spelling for another engine, and both agree: the sample street with faults put into it, today and long ago."""

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from inspect import isfunction
from itertools import product
from pathlib import Path
from typing import Any, Final, get_type_hints

import pytest

from tests.config.sample.conftest import DAY
from tests.config.sample.conftest import actor as actor  # noqa: PLC0414  the one who loads the sample
from tests.register.queries.by_columns import SPELLED, by_columns
from zhibu.config.sample.load import load_sample
from zhibu.kernel.dates import FAR
from zhibu.register.models import Membership, MembershipState, MemberStatus, Organisation, Person, Post, ResidentUnit
from zhibu.register.queries.folding import Part, together
from zhibu.register.queries.measures import organisations, people, units
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "测试"
LEFT: Final = date(2025, 9, 1)
DAYS: Final = (DAY, LEFT, LEFT - timedelta(days=1))
"""The day of the sample, one on which much ends and begins, and its eve."""
EVERYBODY: Final = ("",)
Scope = tuple[tuple[str, ...], tuple[str, ...]]
"""The subtrees asked for, and those in which the reader may see what is found of persons today."""
MEASURES: Final[Mapping[str, Callable[[Scope, date], Part]]] = {
    "organisations_part": lambda scope, on: organisations.organisations_part(scope[0], on),
    "people_counts": lambda scope, on: organisations.people_counts(scope[0], on),
    "posts": lambda scope, on: organisations.posts(scope[0], on, since=on - timedelta(days=30)),
    "posts_from": lambda scope, on: organisations.posts_from(scope[0], on),
    "units_and_communities": lambda scope, on: units.units_and_communities(scope[0], on),
    "work_places": lambda scope, on: replace(units.work_places(scope[0], on), made=lambda place: (place,)),
    "watched": lambda scope, on: people.watched(people.Whose(*scope), on),
    "astray": lambda scope, on: people.astray(people.Whose(*scope), on),
}


@pytest.fixture
def street(transactional_db: None, actor: Actor) -> None:
    """Committed, since the other engine comes from outside."""
    load_sample(by=actor)
    rolls = list(Membership.objects.unguarded(WHY).on(DAY).filter(relation="roll", valid_from__lt=LEFT).order_by("pk"))
    numbered = list(Person.objects.unguarded(WHY).exclude(id_number_index=None).order_by("pk"))[::60][:24]
    with recording(actor, "test.break") as work:
        for roll in rolls[::60]:
            work.change(Membership, roll.pk, valid_to=LEFT)
        for roll in rolls[::120]:
            columns = {"person_id": roll.person_id, "organisation_id": rolls[-1].organisation_id, "relation": "roll"}
            work.add(Membership, **columns, valid_from=LEFT, valid_to=FAR)
        for unit in ResidentUnit.objects.unguarded(WHY).filter(closed_on=None).order_by("pk")[:2]:
            work.change(ResidentUnit, unit.pk, closed_on=LEFT)
        for one, other in zip(numbered[::2], numbered[1::2], strict=True):
            work.change(Person, other.pk, id_number_index=bytes(one.id_number_index or b""))
        for other in numbered[1:8:2]:
            work.change(Person, other.pk, merged_into_id=numbered[0].pk)
        for state in MembershipState.objects.unguarded(WHY).on(DAY).order_by("pk")[:90:9]:
            work.change(MembershipState, state.pk, state="suspended")
        for status in MemberStatus.objects.unguarded(WHY).on(DAY).filter(status="full").order_by("pk")[:70:7]:
            work.change(MemberStatus, status.pk, status="probationary")
        for post in Post.objects.unguarded(WHY).on(DAY).filter(valid_from__lt=LEFT).order_by("pk")[:40:4]:
            work.change(Post, post.pk, valid_to=LEFT)


def scopes() -> dict[str, Scope]:
    """Wide and narrow ones, which the database is asked in different ways; several at once, half out of reach, and none."""
    tree = Organisation.objects.unguarded(WHY).order_by("now_path")
    root, *_ = tree.values_list("now_path", flat=True)
    community, *_ = tree.filter(now_kind="committee").values_list("now_path", flat=True)
    branches = list(tree.filter(now_kind="branch").values_list("now_path", flat=True))
    return {
        "everything": (EVERYBODY, EVERYBODY),
        "the root": ((root,), EVERYBODY),
        "a community": ((community,), EVERYBODY),
        "two branches": ((branches[0], branches[-1]), EVERYBODY),
        "everything, of persons a community": (EVERYBODY, (community,)),
        "nothing": ((), EVERYBODY),
    }


def test_every_measure_of_findings_has_a_second_spelling() -> None:
    public = {name: one for module in (organisations, units, people) for name, one in vars(module).items() if isfunction(one)}
    measures = {name for name, one in public.items() if get_type_hints(one).get("return") is Part}
    assert measures == set(SPELLED) == set(MEASURES)


@pytest.mark.usefixtures("street")
def test_both_spellings_agree_for_every_scope_and_day(tmp_path: Path) -> None:
    differ, numbers = dict[str, tuple[Counter[Any], Counter[Any]]](), dict[tuple[str, str, date], int]()
    with by_columns(tmp_path) as columns:
        for name, (told, scope), on in product(MEASURES, scopes().items(), DAYS):
            (rows,) = together(MEASURES[name](scope, on))
            first, second = Counter(rows), Counter(columns.measured(name, scope[0], scope[1], on))
            numbers[name, told, on] = first.total()
            if first != second:
                differ[f"{name} of {told} on {on}"] = first - second, second - first
    assert differ == {}
    assert [key for key, number in numbers.items() if not number and key[1] == "everything"] == []
    for name in ("watched", "astray"):
        assert 0 < numbers[name, "everything, of persons a community", DAY] < numbers[name, "everything", DAY]
