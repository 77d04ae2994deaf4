"""What was held, as the measure brings it: from real meetings, as of any day, in one query; and since when records are complete."""

import re
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.gatherings.meetings import WHY, make_gathering, mark, members_meeting, part, sign, write
from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street
from tests.register.state import codes, nothing_written
from zhibu.gatherings.models import Gathering, RecordsFrom
from zhibu.gatherings.queries.measures.held import CompleteFrom, Recorded, Wanted, by_organisation, complete_from, held
from zhibu.gatherings.rules.tallies import Tally, tallies
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.services.recording import set_records_from
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.register.models import Person
from zhibu.register.queries.folding import together
from zhibu.register.services.organisations import change_kind
from zhibu.register.terms.organisations import KindReading, OrganisationKind

pytestmark = pytest.mark.django_db
BRANCH = frozenset({"branch"})
WANTED = [
    Wanted("members_meeting", "month", BRANCH),
    Wanted("theme_day", "quarter", BRANCH),
    Wanted("group_meeting", "month", frozenset({"group"})),
]
MONTHLY = ("members_meeting", "month")


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def four(street: Street) -> list[Person]:
    return [make_person(street.sunny_first, name) for name in ("甲", "乙", "丙", "丁")]


SIGN = re.compile(r"[!?]?[a-z]")


def signs(street: Street, on: date = TODAY, *, key: tuple[str, str] = MONTHLY) -> dict[str, str]:
    """Of one kind, by branch, the oldest first: the database promises no order."""
    (rows,) = together(held(("",), on, WANTED, months=12))
    found = by_organisation(rows, WANTED)
    branches = {"first": street.sunny_first, "second": street.sunny_second}
    told = {name: found[one.pk][1][key] for name, one in branches.items()}  # type: ignore[index]  # a word is a Per
    return {name: "".join(sorted(SIGN.findall(said), key=lambda sign: sign[-1], reverse=True)) for name, said in told.items()}


def met(street: Street, four: list[Person], on: date, *, there: int = 4, signed: bool = True) -> Gathering:
    """A members' meeting of the first branch, at which so many of the four were."""
    gathering = members_meeting(street.sunny_first, on=on)
    mark(gathering, {one: Presence.PRESENT if at < there else Presence.ON_LEAVE for at, one in enumerate(four)})
    write(gathering)
    if signed:
        sign(gathering)
    return gathering


def test_each_holding_is_a_sign_of_its_month(street: Street, four: list[Person]) -> None:
    met(street, four, TODAY)
    met(street, four, TODAY - timedelta(days=1), there=1)
    met(street, four, date(2026, 4, 10), signed=False)
    assert signs(street) == {"first": "?c!ba", "second": ""}
    assert tallies("?c!ba", 3) == (Tally(counted=1), Tally(short=1), Tally(unsigned=1))


def test_a_past_day_sees_what_was_held_until_then(street: Street, four: list[Person]) -> None:
    met(street, four, date(2026, 4, 10))
    met(street, four, date(2026, 5, 10))
    assert signs(street, date(2026, 5, 9))["first"] == "b"
    assert signs(street, date(2026, 4, 9))["first"] == ""
    assert signs(street, date(2027, 4, 30))["first"] == "ml"
    assert signs(street, date(2027, 5, 1))["first"] == "m"


def test_what_was_called_off_leaves_no_sign(street: Street) -> None:
    gathering = members_meeting(street.sunny_first, on=TODAY - timedelta(days=1))
    assert signs(street)["first"] == "?b"
    assert cancel_gathering(by=actor(), gathering=gathering, reason="停电").done
    assert signs(street)["first"] == ""


def test_one_afternoon_is_a_sign_for_each_of_its_holders_and_kinds(street: Street) -> None:
    both = (street.sunny_first, street.sunny_second)
    make_gathering(street.sunny, part(GatheringKind.MEMBERS_MEETING, both[0]), part(GatheringKind.THEME_DAY, *both))
    assert signs(street) == {"first": "?a", "second": ""}
    assert signs(street, key=("theme_day", "quarter")) == {"first": "?a", "second": "?a"}


