"""A street whose branch secretary reports: the year is open, the meetings are signed."""

from datetime import date
from typing import Final

from tests.gatherings.meetings import make_gathering, mark, part, sign, write
from tests.register.factories import Street, actor, make_person
from zhibu.gatherings.models import Holding
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.mechanism.secretary_reports.models import SecretaryReport
from zhibu.mechanism.secretary_reports.services import open_year
from zhibu.register.models import Organisation, Person
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind

WHY: Final = "测试"
OPENED: Final = date(2026, 12, 1)
HEARD: Final = date(2026, 12, 10)
LATER: Final = date(2026, 12, 20)


def secretary_of(organisation: Organisation, name: str) -> Person:
    """On its roll, and in its post."""
    who = make_person(organisation, name)
    made = hold_post(by=actor(), person=who, organisation=organisation, kind=PostKind.SECRETARY, on=date(2025, 1, 1))
    assert made.decision.objections == ()
    return who


def opened(street: Street) -> SecretaryReport:
    """That of the first branch."""
    made = open_year(by=actor(OPENED), organisation=street.street, year=2026)
    assert made.decision.objections == ()
    return report_of(street.sunny_first)


def report_of(organisation: Organisation) -> SecretaryReport:
    """As it stands now."""
    return SecretaryReport.objects.unguarded(WHY).select_related("organisation", "superior", "person").get(organisation=organisation)


def met(organisation: Organisation, *people: Person) -> Holding:
    """A signed meeting of that organisation."""
    by = actor(HEARD)
    gathering = make_gathering(organisation, part(GatheringKind.MEMBERS_MEETING, organisation), on=HEARD, by=actor(OPENED))
    mark(gathering, dict.fromkeys(people, Presence.PRESENT), by=by)
    write(gathering, "述职。", by=by)
    sign(gathering, by=by, on=HEARD)
    return Holding.objects.unguarded(WHY).get(gathering=gathering)
