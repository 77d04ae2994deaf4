"""Turns planned organisations, units and lives into rows, table by table, with the numbers that the database gave out."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db import models

from zhibu.config.sample.life import Life
from zhibu.config.sample.tree import Planned
from zhibu.kernel.dates import FAR
from zhibu.register.models import (
    CheckNote,
    Education,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    MoveProposal,
    Name,
    Occupation,
    Organisation,
    OrganisationForm,
    Person,
    Place,
    Post,
)
from zhibu.register.models.organisations import segment
from zhibu.register.rules.names import name_key
from zhibu.register.sealed_fields import seal_fields
from zhibu.register.terms.people import MembershipRelation
from zhibu.store.keys import KeyStore
from zhibu.trail.door import Work
from zhibu.trail.subjects import SubjectFacts

Model = type[models.Model]

COLUMNS: Final[dict[Model, tuple[str, ...]]] = {
    Membership: ("id", "person_id", "organisation_id", "relation", "ending", "valid_from", "valid_to"),
    MemberStatus: ("id", "person_id", "status", "valid_from", "valid_to"),
    MembershipState: ("id", "person_id", "state", "valid_from", "valid_to"),
    ManagementCategory: ("id", "person_id", "category", "derived", "valid_from", "valid_to"),
    Occupation: ("id", "person_id", "occupation", "valid_from", "valid_to"),
    Education: ("id", "person_id", "level", "degree", "subject", "valid_from", "valid_to"),
    Mark: ("id", "person_id", "mark", "detail", "valid_from", "valid_to"),
    Post: ("id", "person_id", "organisation_id", "kind", "valid_from", "valid_to"),
    CheckNote: ("id", "person_id", "field", "code", "raw", "message", "since", "closed_on"),
    MoveProposal: ("id", "person_id", "target_id", "source", "note", "proposed_on", "state", "settled_on"),
    Name: ("id", "organisation_id", "name", "short_name", "valid_from", "valid_to"),
    OrganisationForm: ("id", "organisation_id", "kind", "joint", "provisional", "valid_from", "valid_to"),
    Place: ("id", "organisation_id", "parent_id", "path", "valid_from", "valid_to"),
}
PERSON: Final = (
    "id", "code", "key_name", "generated", "name", "sort_key", "pinyin", "initials", "sex", "ethnicity", "birth_date", "native_place",
    "marital_status", "month_only", "applied_on", "activist_on", "prospective_on", "joined_on", "confirmed_on", "joining_type",
    "confirmation_note", "joined_at_branch", "work_started_on", "work_unit_and_post", "technical_post", "new_stratum", "front_line",
    "migrant_worker", "archive_unit", "now_path", "now_organisation_id", "now_status", "now_category",
    "id_number_sealed", "id_number_index", "last_four_index", "phone_sealed", "landline_sealed", "residence_sealed", "household_sealed",
)  # fmt: skip
ORGANISATION: Final = (
    "id", "code", "official_code", "founded_on", "dissolved_on", "dissolved_by", "successor_id", "contact", "phone", "unit_situation",
    "now_name", "now_short_name", "now_kind", "now_joint", "now_provisional", "now_path", "now_parent_id", "now_sort",
)  # fmt: skip


class Rows:
    """Rows under way to the door; numbers of spans are given out when a batch is whole."""

    def __init__(self) -> None:
        self._spans: dict[Model, list[tuple[Any, ...]]] = defaultdict(list)

    def span(self, model: Model, *values: Any) -> None:
        """A row without its number."""
        self._spans[model].append(values)

    def write(self, work: Work) -> None:
        """Through the door, in the order in which tables refer to each other."""
        for model, columns in COLUMNS.items():
            rows = self._spans.get(model)
            if rows:
                numbers = work.reserve(model, len(rows))
                work.put(model, columns, [(number, *row) for number, row in zip(numbers, rows, strict=True)])
        self._spans.clear()


def number_organisations(planned: Sequence[Planned], numbers: Sequence[int]) -> None:
    """Give out numbers, and the paths that follow from them; superiors stand before those below them."""
    for number, one in zip(numbers, planned, strict=True):
        one.id = number
        one.path = (one.parent.path if one.parent else "") + segment(number)


def write_organisations(work: Work, planned: Sequence[Planned]) -> None:
    """Organisations with their names, kinds and places since they were founded."""
    number_organisations(planned, work.reserve(Organisation, len(planned)))
    later = [one for one in planned if one.successor is not None]
    first = [one for one in planned if one.successor is None]
    work.put(Organisation, ORGANISATION, [_organisation(one) for one in (*first, *later)])
    rows = Rows()
    for one in planned:
        _organisation_spans(rows, one)
    rows.write(work)


def _organisation(one: Planned) -> tuple[Any, ...]:
    kind, parent = one.kind, one.parent.id if one.parent else None
    successor = one.successor.id if one.successor else None
    situation = "联合党支部" if kind.joint else ("与上级党组织相同" if one.community else "法人单位")
    return (
        one.id, f"Z{one.id:04d}", one.official_code or None, one.founded, one.dissolved, one.how, successor,
        one.contact, one.phone, situation if one.kind.kind.holds_members else "",
        one.name, one.short_name, kind.kind.value, kind.joint, kind.provisional, one.path, parent, name_key(one.short_name).sort_key[:160],
    )  # fmt: skip


def _organisation_spans(rows: Rows, one: Planned) -> None:
    since = one.founded
    for until, name, short_name in (*one.names, (FAR, one.name, one.short_name)):
        rows.span(Name, one.id, name, short_name, since, until)
        since = until
    since = one.founded
    for until, kind in (*one.forms, (FAR, one.kind)):
        rows.span(OrganisationForm, one.id, kind.kind.value, kind.joint, kind.provisional, since, until)
        since = until
    since = one.founded
    for until, parent in (*one.parents, (one.dissolved or FAR, one.parent)):
        path = (parent.path if parent else "") + segment(one.id)
        rows.span(Place, one.id, parent.id if parent else None, path, since, until)
        since = until


@dataclass(slots=True)
class People:
    """Persons as rows, with the keys that their part of the trail is sealed with."""

    persons: list[tuple[Any, ...]]
    keys: list[bytes]
    rows: Rows


def people_rows(lives: Sequence[Life], numbers: Sequence[int], *, store: KeyStore, on: date) -> People:
    """Rows of persons and of all their spans, sealed with fresh keys."""
    people = People([], [], Rows())
    for number, life, (key_name, key) in zip(numbers, lives, store.make(len(lives)), strict=True):
        people.persons.append(_person(number, life, key_name, key, store=store, on=on))
        people.keys.append(key)
        _person_spans(people.rows, number, life)
    return people


NOW_PATH: Final = PERSON.index("now_path")


def write_people(work: Work, people: People) -> None:
    """Through the door; the trail is told path and key of each."""
    told = zip(people.persons, people.keys, strict=True)
    work.know("person", {person[0]: SubjectFacts(person[NOW_PATH], key) for person, key in told})
    work.put(Person, PERSON, people.persons)
    people.rows.write(work)


def _person(number: int, life: Life, key_name: str, key: bytes, *, store: KeyStore, on: date) -> tuple[Any, ...]:
    sealed = seal_fields(
        {
            "id_number": life.number,
            "phone": life.phone,
            "landline": life.landline,
            "residence": life.residence,
            "household": life.household,
        },
        key_name=key_name,
        key=key,
        store=store,
    )
    known = name_key(life.name)
    return (
        number, f"R{number:06d}", key_name, True, life.name, known.sort_key[:120], known.pinyin[:120], known.initials[:30],
        life.sex.value, life.ethnicity.value, life.birth, life.native_place, life.marital_status.value, life.month_only,
        life.applied, life.activist, life.prospective, life.joined, life.confirmed, "admitted" if life.joined else "",
        "on_time" if life.confirmed else "", life.joined_at_branch, life.work_started, life.work_unit_and_post, life.technical_post,
        life.new_stratum, life.front_line, life.migrant_worker, life.archive_unit, *_now(life, on),
        *(sealed[name] for name in PERSON[-7:]),
    )  # fmt: skip


def _now(life: Life, on: date) -> tuple[str, int | None, str, str]:
    """The projections, as the spans say them on the day of loading."""
    rolls = [one for one in life.rolls if one.relation is MembershipRelation.ROLL]
    here = next((one.organisation for one in rolls if one.since <= on < one.until), None)
    if here is None:
        return (rolls[-1].organisation.path if rolls else "", None, "", "")
    status = next((value.value for value, since, until in life.statuses if since <= on < until), "")
    category = next((value.value for value, since, until in life.categories if since <= on < until), "")
    return here.path, here.id, status, category


def _person_spans(rows: Rows, number: int, life: Life) -> None:
    for roll in life.rolls:
        rows.span(Membership, number, roll.organisation.id, roll.relation.value, roll.ending, roll.since, roll.until)
    for status, since, until in life.statuses:
        rows.span(MemberStatus, number, status.value, since, until)
    for state, since, until in life.states:
        rows.span(MembershipState, number, state.value, since, until)
    for category, since, until in life.categories:
        rows.span(ManagementCategory, number, category.value, life.derived, since, until)
    for job, since, until in life.jobs:
        rows.span(Occupation, number, job.value, since, until)
    for one in life.education:
        rows.span(Education, number, one.level.value, one.degree, one.subject, one.since, one.until)
    if life.marks or life.posts or life.doubts or life.proposals:
        _rarer_spans(rows, number, life)


def _rarer_spans(rows: Rows, number: int, life: Life) -> None:
    for mark, detail, since, until in life.marks:
        rows.span(Mark, number, mark.value, detail, since, until)
    for post in life.posts:
        rows.span(Post, number, post.organisation.id, post.kind.value, post.since, post.until)
    for doubt in life.doubts:
        rows.span(CheckNote, number, doubt.field, doubt.code, doubt.raw, doubt.message, doubt.since, doubt.closed)
    for one in life.proposals:
        rows.span(MoveProposal, number, one.target.id, "import", one.note, one.on, one.state, one.settled)
