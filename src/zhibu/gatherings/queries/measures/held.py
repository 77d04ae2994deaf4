"""How often organisations of a scope held what, read from the index of holdings alone; and since when their records are complete."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from django.db import connection

from zhibu.gatherings.rules.tallies import LETTERS, SHORT, UNSIGNED
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.periods import Per, recent
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.folding import Part
from zhibu.register.queries.measures.organisations import HELD_ON
from zhibu.register.queries.scopes import Sql, above, ranges
from zhibu.register.terms.organisations import OrganisationKind

BETWEEN: Final = "|"
Counted = tuple[str, Per]
"""A kind of gathering, and by which period it is counted."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is to be counted, and for which kinds of organisations."""

    kind: str
    per: Per
    holders: frozenset[str]

    @property
    def key(self) -> Counted:
        """As facts name it."""
        return self.kind, self.per


class HeldOn(NamedTuple):
    """What one organisation held: a string of signs for each wanted kind (``rules/tallies.py``). ``since`` its kind is what it is."""

    organisation_id: int
    since: date
    signs: str


class CompleteFrom(NamedTuple):
    """From which day on records of a kind are complete; an empty kind speaks of all, also of those below."""

    path: str
    kind: str
    day: date


def held(paths: Sequence[str], on: date, wanted: Sequence[Wanted], *, months: int) -> Part:
    """One row for each organisation, whose kinds are looked up one by one in the index, backwards as far as their periods reach."""
    reach = ranges("pl.path", paths)
    shown = f" || '{BETWEEN}' || ".join(_column(one, on, months) for one in wanted) or "''"
    sql = Sql(
        f"SELECT pl.organisation_id, f.valid_from, {shown} FROM register_place pl"  # noqa: S608  fixed parts, days and words of ours
        f" JOIN register_organisationform f ON f.organisation_id = pl.organisation_id AND {HELD_ON.format('f')}"
        f" WHERE {HELD_ON.format('pl')} AND {reach.text}",
        (*[on] * 4, *reach.values),
    )
    return Part(sql, ("number", "day", "text"), HeldOn)


def _column(wanted: Wanted, on: date, months: int) -> str:
    """The signs of a kind. Days stand in the text: there are some hundred of them, the same for a whole day."""
    kind, periods = GatheringKind.stored(wanted.kind), recent(wanted.per, on, months)
    letters = " ".join(f"WHEN h.on >= '{one.first_day}' THEN '{letter}'" for one, letter in zip(periods, LETTERS, strict=False))
    sign = f"CASE WHEN h.quorate THEN '' WHEN h.quorate IS NULL THEN '{UNSIGNED}' ELSE '{SHORT}' END || CASE {letters} END"
    together = f"string_agg({sign}, '')" if connection.vendor == "postgresql" else f"group_concat({sign}, '')"
    holders = ", ".join(f"'{OrganisationKind.stored(one)}'" for one in sorted(wanted.holders))
    looked_up = (
        f"SELECT {together} FROM gatherings_holding h WHERE h.organisation_id = pl.organisation_id AND h.kind = '{kind}'"  # noqa: S608  the same
        f" AND h.on >= '{periods[-1].first_day}' AND h.on <= '{on}' AND NOT h.cancelled"
    )
    return f"CASE WHEN f.kind IN ({holders}) THEN coalesce(({looked_up}), '') ELSE '' END".replace("h.on", _quoted("h", "on"))


def _quoted(table: str, column: str) -> str:
    return f"{table}.{connection.ops.quote_name(column)}"


def by_organisation(rows: Iterable[HeldOn], wanted: Sequence[Wanted]) -> dict[int, tuple[date, Mapping[Counted, str]]]:
    """For each organisation since when it is what it is, and the signs of what it held."""
    keys = [one.key for one in wanted]
    return {row.organisation_id: (row.since, dict(zip(keys, row.signs.split(BETWEEN), strict=True)) if keys else {}) for row in rows}


def complete_from(paths: Sequence[str]) -> Part:
    """What is said of the organisations of a scope, and of those above it."""
    reach = ranges("o.now_path", paths)
    upwards = above(paths)
    around = Sql(f" OR o.now_path IN ({', '.join(['%s'] * len(upwards))})", tuple(upwards)) if upwards else Sql("")
    sql = Sql(
        "SELECT o.now_path, r.kind, r.complete_from FROM gatherings_recordsfrom r"  # noqa: S608  fixed parts
        f" JOIN register_organisation o ON o.id = r.organisation_id WHERE ({reach.text}{around.text})",
        (*reach.values, *around.values),
    )
    return Part(sql, ("text", "text", "day"), CompleteFrom)


class Recorded:
    """Since when records are complete, for any organisation of a scope and any kind."""

    def __init__(self, rows: Iterable[CompleteFrom]) -> None:
        self._own: dict[str, dict[str, date]] = {}
        for row in rows:
            self._own.setdefault(row.path, {})[row.kind] = row.day
        self._known: dict[str, Mapping[str, date]] = {}

    def of(self, path: str) -> Mapping[str, date]:
        """By kind; the empty kind speaks of all others. What stands nearest counts, and a kind before all kinds of one place."""
        above = tuple(path[:end] for end in range(SEGMENT, len(path) + 1, SEGMENT) if path[:end] in self._own)
        nearest = above[-1] if above else ""
        if nearest not in self._known:
            merged: dict[str, date] = {}
            for one in above:
                said = self._own[one]
                merged = dict(said) if "" in said else merged | said
            self._known[nearest] = merged
        return self._known[nearest]
