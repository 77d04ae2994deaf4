"""What changes in a person's life has a date; what was before stays before it."""

from datetime import date, timedelta

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, make_person, make_street, person
from tests.register.state import codes, nothing_written, one_operation, spans
from zhibu.kernel.dates import FAR
from zhibu.register.models import Education, ManagementCategory, Mark, MembershipState, MemberStatus, Occupation
from zhibu.register.services.facts import end_mark, set_category, set_education, set_mark, set_occupation, set_status
from zhibu.register.services.members import leave
from zhibu.register.terms.education import Education as Level
from zhibu.register.terms.occupation import Occupation as Job
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.people import MemberStatus as Status

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
TOMORROW = TODAY + timedelta(days=1)
BEFORE = LONG_SINCE - timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


def test_an_applicant_becomes_a_member_step_by_step(street: Street) -> None:
    one = make_person(street.sunny_first, status=Status.APPLICANT, category=None)
    steps = ((Status.ACTIVIST, 2010), (Status.PROSPECTIVE_MEMBER, 2012), (Status.PROBATIONARY, 2013), (Status.FULL, 2014))
    for status, year in steps:
        with one_operation("member.status", about={("person", one.pk)}):
            set_status(by=actor(), person=one, status=status, on=date(year, 1, 1))
    fresh = person(one.pk)
    assert (fresh.activist_on, fresh.prospective_on) == (date(2010, 1, 1), date(2012, 1, 1))
    assert (fresh.joined_on, fresh.confirmed_on, fresh.now_status) == (date(2013, 1, 1), date(2014, 1, 1), "full")
    assert [status for status, _, _ in spans(MemberStatus, one.pk, "status")] == [
        "applicant", "activist", "prospective_member", "probationary", "full",
    ]  # fmt: skip
    assert spans(MembershipState, one.pk, "state") == [("in_force", date(2013, 1, 1), FAR)]


def test_a_step_on_a_known_day_is_no_longer_a_month(street: Street) -> None:
    one = make_person(street.sunny_first, status=Status.PROBATIONARY, month_only="joined_on,confirmed_on", joined_on=date(2020, 5, 1))
    set_status(by=actor(), person=one, status=Status.FULL, on=date(2021, 5, 20))
    fresh = person(one.pk)
    assert (fresh.confirmed_on, fresh.month_only) == (date(2021, 5, 20), "joined_on")


@pytest.mark.parametrize(
    ("status", "on", "expected"),
    [
        (Status.FULL, TODAY, ["same"]),
        (Status.ACTIVIST, TODAY, ["backwards"]),
        (Status.ACTIVIST, BEFORE, ["not_on_roll"]),
        (Status.PROBATIONARY, TOMORROW, ["backwards", "future"]),
    ],
)
def test_a_status_that_cannot_follow(street: Street, status: Status, on: date, expected: list[str]) -> None:
    one = make_person(street.sunny_first)
    with nothing_written():
        assert codes(set_status(by=actor(), person=one, status=status, on=on)) == expected


def test_no_status_is_put_before_a_later_one(street: Street) -> None:
    one = make_person(street.sunny_first, status=Status.ACTIVIST, category=None)
    set_status(by=actor(), person=one, status=Status.FULL, on=MAY)
    with nothing_written():
        assert codes(set_status(by=actor(), person=one, status=Status.PROBATIONARY, on=date(2020, 1, 1))) == ["later_status"]


def test_nobody_joins_as_a_child_or_is_confirmed_before_joining(street: Street) -> None:
    child = make_person(street.sunny_first, "小王", status=Status.APPLICANT, birth_date=date(2015, 1, 1))
    late = make_person(street.sunny_first, "大王", status=Status.PROBATIONARY, joined_on=date(2020, 1, 1))
    with nothing_written():
        assert codes(set_status(by=actor(), person=child, status=Status.PROBATIONARY, on=TODAY)) == ["joined_as_child"]
        assert codes(set_status(by=actor(), person=late, status=Status.FULL, on=date(2019, 1, 1))) == ["confirmed_before_joining"]


def test_of_somebody_who_has_gone_nothing_more_is_told(street: Street) -> None:
    one = make_person(street.sunny_first, status=Status.APPLICANT)
    leave(by=actor(), person=one, how="left", on=MAY)
    with nothing_written():
        refusals = [
            set_status(by=actor(), person=one, status=Status.ACTIVIST, on=TODAY),
            set_category(by=actor(), person=one, category=Category.RETIRED, on=TODAY),
            set_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=TODAY),
            set_education(by=actor(), person=one, level=Level.UNIVERSITY, facts={}, on=TODAY),
            set_occupation(by=actor(), person=one, job=Job.AWAITING_PLACEMENT, on=TODAY),
        ]
    assert [codes(refusal) for refusal in refusals] == [["not_on_roll"]] * 5


