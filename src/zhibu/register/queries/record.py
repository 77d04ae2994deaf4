"""One person on a day: every fact with its span, what is to be checked, what was proposed. Three queries, whatever there is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any, Final, NamedTuple

from django.db import connection

from zhibu.kernel.dates import FAR
from zhibu.register.models import Organisation, Person
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.terms.people import MarkKind

WHY: Final = "人员所在党组织的名称"


class Fact(NamedTuple):
    """One dated fact: kind of span, row, span, its value and detail, and the organisation it names."""

    kind: str
    row_id: int
    valid_from: date
    valid_to: date
    value: str
    detail: str
    organisation_id: int | None

    def holds(self, on: date) -> bool:
        """Whether it is true on a day."""
        return self.valid_from <= on < self.valid_to

    @property
    def is_open(self) -> bool:
        """Whether no end is recorded."""
        return self.valid_to == FAR


class OrganisationName(NamedTuple):
    """An organisation as a record names it."""

    code: str
    name: str
    path: str


SPANS: Final = (
    ("membership", "register_membership", "relation", "ending", "organisation_id"),
    ("status", "register_memberstatus", "status", "''", "NULL"),
    ("state", "register_membershipstate", "state", "''", "NULL"),
    ("category", "register_managementcategory", "category", "CASE WHEN derived THEN 'derived' ELSE '' END", "NULL"),
    ("mark", "register_mark", "mark", "detail", "NULL"),
    ("education", "register_education", "level", "raw", "NULL"),
    ("degree", "register_education", "degree", "''", "NULL"),
    ("school", "register_education", "school", "subject", "NULL"),
    ("occupation", "register_occupation", "occupation", "raw", "NULL"),
    ("post", "register_post", "kind", "''", "organisation_id"),
)
NOTES: Final = (
    "SELECT 'note', id, since, coalesce(closed_on, %s), message, raw, NULL FROM register_checknote"
    " WHERE person_id = %s AND (%s OR field <> 'hardship')"
    " UNION ALL SELECT 'proposal', id, proposed_on, coalesce(settled_on, %s), state, note, target_id"
    " FROM register_moveproposal WHERE person_id = %s"
)


@dataclass(frozen=True)
class Record:
    """Everything known of one person, as of a day."""

    person: Person
    on: date
    facts: tuple[Fact, ...]
    organisations: dict[int, OrganisationName]

    def of(self, kind: str) -> list[Fact]:
        """All facts of a kind, newest first."""
        return [fact for fact in self.facts if fact.kind == kind]

    def now(self, kind: str) -> Fact | None:
        """The fact of a kind that holds on the day."""
        return next((fact for fact in self.facts if fact.kind == kind and fact.holds(self.on)), None)

    def all_now(self, kind: str) -> list[Fact]:
        """All facts of a kind that hold on the day."""
        return [fact for fact in self.facts if fact.kind == kind and fact.holds(self.on)]

    def value(self, kind: str) -> str:
        """The value that holds on the day, empty when there is none."""
        fact = self.now(kind)
        return fact.value if fact else ""

    @property
    def roll(self) -> Fact | None:
        """The organisation relationship of the day."""
        return next((fact for fact in self.all_now("membership") if fact.value == "roll"), None)

    @property
    def gone(self) -> Fact | None:
        """The organisation relationship that ended, of somebody who is on no roll on the day any more."""
        ended = (fact for fact in self.of("membership") if fact.value == "roll" and fact.valid_to <= self.on)
        return None if self.roll else next(ended, None)

    @property
    def organisation(self) -> OrganisationName | None:
        """The branch of the day."""
        return self._place(self.roll)

    @property
    def group(self) -> OrganisationName | None:
        """The Party group of the day."""
        return self._place(next((fact for fact in self.all_now("membership") if fact.value == "group"), None))

    def _place(self, fact: Fact | None) -> OrganisationName | None:
        return self.organisations.get(fact.organisation_id or 0) if fact else None

    def named(self, fact: Fact) -> str:
        """What the organisation of a fact is called."""
        place = self._place(fact)
        return place.name if place else ""

    @property
    def ancestors(self) -> list[OrganisationName]:
        """What stands above the branch, from the root down."""
        here = self.organisation
        if here is None:
            return []
        ids = [int(here.path[start : start + SEGMENT]) for start in range(0, len(here.path) - SEGMENT, SEGMENT)]
        return [self.organisations[pk] for pk in ids if pk in self.organisations]


def person_record(person: Person, on: date, *, hardship: bool = False) -> Record:
    """Read all dated facts of a person, whom the caller has reached through the guard.

    Hardship is one sealed area of two roles (PRACTICE.md 4.7): it is read only for them.
    """
    facts = tuple(fact for fact in _facts(person.pk, notes=hardship) if hardship or fact.value != MarkKind.HARDSHIP)
    return Record(person=person, on=on, facts=facts, organisations=_organisations(facts, person.now_path))


def _facts(person_id: int, *, notes: bool) -> tuple[Fact, ...]:
    """``notes``: also what an import noted of the column of hardship."""
    parts = [
        f"SELECT '{kind}', id, valid_from, valid_to, {value}, {detail}, {organisation} FROM {table} WHERE person_id = %s"  # noqa: S608  fixed names
        for kind, table, value, detail, organisation in SPANS
    ]
    values: list[Any] = [person_id] * len(SPANS)
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join([*parts, NOTES]), [*values, FAR, person_id, notes, FAR, person_id])
        found = [
            Fact(kind, row_id, _day(first), _day(end), value, detail, place)
            for kind, row_id, first, end, value, detail, place in cursor.fetchall()
        ]
    return tuple(sorted(found, key=lambda fact: (fact.valid_from, fact.row_id), reverse=True))


def _day(value: date | str) -> date:
    """SQLite gives no type to the columns of a compound statement."""
    return date.fromisoformat(value) if isinstance(value, str) else value


def _organisations(facts: Iterable[Fact], path: str) -> dict[int, OrganisationName]:
    ids = {fact.organisation_id for fact in facts if fact.organisation_id} | {
        int(path[start : start + SEGMENT]) for start in range(0, len(path), SEGMENT)
    }
    found = Organisation.objects.unguarded(WHY).filter(pk__in=ids).values_list("pk", "code", "now_short_name", "now_name", "now_path")
    return {pk: OrganisationName(code, short or name, place) for pk, code, short, name, place in found}
