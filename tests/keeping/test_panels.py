"""What waits on the workbench: exports for the second person, own ones that were allowed, data that comes to its end; in one query."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.keeping.gone import gone
from tests.keeping.leaving import Office, allowed, asked, export_of, made, make_office, members, reader
from tests.register.factories import TODAY, actor
from zhibu.accounts.models import Account
from zhibu.keeping.panels import on_the_desk
from zhibu.keeping.services.announcing import announce
from zhibu.keeping.services.holding import place_hold
from zhibu.register.desk import folded

pytestmark = pytest.mark.django_db
DESK = folded(on_the_desk)


@pytest.fixture
def office() -> Office:
    return make_office()


def said(account: Account, later: timedelta = timedelta()) -> list[str]:
    return [item.title for panel in DESK(reader(account), actor().at + later) for item in panel.items]


def test_an_export_waits_for_those_who_may_decide_on_it_but_not_for_the_asker(office: Office) -> None:
    members(office.street.sunny_first, 51)
    asked(office.clerk, office.street.sunny)
    assert [said(account) for account in (office.secretary, office.clerk, office.branch)] == [["1 份完整号码导出待复核"], [], []]
    assert said(office.secretary, timedelta(days=3)) == []


def test_what_was_allowed_waits_for_its_asker_until_it_is_made(office: Office) -> None:
    members(office.street.sunny_first, 1)
    export = allowed(office, office.street.sunny)
    assert [said(office.clerk), said(office.secretary), said(office.clerk, timedelta(days=1))] == [["1 份完整号码导出已同意"], [], []]
    made(office.clerk, export)
    file = export_of(asked(office.clerk, office.street.sunny))
    assert (said(office.clerk), file.approved) == (["1 份完整号码导出已同意"], True)


def test_data_that_ends_within_thirty_days_waits_for_the_clerk(office: Office) -> None:
    people = [gone(office.street.sunny_first, name, on=on) for name, on in (("张三", date(2024, 6, 20)), ("李四", date(2024, 8, 20)))]
    announce(by=actor())
    assert [said(office.clerk), said(office.secretary)] == [["1 人的资料将到期销毁"], []]
    assert place_hold(by=actor(), person=people[0], reason="核实").done
    assert said(office.clerk) == []


def test_it_stands_on_the_start_page(office: Office) -> None:
    assert DESK(reader(office.secretary), actor().at) == []
    members(office.street.sunny_first, 51)
    asked(office.clerk, office.street.sunny)
    (panel,) = DESK(reader(office.secretary), actor().at)
    assert (panel.title, [item.title for item in panel.items]) == ("资料保管", ["1 份完整号码导出待复核"])


@pytest.mark.parametrize("count", [1, 3])
def test_all_of_it_costs_one_query(office: Office, count: int) -> None:
    members(office.street.sunny_first, 51)
    for _ in range(count):
        asked(office.clerk, office.street.sunny)
    someone = reader(office.secretary, TODAY)
    with CaptureQueriesContext(connection) as captured:
        assert len(DESK(someone, actor().at)) == 1
    assert len(captured) == 1
