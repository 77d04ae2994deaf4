"""A small street with units beside its communities, and people who stand rightly or wrongly."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.register.factories import LONG_SINCE, Street, actor, make_organisation, make_person, make_street
from tests.register.put_back import written_once
from zhibu.register.models import Organisation, Person
from zhibu.register.services.communities import add_community
from zhibu.register.services.facts import set_occupation
from zhibu.register.services.units import add_unit
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.register.terms.people import ManagementCategory

ESTATE = "新阳区向阳街道翠湖花园6栋2单元301室"


@dataclass(frozen=True, slots=True)
class Places:
    """The street of the factories, with a software company, a factory of three branches, a school and an office."""

    street: Street
    estate: Organisation
    company: Organisation
    factory: Organisation
    workshop: Organisation
    factory_retired: Organisation
    school: Organisation
    office: Organisation


@written_once
def make_places() -> Places:
    """Made through the services."""
    street = make_street()
    for place, name in ((street.sunny, "阳光社区"), (street.spring, "春晖社区")):
        add_community(by=actor(), organisation=place, name=name)
    branch, general = OrganisationKind.BRANCH, OrganisationKind.GENERAL_BRANCH
    factory = _set_up(street, "云溪动力机械公司党委", OrganisationKind.COMMITTEE, "云溪动力机械有限责任公司", "state_enterprise")
    school = _set_up(street, "向阳实验中学党总支", general, "向阳实验中学", "school")
    return Places(
        street,
        make_organisation("中共阳光社区翠湖花园支部委员会", branch, street.sunny, short_name="阳光社区翠湖花园党支部"),
        _set_up(street, "云溪启明软件公司党支部", branch, "云溪启明软件有限公司", "private_enterprise"),
        factory,
        _below(factory, "云溪动力机械公司装配车间党支部"),
        _below(factory, "云溪动力机械公司离退休党支部"),
        _below(school, "向阳实验中学教学党支部"),
        _set_up(street, "云溪区税务局第二分局党支部", branch, "云溪区税务局第二分局", "government_office"),
    )


def _set_up(street: Street, short_name: str, kind: OrganisationKind, unit: str, ownership: str) -> Organisation:
    """An organisation directly below the street, and the unit that it was set up in; the unit stands in the next community."""
    made = make_organisation(f"中共{short_name}委员会", kind, street.street, short_name=short_name)
    done = add_unit(by=actor(), facts={"name": unit, "ownership": ownership}, place=street.spring, on=LONG_SINCE, organisation=made)
    assert done.decision.objections == ()
    return made


def _below(parent: Organisation, short_name: str) -> Organisation:
    return make_organisation(f"中共{short_name}委员会", parent=parent, short_name=short_name)


def somebody(
    branch: Organisation, name: str, category: ManagementCategory | None, *, work: str = "", job: Occupation | None = None, **facts: Any
) -> Person:
    """A member of a branch, with category, work and job."""
    one = make_person(branch, name, category=category, work_unit_and_post=work, **facts)
    if job is not None:
        assert set_occupation(by=actor(), person=one, job=job, on=LONG_SINCE).decision.objections == ()
    return one


DAY = date(2026, 6, 1)
