"""Dates of a person: what is refused, what is to check, what is taken."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhibu.kernel.dates import PartialDate
from zhibu.register.rules.plausibility import Findings, MemberDates, earlier, member_dates, not_in_future
from zhibu.register.terms.people import MemberStatus

TODAY = date(2026, 11, 24)


def day(text: str) -> PartialDate:
    """'1985-07' is a month, '1985-07-01' a day."""
    return PartialDate(date.fromisoformat(f"{text}-01"), month_only=True) if len(text) == 7 else PartialDate(date.fromisoformat(text))


SOUND = MemberDates(
    birth=day("1980-05-01"),
    applied=day("2000-01-10"),
    activist_since=day("2000-07-01"),
    prospective_since=day("2001-05-01"),
    joined=day("2001-06-20"),
    confirmed=day("2002-06-20"),
    status=MemberStatus.FULL,
)


def found(findings: Findings) -> tuple[list[str], list[str]]:
    return [one.code for one in findings.objections], [one.code for one in findings.checks]


def test_a_sound_member() -> None:
    assert member_dates(SOUND, today=TODAY) == Findings()
    assert member_dates(SOUND, today=TODAY).decision.allowed


def test_nothing_known_is_nothing_against() -> None:
    assert member_dates(MemberDates(), today=TODAY) == Findings()


@pytest.mark.parametrize(
    ("birth", "joined", "refused", "checks"),
    [
        ("1980-05-01", "1979-05-01", ["joined_before_birth"], []),
        ("1980-05", "1980-04", ["joined_before_birth"], []),
        ("1980-05-01", "1980-05-01", ["joined_as_child"], []),
        ("1980-05-01", "1994-04-30", ["joined_as_child"], []),
        ("1980-05-01", "1994-05-01", [], ["joined_under_18"]),
        ("1980-05-01", "1998-04-30", [], ["joined_under_18"]),
        ("1980-05-01", "1998-05-01", [], []),
        ("1980-05-20", "1998-05", [], []),  # the month may hold the birthday
        ("1980-05-20", "1998-04", [], ["joined_under_18"]),
        ("1980-05", "1998-05-01", [], []),
        ("1980-05", "1994-05", [], ["joined_under_18"]),
        ("1980-05", "1994-04", ["joined_as_child"], []),
    ],
)
def test_the_age_at_joining(birth: str, joined: str, refused: list[str], checks: list[str]) -> None:
    facts = MemberDates(birth=day(birth), joined=day(joined))
    assert found(member_dates(facts, today=TODAY)) == (refused, checks)


@pytest.mark.parametrize(
    ("joined", "confirmed", "refused", "checks"),
    [
        ("2001-06-20", "2002-06-20", [], []),
        ("2001-06-20", "2002-06-19", [], []),  # counted to the eve
        ("2001-06-20", "2002-06-18", [], ["short_probation"]),
        ("2001-06-20", "2003-06-20", [], []),
        ("2001-06-20", "2001-06-19", ["confirmed_before_joining"], []),
        ("2001-06-20", "2001-06-20", [], ["short_probation"]),
        ("1973-05-01", "1973-05-01", [], []),  # joined without probation
        ("1973-05-01", "1973-04-30", ["confirmed_before_joining"], []),
        ("1969-03-31", "1969-03-31", [], ["short_probation"]),
        ("1969-04-01", "1969-04-01", [], []),
        ("1977-08-11", "1977-08-11", [], []),
        ("1977-08-12", "1977-08-12", [], ["short_probation"]),
        ("1950-01-01", "1950-07-01", [], []),  # six months were enough for workers
        ("1950-01-01", "1950-05-01", [], ["short_probation"]),
        ("2001-06", "2002-06", [], []),
        ("2001-06", "2001-06", [], ["short_probation"]),
        ("2001-06", "2001-05", ["confirmed_before_joining"], []),
        ("2001-06-20", "2002-06", [], []),
    ],
)
def test_confirmation(joined: str, confirmed: str, refused: list[str], checks: list[str]) -> None:
    facts = MemberDates(joined=day(joined), confirmed=day(confirmed), status=MemberStatus.FULL)
    assert found(member_dates(facts, today=TODAY)) == (refused, checks)


TOMORROW = day("2026-11-25")


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        (MemberDates(birth=TOMORROW), "birth"),
        (MemberDates(applied=TOMORROW), "applied"),
        (MemberDates(activist_since=TOMORROW), "activist_since"),
        (MemberDates(prospective_since=TOMORROW), "prospective_since"),
        (MemberDates(joined=TOMORROW), "joined"),
        (MemberDates(confirmed=TOMORROW), "confirmed"),
    ],
)
def test_no_fact_lies_in_the_future(facts: MemberDates, field: str) -> None:
    findings = member_dates(facts, today=TODAY)
    assert [(one.code, one.field) for one in findings.objections] == [("future_date", field)]


def test_a_month_that_has_begun_is_not_the_future() -> None:
    assert not_in_future(day("2026-11"), field="joined", label="入党日期", today=TODAY) is None
    objection = not_in_future(day("2026-12"), field="joined", label="入党日期", today=TODAY)
    assert objection is not None
    assert (objection.code, objection.message) == ("future_date", "入党日期 2026-12 晚于今天。")


def test_steps_out_of_order_are_to_check_and_not_refused() -> None:
    findings = member_dates(SOUND._replace(applied=day("2001-07-01")), today=TODAY)
    assert found(findings) == ([], ["steps_out_of_order"])
    assert findings.checks[0].message == "确定入党积极分子日期 2000-07-01 早于申请入党日期 2001-07-01。"


@pytest.mark.parametrize(
    ("status", "checks"),
    [
        (MemberStatus.FULL, []),
        (MemberStatus.PROBATIONARY, ["confirmed_but_not_full"]),
        (MemberStatus.ACTIVIST, ["confirmed_but_not_full", "joined_but_no_member"]),
    ],
)
def test_dates_that_the_status_does_not_have(status: MemberStatus, checks: list[str]) -> None:
    assert found(member_dates(SOUND._replace(status=status), today=TODAY)) == ([], checks)


def test_a_very_old_member_is_to_check() -> None:
    assert found(member_dates(MemberDates(birth=day("1905-01-01")), today=TODAY)) == ([], ["very_old"])


def test_all_objections_come_at_once() -> None:
    facts = MemberDates(birth=day("2027-01-01"), joined=day("2001-06-20"), confirmed=day("2000-01-01"))
    refused, _ = found(member_dates(facts, today=TODAY))
    assert refused == ["future_date", "joined_before_birth", "confirmed_before_joining"]


partial_dates = st.builds(
    lambda when, month_only: PartialDate(when.replace(day=1) if month_only else when, month_only),
    st.dates(date(1900, 1, 1), date(2030, 1, 1)),
    st.booleans(),
)


@given(partial_dates, partial_dates)
def test_no_two_dates_are_each_earlier_than_the_other(one: PartialDate, other: PartialDate) -> None:
    assert not (earlier(one, other) and earlier(other, one))
    assert not earlier(one, one)


@given(st.builds(MemberDates, *[st.none() | partial_dates] * 6, st.none() | st.sampled_from(MemberStatus)))
def test_any_dates_get_an_answer_with_reasons(facts: MemberDates) -> None:
    findings = member_dates(facts, today=TODAY)
    assert [one for one in (*findings.objections, *findings.checks) if not (one.code and one.message and one.remedy and one.field)] == []
