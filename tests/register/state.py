"""What stands in the database, to be compared before and after: every table of the register row by row, and the trail by numbers."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any, Final

from django.apps import apps
from django.db import models

from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Membership, Name, OrganisationForm, Place
from zhibu.trail.models import AuditEntry, Operation

WHY: Final = "测试"
Rows = dict[int, dict[str, Any]]


def every_row() -> dict[str, Rows]:
    """All rows of all tables of the register, by table and number."""
    return {model._meta.db_table: _rows(model) for model in apps.get_app_config("register").get_models()}


def _rows(model: type[models.Model]) -> Rows:
    found = model._base_manager.order_by("pk").values()
    return {row["id"]: {name: bytes(value) if isinstance(value, memoryview) else value for name, value in row.items()} for row in found}


def trail_size() -> tuple[int, int]:
    """How many operations and entries."""
    return Operation.objects.count(), AuditEntry.objects.count()


def codes(outcome: Outcome) -> list[str]:
    """What stands against an act, in the order of the rule."""
    return [objection.code for objection in outcome.decision.objections]


def fields(outcome: Outcome) -> list[str]:
    """Where on the form it stands."""
    return [objection.field for objection in outcome.decision.objections]


@contextmanager
def nothing_written() -> Iterator[None]:
    """Whatever happens inside leaves no row, in the register or in the trail."""
    before = every_row(), trail_size()
    yield
    assert (every_row(), trail_size()) == before


@contextmanager
def one_operation(act: str, *, about: set[tuple[str, int]] | None = None) -> Iterator[None]:
    """What happens inside leaves one operation with an entry for each subject."""
    operations, entries = set(Operation.objects.values_list("pk", flat=True)), set(AuditEntry.objects.values_list("pk", flat=True))
    yield
    (operation,) = Operation.objects.exclude(pk__in=operations)
    told = AuditEntry.objects.exclude(pk__in=entries)
    assert operation.act == act
    assert {entry.operation_id for entry in told} == {operation.pk}
    subjects = [(entry.subject_kind, entry.subject_id) for entry in told]
    assert len(subjects) == len(set(subjects))
    if about is not None:
        assert set(subjects) == about


def last_operation() -> Operation:
    """The newest."""
    return Operation.objects.latest("pk")


def tree_on(day: date) -> dict[int, tuple[int | None, str]]:
    """Superior and path of each organisation of a day."""
    rows = Place.objects.unguarded(WHY).on(day).values_list("organisation_id", "parent_id", "path")
    return {organisation: (parent, path) for organisation, parent, path in rows}


def parent_on(organisation_id: int, day: date) -> int | None:
    """The superior of a day."""
    return tree_on(day)[organisation_id][0]


def names_on(day: date) -> dict[int, str]:
    """What organisations were called on a day."""
    return dict(Name.objects.unguarded(WHY).on(day).values_list("organisation_id", "name"))


def kinds_on(day: date) -> dict[int, str]:
    """What kind organisations were on a day."""
    return dict(OrganisationForm.objects.unguarded(WHY).on(day).values_list("organisation_id", "kind"))


def roll_of(organisation_id: int, day: date) -> list[int]:
    """Who stood on the roll of a day."""
    found = Membership.objects.unguarded(WHY).on(day).filter(organisation_id=organisation_id, relation="roll")
    return list(found.order_by("person_id").values_list("person_id", flat=True))


def spans(model: Any, person_id: int, *columns: str, **where: Any) -> list[tuple[Any, ...]]:
    """The dated facts of a person, in the order of time."""
    found = model.objects.unguarded(WHY).filter(person_id=person_id, **where).order_by("valid_from", "pk")
    return list(found.values_list(*columns, "valid_from", "valid_to"))
