"""A day ended: what began or ends with the new one is brought into the columns that lists read."""

from collections.abc import Callable, Iterable
from typing import Final

from zhibu.register.models import Organisation, Person
from zhibu.register.queries.projections import organisations_astray, people_astray
from zhibu.register.services.projections import refresh_organisations, refresh_people
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

AT_ONCE: Final = 2000


def turn_over(*, by: Actor) -> int:
    """Bring projections up to the actor's day; returns how many organisations and persons stood differently.

    Organisations first: their people's paths follow them.
    """
    organisations = {one.id for one in organisations_astray(by.day)}
    _refresh(by, Organisation, organisations, lambda work, part: refresh_organisations(work, part, by.day))
    people = {one.id for one in people_astray(by.day)}
    _refresh(by, Person, people, lambda work, part: refresh_people(work, part, by.day))
    return len(organisations) + len(people)


def _refresh(by: Actor, model: type[Organisation | Person], ids: Iterable[int], refresh: Callable[[Work, list[int]], None]) -> None:
    """In slices; the rows are locked before their spans are read again, so that a writer under way is not overtaken."""
    todo = sorted(ids)
    for start in range(0, len(todo), AT_ONCE):
        part = todo[start : start + AT_ONCE]
        with recording(by, "register.turn_over") as work:
            rows.read_many(model, part, ("id",))
            refresh(work, part)
