"""One member: what the rule says and why, what was proposed, and which branches lie near home."""

from dataclasses import dataclass
from datetime import date
from typing import Final, NamedTuple

from zhibu.kernel.readers import AccountReader
from zhibu.register.models import MoveState, Person
from zhibu.register.rules.managing_facts import MemberFacts
from zhibu.register.rules.workplaces import told_by_address
from zhibu.register.sealed_fields import open_field
from zhibu.register.terms.managing import ManagedAt
from zhibu.store.keys import key_store
from zhibu.team.managing.facts import Around, member_facts
from zhibu.team.managing.queries.answers import Answer, answers
from zhibu.team.managing.queries.proposals import NAMED, Line, Row, lines_of, recorded

ADDRESS: Final = "reveal_contact"
MOST: Final = 8


class Near(NamedTuple):
    """A branch that the address means."""

    code: str
    name: str


@dataclass(frozen=True, slots=True)
class One:
    """Everything that the page of one member shows; ``answer`` is None for somebody on no roll."""

    answer: Answer | None
    facts: MemberFacts | None
    lines: tuple[Line, ...]
    draft: Row | None
    near: tuple[Near, ...]
    looked: bool
    """Whether the address was read to find them."""

    @property
    def proposed(self) -> bool:
        """Whether there is anything to accept or decline."""
        return self.draft is None and bool(self.lines)


def one_member(reader: AccountReader, person: Person, *, on: date) -> One:
    """The address is opened for this one person and only where the rule says residence; whoever reads it is logged by the view."""
    paths, only = (person.now_path,), (person.pk,)
    found = answers(paths, on, only=only)
    rows = recorded(reader, paths, only)
    answer = next(iter(found.every), None)
    facts = member_facts(answer.member, found.around) if answer else None
    lines = lines_of(reader, rows, found.every)
    draft = next((row for row in rows if row.state == MoveState.ACCEPTED), None)
    looked = any(line.target_id is None for line in lines) and _at_home(answer) and reader.may(ADDRESS, person.now_path)
    near = near_home(reader, person, found.around) if looked and person.residence_sealed else ()
    return One(answer, facts, lines, draft, near, looked and bool(person.residence_sealed))


def _at_home(answer: Answer | None) -> bool:
    return answer is not None and answer.managing.place is ManagedAt.RESIDENCE


def near_home(reader: AccountReader, person: Person, around: Around) -> tuple[Near, ...]:
    """Branches of the estate that the address names, else of the community; only those whose names the reader sees."""
    key = key_store().of([person.key_name]).get(person.key_name)
    address = open_field(person.residence_sealed, field="residence", key_name=person.key_name, key=key)
    found = told_by_address(address or "", around.estates())
    return tuple(Near(row.code, row.called) for row in found if row.id != person.now_organisation_id and reader.may(NAMED, row.path))[:MOST]
