"""What another value would alter is worked out from the same facts, for what the reader may see."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.parameters.desks import BASIS, Desks, accepted, acting, make_desks
from tests.register.factories import actor, make_organisation, make_person
from zhibu.access.readers import AccountReader
from zhibu.accounts.models import Account
from zhibu.gatherings.services.recording import set_records_from
from zhibu.oversight.effects import foresee
from zhibu.parameters.effects import Change, Effect
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.rulebook.book import LocalValue
from zhibu.rulebook.loading import rulebook

pytestmark = pytest.mark.django_db

DAY = date(2026, 6, 1)
SMALL = "general_branch.members_usual_least"


@pytest.fixture
def desks() -> Desks:
    """Two general branches, of two and of four members."""
    made = make_desks()
    for number, size in enumerate((2, 4)):
        above = make_organisation(f"中共第{number}总支部委员会", OrganisationKind.GENERAL_BRANCH, parent=made.place)
        branch = make_organisation(f"中共第{number}支部委员会", parent=above)
        for one in range(size):
            make_person(branch, f"张{number}{one}")
    return made


def reader(account: Account) -> AccountReader:
    found = acting(account).reader
    assert isinstance(found, AccountReader)
    return found


def change(desks: Desks, parameter: str, value: int | None, path: str = "") -> Change:
    return Change(path or desks.place.now_path, parameter, None if value is None else LocalValue(value, BASIS), DAY)


@pytest.mark.parametrize(("value", "after"), [(3, "需核实 1 件"), (2, "没有"), (100, "需核实 2 件")])
def test_the_same_subjects_are_judged_with_both_values(desks: Desks, value: int, after: str) -> None:
    differs = after != "需核实 2 件"
    assert foresee(reader(desks.secretary), change(desks, SMALL, value)) == [
        Effect("党总支规模较小", "/findings/?clause=general_branch.small", "需核实 2 件", after, differs=differs)
    ]


def test_giving_a_value_up_is_judged_with_the_default(desks: Desks) -> None:
    accepted(desks, "3", on=date(2026, 1, 1), name=SMALL)
    (effect,) = foresee(reader(desks.secretary), change(desks, SMALL, None))
    assert (effect.before, effect.after) == ("需核实 1 件", "需核实 2 件")


def test_a_value_of_a_part_alters_that_part_alone(desks: Desks) -> None:
    (effect,) = foresee(reader(desks.secretary), change(desks, SMALL, 3, desks.street.sunny.now_path))
    assert (effect.before, effect.after, effect.differs) == ("没有", "没有", False)


def test_every_clause_that_reads_the_parameter_is_named(desks: Desks) -> None:
    told = foresee(reader(desks.secretary), change(desks, "term.notice_days", 0))
    assert [one.title for one in told] == [one.title for one in rulebook().clauses.values() if "term.notice_days" in one.parameters]


def test_about_persons_nothing_is_counted_for_who_may_not_know(desks: Desks) -> None:
    asked = change(desks, "probation.notice_days", 60)
    assert foresee(reader(desks.secretary), asked) == [Effect("预备期届满", "", "", "", personal=True)]
    (effect,) = foresee(reader(desks.clerk), asked)
    assert (effect.before, effect.after, effect.personal) == ("没有", "没有", False)


@pytest.mark.parametrize("people", [1, 3])
def test_it_costs_as_many_queries_whatever_the_scope_holds(desks: Desks, people: int) -> None:
    for number in range(people):
        make_person(desks.street.sunny_first, f"李{number}")
    asking = reader(desks.clerk)
    costs = []
    for parameter in (SMALL, "probation.notice_days"):
        with CaptureQueriesContext(connection) as captured:
            foresee(asking, change(desks, parameter, 60))
        costs.append(len(captured))
    assert costs == [2, 2]


@pytest.mark.parametrize(("value", "after"), [(0, "没有"), (2, "已逾期 5 件")])
def test_how_often_something_is_to_be_held_is_judged_with_both_values(desks: Desks, value: int, after: str) -> None:
    """Five branches that recorded no lecture since January: one is wanted a quarter, two, or none."""
    assert set_records_from(by=actor(), organisation=desks.place, on=date(2026, 1, 1), reason="开始记录").done
    asked = Change(desks.place.now_path, "meeting.lecture.per_quarter", LocalValue(value, BASIS), date(2026, 5, 20))
    (effect,) = foresee(reader(desks.secretary), asked)
    assert (effect.title, effect.before, effect.after) == ("党课", "已逾期 5 件", after)
