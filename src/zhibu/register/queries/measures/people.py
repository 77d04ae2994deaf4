"""Persons of a scope on a day about whom something may have to be done; everybody else never leaves the database."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db import connection

from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.folding import Kind, Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import EVERYWHERE, WIDE, Sql, ranges
from zhibu.register.terms.people import MarkKind, MembershipState, MemberStatus

WATCHED: Final = tuple(str(one) for one in (MarkKind.OUT_OF_CONTACT, MarkKind.FLOATING_OUT, MarkKind.FLOATING_IN, MarkKind.ABROAD))

STATES: Final = (str(MemberStatus.PROBATIONARY), str(MembershipState.SUSPENDED))


class PersonOn(NamedTuple):
    """Somebody on a roll that day, with one of the marks; somebody with two marks stands twice."""

    id: int
    code: str
    name: str
    path: str
    organisation_id: int
    status: str
    status_since: date
    joined_on: date | None
    extended_to: date | None
    state: str | None
    state_since: date | None
    mark: str | None
    mark_since: date | None
    mark_detail: str | None
    hosted: bool


WATCHED_KINDS: Final[tuple[Kind, ...]] = (
    "number", "text", "text", "text", "number", "text", "day", "day", "day", "text", "day", "text", "day", "text", "flag",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Whose:
    """Whose findings: who stood in the subtrees of the scope, as far as the reader reaches them today; or one person alone."""

    paths: tuple[str, ...]
    reach: tuple[str, ...] = EVERYWHERE
    person_id: int = 0

    @property
    def condition(self) -> Sql:
        """On the person ``p``."""
        within = ranges("p.now_path", self.reach)
        parts = [] if self.reach == EVERYWHERE else [(f" AND {within.text}", within.values)]
        if self.person_id:
            parts.append((" AND p.id = %s", (self.person_id,)))
        return Sql("".join(text for text, _ in parts), tuple(value for _, values in parts for value in values))

    @property
    def everybody(self) -> bool:
        """A whole installation."""
        return not self.person_id and any(len(path) <= SEGMENT for path in self.paths)


class Astray(NamedTuple):
    """A member without a branch that day, or one of two records with the same number (then ``records`` counts all)."""

    id: int
    code: str
    name: str
    path: str
    records: int


def watched(whose: Whose, on: date) -> Part:
    """Probationary members, those whose membership is suspended, those out of contact, floating or abroad."""
    reach, also = ranges("pl.path", whose.paths), whose.condition
    first = _found_first(on) if whose.everybody else Sql("")
    marks = ", ".join(["%s"] * len(WATCHED))
    sql = Sql(
        "SELECT p.id, p.code, p.name, pl.path, m.organisation_id, s.status, s.valid_from, p.joined_on, p.probation_extended_to,"  # noqa: S608  fixed parts
        " st.state, st.valid_from, k.mark, k.valid_from, k.detail, EXISTS (SELECT 1 FROM register_membership h"
        f" WHERE h.person_id = p.id AND h.relation = 'host' AND {HELD_ON.format('h')}) FROM register_place pl"
        f" JOIN register_membership m ON m.organisation_id = pl.organisation_id AND m.relation = 'roll' AND {HELD_ON.format('m')}"
        f" JOIN register_memberstatus s ON s.person_id = m.person_id AND {HELD_ON.format('s')}"
        f" LEFT JOIN register_membershipstate st ON st.person_id = m.person_id AND {HELD_ON.format('st')}"
        f" LEFT JOIN register_mark k ON k.person_id = m.person_id AND k.mark IN ({marks}) AND {HELD_ON.format('k')}"
        " JOIN register_person p ON p.id = m.person_id"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} AND (s.status = %s OR st.state = %s OR k.mark IS NOT NULL)"
        f"{also.text}{first.text}",
        (*[on] * 8, *WATCHED, *[on] * 4, *reach.values, *STATES, *also.values, *first.values),
    )
    return Part(sql, WATCHED_KINDS, PersonOn)


def _found_first(on: date) -> Sql:
    """For the whole installation: who is watched at all, few of very many, each looked up afterwards."""
    held, marks = HELD_ON.format("c"), ", ".join(["%s"] * len(WATCHED))
    probationary, suspended = STATES
    some = _of_few(
        Sql(
            f"SELECT c.person_id FROM register_memberstatus c WHERE c.status = %s AND {held}"  # noqa: S608  fixed parts
            f" UNION SELECT c.person_id FROM register_membershipstate c WHERE c.state = %s AND {held}"
            f" UNION SELECT c.person_id FROM register_mark c WHERE c.mark IN ({marks}) AND {held}",
            (probationary, on, on, suspended, on, on, *WATCHED, on, on),
        )
    )
    return Sql(f" AND m.person_id {some.text}", some.values)


def _of_few(found: Sql) -> Sql:
    """The condition that a value is among what a statement finds, where that is little of a large table.

    PostgreSQL takes such a list for a third of the table, and reads that and every table joined to it from end to end. Given as one value,
    worked out before, it is looked up by index.
    """
    if connection.vendor == "postgresql":
        return Sql(f"= ANY (ARRAY({found.text}))", found.values)
    return Sql(f"IN ({found.text})", found.values)


def without_branch(whose: Whose, on: date) -> Sql:
    """Members whose last roll was in the scope and who are on none that day."""
    reach, also = ranges("pl.path", whose.paths), whose.condition
    statuses = ", ".join(["%s"] * len(MEMBER_STATUSES))
    return Sql(
        "SELECT p.id, p.code, p.name, p.now_path, 0 FROM register_place pl"  # noqa: S608  fixed parts
        " JOIN register_membership e ON e.organisation_id = pl.organisation_id AND e.relation = 'roll' AND e.valid_to <= %s"
        f" JOIN register_memberstatus s ON s.person_id = e.person_id AND {HELD_ON.format('s')} AND s.status IN ({statuses})"
        " JOIN register_person p ON p.id = e.person_id AND p.merged_into_id IS NULL"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} AND NOT EXISTS (SELECT 1 FROM register_membership a"
        f" WHERE a.person_id = e.person_id AND a.relation = 'roll' AND a.valid_to > e.valid_to AND a.valid_from <= %s){also.text}",
        (on, on, on, *MEMBER_STATUSES, on, on, *reach.values, on, *also.values),
    )


OTHERS: Final = "SELECT {what} FROM register_person q WHERE q.id_number_index = p.id_number_index AND q.merged_into_id IS NULL"
TWICE: Final = Sql(
    "SELECT d.id_number_index FROM register_person d WHERE d.id_number_index IS NOT NULL GROUP BY d.id_number_index HAVING count(*) > 1"
)
"""Read from the index of numbers alone."""


def two_records(whose: Whose) -> Sql:
    """Records of the scope whose number another record has; of today, since a number belongs to nobody's past.

    A narrow scope asks record by record; a wide one walks the index of numbers once.
    """
    reach, also = ranges("p.now_path", whose.paths), whose.condition
    wide = any(len(path) <= WIDE for path in whose.paths)
    first = f" AND p.id_number_index {_of_few(TWICE).text}" if wide else ""
    text = (
        f"SELECT p.id, p.code, p.name, p.now_path, ({OTHERS.format(what='count(*)')}) FROM register_person p"  # noqa: S608  fixed parts
        f" WHERE p.merged_into_id IS NULL AND {reach.text}{also.text}{first} AND EXISTS ({OTHERS.format(what='1')} AND q.id <> p.id)"
    )
    return Sql(text, (*reach.values, *also.values))


def astray(whose: Whose, on: date) -> Part:
    """Both."""
    first, second = without_branch(whose, on), two_records(whose)
    sql = Sql(f"{first.text} UNION ALL {second.text}", (*first.values, *second.values))
    return Part(sql, ("number", "text", "text", "text", "number"), Astray)
