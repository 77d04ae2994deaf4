"""A person of the sample before it is written: plain facts and dated ones, without a database."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple, TypeVar

from zhibu.config.sample.tree import Planned
from zhibu.kernel.dates import FAR, years_between
from zhibu.register.terms.education import Education
from zhibu.register.terms.ethnicity import Ethnicity
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.people import ManagementCategory, MaritalStatus, MarkKind, MembershipRelation, MembershipState, MemberStatus, Sex

V = TypeVar("V")


class Roll(NamedTuple):
    """In an organisation for a span."""

    organisation: Planned
    since: date
    until: date = FAR
    ending: str = ""
    relation: MembershipRelation = MembershipRelation.ROLL


class Held(NamedTuple):
    """A post for a span."""

    organisation: Planned
    kind: PostKind
    since: date
    until: date = FAR


class Schooling(NamedTuple):
    """Highest education for a span."""

    level: Education
    since: date
    until: date = FAR
    degree: str = ""
    subject: str = ""


class Doubt(NamedTuple):
    """Something that somebody should look at."""

    field: str
    code: str
    raw: str
    message: str
    since: date
    closed: date | None = None


class Proposal(NamedTuple):
    """To another branch, not yet settled or settled without a move."""

    target: Planned
    note: str
    on: date
    state: str = "open"
    settled: date | None = None


def _until(on: date, spans: list[tuple[V, date, date]]) -> list[tuple[V, date, date]]:
    return [(value, since, min(until, on)) for value, since, until in spans if since < on]


@dataclass(slots=True, eq=False)
class Life:
    """Somebody, with everything that the register will know."""

    branch: Planned
    status: MemberStatus
    sex: Sex
    birth: date
    ethnicity: Ethnicity
    name: str
    number: str = ""
    phone: str = ""
    landline: str = ""
    residence: str = ""
    household: str = ""
    native_place: str = ""
    marital_status: MaritalStatus = MaritalStatus.MARRIED
    category: ManagementCategory | None = None
    occupation: Occupation | None = None
    applied: date | None = None
    activist: date | None = None
    prospective: date | None = None
    joined: date | None = None
    confirmed: date | None = None
    month_only: str = ""
    work_started: date | None = None
    work_unit_and_post: str = ""
    technical_post: str = ""
    new_stratum: str = ""
    front_line: str = ""
    archive_unit: str = ""
    joined_at_branch: str = ""
    migrant_worker: bool | None = None
    rolls: list[Roll] = field(default_factory=list)
    statuses: list[tuple[MemberStatus, date, date]] = field(default_factory=list)
    states: list[tuple[MembershipState, date, date]] = field(default_factory=list)
    categories: list[tuple[ManagementCategory, date, date]] = field(default_factory=list)
    derived: bool = False
    jobs: list[tuple[Occupation, date, date]] = field(default_factory=list)
    education: list[Schooling] = field(default_factory=list)
    marks: list[tuple[MarkKind, str, date, date]] = field(default_factory=list)
    posts: list[Held] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def since(self) -> date:
        """Since when on the roll where they are."""
        return max(roll.since for roll in self.rolls if roll.relation is MembershipRelation.ROLL)

    def age(self, on: date) -> int:
        """Full years."""
        return years_between(self.birth, on)

    def leave(self, on: date, ending: str) -> None:
        """Everything that holds ends that day."""
        self.rolls = [one._replace(until=min(one.until, on), ending=ending if one.until > on else one.ending) for one in self.rolls]
        self.posts = [one._replace(until=min(one.until, on)) for one in self.posts if one.since < on]
        self.statuses, self.states, self.categories = (_until(on, self.statuses), _until(on, self.states), _until(on, self.categories))
        self.marks = [(mark, detail, since, min(until, on)) for mark, detail, since, until in self.marks if since < on]
