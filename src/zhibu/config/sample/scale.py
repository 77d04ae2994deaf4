"""As many people as one likes: plain streets of 2,500 members in districts of twenty, below one city; for the bench.

Streets are made and written one after the other, so that memory stays what a few streets need, and every person goes
through the same door as everywhere else. A large installation is made by a second process while this one writes.
"""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import date
from itertools import islice
from typing import Final

from zhibu.config.sample.draw import Numbers
from zhibu.config.sample.load import ACT, REASON, refuse_real_roster
from zhibu.config.sample.making import Order, made_beside, made_here, one_process_beside
from zhibu.config.sample.plain import A_STREET, FIRST, chance, head_count, plain_street
from zhibu.config.sample.rows import write_organisations, write_people
from zhibu.config.sample.street import Street
from zhibu.config.sample.tree import Planned
from zhibu.register.models import Installation, Person
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.trail.actors import Actor
from zhibu.trail.door import Work, recording

A_DISTRICT: Final = 20
AT_ONCE: Final = 8
"""Streets in one transaction: some 20,000 persons."""
BESIDE_FROM: Final = 50_000
"""Members from which a second process is worth its start."""
SEED: Final = 4711
CITY: Final = "云州市"


@dataclass(frozen=True, slots=True)
class PlannedStreet:
    """A street of the installation, with its place in the order."""

    number: int
    members: int
    street: Street


def city() -> Planned:
    """What stands above all districts."""
    kind = KindReading(OrganisationKind.DISTRICT_COMMITTEE)
    return Planned(f"{CITY}委", f"中共{CITY}委员会", kind, None, date(1983, 1, 1))


def plain_streets(root: Planned, *, members: int, seed: int = SEED, a_street: int = A_STREET) -> Iterator[PlannedStreet]:
    """Streets one after the other, districts as they are needed."""
    count = max(1, round(members / a_street))
    district = root
    for number in range(count):
        if number % A_DISTRICT == 0:
            name = f"云{FIRST[number // A_DISTRICT % len(FIRST)]}区"
            kind = KindReading(OrganisationKind.DISTRICT_COMMITTEE)
            district = Planned(f"{name}委", f"中共{name}委员会", kind, root, date(1984, 1, 1))
        size = members // count + (number < members % count)
        yield PlannedStreet(number, size, plain_street(chance(seed, number), number, district, size))


def load_streets(
    *, by: Actor, members: int, seed: int = SEED, a_street: int = A_STREET, told: Callable[[int], None] = lambda _: None
) -> Planned:
    """Fill the register with so many members; ``told`` hears how many there are. Returns the city."""
    streets = plain_streets(root := _begin(by), members=members, seed=seed, a_street=a_street)
    done = 0
    with ExitStack() as stack:
        pool = stack.enter_context(one_process_beside()) if members >= BESIDE_FROM else None
        numbers = Numbers()
        while part := list(islice(streets, AT_ONCE)):
            with recording(by, ACT, reason=REASON) as work:
                orders = [_order(work, one, seed, by.day) for one in part]
                work.flush()
                for people in made_beside(orders, pool) if pool else made_here(orders, numbers):
                    write_people(work, people)
                    work.flush()
            done += sum(one.members for one in part)
            told(done)
    return root


def load_organisations(*, by: Actor, members: int, seed: int = SEED, told: Callable[[int], None] = lambda _: None) -> Planned:
    """The same streets with nobody in them, for a roster to be read into."""
    root = _begin(by)
    with recording(by, ACT, reason=REASON) as work:
        for one in plain_streets(root, members=members, seed=seed):
            _write_organisations(work, one.street)
    told(0)
    return root


def _begin(by: Actor) -> Planned:
    refuse_real_roster()
    root = city()
    with recording(by, ACT, reason=REASON) as work:
        write_organisations(work, [root])
        Installation.objects.update_or_create(pk=1, defaults={"holds_demo": True})
    return root


def _write_organisations(work: Work, street: Street) -> None:
    """With the district, when this is its first street."""
    district = street.root.parent
    if district is not None and not district.id:
        write_organisations(work, [district])
    write_organisations(work, street.organisations)


def _order(work: Work, one: PlannedStreet, seed: int, on: date) -> Order:
    """Write the organisations of a street, and say what its people need to be made."""
    _write_organisations(work, one.street)
    district = one.street.root.parent
    return Order(
        seed=seed,
        number=one.number,
        members=one.members,
        district=district.short_name if district else "",
        path=district.path if district else "",
        organisations=[organisation.id for organisation in one.street.organisations],
        persons=work.reserve(Person, head_count(one.members)),
        on=on,
    )