def test_only_the_kinds_that_concern_an_organisation_are_looked_up(street: Street, four: list[Person]) -> None:
    met(street, four, date(2026, 4, 10))
    upgraded = KindReading(OrganisationKind.GENERAL_BRANCH)
    assert change_kind(by=actor(), organisation=street.sunny_first, kind=upgraded, on=date(2026, 5, 1)).done
    assert [signs(street, on)["first"] for on in (date(2026, 4, 30), TODAY)] == ["a", ""]
    (rows,) = together(held((street.sunny_first.now_path,), TODAY, WANTED, months=12))
    assert [(row.organisation_id, row.since) for row in rows] == [(street.sunny_first.pk, date(2026, 5, 1))]


def test_an_organisation_is_what_it_is_since_it_was_founded(street: Street) -> None:
    (rows,) = together(held((street.sunny.now_path,), TODAY, WANTED, months=12))
    assert {row.since for row in rows} == {LONG_SINCE}
    assert len(rows) == 3


@pytest.mark.parametrize("number", [1, 3])
def test_both_readings_take_one_query(street: Street, number: int) -> None:
    for branch in (street.sunny_first, street.sunny_second, street.spring_first)[:number]:
        members_meeting(branch)
        assert set_records_from(by=actor(), organisation=branch, on=TODAY, reason="测试").done
    with CaptureQueriesContext(connection) as captured:
        together(held(("",), TODAY, WANTED, months=12), complete_from(("",)))
    assert len(captured) == 1


# Since when records are complete.


def said() -> list[tuple[int, str, date]]:
    return list(RecordsFrom.objects.unguarded(WHY).order_by("pk").values_list("organisation_id", "kind", "complete_from"))


def test_the_first_signature_of_a_street_begins_its_records_with_the_next_month(street: Street, four: list[Person]) -> None:
    met(street, four, TODAY, signed=False)
    assert said() == []
    met(street, four, TODAY - timedelta(days=40))
    met(street, four, TODAY - timedelta(days=41))
    assert said() == [(street.street.pk, "", date(2026, 7, 1))]


def test_where_a_day_was_laid_down_the_signature_adds_none(street: Street, four: list[Person]) -> None:
    assert set_records_from(by=actor(), organisation=street.street, on=date(2026, 1, 1), reason="开始在系统里记录").done
    met(street, four, TODAY)
    assert said() == [(street.street.pk, "", date(2026, 1, 1))]


def test_a_day_can_be_laid_down_again_and_needs_a_reason(street: Street) -> None:
    for on in (date(2026, 1, 1), date(2026, 4, 1)):
        assert set_records_from(by=actor(), organisation=street.sunny, kind="lecture", on=on, reason="补录到这一天").done
    assert said() == [(street.sunny.pk, "lecture", date(2026, 4, 1))]
    with nothing_written():
        refused = set_records_from(by=actor(), organisation=street.sunny, on=date(2028, 1, 1), reason=" ")
    assert codes(refused) == ["no_reason", "too_far"]


def test_the_nearest_day_counts_and_one_for_a_kind_before_one_for_all() -> None:
    rows = [
        CompleteFrom("0000001", "", date(2026, 1, 1)),
        CompleteFrom("00000010000002", "lecture", date(2026, 2, 1)),
        CompleteFrom("000000100000020000003", "", date(2026, 3, 1)),
    ]
    recorded = Recorded(rows)
    assert recorded.of("0000009") == {}
    assert recorded.of("0000001") == {"": date(2026, 1, 1)}
    assert recorded.of("00000010000002") == {"": date(2026, 1, 1), "lecture": date(2026, 2, 1)}
    assert recorded.of("0000001000000200000030000004") == {"": date(2026, 3, 1)}


def test_a_scope_hears_of_what_was_laid_down_above_it(street: Street) -> None:
    for one in (street.street, street.spring):
        assert set_records_from(by=actor(), organisation=one, on=TODAY, reason="测试").done
    (rows,) = together(complete_from((street.sunny_first.now_path,)))
    assert rows == [CompleteFrom(street.street.now_path, "", TODAY)]
