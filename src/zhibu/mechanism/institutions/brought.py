"""What clauses ask of institutions: how many are in force, how many of them were looked at in time, and which is due next."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final, NamedTuple

from zhibu.oversight.brought import Brought, Told
from zhibu.oversight.regularity import IN_FORCE, REVIEWED
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, ranges

REVIEW_DUE: Final = "institution_review_due"
NEXT: Final = "institution_next"
LAST_LOOK: Final = (
    "SELECT r.next_due FROM institutions_institutionreview r WHERE r.institution_id = i.id"
    ' AND r."on" >= f.valid_from AND r."on" <= %s ORDER BY r."on" DESC, r.id DESC LIMIT 1'
)


class InForceOn(NamedTuple):
    """An institution that held on the day, and when it is to be looked at again."""

    organisation_id: int
    title: str
    review_due: date


def in_force(paths: Sequence[str], on: date) -> Part:
    """Of every organisation of a scope."""
    reach = ranges("pl.path", paths)
    sql = Sql(
        f"SELECT i.organisation_id, i.title, coalesce(({LAST_LOOK}), f.review_due) FROM register_place pl"  # noqa: S608  fixed parts
        " JOIN institutions_institution i ON i.organisation_id = pl.organisation_id"
        f" JOIN institutions_inforce f ON f.institution_id = i.id AND {HELD_ON.format('f')}"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (*[on] * 5, *reach.values),
    )
    return Part(sql, ("number", "text", "day"), InForceOn)


def told_of(rows: Sequence[InForceOn], on: date) -> Mapping[int, Told]:
    """By organisation: the earliest day, with the titles that are due by then or were before."""
    found: dict[int, list[InForceOn]] = defaultdict(list)
    for row in rows:
        found[row.organisation_id].append(row)
    return {pk: _told(sorted(held, key=lambda one: (one.review_due, one.title)), on) for pk, held in found.items()}


def _told(held: Sequence[InForceOn], on: date) -> Told:
    first = held[0].review_due
    due = [one for one in held if one.review_due <= max(first, on)]
    facts = {
        IN_FORCE: len(held),
        REVIEWED: sum(one.review_due > on for one in held),
        REVIEW_DUE: first,
        NEXT: "".join(f"《{one.title}》" for one in due),
    }
    return Told(facts, {REVIEW_DUE: tuple(f"《{one.title}》复审日期 {one.review_due.isoformat()}" for one in due)})


INSTITUTIONS: Final = Brought(in_force, told_of)
