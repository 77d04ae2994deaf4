"""Which areas there are on a day, and who answers for them; a responsibility that rests on a post holds no longer than the post."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Final, NamedTuple

from django.db.models import Q

from zhibu.kernel.readers import Reader
from zhibu.mechanism.responsibility.models import Responsibility, WorkArea
from zhibu.mechanism.responsibility.terms import EDIT, SEE, Tier
from zhibu.register.models import Organisation, Post
from zhibu.register.queries.scopes import down_to
from zhibu.register.terms.organisations import OrganisationKind, PostKind

WHY: Final = "责任分工：组织已在可见范围内，责任人与其职务一同公开"
LEVELS: Final = (OrganisationKind.STREET_COMMITTEE.value, OrganisationKind.COMMITTEE.value)
"""Organisations that stand in the table of an area even where nobody answers yet."""


class Area(NamedTuple):
    """An area of the street's list."""

    id: int
    name: str
    street: str
    street_id: int
    path: str
    since: date
    until: date


AREA: Final = ("pk", "name", "organisation__code", "organisation_id", "organisation__now_path", "valid_from", "valid_to")


class Answer(NamedTuple):
    """Somebody who answers for an area at a tier."""

    id: int
    area_id: int
    area: str
    organisation_id: int
    organisation: str
    organisation_code: str
    tier: str
    person_id: int
    name: str
    code: str
    person_path: str
    post: str
    post_until: date | None
    since: date
    until: date
    basis: str

    def stale(self, on: date) -> bool:
        """The post on which it rests has ended: nobody answers any more."""
        return self.post_until is not None and self.post_until <= on

    @property
    def called(self) -> str:
        """The name, with the post."""
        return f"{self.name}（{PostKind.word(self.post)}）" if self.post else self.name


ANSWER: Final = (
    "pk", "area_id", "area__name", "organisation_id", "organisation__now_short_name", "organisation__code", "tier",
    "person_id", "person__name", "person__code", "person__now_path", "post__kind", "post__valid_to",
    "valid_from", "valid_to", "basis",
)  # fmt: skip


@dataclass(slots=True)
class DutyRow:
    """A line of the table: an area in an organisation, with who answers at each tier."""

    area: Area
    organisation: str
    organisation_code: str
    path: str
    on: date
    answers: dict[str, Answer] = field(default_factory=dict)

    def at(self, tier: Tier) -> Answer | None:
        """Who is recorded at a tier, also where the post has ended since."""
        return self.answers.get(tier.value)

    @property
    def missing(self) -> list[Tier]:
        """Tiers at which nobody answers on the day."""
        return [tier for tier in Tier if (one := self.at(tier)) is None or one.stale(self.on)]


def nobody_answers(rows: Sequence[DutyRow]) -> bool:
    """There are areas, and nobody was ever named for any of them."""
    return bool(rows) and not any(row.answers for row in rows)


def area_for(pk: int, path: str, on: date) -> WorkArea | None:
    """An area of the list that counts for an organisation; two queries."""
    if pk not in {one.id for one in areas_above(path, on)}:
        return None
    return WorkArea.objects.unguarded(WHY).select_related("organisation").filter(pk=pk).first()


def answering(place: Organisation, area: WorkArea, on: date) -> dict[str, Answer]:
    """By tier, without those whose post has ended; one query."""
    return {one.tier: one for one in answers(on, Q(organisation=place, area=area)) if not one.stale(on)}


def areas_above(path: str, on: date) -> list[Area]:
    """The list that counts for an organisation: that of the street at or above it; one query."""
    found = WorkArea.objects.unguarded(WHY).on(on).filter(organisation__now_path__in=down_to(path))
    return [Area(*row) for row in found.order_by("number", "pk").values_list(*AREA)]


def listed_areas(reader: Reader, street: Organisation) -> list[WorkArea]:
    """What stands on the street's list, and what once stood on it, for whoever keeps it; one query."""
    found = WorkArea.objects.seen_by(reader, EDIT).filter(organisation=street)
    return list(found.order_by("number", "valid_from", "pk"))


def answers(on: date, condition: Q) -> list[Answer]:
    """What is recorded on a day; one query."""
    found = Responsibility.objects.unguarded(WHY).on(on).filter(condition)
    rows = found.order_by("area__number", "area_id", "organisation__now_path", "pk").values_list(*ANSWER)
    return [_answer(row) for row in rows]


def _answer(row: Sequence[object]) -> Answer:
    found = Answer._make(row)
    return found._replace(
        organisation=found.organisation or found.organisation_code, person_path=found.person_path or "", post=found.post or ""
    )


def duties_of(place: Organisation, on: date) -> list[DutyRow]:
    """Every area of the street's list with who answers for it in one organisation; two queries."""
    rows = {one.id: DutyRow(one, str(place), place.code, place.now_path, on) for one in areas_above(place.now_path, on)}
    for one in answers(on, Q(organisation=place, area__in=list(rows))):
        rows[one.area_id].answers[one.tier] = one
    return list(rows.values())


def duties_for(area: Area, reader: Reader, on: date) -> list[DutyRow]:
    """One area in the street and its communities, and wherever else somebody answers for it; two queries."""
    found = answers(on, Q(area_id=area.id))
    places = Organisation.objects.seen_by(reader, SEE).filter(now_path__startswith=area.path, dissolved_on=None)
    places = places.filter(Q(now_kind__in=LEVELS) | Q(pk__in=[one.organisation_id for one in found]))
    rows = {
        pk: DutyRow(area, short or name, code, path, on)
        for pk, short, name, code, path in places.order_by("now_path").values_list("pk", "now_short_name", "now_name", "code", "now_path")
    }
    for one in found:
        if one.organisation_id in rows:
            rows[one.organisation_id].answers[one.tier] = one
    return list(rows.values())


def answered_by(person_id: int, on: date) -> list[Answer]:
    """What somebody answers for on a day; one query."""
    return [one for one in answers(on, Q(person_id=person_id)) if not one.stale(on)]


def resting_on(post_id: int, on: date) -> list[Answer]:
    """What rests on a post on a day, whether it ends that day or not; one query."""
    return answers(on, Q(post_id=post_id))


ORDER: Final = tuple(kind.value for kind in PostKind)


def post_of(person_id: int, place: Organisation, on: date) -> int | None:
    """The post on which it rests: the first that somebody holds there on the day, in the order of the list of posts; one query."""
    held = list(Post.objects.unguarded(WHY).on(on).filter(organisation=place, person_id=person_id).values_list("kind", "pk"))
    return min(held, key=lambda one: (ORDER.index(one[0]) if one[0] in ORDER else len(ORDER), one[1]))[1] if held else None
