"""What is due of people who are away, as findings see it."""

from datetime import date

import pytest

from tests.register.factories import Street, actor, make_person, make_street
from tests.team.floating.people import SINCE, away
from zhibu.kernel.readers import SystemReader
from zhibu.oversight.queries.findings import Asked, each_finding
from zhibu.register.models import Person
from zhibu.register.services.facts import set_mark
from zhibu.register.terms.people import MarkKind
from zhibu.team.floating.services import Reached, record_contact
from zhibu.team.floating.terms import ContactKind, Way

pytestmark = pytest.mark.django_db

LATE = date(2027, 1, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def contacted(street: Street, person: Person, on: date, kind: ContactKind = ContactKind.CONTACT) -> None:
    reached = Reached(on, Way.PHONE, "王书记", street.sunny_first, kind)
    assert record_contact(by=actor(on), person=person, reached=reached).done


def found(on: date) -> list[tuple[str, str, str]]:
    wanted = {"floating.contact", "floating.report", "floating.contact_none", "abroad.contact", "abroad.contact_none"}
    findings = each_finding(Asked.by(SystemReader("测试"), on=on), clauses=wanted)
    return sorted((one.subject.name, one.clause.id, str(one.state)) for one in findings)


def test_before_the_branch_has_recorded_any_contact_nothing_is_late(street: Street) -> None:
    away(street, "赵远行")
    assert found(LATE) == [("赵远行", "floating.contact_none", "check")]


def test_from_the_first_record_on_the_half_year_that_follows_is_looked_at_for_everybody(street: Street) -> None:
    first, other = away(street, "甲"), away(street, "乙")
    contacted(street, first, date(2026, 3, 1))
    assert found(date(2026, 11, 30)) == []
    assert found(date(2026, 12, 31)) == [("乙", "floating.contact", "due"), ("甲", "floating.contact", "due")]
    contacted(street, other, date(2026, 9, 1))
    assert found(LATE) == [("甲", "floating.contact", "overdue")]


def test_a_report_is_due_in_the_year_after(street: Street) -> None:
    person = away(street, "甲")
    contacted(street, person, date(2026, 3, 1))
    for half in (date(2026, 9, 1), date(2027, 3, 1), date(2027, 9, 1)):
        contacted(street, person, half)
    assert found(date(2028, 1, 1)) == [("甲", "floating.report", "overdue")]
    contacted(street, person, date(2027, 11, 1), ContactKind.REPORT)
    assert found(date(2028, 1, 1)) == []


def test_whoever_floats_out_abroad_is_asked_about_once(street: Street) -> None:
    both, abroad = away(street, "甲"), make_person(street.sunny_first, "乙")
    for person in (both, abroad):
        assert set_mark(by=actor(), person=person, mark=MarkKind.ABROAD, on=SINCE, detail="留学").done
    contacted(street, both, date(2026, 3, 1))
    assert found(LATE) == [("乙", "abroad.contact", "overdue"), ("甲", "floating.contact", "overdue")]
