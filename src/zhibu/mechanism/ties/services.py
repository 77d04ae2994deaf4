"""A matter begins, by hand or from a visit; places, who is linked to them, visits from there."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from django.db import transaction

from zhibu.cases.services import Opening, open_case
from zhibu.gatherings.rules.planning import Draft, Holder, PartDraft
from zhibu.gatherings.services.planning import plan_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.mechanism.ties.linking import household_named, may_add_place, may_end_link, may_link
from zhibu.mechanism.ties.models import Link, LinkedPlace, PlaceVisit
from zhibu.mechanism.ties.rules import VISIT, VISIT_MATTER
from zhibu.mechanism.ties.terms import PlaceKind
from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.register.services.holding import held
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording

WHY: Final = "登记联系点时核对"
TOPIC: Final = "走访，听听有什么要办的事"


@dataclass(frozen=True, slots=True)
class Matter:
    """What somebody brought up; whoever wishes stays anonymous (``asker`` empty)."""

    title: str
    matter: str
    on: date
    asker: str = ""

    @property
    def texts(self) -> Mapping[str, str]:
        """What is written beside the log."""
        return {"matter": self.matter, "asker": self.asker}


def open_matter(*, by: Actor, organisation: Organisation, matter: Matter, visit: str = "", submission: str = "") -> Outcome:
    """Held by the organisation whose people made the visit; ``visit`` is its code where it stands in the records."""
    neutral = Decision.of(household_named(matter.title, "title"), household_named(matter.matter, "matter"))
    if not neutral.allowed:
        return Outcome(neutral)
    opening = Opening(
        VISIT_MATTER,
        matter.title,
        matter.on,
        matter.texts,
        subject_kind=VISIT if visit else "",
        subject_code=visit,
        submission=submission,
    )
    return open_case(by=by, organisation=organisation, opening=opening)


@dataclass(frozen=True, slots=True)
class Linker:
    """Who keeps in touch: somebody of the register, or a post."""

    person: Person | None = None
    post: str = ""

    @property
    def key(self) -> dict[str, object]:
        """Columns."""
        post = self.post.strip()
        return {"person_id": self.person.pk if self.person else None, "post": post, "who": self.who}

    @property
    def who(self) -> str:
        """By which it is the same link."""
        return self.person.code if self.person else self.post.strip()


def add_place(*, by: Actor, organisation: Organisation, kind: PlaceKind, name: str, linker: Linker, on: date) -> Outcome:
    """A place with its first link; the row that is named is the place."""
    with recording(by, "organisation.linked_place") as work:
        home = held(organisation)
        unit = ResidentUnit.objects.unguarded(WHY).filter(name=name.strip()).first() if kind is PlaceKind.UNIT else None
        known = LinkedPlace.objects.unguarded(WHY).filter(organisation=home, kind=str(kind), name=name.strip()).exists()
        decision = Decision.all(
            may_add_place(
                name=name,
                kind_is_unit=kind is PlaceKind.UNIT,
                unit_known=unit is not None,
                known=known,
                dissolved=home.dissolved_on is not None,
            ),
            may_link(person=linker.person is not None, post=linker.post, linked=False, on=on, today=by.day),
        )
        if not decision.allowed:
            return Outcome(decision)
        (number,) = work.reserve(LinkedPlace, 1)
        facts = {"organisation_id": home.pk, "kind": str(kind), "name": name.strip(), "unit_id": unit.pk if unit else None}
        work.add(LinkedPlace, id=number, code=f"L{number:06d}", **facts)
        work.add(Link, place_id=number, organisation_id=home.pk, **linker.key, valid_from=on, valid_to=FAR)
    return Outcome(row_id=number)


def add_link(*, by: Actor, place: LinkedPlace, linker: Linker, on: date) -> Outcome:
    """Somebody more keeps in touch with a place."""
    with recording(by, "organisation.link") as work:
        fresh = held(place)
        linked = Link.objects.unguarded(WHY).on(on).filter(place=fresh, who=linker.who).exists()
        decision = may_link(person=linker.person is not None, post=linker.post, linked=linked, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        work.add(Link, place_id=fresh.pk, organisation_id=fresh.organisation_id, **linker.key, valid_from=on, valid_to=FAR)
    return Outcome(row_id=fresh.pk)


def end_link(*, by: Actor, link: Link, on: date) -> Outcome:
    """Somebody keeps in touch no more."""
    with recording(by, "organisation.link_ended") as work:
        fresh = held(link)
        decision = may_end_link(since=fresh.valid_from, ended=fresh.valid_to != FAR, on=on, today=by.day)
        if not decision.allowed:
            return Outcome(decision)
        work.change(Link, fresh.pk, valid_to=on)
    return Outcome(row_id=fresh.place_id)


def visit_place(*, by: Actor, place: LinkedPlace, on: date, topic: str = "", recorder: str = "", token: str = "") -> Outcome:
    """A visit to a place as a gathering: of today or before it has been, by this note alone; of a later day it is planned.

    How long it took nobody was asked, so nothing is said of it.
    """
    neutral = Decision.of(household_named(topic, "topic"))
    if not neutral.allowed:
        return Outcome(neutral)
    with transaction.atomic():
        home = Organisation.objects.unguarded(WHY).get(pk=place.organisation_id)
        holder = Holder(home.pk, str(home), home.now_kind, home.dissolved_on)
        part = PartDraft(str(GatheringKind.VISIT), topic.strip() or TOPIC, (holder,), recorder=recorder.strip() or by.label)
        draft = Draft("", on, place=place.name, parts=(part,), reported_by=recorder.strip() or by.label, token=token, over=True)
        made = plan_gathering(by=by, host=home, draft=draft)
        if not made.done:
            return made
        with recording(by, "gathering.visited_place") as work:
            if not PlaceVisit.objects.unguarded(WHY).filter(place=place, gathering_id=made.row_id).exists():
                work.add(PlaceVisit, place_id=place.pk, gathering_id=made.row_id)
    return made
