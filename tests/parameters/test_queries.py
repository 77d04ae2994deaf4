"""Which values count, how they came about, and what waits: in a constant number of queries."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.access.cast import make_account
from tests.parameters.desks import BASIS, NOTICE, Desks, accepted, acting, make_desks, proposed
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.kernel.readers import Reader
from zhibu.parameters.models import LocalParameter
from zhibu.parameters.queries import Waiting, home_of, local_values, places_of, proposals_at, spans_above, standing, value_rows, waiting_for
from zhibu.parameters.rules import Standing
from zhibu.parameters.terms import ProposalState
from zhibu.register.queries.folding import together
from zhibu.rulebook.book import LocalValue
from zhibu.rulebook.loading import rulebook
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

DAY, LATER = date(2026, 3, 1), date(2026, 5, 1)
PROBATION = "probation.notice_days"


def waiting(reader: Reader) -> list[Waiting]:
    (found,) = together(waiting_for(reader))
    return found


@pytest.fixture
def desks() -> Desks:
    return make_desks()


def test_the_list_names_every_local_parameter_with_what_counts(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    proposed(desks, "60", on=LATER, name=PROBATION)
    reader = acting(desks.clerk).reader
    rows = {row.parameter.id: row for row in value_rows(reader, desks.place, LATER)}
    assert sorted(rows) == sorted(name for name, one in rulebook().parameters.items() if one.local)
    own = rows[NOTICE].own
    assert own is not None
    assert (rows[NOTICE].value, rows[NOTICE].default) == (90, 180)
    assert (own.since, own.basis, own.decided_by, own.organisation) == (DAY, BASIS, "刘志远", "向阳街道党工委")
    waiting = rows[PROBATION].waiting
    assert waiting is not None
    assert (waiting.value, waiting.proposed_by, rows[PROBATION].value) == ("60", "周敏", 30)


def test_below_a_street_its_values_count_and_its_proposals_are_not_told(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    proposed(desks, "60", on=LATER, name=PROBATION)
    community = acting(make_account("shequ", Role.COMMUNITY_SECRETARY, desks.street.sunny)).reader
    rows = {row.parameter.id: row for row in value_rows(community, desks.street.sunny, LATER)}
    assert (rows[NOTICE].value, rows[PROBATION].waiting) == (90, None)
    assert proposals_at(community, desks.street.sunny.now_path, states=ProposalState) == []
    assert waiting(community) == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_two_queries(desks: Desks, count: int) -> None:
    reader = acting(desks.clerk).reader
    for month in range(count):
        accepted(desks, str(90 + month), on=date(2026, 1 + month, 1))
    proposed(desks, "60", on=LATER, name=PROBATION)
    rulebook()
    with CaptureQueriesContext(connection) as captured:
        value_rows(reader, desks.place, LATER)
    assert len(captured) == 2


def test_what_waits_is_told_to_who_decides_there(desks: Desks) -> None:
    proposed(desks, "90", on=DAY)
    elsewhere = make_account("bie", Role.STREET_SECRETARY, desks.street.spring)
    assert [one.value for one in waiting(acting(desks.secretary).reader)] == ["90"]
    assert waiting(acting(elsewhere).reader) == []
    assert waiting(acting(desks.clerk).reader) == []


def test_the_history_reaches_up_and_the_latest_comes_first(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    accepted(desks, "30", on=LATER, place=desks.street.sunny)
    told = [(one.organisation, one.value, one.since) for one in spans_above(desks.street.sunny_first.now_path, parameter=NOTICE)]
    assert told == [("阳光社区党委", 30, LATER), ("向阳街道党工委", 90, DAY)]
    assert [one.value for one in spans_above(desks.place.now_path)] == [90]


def test_what_stands_on_a_day(desks: Desks) -> None:
    parameter = rulebook().parameters[NOTICE]
    accepted(desks, "90", on=LATER)
    assert standing(desks.place, parameter, DAY) == Standing(180, own=False, later=LATER)
    assert standing(desks.place, parameter, LATER) == Standing(90, own=True, later=LATER)
    assert standing(desks.place, parameter, today()) == Standing(90, own=True)
    assert standing(desks.street.sunny, parameter, LATER) == Standing(90, own=False)


def test_another_value_may_be_tried_without_writing_it(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    path, below = desks.place.now_path, desks.street.sunny_first.now_path
    found = local_values([path], on=LATER)
    tried = found.changed(path, NOTICE, LocalValue(30, BASIS)), found.changed(path, NOTICE, None)
    assert [{name: one.value for name, one in each.of(below).items()} for each in (found, *tried)] == [{NOTICE: 90}, {NOTICE: 30}, {}]


def test_the_places_of_a_reader_are_those_of_the_grants(desks: Desks) -> None:
    reader = acting(make_account("shequ", Role.COMMUNITY_SECRETARY, desks.street.sunny)).reader
    found = [home_of(reader, one.now_path) for one in (desks.street.sunny, desks.place)]
    assert found == [desks.street.sunny, None]
    assert places_of(reader) == [(desks.street.sunny.code, "阳光社区党委")]


def test_a_value_of_a_parameter_that_is_no_longer_known_is_left_alone(desks: Desks) -> None:
    with recording(acting(desks.clerk), "parameter.accept") as work:
        work.add(LocalParameter, organisation_id=desks.place.pk, parameter="gone.away", value="3", basis=BASIS, valid_from=DAY)
    assert local_values([desks.place.now_path], on=LATER).of(desks.place.now_path) == {}
    assert spans_above(desks.place.now_path) == []
