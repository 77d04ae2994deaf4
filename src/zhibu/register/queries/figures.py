"""The figures with which the start page greets: members, organisations and what waits to be settled in a scope, today."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

from zhibu.kernel.readers import Reader
from zhibu.register.models.organisations import SEGMENT
from zhibu.register.queries.folding import Part, together
from zhibu.register.queries.notes import HARDSHIP, SEALED
from zhibu.register.queries.rolls import MEMBER_STATUSES
from zhibu.register.queries.scopes import Sql, ranges
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import MemberStatus
from zhibu.web.paging import EXACT, Count

SEE: Final = "see_register"
SETTLE: Final = "edit_members"


@dataclass(frozen=True, slots=True)
class MemberFigures:
    """Members of a scope; nothing is told apart where the counting stopped."""

    count: Count
    categories: dict[str, int]
    probationary: int


@dataclass(frozen=True, slots=True)
class OrganisationFigures:
    """Organisations of a scope by kind, and the communities in it."""

    kinds: dict[str, int]
    communities: int

    @property
    def total(self) -> int:
        """All kinds but groups, which are parts of their branch: the yearly bulletin (党内统计公报) counts committees and branches."""
        return sum(self.kinds.values()) - self.groups

    @property
    def groups(self) -> int:
        """Groups inside the branches."""
        return self.kinds.get(OrganisationKind.GROUP, 0)


def member_figures(paths: Sequence[str]) -> MemberFigures:
    """Members by category, and the probationary ones; one query, exact to 10,000."""
    (rows,) = together(_members(paths))
    return _told_apart(rows)


def _members(paths: Sequence[str]) -> Part:
    inside = ranges("now_path", paths)
    marks = ", ".join(["%s"] * len(MEMBER_STATUSES))
    found = f"SELECT now_status, now_category FROM register_person WHERE {inside.text} AND now_status IN ({marks}) LIMIT {EXACT + 1}"  # noqa: S608  fixed parts
    query = f"SELECT now_status, now_category, count(*) FROM ({found}) AS r GROUP BY now_status, now_category"  # noqa: S608  fixed parts
    return Part(Sql(query, (*inside.values, *MEMBER_STATUSES)), ("text", "text", "number"))


def _told_apart(rows: Sequence[tuple[str, str, int]]) -> MemberFigures:
    total = sum(number for _, _, number in rows)
    if total > EXACT:
        return MemberFigures(Count(EXACT, capped=True), {}, 0)
    categories: dict[str, int] = {}
    for _, category, number in rows:
        categories[category] = categories.get(category, 0) + number
    probationary = sum(number for status, _, number in rows if status == MemberStatus.PROBATIONARY)
    return MemberFigures(Count(total), categories, probationary)


def _organisations(paths: Sequence[str]) -> Part:
    inside = ranges("now_path", paths)
    text = f"SELECT now_kind, count(*) FROM register_organisation WHERE dissolved_on IS NULL AND {inside.text} GROUP BY now_kind"  # noqa: S608  fixed parts
    return Part(Sql(text, inside.values), ("text", "number"))


def _communities(paths: Sequence[str]) -> Part:
    inside = ranges("o.now_path", paths)
    text = f"SELECT count(*) FROM register_community c JOIN register_organisation o ON o.id = c.organisation_id WHERE {inside.text}"  # noqa: S608  fixed parts
    return Part(Sql(text, inside.values), ("number",), int)


class Figures(NamedTuple):
    """All of a reader's reach."""

    members: MemberFigures
    organisations: OrganisationFigures
    notes: int
    """Values that somebody should look at, at most 10,001."""


def figures(reader: Reader) -> Figures:
    """What the start page greets with; one query."""
    paths = reader.paths(SEE)
    members, kinds, communities, notes = together(_members(paths), _organisations(paths), _communities(paths), _notes(reader))
    return Figures(_told_apart(members), OrganisationFigures(dict(kinds), communities[0]), notes[0])


def notes_waiting(reader: Reader) -> int:
    """Values that somebody should look at in the reach of settling, at most 10,001; one query."""
    ((number,),) = together(_notes(reader))
    return int(number)


def _notes(reader: Reader) -> Part:
    """A narrow scope is walked person by person, a wide one note by note: SQLite keeps the order of a CROSS JOIN."""
    paths, told = reader.paths(SETTLE), ranges("p.now_path", reader.paths(SEALED))
    inside = ranges("p.now_path", paths)
    wide = any(len(path) <= SEGMENT for path in paths)
    tables = "register_checknote w CROSS JOIN register_person p" if wide else "register_person p CROSS JOIN register_checknote w"
    text = (
        f"SELECT count(*) FROM (SELECT 1 FROM {tables} WHERE w.person_id = p.id AND w.closed_on IS NULL"  # noqa: S608  fixed parts
        f" AND (w.field <> '{HARDSHIP}' OR {told.text}) AND {inside.text} LIMIT {EXACT + 1}) AS r"
    )
    return Part(Sql(text, (*told.values, *inside.values)), ("number",), int)