def test_a_category_gives_way_to_the_next(street: Street) -> None:
    one = make_person(street.sunny_first)
    with one_operation("member.category", about={("person", one.pk)}):
        set_category(by=actor(), person=one, category=Category.RETIRED, on=MAY)
    assert spans(ManagementCategory, one.pk, "category", "derived") == [("resident", False, LONG_SINCE, MAY), ("retired", False, MAY, FAR)]
    assert person(one.pk).now_category == "retired"


def test_the_same_category_twice_does_nothing(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_category(by=actor(), person=one, category=Category.RETIRED, on=MAY)
    with nothing_written():
        assert set_category(by=actor(), person=one, category=Category.RETIRED, on=MAY).done
        assert set_category(by=actor(), person=one, category=Category.RETIRED, on=TODAY).done


def test_a_category_of_an_earlier_time_ends_where_the_next_begins_and_today_stays(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_category(by=actor(), person=one, category=Category.RETIRED, on=MAY)
    set_category(by=actor(), person=one, category=Category.LAID_OFF, on=date(2020, 1, 1))
    assert [value for value, _, _ in spans(ManagementCategory, one.pk, "category")] == ["resident", "laid_off", "retired"]
    assert person(one.pk).now_category == "retired"


def test_a_category_needs_the_roll_of_its_day(street: Street) -> None:
    one = make_person(street.sunny_first)
    with nothing_written():
        assert codes(set_category(by=actor(), person=one, category=Category.RETIRED, on=BEFORE)) == ["not_on_roll"]
        assert codes(set_category(by=actor(), person=one, category=Category.RETIRED, on=TOMORROW)) == ["future"]


def test_a_mark_may_be_older_than_the_roll(street: Street) -> None:
    one = make_person(street.sunny_first)
    with one_operation("member.mark", about={("person", one.pk)}):
        set_mark(by=actor(), person=one, mark=MarkKind.EX_SERVICE, on=date(1985, 12, 1), detail="陆军")
    assert spans(Mark, one.pk, "mark", "detail") == [("ex_service", "陆军", date(1985, 12, 1), FAR)]


def test_a_mark_ends_and_may_begin_again(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2010, 1, 1))
    end_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2012, 1, 1))
    set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2015, 1, 1))
    end_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2011, 1, 1))
    assert spans(Mark, one.pk) == [(date(2010, 1, 1), date(2011, 1, 1)), (date(2015, 1, 1), FAR)]


def test_a_mark_that_ends_on_its_first_day_was_a_mistake(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=MAY)
    with one_operation("member.mark_ended", about={("person", one.pk)}):
        end_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=MAY)
    assert spans(Mark, one.pk) == []


def test_what_is_not_marked_does_not_end(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=MAY)
    with nothing_written():
        assert codes(end_mark(by=actor(), person=one, mark=MarkKind.HOME_BOUND, on=TODAY)) == ["not_marked"]
        assert codes(end_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=date(2020, 1, 1))) == ["not_marked"]
        assert codes(end_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=TOMORROW)) == ["future"]


def test_education_is_a_dated_fact(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_education(
        by=actor(), person=one, level=Level.JUNIOR_COLLEGE, facts={"degree": "", "school": "", "subject": ""}, on=date(1999, 7, 1)
    )
    with one_operation("member.education", about={("person", one.pk)}):
        set_education(
            by=actor(), person=one, level=Level.UNIVERSITY, facts={"degree": "学士", "school": "某大学", "subject": "法学"}, on=MAY
        )
    assert spans(Education, one.pk, "level", "raw", "school") == [
        ("junior_college", "大专", "", date(1999, 7, 1), MAY),
        ("university", "大学", "某大学", MAY, FAR),
    ]


def test_a_new_work_post_proposes_the_category_anew_unless_somebody_set_it(street: Street) -> None:
    derived = make_person(street.sunny_first, "推定", category=None)
    settled = make_person(street.sunny_first, "已定", category=Category.RESIDENT)
    for one in (derived, settled):
        with one_operation("member.occupation", about={("person", one.pk)}):
            set_occupation(by=actor(), person=one, job=Job.RETIRED, on=MAY)
    assert spans(Occupation, derived.pk, "occupation") == [("retired", MAY, FAR)]
    assert spans(ManagementCategory, derived.pk, "category", "derived") == [("retired", True, MAY, FAR)]
    assert spans(ManagementCategory, settled.pk, "category", "derived") == [("resident", False, LONG_SINCE, FAR)]
    assert (person(derived.pk).now_category, person(settled.pk).now_category) == ("retired", "resident")


def test_what_is_told_of_an_earlier_time_ends_when_the_person_left(street: Street) -> None:
    one = make_person(street.sunny_first, category=None)
    leave(by=actor(), person=one, how="left", on=date(2020, 1, 1))
    set_category(by=actor(), person=one, category=Category.RETIRED, on=date(2010, 1, 1))
    set_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=date(1999, 1, 1))
    assert spans(ManagementCategory, one.pk, "category") == [("retired", date(2010, 1, 1), date(2020, 1, 1))]
    assert spans(Mark, one.pk, "mark") == [("abroad", date(1999, 1, 1), date(2020, 1, 1))]
