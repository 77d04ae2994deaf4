"""Where organisations stand in the tree, and how a subtree is carried to another place."""

from collections.abc import Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.dates import FAR
from zhibu.register.models import Organisation, Place
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.services.spans import succeed
from zhibu.store.guards import within
from zhibu.store.spans import SpanQuerySet
from zhibu.trail.door import Work

WHY: Final = "办理组织业务时读取隶属关系"


class Standing(NamedTuple):
    """An organisation in the tree of a day."""

    organisation_id: int
    parent_id: int | None
    path: str


class Stay(NamedTuple):
    """How long an organisation had a path."""

    valid_from: date
    valid_to: date
    path: str


def place_path(organisation: Organisation, on: date) -> str:
    """The path on a day; that of today where the day lies before the first record."""
    found = Place.objects.unguarded(WHY).on(on).filter(organisation=organisation).values_list("path", flat=True).first()
    return found or organisation.now_path


def subtree(path: str, on: date) -> list[Standing]:
    """An organisation and all below it on a day, in the order of the tree."""
    rows = Place.objects.unguarded(WHY).on(on).filter(within("path", [path])).order_by("path")
    return [Standing(*row) for row in rows.values_list("organisation_id", "parent_id", "path")]


def stays(organisation: Organisation | None, on: date) -> list[Stay]:
    """The paths that an organisation has had since a day, one after the other; above a root there is nothing, at all times."""
    if organisation is None:
        return [Stay(on, FAR, "")]
    rows = Place.objects.unguarded(WHY).filter(organisation=organisation, valid_to__gt=on).order_by("valid_from")
    return [Stay(max(first, on), end, path) for first, end, path in rows.values_list("valid_from", "valid_to", "path")]


def moves_after(on: date, *, path: str, organisations: Sequence[Organisation]) -> bool:
    """Whether something was founded in a subtree or moved into it after a day, or one of the organisations has changed its place since.

    On a day before their first record nothing has changed yet: that is another objection.
    """
    found: SpanQuerySet[Place] = Place.objects.unguarded(WHY)
    if found.on(on).filter(organisation__in=organisations).count() < len(organisations):
        return False
    later = found.filter(within("path", [path]), valid_from__gt=on)
    since = found.filter(organisation__in=organisations, valid_to__gt=on).exclude(valid_from__lte=on, valid_to=FAR)
    return later.exists() or since.exists()


def carry(work: Work, standing: Sequence[Standing], *, parents: dict[int, int | None], old: str, new: str, on: date) -> None:
    """Write the paths of a subtree anew from a day on: ``old`` at their beginning becomes ``new``; ``parents`` names other superiors."""
    for one in standing:
        values = {"parent_id": parents.get(one.organisation_id, one.parent_id), "path": new + one.path[len(old) :]}
        succeed(work, Place, key={"organisation_id": one.organisation_id}, values=values, on=on)


def above(path: str) -> str:
    """The path of the superior."""
    return path[:-SEGMENT]
