"""A street with steering committees at its three tiers, made through the services."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from tests.cases.desks import Desks, acting, make_desks
from tests.register.factories import LONG_SINCE, Street, actor, make_person
from tests.register.put_back import written_once
from zhibu.accounts.models import Account
from zhibu.cases.rules.acts import Written
from zhibu.gatherings.models import Gathering
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.steering.models import Appointment, SteeringCommittee
from zhibu.mechanism.steering.queries.committees import Committee, committee_at
from zhibu.mechanism.steering.queries.people import meant
from zhibu.mechanism.steering.queries.seats import seats_on
from zhibu.mechanism.steering.services.appointing import appoint, propose, record_step
from zhibu.mechanism.steering.services.composing import Who, set_up
from zhibu.mechanism.steering.services.conferring import Conference, Raised, plan_conference, raise_matter
from zhibu.register.models import Organisation, Person, ResidentUnit
from zhibu.register.services.communities import add_community
from zhibu.register.services.posts import hold_post
from zhibu.register.services.units import add_unit
from zhibu.register.terms.organisations import PostKind
from zhibu.register.terms.units import FormationMode
from zhibu.trail.actors import Actor

WHY: Final = "测试"
MONDAY: Final = date(2026, 3, 2)
SET_UP: Final = date(2024, 3, 1)
LIBRARY: Final = "新阳区图书馆"


@dataclass(frozen=True)
class Board:
    """A committee of the street; 王书记 leads the street, 李书记 the community, 陈馆长 the branch of the library."""

    desks: Desks
    library: Organisation
    unit: ResidentUnit
    head: Person
    community: Person
    librarian: Person

    @property
    def street(self) -> Street:
        """Its organisations."""
        return self.desks.street

    def by(self, account: Account | None = None, on: date = MONDAY) -> Actor:
        """The clerk unless somebody else is named."""
        return acting(account or self.desks.clerk, on)


def well(outcome: Outcome) -> Outcome:
    """Done, with nothing against it."""
    assert [one.message for one in outcome.decision.objections] == []
    return outcome


@written_once
def make_board() -> Board:
    """The library's branch is the second one of the sunny community; nobody has a committee yet."""
    desks = make_desks()
    street = desks.street
    people = [
        make_person(branch, name)
        for branch, name in ((street.spring_first, "王书记"), (street.sunny_first, "李书记"), (street.sunny_second, "陈馆长"))
    ]
    places = (street.street, street.sunny, street.sunny_second)
    for person, place in zip(people, places, strict=True):
        well(hold_post(by=actor(), person=person, organisation=place, kind=PostKind.SECRETARY, on=LONG_SINCE))
    well(add_community(by=actor(), name="阳光社区", organisation=street.sunny))
    facts = {"name": LIBRARY, "ownership": "public_institution"}
    mode = FormationMode.STANDALONE
    done = add_unit(by=actor(LONG_SINCE), place=street.sunny, facts=facts, organisation=street.sunny_second, mode=mode, on=LONG_SINCE)
    unit = ResidentUnit.objects.unguarded(WHY).get(pk=well(done).row_id)
    return Board(desks, street.sunny_second, unit, *people)


def made(board: Board, place: Organisation | None = None) -> SteeringCommittee:
    """Set up two years ago."""
    place = place or board.street.street
    well(set_up(by=board.by(), organisation=place, on=SET_UP, basis="区委组织部通知"))
    return row_of(place)


def row_of(place: Organisation) -> SteeringCommittee:
    """That of an organisation."""
    return SteeringCommittee.objects.unguarded(WHY).select_related("organisation").get(organisation=place)


def read(row: SteeringCommittee) -> Committee:
    """As its page reads it."""
    found = committee_at(row.organisation_id)
    assert found is not None
    return found


def seats(row: SteeringCommittee, on: date = MONDAY) -> list[tuple[str, str, str]]:
    """Who sits there: as what, and by which words."""
    return [(one.name, one.kind.label, one.words) for one in seats_on([read(row)], on).get(row.pk, [])]


def named(board: Board, name: str, *, outside: bool = False, unit: str = LIBRARY, post: str = "馆长") -> Who:
    """Somebody as the clerk types him."""
    return Who(meant(board.by().reader, name, outside=outside), unit, post)


def proposed(board: Board, row: SteeringCommittee, who: Who, on: date = MONDAY) -> Appointment:
    """The unit's paper has come."""
    done = well(propose(by=board.by(on=on), committee=row, who=who, on=on, texts={}))
    return appointment(done.row_id)


def appointment(case: int) -> Appointment:
    """As it stands now."""
    return (
        Appointment.objects.unguarded(WHY).select_related("case", "committee__organisation", "superior", "unit", "person").get(case_id=case)
    )


def step(board: Board, row: Appointment, *steps: str, on: date = MONDAY) -> Appointment:
    """Papers that came in."""
    for key in steps:
        fresh = appointment(row.case_id)
        well(record_step(by=board.by(on=on), appointment=fresh, step=key, written=Written(fresh.case.now_last, on)))
    return appointment(row.case_id)


def appointed(board: Board, row: Appointment, on: date = MONDAY, until: date | None = None) -> Appointment:
    """All steps on one day."""
    fresh = step(board, row, "nominate", "vet", on=on)
    well(appoint(by=board.by(on=on), appointment=fresh, written=Written(fresh.case.now_last, on), until=until))
    return appointment(row.case_id)


def planned(board: Board, row: SteeringCommittee, *items: str, on: date = MONDAY) -> Gathering:
    """A conference."""
    done = plan_conference(by=board.by(), committee=row, conference=Conference("党建联席会议", on, items=items))
    return Gathering.objects.unguarded(WHY).get(pk=well(done).row_id)


def raised(board: Board, row: SteeringCommittee, title: str = "图书馆周末开放", on: date = MONDAY, **more: object) -> int:
    """A matter, by the number of its case."""
    texts = {"matter": "周末开放自习室", "raised_by": LIBRARY}
    return well(raise_matter(by=board.by(on=on), committee=row, raised=Raised(title, on, texts, **more))).row_id  # type: ignore[arg-type]


def later(days: int) -> date:
    """So many days after Monday."""
    return MONDAY + timedelta(days=days)
