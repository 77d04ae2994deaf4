"""Persons of a scope on a day about whom something may have to be done; everybody else never leaves the database."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.register.queries.folding import Kind, Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import EVERYWHERE, WIDE, Sql, ranges
from zhibu.register.terms.people import MarkKind, MembershipState, MemberStatus

WATCHED: Final = tuple(str(one) for one in (MarkKind.OUT_OF_CONTACT, MarkKind.FLOATING_OUT, MarkKind.FLOATING_IN))

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


class Astray(NamedTuple):
    """A member without a branch that day, or one of two records with the same number (then ``records`` counts all)."""

    id: int
    code: str
    name: str
    path: str
    records: int


def watched(whose: Whose, on: date) -> Part:
    """Probationary members, those whose membership is suspended, those out of contact or floating."""
    reach, also = ranges("pl.path", whose.paths), whose.condition
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
        f" WHERE {HELD_ON.format('pl')} AND {reach.text} AND (s.status = %s OR st.state = %s OR k.mark IS NOT NULL){also.text}",
        (*[on] * 8, *WATCHED, *[on] * 4, *reach.values, *STATES, *also.values),
    )
    return Part(sql, WATCHED_KINDS, PersonOn)


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
TWICE: Final = (
    "(SELECT id_number_index AS number FROM register_person WHERE id_number_index IS NOT NULL"
    " GROUP BY id_number_index HAVING count(*) > 1) d CROSS JOIN register_person p"
)
"""Read from the index of numbers alone; a CROSS JOIN keeps its order on SQLite."""


def two_records(whose: Whose) -> Sql:
    """Records of the scope whose number another record has; of today, since a number belongs to nobody's past.

    A narrow scope asks record by record; a wide one walks the index of numbers once.
    """
    reach, also = ranges("p.now_path", whose.paths), whose.condition
    wide = any(len(path) <= WIDE for path in whose.paths)
    source, same = (TWICE, "p.id_number_index = d.number AND ") if wide else ("register_person p", "")
    text = (
        f"SELECT p.id, p.code, p.name, p.now_path, ({OTHERS.format(what='count(*)')}) FROM {source}"  # noqa: S608  fixed parts
        f" WHERE {same}p.merged_into_id IS NULL AND {reach.text}{also.text} AND EXISTS ({OTHERS.format(what='1')} AND q.id <> p.id)"
    )
    return Sql(text, (*reach.values, *also.values))


def astray(whose: Whose, on: date) -> Part:
    """Both."""
    first, second = without_branch(whose, on), two_records(whose)
    sql = Sql(f"{first.text} UNION ALL {second.text}", (*first.values, *second.values))
    return Part(sql, ("number", "text", "text", "text", "number"), Astray)
