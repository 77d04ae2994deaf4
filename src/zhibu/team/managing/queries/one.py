"""One member: what the rule says and why, what was proposed, and which branches lie near home."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.readers import AccountReader, SystemReader
from zhibu.register.models import MoveSource, MoveState, Person
from zhibu.register.rules.managing_facts import MemberFacts
from zhibu.register.rules.workplaces import told_by_address
from zhibu.register.sealed_fields import open_field
from zhibu.register.terms.managing import ManagedAt
from zhibu.store.keys import key_store
from zhibu.team.managing.facts import Around, member_facts
from zhibu.team.managing.queries.answers import Answer, answers
from zhibu.team.managing.queries.proposals import NAMED, Line, Row, lines_of, recorded, told_in

ADDRESS: Final = "reveal_contact"
MOST: Final = 8
SYSTEM: Final = SystemReader("本人或支部书记查看对本人归属的判断")


class Near(NamedTuple):
    """A branch that the address means."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class One:
    """Everything that the page of one member shows; ``answer`` is None for somebody on no roll, and for a reader who is not told."""

    answer: Answer | None
    facts: MemberFacts | None
    lines: tuple[Line, ...]
    draft: Row | None
    near: tuple[Near, ...]
    looked: bool
    """Whether the address was read to find them."""
    told: bool = True
    """Whether the reader sees what the rule says."""

    @property
    def proposed(self) -> bool:
        """Whether there is anything to accept or decline."""
        return self.draft is None and bool(self.lines)


def one_member(reader: AccountReader, person: Person, *, on: date) -> One:
    """The address is opened for this one person and only where the rule says residence; whoever reads it is logged by the view."""
    paths, only = (person.now_path,), (person.pk,)
    rows = recorded(reader, paths, only)
    if not told_in(reader, paths):
        return One(None, None, lines_of(reader, rows, ()), _draft(rows), (), looked=False, told=False)
    found = answers(paths, on, only=only)
    answer = next(iter(found.every), None)
    facts = member_facts(answer.member, found.around) if answer else None
    lines = lines_of(reader, rows, found.every)
    looked = any(line.target_id is None for line in lines) and _at_home(answer) and reader.may(ADDRESS, person.now_path)
    near = near_home(reader, person, found.around) if looked and person.residence_sealed else ()
    return One(answer, facts, lines, _draft(rows), near, looked and bool(person.residence_sealed))


def _draft(rows: Iterable[Row]) -> Row | None:
    return next((row for row in rows if row.state == MoveState.ACCEPTED), None)


def said_of(person: Person, *, on: date) -> Line | None:
    """What the rule proposes for one person and nobody has settled; for whoever sees findings about that person. Ten queries."""
    paths, only = (person.now_path,), (person.pk,)
    rows = recorded(SYSTEM, paths, only)
    lines = lines_of(SYSTEM, rows, answers(paths, on, only=only).every)
    return next((line for line in lines if MoveSource.RULE.label in line.sources), None)


def _at_home(answer: Answer | None) -> bool:
    return answer is not None and answer.managing.place is ManagedAt.RESIDENCE


def near_home(reader: AccountReader, person: Person, around: Around) -> tuple[Near, ...]:
    """Branches of the estate that the address names, else of the community; only those whose names the reader sees."""
    key = key_store().of([person.key_name]).get(person.key_name)
    address = open_field(person.residence_sealed, field="residence", key_name=person.key_name, key=key)
    found = told_by_address(address or "", around.estates())
    return tuple(Near(row.code, row.called) for row in found if row.id != person.now_organisation_id and reader.may(NAMED, row.path))[:MOST]
