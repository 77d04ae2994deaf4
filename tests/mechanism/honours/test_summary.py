"""The year's summary: what was received and granted by level and name, for a scope; and the names behind it in the file."""

from datetime import date, datetime, time
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from tests.access.cast import make_account, signed_in
from tests.mechanism.honours.granted import honour
from tests.mechanism.honours.selections import Selection, make_selection, well
from tests.moments import standing_at
from tests.register.factories import TODAY, actor
from zhibu.access.terms import Role
from zhibu.kernel import clock
from zhibu.kernel.readers import Reader, SystemReader
from zhibu.mechanism.honours.queries.roll import roll
from zhibu.mechanism.honours.queries.summary import summary, years
from zhibu.mechanism.honours.services.granted import Given, enter_received, revoke
from zhibu.mechanism.honours.tables import counts
from zhibu.mechanism.honours.terms import HonourKind, Level, Receiver
from zhibu.register.models import Organisation, Person
from zhibu.register.services.units import add_unit

pytestmark = pytest.mark.django_db
ALL: Reader = SystemReader("测试")


@pytest.fixture(autouse=True)
def stands_at(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "datetime", standing_at(datetime.combine(TODAY, time(12), clock.SHANGHAI)))


def received(who: Person | Organisation, level: Level, title: str, on: date = date(2026, 3, 5)) -> None:
    """A member's stands where the roll is, an organisation's at itself."""
    if isinstance(who, Person):
        given = Given(Receiver.PERSON, who.pk, who.now_organisation_id or 0, level, "上级", title, on)
    else:
        given = Given(Receiver.ORGANISATION, who.pk, who.pk, level, "上级", title, on)
    well(enter_received(by=actor(), given=given))


@pytest.fixture
def it() -> Selection:
    """Of this year six, one of them inside of a unit, of last year one, one taken back."""
    it = make_selection()
    street = it.committee.street
    received(it.excellent, Level.DISTRICT, "全区优秀共产党员")
    received(it.second, Level.DISTRICT, "全区优秀共产党员")
    received(street.spring, Level.CITY, "全市示范点")
    received(it.plain, Level.CITY, "去年的", on=date(2025, 3, 5))
    honour(it.street, person=it.excellent, decided_on=TODAY)
    honour(it.street, organisation=street.spring, decided_on=TODAY)
    unit = well(add_unit(by=actor(), place=it.street, facts={"name": "区医院"}, on=TODAY)).row_id
    honour(it.street, kind=str(HonourKind.LEADING_MEMBER), title="党员带头人", unit_id=unit, name="郭建华", decided_on=TODAY)
    taken = honour(it.street, person=it.second)
    well(revoke(by=actor(), honour=taken, reason="材料不实", document="〔2026〕2 号"))
    return it


def told(reader: Reader, year: int = 2026, *paths: str | None) -> list[tuple[str, str, int, int, int, int]]:
    found = summary(reader, year=year, paths=[path or "" for path in paths] or None)
    return [(one.level, one.title, one.organisations, one.people, one.units, one.total) for one in found]


def test_from_the_city_down_to_what_was_granted_here(it: Selection) -> None:
    assert told(ALL) == [
        ("市级", "全市示范点", 1, 0, 0, 1),
        ("市级", "小计", 1, 0, 0, 1),
        ("区级", "全区优秀共产党员", 0, 2, 0, 2),
        ("区级", "小计", 0, 2, 0, 2),
        ("本级", "先进党组织", 1, 0, 0, 1),
        ("本级", "优秀共产党员", 0, 1, 0, 1),
        ("本级", "党员带头人", 0, 1, 0, 1),
        ("本级", "小计", 1, 2, 0, 3),
        ("", "合计", 2, 4, 0, 6),
    ]
    assert {key: number for key, number in counts(roll(ALL, on=TODAY, year=2026)).items() if key in {"person", "unit"}} == {
        "person": 4,
        "unit": 0,
    }
    assert years(ALL) == [2026, 2025]


def test_a_scope_counts_its_own_and_a_year_without_any_is_empty(it: Selection) -> None:
    street = it.committee.street
    assert [row[1:] for row in told(ALL, 2026, street.spring.now_path) if row[1] == "合计"] == [("合计", 2, 0, 0, 2)]
    assert [row[1:] for row in told(ALL, 2025) if row[1] == "合计"] == [("合计", 0, 1, 0, 1)]
    assert told(ALL, 2020) == []


def test_two_queries_whatever_there_is(it: Selection) -> None:
    for year in (2020, 2025, 2026):
        with CaptureQueriesContext(connection) as seen:
            summary(ALL, year=year)
        assert len(seen) == 2


def test_a_community_sees_its_own_numbers(it: Selection) -> None:
    account = make_account("chunhui", Role.COMMUNITY_SECRETARY, it.committee.street.spring)
    page = signed_in(account).get(reverse("honours_summary")).content.decode()
    assert ("2026年荣誉汇总" in page, "全市示范点" in page, "全区优秀共产党员" in page) == (True, True, False)


def test_the_page_asks_for_year_and_scope(it: Selection) -> None:
    client = signed_in(it.clerk)
    older = client.get(reverse("honours_summary"), {"year": "2025"}).content.decode()
    assert ("去年的" in older, "全市示范点" in older) == (True, False)
    code = it.committee.street.spring.code
    there = client.get(reverse("honours_summary"), {"within": code}).content.decode()
    assert ("全市示范点" in there, "全区优秀共产党员" in there) == (True, False)
    assert f"{reverse('roll')}?year=2026&amp;within={code}" in there


def test_a_year_without_any_says_how_they_come(it: Selection) -> None:
    page = signed_in(it.clerk).get(reverse("honours_summary"), {"year": "2020"}).content.decode()
    assert ("2020年荣誉汇总" in page, "这一年还没有荣誉" in page) == (True, True)


def test_the_file_holds_the_numbers_and_the_names(it: Selection) -> None:
    answer: Any = signed_in(it.clerk).get(reverse("honours_summary_export"), {"year": "2026"})
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames == ["汇总", "名单"]
    rows = list(book["汇总"].iter_rows(values_only=True))
    assert (rows[0][0], rows[1], rows[-1]) == (
        "2026年荣誉汇总",
        ("级别", "荣誉", "党组织", "党员", "驻区单位", "合计"),
        (None, "合计", 2, 4, 0, 6),
    )
    names = [row[0] for row in book["名单"].iter_rows(min_row=3, values_only=True)]
    assert sorted(map(str, names)) == sorted(["龚䶮", "龚䶮", "王㛃", "春晖社区党委", "春晖社区党委", "区医院　郭建华"])
