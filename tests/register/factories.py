"""A small street for tests, made through the services like everything else.

The invented numbers lie in the region that nobody has (999999); the day of all tests is ``TODAY`` unless they say otherwise.
"""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from tests.register.put_back import put_back
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.readers import Reader, SystemReader
from zhibu.register.models import Organisation, Person
from zhibu.register.rules.identity_number import GENERATED_REGION, check_digit
from zhibu.register.services.members import register_person
from zhibu.register.services.organisations import found_organisation
from zhibu.register.terms.organisations import KindReading, OrganisationKind
from zhibu.register.terms.people import ManagementCategory, MemberStatus
from zhibu.trail.actors import Actor

TODAY: Final = date(2026, 6, 1)
LONG_SINCE: Final = date(2001, 7, 1)
"""When the organisations of the small street were founded, and since when its people stand on its roll."""

WHY: Final = "测试"


def actor(day: date = TODAY, *, reader: Reader | None = None, channel: str = "command", hour: int = 12) -> Actor:
    """Somebody who writes, at noon of a day."""
    return Actor(reader or SystemReader("测试"), datetime.combine(day, time(hour), SHANGHAI), channel)


def identity_number(birth: date, sequence: int = 1) -> str:
    """An invented number; an odd sequence is a man's."""
    first_17 = f"{GENERATED_REGION}{birth:%Y%m%d}{sequence:03d}"
    return first_17 + check_digit(first_17)


def organisation(pk: int) -> Organisation:
    """As it stands in the database now."""
    return Organisation.objects.unguarded(WHY).get(pk=pk)


def person(pk: int) -> Person:
    """As it stands in the database now."""
    return Person.objects.unguarded(WHY).get(pk=pk)


def make_organisation(
    name: str,
    kind: OrganisationKind = OrganisationKind.BRANCH,
    parent: Organisation | None = None,
    *,
    short_name: str = "",
    on: date = LONG_SINCE,
    by: Actor | None = None,
    official_code: str = "",
) -> Organisation:
    """An organisation below another one, or a root."""
    done = found_organisation(
        by=by or actor(),
        name=name,
        kind=KindReading(kind),
        parent=parent,
        on=on,
        short_name=short_name,
        official_code=official_code,
    )
    assert done.decision.objections == ()
    return organisation(done.row_id)


@dataclass(frozen=True, slots=True)
class Street:
    """The smallest tree that has a parent, siblings, and a neighbour in another community."""

    district: Organisation
    street: Organisation
    sunny: Organisation
    spring: Organisation
    sunny_first: Organisation
    sunny_second: Organisation
    spring_first: Organisation


def make_street(name: str = "向阳", *, district: Organisation | None = None, by: Actor | None = None) -> Street:
    """A district, a street, two communities, three branches; with ``district`` another street beside the first."""
    if (name, district, by) == ("向阳", None, None):
        return put_back(_founded)
    return _founded(name, district, by)


def _founded(name: str = "向阳", district: Organisation | None = None, by: Actor | None = None) -> Street:
    kinds = OrganisationKind
    root = district or make_organisation("中共新阳区委员会", kinds.DISTRICT_COMMITTEE, short_name="新阳区委", by=by)
    street = make_organisation(f"中共{name}街道工作委员会", kinds.STREET_COMMITTEE, root, short_name=f"{name}街道党工委", by=by)
    sunny, spring = (
        make_organisation(f"中共{name}街道{place}社区委员会", kinds.COMMITTEE, street, short_name=f"{place}社区党委", by=by)
        for place in ("阳光", "春晖")
    )
    branches = [
        make_organisation(
            f"中共{name}街道{place}社区第{number}支部委员会", kinds.BRANCH, above, short_name=f"{place}社区第{number}党支部", by=by
        )
        for place, number, above in (("阳光", "一", sunny), ("阳光", "二", sunny), ("春晖", "一", spring))
    ]
    return Street(root, street, sunny, spring, *branches)


def make_person(
    branch: Organisation,
    name: str = "张三",
    *,
    status: MemberStatus = MemberStatus.FULL,
    on: date = LONG_SINCE,
    category: ManagementCategory | None = ManagementCategory.RESIDENT,
    by: Actor | None = None,
    **facts: Any,
) -> Person:
    """Somebody on the roll of a branch; ``facts`` are columns and plain values of sealed fields."""
    done = register_person(
        by=by or actor(), organisation=branch, status=status, category=category, on=on, generated=True, facts={"name": name, **facts}
    )
    assert done.decision.objections == ()
    return person(done.row_id)
