"""Elections of a scope: what is due by the register, and how far each election is that was begun. Two queries, one for local values."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader
from zhibu.oversight.facts import Subject
from zhibu.parameters.queries import local_values
from zhibu.rulebook.book import Local
from zhibu.rulebook.loading import rulebook
from zhibu.store.guards import within
from zhibu.team.elections.models import Election
from zhibu.team.elections.queries.bodies import body_of, subjects
from zhibu.team.elections.rules.opening import due_of, has_committee
from zhibu.team.elections.terms import SEE, STEER

APPROVAL: Final = "approval"
COLUMNS: Final = (
    "organisation_id", "case__code", "case__procedure", "case__version", "case__now_state", "case__now_steps", "case__now_latest",
    "case__now_ended_on", "superior__now_short_name", "superior__now_name", "begun_on",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Case:
    """The newest election of an organisation."""

    code: str
    procedure: str
    version: int
    state: Status
    steps: tuple[str, ...]
    latest: date | None
    ended_on: date | None
    superior: str
    begun_on: date

    @property
    def open(self) -> bool:
        """Under way or resting."""
        return not self.state.ended


@dataclass(frozen=True, slots=True)
class Row:
    """One organisation that elects."""

    id: int
    code: str
    name: str
    committee: bool
    began: date | None
    due: date | None
    case: Case | None
    on: date
    steered: bool = False
    """Whether the reader may begin an election there."""

    @property
    def waits(self) -> bool:
        """Somebody is elected, reported, and not in office before the superior's reply."""
        return self.case is not None and self.case.open and APPROVAL in self.case.steps

    @property
    def days(self) -> int | None:
        """Until the end of the term; negative once it is over."""
        return (self.due - self.on).days if self.due is not None else None


def rows_of(reader: Reader, paths: Sequence[str], *, on: date) -> list[Row]:
    """In the order of the tree."""
    if not paths:
        return []
    cases = _cases(reader, paths)
    own = local_values(paths, on=on)
    return [_row(one, cases.get(one.id), own.of(one.path), on=on, steered=reader.may(STEER, one.path)) for one in subjects(paths, on)]


def _row(one: Subject, case: Case | None, local: Local, *, on: date, steered: bool) -> Row:
    rules, body = rulebook().on(on, local), body_of(one)
    return Row(one.id, one.code, one.name, has_committee(body, rules), body.term_began, due_of(body, rules), case, on, steered)


def _cases(reader: Reader, paths: Sequence[str]) -> dict[int, Case]:
    found = Election.objects.seen_by(reader, SEE).filter(within("organisation__now_path", paths)).order_by("pk")
    cases = {}
    for organisation, code, key, version, state, steps, latest, ended, short, name, begun in found.values_list(*COLUMNS):
        standing = Status(state)
        if standing is not Status.CANCELLED:
            words = tuple(steps.split(",")) if steps else ()
            last = None if latest == FAR else latest
            cases[organisation] = Case(code, key, version, standing, words, last, ended, short or name, begun)
    return cases
