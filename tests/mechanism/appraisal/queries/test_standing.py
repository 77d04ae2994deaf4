"""How agreements stand on a day, in real rows: from the signature under the minutes to the point."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.mechanism.appraisal.tables import add_indicator, agree, make_scheme
from tests.oversight.test_meetings_due import met, people, since
from tests.register.factories import Street, make_street
from zhibu.mechanism.appraisal.queries.standing import Standing, standings
from zhibu.mechanism.appraisal.rules.scoring import Deduct, Judged, Ratio
from zhibu.mechanism.appraisal.terms import RECORDS, Reach

pytestmark = pytest.mark.django_db
MEETINGS = "meeting.members"
JULY = date(2026, 7, 15)


@pytest.fixture
def street() -> Street:
    """Records are complete from the first of January; the first branch met in the first quarter."""
    made = make_street()
    since(made.street, date(2026, 1, 1))
    met(made.sunny_first, people(made.sunny_first, 4), date(2026, 2, 10), there=4)
    return made


def points(found: Standing) -> list[str]:
    return [str(line.scored.points) for line in found.lines]


def test_a_meeting_missed_costs_what_the_table_says_and_the_records_stand_beside(street: Street) -> None:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(3)), MEETINGS)
    first, second = standings(scheme, agree(scheme, street.sunny_first, street.sunny_second), JULY)
    assert (points(first), points(second)) == (["7.00"], ["4.00"])
    assert [one.said for one in first.lines[0].measured.misses] == ["2026年第二季度没有记录"]
    assert (str(first.points), first.band) == ("70.00", "")


def test_a_meeting_that_is_recorded_later_raises_the_points_of_that_day(street: Street) -> None:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Ratio(), MEETINGS)
    (agreement,) = agree(scheme, street.sunny_second)
    before = standings(scheme, [agreement], JULY)
    met(street.sunny_second, people(street.sunny_second, 4), date(2026, 5, 10), there=3)
    after = standings(scheme, [agreement], JULY)
    assert (str(before[0].points), str(after[0].points)) == ("0.00", "50.00")
    assert str(standings(scheme, [agreement], date(2026, 4, 1))[0].points) == "0.00"


def test_above_branches_what_stands_below_is_added_up(street: Street) -> None:
    scheme = make_scheme(street.street, kind="committee")
    add_indicator(scheme, "所属党支部按期召开党员大会", Ratio(), MEETINGS, reach=Reach.BELOW)
    add_indicator(scheme, "本级", Ratio(), MEETINGS)
    sunny, spring = standings(scheme, agree(scheme, street.sunny, street.spring), JULY)
    assert (sunny.lines[0].measured.done, sunny.lines[0].measured.owed) == (1, 4)
    assert (points(sunny), points(spring)) == (["2.50", "10.00"], ["0.00", "10.00"])


def test_a_year_that_is_over_stands_as_on_its_last_day(street: Street) -> None:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(1)), MEETINGS)
    add_indicator(scheme, "会议记录齐全", Ratio(), RECORDS)
    agreements = agree(scheme, street.sunny_first)
    last, later = (standings(scheme, agreements, on) for on in (date(2026, 12, 31), date(2027, 5, 1)))
    assert [(one.points, points(one)) for one in last] == [(one.points, points(one)) for one in later]


@pytest.mark.parametrize("number", [1, 3])
def test_seven_queries_however_many_agree(street: Street, number: int) -> None:
    scheme = make_scheme(street.street)
    add_indicator(scheme, "按期召开支部党员大会", Deduct(Decimal(1)), MEETINGS)
    add_indicator(scheme, "会议记录齐全", Ratio(), RECORDS)
    add_indicator(scheme, "班子团结", Judged())
    agreements = agree(scheme, *[street.sunny_first, street.sunny_second, street.spring_first][:number])
    with CaptureQueriesContext(connection) as caught:
        assert len(standings(scheme, agreements, JULY)) == number
    assert len(caught) == 7
