"""What every model of the register keeps to, read from the models themselves."""

import tomllib

import pytest
from django.apps import apps
from django.db import models

from zhibu.config.checkout import ROOT
from zhibu.files.models import FileRecord
from zhibu.register.models import Installation, Person
from zhibu.store.guards import GuardedQuerySet, Recorded, Unguarded, Unrecorded
from zhibu.store.spans import NoOverlap, Span
from zhibu.trail.subjects import RESOLVERS

LAYERS = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]["contracts"][0]["layers"]
"""From the roof down, those of one floor side by side."""
FLOOR = {name.strip(" ()"): -number for number, layer in enumerate(LAYERS) for name in layer.split("|")}
UNRECORDED = {"Installation", "ImportRun"}
"""What kind of data there is, and uploads of seven days: no subject has a history there."""

REACHED_BY_THEIR_OWNER = {FileRecord}
"""Who may see a file is asked of the package that owns what it belongs to."""
EVERY = [model for model in apps.get_models() if issubclass(model, Recorded)]
SPANS = [model for model in EVERY if issubclass(model, Span)]


def package(model: type[models.Model]) -> str:
    return model.__module__.split(".")[1]


def test_every_table_of_the_register_has_a_history() -> None:
    unrecorded = {model.__name__ for model in apps.get_app_config("register").get_models() if not issubclass(model, Recorded)}
    assert unrecorded == UNRECORDED
    assert Installation.objects.model is Installation


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model.__name__)
def test_a_default_manager_answers_nobody(model: type[Recorded]) -> None:
    found = model._default_manager.all()
    assert isinstance(found, GuardedQuerySet)
    for ask in (list, len, bool, GuardedQuerySet.count, GuardedQuerySet.exists, GuardedQuerySet.first):
        with pytest.raises(Unguarded):
            ask(found)


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model.__name__)
def test_rows_are_written_through_the_door_alone(model: type[Recorded]) -> None:
    for write in (found_delete, found_update, lambda one: one().save(), lambda one: one().delete()):
        with pytest.raises(Unrecorded):
            write(model)


def found_delete(model: type[Recorded]) -> None:
    model._default_manager.all().delete()


def found_update(model: type[Recorded]) -> None:
    model._default_manager.all().update(id=1)  # type: ignore[misc]  # each table has a number, the class they share has none


@pytest.mark.parametrize("model", EVERY, ids=lambda model: model.__name__)
def test_a_row_says_whose_history_it_belongs_to_and_who_reaches_it(model: type[Recorded]) -> None:
    kind, column = model.trail_subject
    assert kind in {*RESOLVERS, "account"}
    assert column in {field.column for field in model._meta.concrete_fields}
    assert model.projections <= {field.column for field in model._meta.concrete_fields}
    if model.reach_field and model not in REACHED_BY_THEIR_OWNER:
        assert reached(model, model.reach_field).get_internal_type() == "CharField"
    if model.own_field:
        assert model.own_field == "pk" or reached(model, model.own_field.removesuffix("_id")).related_model is Person


def reached(model: type[models.Model], lookup: str) -> "models.Field[object, object]":
    """The column at the end of a lookup."""
    *steps, last = lookup.split("__")
    here = model
    for step in steps:
        related = here._meta.get_field(step).related_model
        assert isinstance(related, type)
        here = related
    field = here._meta.get_field(last)
    assert isinstance(field, models.Field)
    return field


@pytest.mark.parametrize("model", SPANS, ids=lambda model: model.__name__)
def test_a_span_holds_a_day_and_does_not_overlap(model: type[models.Model]) -> None:
    kinds = [type(constraint) for constraint in model._meta.constraints]
    assert kinds.count(models.CheckConstraint) == 1
    assert kinds.count(NoOverlap) == 1


def test_references_point_downwards() -> None:
    upwards = [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if isinstance(field, models.ForeignKey) and FLOOR[package(model)] < FLOOR[package(field.related_model)]
    ]
    assert upwards == []


def test_no_reference_is_followed_backwards_past_the_guard() -> None:
    """Reverse relations answer without asking who reads; two single ones are read by an organisation's page, which was reached."""
    followed = {
        f"{model.__name__}.{relation.get_accessor_name()}"
        for model in EVERY
        for relation in model._meta.related_objects
        if not relation.hidden and issubclass(relation.related_model, Recorded)
    }
    assert followed == {"Organisation.community", "Community.residents_committee"}
