"""Proposals of a scope: what the rule says of its members today, and the rows that an import or somebody on a page left waiting.

Derived ones have no row before somebody acts on them. Whoever has a draft transfer is not proposed anywhere else; what was declined is
not proposed again while it stands on the same facts.
"""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.readers import Reader, outermost
from zhibu.register.models import MoveProposal, MoveSource, MoveState
from zhibu.register.queries.figures import member_figures
from zhibu.register.queries.scopes import narrowed
from zhibu.register.terms.managing import ManagedAt, Verdict
from zhibu.store.guards import within
from zhibu.team.managing.queries.answers import Answer, answers

EDIT: Final = "edit_members"
TOLD: Final = "see_managing"
"""What the rule says of a person is seen like a finding about that person (docs/adr/0016); a roster's rows like the register."""
NAMED: Final = "see_names"
ELSEWHERE: Final = "负责范围以外的党支部"


class Place(NamedTuple):
    """A branch or organisation that a line may name, to whoever may see its name."""

    id: int
    name: str
    path: str


@dataclass(frozen=True, slots=True)
class Line:
    """One member who seems to belong elsewhere. Without a ``target_id`` only the kind of place is known."""

    person_id: int
    code: str
    name: str
    sort_key: str
    category: str
    branch: str
    target_id: int | None
    target: str
    reason: str
    article: str
    sources: tuple[str, ...]
    proposal_id: int | None = None
    grounds: str = ""
    since: date | None = None

    @property
    def key(self) -> str:
        """By which a form names it: the person, and the row where there is one."""
        return self.code if self.proposal_id is None else f"{self.code}-{self.proposal_id}"


class Row(NamedTuple):
    """A recorded proposal with what its line says."""

    id: int
    person_id: int
    code: str
    name: str
    sort_key: str
    category: str
    branch_short: str | None
    branch_full: str | None
    target_id: int | None
    target_short: str | None
    target_full: str | None
    target_path: str | None
    source: str
    note: str
    article: str
    grounds: str
    state: str
    proposed_on: date


COLUMNS: Final = (
    "pk",
    "person_id",
    "person__code",
    "person__name",
    "person__sort_key",
    "person__now_category",
    "person__now_organisation__now_short_name",
    "person__now_organisation__now_name",
    "target_id",
    "target__now_short_name",
    "target__now_name",
    "target__now_path",
    "source",
    "note",
    "article",
    "grounds",
    "state",
    "proposed_on",
)


@dataclass(frozen=True, slots=True)
class Found:
    """What waits in a scope; ``wide`` when it holds more members than are asked one by one."""

    lines: tuple[Line, ...]
    unsaid: tuple[Answer, ...]
    drafts: int
    wide: bool = False

    def by_category(self) -> Counter[str]:
        """How many of each management category."""
        return Counter(line.category for line in self.lines)

    def by_missing(self) -> Counter[str]:
        """How many cannot be said, by what is missing."""
        return Counter(str(one.managing.missing) for one in self.unsaid)


def proposals(reader: Reader, paths: Sequence[str], *, on: date, only: Collection[int] = ()) -> Found:
    """Ten queries at most, whatever the scope holds; the whole of a district is not asked member by member."""
    rows, told = recorded(reader, paths, only), told_in(reader, paths)
    wide = bool(told) and not only and member_figures(told).count.capped
    found = () if wide or not told else answers(told, on, only=only).every
    unsaid = (one for one in found if one.managing.verdict is Verdict.UNSAID)
    drafts = sum(row.state == MoveState.ACCEPTED for row in rows)
    return Found(lines_of(reader, rows, found), tuple(unsaid), drafts, wide)


def told_in(reader: Reader, paths: Sequence[str]) -> tuple[str, ...]:
    """The part of a scope in which the reader sees what the rule says of persons."""
    return outermost(path for scope in paths for path in narrowed(reader.paths(TOLD), scope))


def recorded(reader: Reader, paths: Sequence[str], only: Collection[int] = ()) -> list[Row]:
    """Rows that wait, drafts, and what is remembered as declined; one query."""
    found = MoveProposal.objects.seen_by(reader, EDIT).filter(within("person__now_path", paths))
    found = found.exclude(state=MoveState.DONE).exclude(state=MoveState.WITHDRAWN, grounds="")
    if only:
        found = found.filter(person_id__in=only)
    return [Row(*row) for row in found.order_by("pk").values_list(*COLUMNS)]


def lines_of(reader: Reader, rows: Sequence[Row], found: Iterable[Answer]) -> tuple[Line, ...]:
    """In the order of pinyin. Where a roster and the rule mean the same branch it is one line."""
    drafted = {row.person_id for row in rows if row.state == MoveState.ACCEPTED}
    declined = {(row.person_id, row.grounds) for row in rows if row.state == MoveState.WITHDRAWN}
    waiting = {(row.person_id, row.target_id): row for row in rows if row.state == MoveState.OPEN}
    lines = []
    for one in found:
        person = one.member.id
        if one.managing.verdict is not Verdict.MOVE or person in drafted or (person, one.grounds) in declined:
            continue
        line = _derived(reader, one)
        lines.append(_joined(line, waiting.pop((person, line.target_id), None) if line.target_id else None))
    lines += [_recorded(reader, row) for row in waiting.values()]
    return tuple(sorted(lines, key=lambda line: (line.sort_key, line.person_id)))


def _joined(line: Line, same: Row | None) -> Line:
    if same is None:
        return line
    return replace(line, proposal_id=same.id, sources=(*line.sources, _source(same.source)), since=same.proposed_on)


def _derived(reader: Reader, one: Answer) -> Line:
    member, target = one.member, one.target
    place = Place(target.id, target.called, target.path) if target else None
    return Line(
        member.id,
        member.code,
        member.name,
        member.sort_key,
        member.category or "",
        one.branch.called if one.branch else "",
        target.id if target else None,
        _named(reader, place) if place else kind_of_place(reader, one),
        one.managing.reason,
        one.managing.article,
        (MoveSource.RULE.label,),
        grounds=one.grounds,
    )


def kind_of_place(reader: Reader, one: Answer) -> str:
    """Where only the kind of place is known, or the unit with several branches."""
    organisation = one.organisation
    if organisation is not None and reader.may(NAMED, organisation.path):
        return f"{organisation.called}的党支部"
    return (one.managing.place or ManagedAt.RESIDENCE).label


def _recorded(reader: Reader, row: Row) -> Line:
    place = Place(row.target_id or 0, row.target_short or row.target_full or "", row.target_path or "")
    return Line(
        row.person_id,
        row.code,
        row.name,
        row.sort_key,
        row.category,
        row.branch_short or row.branch_full or "",
        row.target_id,
        _named(reader, place),
        row.note,
        row.article,
        (_source(row.source),),
        proposal_id=row.id,
        since=row.proposed_on,
    )


def _named(reader: Reader, place: Place) -> str:
    """A branch out of reach is not named."""
    return place.name if reader.may(NAMED, place.path) else ELSEWHERE


def _source(value: str) -> str:
    return {str(one): one.label for one in MoveSource}.get(value, value)
