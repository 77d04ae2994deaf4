"""How the bench founds what it plays with, by the services: organisations, people whose names are there once, meetings that were held."""

from datetime import date
from random import Random
from typing import Final

from zhibu.config.sample.names import draw_name
from zhibu.gatherings.models import Gathering, Holding, Part
from zhibu.gatherings.rules.planning import Holder
from zhibu.gatherings.services.attendance import mark_attendance
from zhibu.gatherings.services.minutes import sign_minutes, write_minutes
from zhibu.gatherings.terms import GatheringKind as Kind
from zhibu.gatherings.terms import Presence
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Organisation, Person
from zhibu.register.services.members import register_person
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.people import ManagementCategory, MemberStatus, Sex
from zhibu.rulebook.loading import rulebook
from zhibu.trail.actors import Actor

WHY: Final = "测速用的组织和会议"
SEED: Final = 20260701
KEPT_AT: Final = "支部会议记录本"


def done(outcome: Outcome) -> int:
    """The number of what was written; a refusal is a mistake of the bench."""
    if not outcome.done:
        raise RuntimeError([one.message for one in outcome.decision.objections])
    return outcome.row_id


def organisation_of(outcome: Outcome) -> Organisation:
    """What was founded."""
    return Organisation.objects.unguarded(WHY).get(pk=done(outcome))


def people_of(by: Actor, own: Organisation, size: int, on: date) -> list[Person]:
    """Each name once, so that the bench knows whom a page means."""
    rng = Random(SEED)  # noqa: S311  invented people, no secret
    names: list[str] = []
    while len(names) < size:
        name = draw_name(rng, sex=rng.choice((Sex.FEMALE, Sex.MALE)), year=rng.randint(1950, 1999), ethnicity=Ethnicity.HAN)
        names += [] if name in names else [name]
    numbers = [
        done(
            register_person(
                by=by,
                organisation=own,
                status=MemberStatus.FULL,
                category=ManagementCategory.RESIDENT,
                on=on,
                generated=True,
                facts={"name": name},
            )
        )
        for name in names
    ]
    found = Person.objects.unguarded(WHY).in_bulk(numbers)
    return [found[number] for number in numbers]


def holder_of(one: Organisation) -> Holder:
    """As a plan of meetings takes it."""
    return Holder(one.pk, str(one), one.now_kind, one.dissolved_on)


def hold(by: Actor, gathering: Gathering, kept_at: str = KEPT_AT) -> None:
    """Everybody who is expected there, minutes on paper, signed; of a visit there is no list."""
    held = Holding.objects.unguarded(WHY).filter(gathering=gathering).select_related("part__gathering", "organisation")
    if held[0].kind != Kind.VISIT:
        done(mark_attendance(by=by, holdings=list(held), marks={}, rest=str(Presence.PRESENT)))
    for part in Part.objects.unguarded(WHY).filter(gathering=gathering).select_related("gathering"):
        done(write_minutes(by=by, part=part, text="记在记录本上。", on_paper=True, kept_at=kept_at))
    done(sign_minutes(by=by, holdings=list(held), rules=rulebook().on(gathering.on), confirmed_by=by.label))
