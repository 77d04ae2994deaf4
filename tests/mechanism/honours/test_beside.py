"""Beside a nomination stand honours and conditions of the record: for those who read the nomination, in constant queries."""

from datetime import date, datetime, time

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.mechanism.honours.granted import honour
from tests.mechanism.honours.selections import (
    Selection,
    again,
    called,
    make_selection,
    proposed,
    stand,
    well,
    written,
)  # fmt: skip
from tests.moments import standing_at
from tests.register.factories import TODAY, actor
from zhibu.access.terms import Role
from zhibu.kernel import clock
from zhibu.mechanism.honours.beside import notes
from zhibu.mechanism.honours.models import SelectionCampaign
from zhibu.mechanism.honours.queries.beside import honours_beside, missed_on
from zhibu.mechanism.honours.services.granted import Given, enter_received, revoke
from zhibu.mechanism.honours.services.nominating import close_nominations
from zhibu.mechanism.honours.terms import Level, Receiver

pytestmark = pytest.mark.django_db
LAST = date(2025, 6, 25)


@pytest.fixture(autouse=True)
def stands_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "datetime", standing_at(datetime.combine(TODAY, time(12), clock.SHANGHAI)))


@pytest.fixture
def it() -> Selection:
    """One of them holds an honour of last year from here and one from the city."""
    it = make_selection()
    honour(it.street, person=it.excellent, title="2025年优秀共产党员", year=2025, decided_on=LAST)
    given = Given(Receiver.PERSON, it.excellent.pk, it.nominator.pk, Level.CITY, "中共新州市委", "全市优秀共产党员", date(2025, 7, 1))
    well(enter_received(by=actor(), given=given))
    return it


def noted(row: SelectionCampaign) -> dict[str, str]:
    """By whom each is about."""
    found = stand(row)
    said = notes(found.proposed, honours_beside(found, found.proposed), missed_on(found, TODAY))
    return {one.called: said[one.number] for one in found.proposed}


def test_the_reviewer_reads_honours_and_conditions_without_looking_them_up(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    well(proposed(it, row, it.plain, exception="全年值守，群众公认"))
    assert noted(row) == {
        "龚䶮": "已有荣誉：全市优秀共产党员（市级，2025-07-01）、2025年优秀共产党员（本级，2025-06-25）；"
        "条件都符合（评选条件（本地规定））。",
        "赵平凡": "没有登记过的荣誉；"
        "条件不符：赵平凡2025年度民主评议为合格，条件是最近一次为优秀（评选条件（本地规定））；"
        "例外理由：全年值守，群众公认。",
    }


def test_what_was_taken_back_is_not_told(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.second))
    taken = honour(it.street, person=it.second, title="2024年优秀共产党员", year=2024, decided_on=LAST)
    well(revoke(by=actor(), honour=taken, reason="材料不实", document="〔2026〕2 号"))
    assert noted(row)["王㛃"].startswith("没有登记过的荣誉；")


@pytest.mark.parametrize("many", [1, 3])
def test_as_many_queries_for_one_as_for_three(it: Selection, many: int) -> None:
    row = called(it)
    for person in (it.excellent, it.second, it.plain)[:many]:
        well(proposed(it, row, person, exception="确有需要"))
    found = stand(row)
    with CaptureQueriesContext(
        connection,
    ) as seen:
        honours_beside(found, found.proposed)
        missed_on(found, TODAY)
    assert len(seen) == 9


def page(client: Client, name: str, row: SelectionCampaign, *more: object) -> str:
    return client.get(reverse(name, args=[row.case.code, *more])).content.decode()


def test_who_reads_a_nomination_reads_its_honours_and_nobody_else(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    elsewhere = make_account("chunhui", Role.BRANCH_SECRETARY, it.committee.street.spring_first)
    told = ["已有荣誉：全市优秀共产党员" in page(signed_in(account), "selection", row) for account in (it.clerk, it.branch, elsewhere)]
    assert told == [True, True, False]


def test_the_form_of_a_nomination_shows_what_the_own_people_hold(it: Selection) -> None:
    row = called(it)
    elsewhere = make_account("chunhui", Role.BRANCH_SECRETARY, it.committee.street.spring_first)
    own, other = (page(signed_in(account), "selection_nominate", row) for account in (it.branch, elsewhere))
    assert ("龚䶮：全市优秀共产党员" in own, "龚䶮" in other) == (True, False)
    assert "依据：评选条件（本地规定），向阳街工委〔2026〕9 号" in own
    assert "近 3 年没有登记过荣誉" in other


def test_the_form_of_the_review_shows_it_beside_each(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    well(close_nominations(by=it.by(), campaign=again(row), written=written(row)))
    assert "已有荣誉：全市优秀共产党员（市级，2025-07-01）" in page(signed_in(it.clerk), "selection_step", row, "review")


def test_the_head_of_the_street_reads_that_a_grade_is_not_met_and_not_which(it: Selection) -> None:
    row = called(it)
    well(proposed(it, row, it.plain, exception="抗洪中表现突出"))
    well(close_nominations(by=it.by(), campaign=again(row), written=written(row)))
    told = [page(signed_in(account), "selection_step", row, "review") for account in (it.clerk, it.head)]
    assert [("民主评议为合格" in one, "没有“优秀”的民主评议结果" in one) for one in told] == [(True, False), (False, True)]
