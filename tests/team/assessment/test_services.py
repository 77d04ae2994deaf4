"""An assessment from its meeting to what is filed upward; a refusal writes nothing."""

from datetime import date, timedelta

import pytest

from tests.access.cast import make_account
from tests.register.factories import Street, actor, make_street
from tests.team.assessment.assessed import DAY, WHY, assessment, begun, fresh, holding, make_guest, make_members, signed
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.cases.services import void
from zhibu.gatherings.models import Gathering
from zhibu.register.models import Person
from zhibu.register.services.erasing import erase_people
from zhibu.team.assessment.models import Grade, PollCount, PollLine
from zhibu.team.assessment.queries.assessments import counted
from zhibu.team.assessment.queries.people import people_of
from zhibu.team.assessment.rules.grading import counts_of
from zhibu.team.assessment.rules.polling import Sheet
from zhibu.team.assessment.services.grading import record_grades
from zhibu.team.assessment.services.polling import enter_poll
from zhibu.team.assessment.services.steps import begin, file_upward, took_place
from zhibu.team.assessment.terms import GradeOf
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry

pytestmark = pytest.mark.django_db
LATER = DAY + timedelta(days=5)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> dict[str, Person]:
    return make_members(street.sunny_first)


@pytest.fixture
def meeting(street: Street, people: dict[str, Person]) -> Gathering:
    return assessment(street.sunny_first)


@pytest.fixture
def counters(street: Street) -> list[Actor]:
    accounts = [make_account(name, Role.BRANCH_OFFICER, street.sunny_first) for name in ("zhao", "sun")]
    readers = [reader_of(account_id=one.pk, label=one.display_name, on=DAY) for one in accounts]
    return [Actor(one, actor(DAY).at) for one in readers]


def test_a_case_begins_once_and_is_called_by_its_year(meeting: Gathering, street: Street) -> None:
    one = begun(meeting)
    assert (one.title, one.now_steps, one.now_holder_id) == ("2026年度民主评议党员", "self", street.sunny_first.pk)
    again = begin(by=actor(DAY), holding=holding(meeting))
    assert [each.code for each in again.decision.objections] == ["begun"]
    assert Case.objects.unguarded(WHY).count() == 1


def test_self_and_mutual_assessment_were_on_the_day_of_the_meeting(meeting: Gathering) -> None:
    one = begun(meeting)
    early = took_place(by=actor(DAY - timedelta(days=1)), case=one, holding=holding(meeting), seen=1)
    assert [each.code for each in early.decision.objections] == ["not_yet"]
    assert took_place(by=actor(LATER), case=one, holding=holding(meeting), seen=1).done
    assert fresh(one).now_steps == "poll"


def test_counts_may_stay_on_paper_with_two_counters_named(meeting: Gathering) -> None:
    one = begun(meeting)
    refused = took_place(by=actor(DAY), case=one, holding=holding(meeting), seen=1, counters="赵敏、赵敏")
    assert [each.field for each in refused.decision.objections] == ["counters"]
    assert fresh(one).now_last == 1
    assert took_place(by=actor(DAY), case=one, holding=holding(meeting), seen=1, counters="赵敏、孙浩").done
    assert fresh(one).now_steps == "grade"


def sheet(people: dict[str, Person], **ticks: int) -> Sheet:
    lines = {people["王芳"].pk: (4, 2, 0, 0), people["李强"].pk: (ticks.get("excellent", 3), 3, 0, 0)}
    return Sheet(7, 7, lines)


def test_two_counts_that_agree_carry_the_case_on(meeting: Gathering, people: dict[str, Person], counters: list[Actor]) -> None:
    one = begun(meeting)
    first, second = counters
    assert enter_poll(by=first, holding=holding(meeting), counted_by="赵敏", sheet=sheet(people)).done
    assert enter_poll(by=second, holding=holding(meeting), counted_by="孙浩", sheet=sheet(people, excellent=2)).done
    assert fresh(one).now_steps == "self"
    assert enter_poll(by=second, holding=holding(meeting), counted_by="孙浩", sheet=sheet(people)).done
    assert fresh(one).now_steps == "grade"
    closed = enter_poll(by=second, holding=holding(meeting), counted_by="孙浩", sheet=sheet(people, excellent=1))
    assert [each.code for each in closed.decision.objections] == ["closed"]


def test_one_person_does_not_count_twice(meeting: Gathering, people: dict[str, Person], counters: list[Actor]) -> None:
    first, second = counters
    enter_poll(by=first, holding=holding(meeting), counted_by="赵敏", sheet=sheet(people))
    refused = enter_poll(by=second, holding=holding(meeting), counted_by="赵敏", sheet=sheet(people))
    assert [each.code for each in refused.decision.objections] == ["same_counter"]
    assert PollCount.objects.unguarded(WHY).count() == 1


def test_a_probationary_member_stands_on_no_ballot(meeting: Gathering, people: dict[str, Person], counters: list[Actor]) -> None:
    lines = {people["周新"].pk: (1, 0, 0, 0)}
    refused = enter_poll(by=counters[0], holding=holding(meeting), counted_by="赵敏", sheet=Sheet(7, 7, lines))
    assert [each.code for each in refused.decision.objections] == ["unknown"]
    assert not PollLine.objects.unguarded(WHY).exists()


def graded(meeting: Gathering, people: dict[str, Person], *excellent: str, rest: GradeOf | None = GradeOf.QUALIFIED) -> list[str]:
    wanted = {people[name].pk: GradeOf.EXCELLENT for name in excellent}
    done = record_grades(by=actor(LATER), holding=holding(meeting), grades=wanted, decided_on=LATER, rest=rest)
    return [one.code for one in done.decision.objections]


def test_a_third_of_the_full_members_may_be_excellent_and_the_rest_is_filled_in_at_once(
    meeting: Gathering, people: dict[str, Person]
) -> None:
    assert graded(meeting, people, "王芳", "李强", "陈立") == ["too_many"]
    assert not Grade.objects.unguarded(WHY).exists()
    assert graded(meeting, people, "王芳", "李强") == []
    assert counted([holding(meeting).pk], 2026)[holding(meeting).pk] == {"excellent": 2, "qualified": 4}


def test_grades_may_be_saved_in_part_and_changed_until_they_are_filed(meeting: Gathering, people: dict[str, Person]) -> None:
    one = begun(meeting)
    took_place(by=actor(DAY), case=one, holding=holding(meeting), seen=1, counters="赵敏、孙浩")
    assert graded(meeting, people, "王芳", "李强", rest=None) == []
    assert fresh(one).now_steps == "grade"
    swap = {people["李强"].pk: GradeOf.QUALIFIED, people["陈立"].pk: GradeOf.EXCELLENT}
    assert record_grades(by=actor(LATER), holding=holding(meeting), grades=swap, decided_on=LATER, rest=GradeOf.QUALIFIED).done
    assert fresh(one).now_steps == "file"
    assert counts_of(people_of(holding(meeting))).excellent == 2


def test_what_went_up_stands_and_the_ticks_are_gone(meeting: Gathering, people: dict[str, Person], counters: list[Actor]) -> None:
    one = begun(meeting)
    for by, name in zip(counters, ("赵敏", "孙浩"), strict=True):
        enter_poll(by=by, holding=holding(meeting), counted_by=name, sheet=sheet(people))
    graded(meeting, people, "王芳")
    case = fresh(one)
    filed = file_upward(by=actor(LATER), case=case, holding=holding(meeting), seen=case.now_last, on=LATER, sent="纸质汇总表")
    assert filed.decision.objections == ()
    assert (fresh(one).now_state, PollCount.objects.unguarded(WHY).count(), PollLine.objects.unguarded(WHY).count()) == ("done", 0, 0)
    assert graded(meeting, people, "王芳", "李强") == ["filed"]
    assert void(by=actor(LATER), case=case, seen=fresh(one).now_last, step="file", reason="等次有误").done
    assert graded(meeting, people, "李强") == []


def test_a_guest_is_graded_here_and_counted_at_home(street: Street, people: dict[str, Person]) -> None:
    guest = make_guest(street, street.sunny_first)
    host = assessment(street.sunny_first)
    given = {guest.pk: GradeOf.EXCELLENT, people["王芳"].pk: GradeOf.EXCELLENT, people["李强"].pk: GradeOf.EXCELLENT}
    assert record_grades(by=actor(LATER), holding=holding(host), grades=given, decided_on=LATER).done
    assert counts_of(people_of(holding(host))).excellent == 2
    home = assessment(street.spring_first, on=DAY + timedelta(days=1))
    counts = counts_of(people_of(holding(home)))
    assert (counts.excellent, counts.taking_part) == (1, 1)
    listed = counted([holding(host).pk, holding(home).pk], 2026)
    assert (listed[holding(host).pk], listed[holding(home).pk]) == ({"excellent": 2}, {"excellent": 1})
    again = record_grades(by=actor(LATER), holding=holding(home), grades={guest.pk: GradeOf.QUALIFIED}, decided_on=LATER)
    assert [one.code for one in again.decision.objections] == ["elsewhere"]
    assert Grade.objects.unguarded(WHY).filter(person=guest).count() == 1


def test_another_meeting_of_the_same_year_does_not_grade_anybody_twice(street: Street, people: dict[str, Person]) -> None:
    first, second = assessment(street.sunny_first), assessment(street.sunny_first, on=DAY + timedelta(days=1))
    assert graded(first, people, "王芳") == []
    wanted = {people["王芳"].pk: GradeOf.QUALIFIED}
    assert record_grades(by=actor(LATER), holding=holding(second), grades=wanted, decided_on=LATER).done
    assert Grade.objects.unguarded(WHY).filter(person=people["王芳"]).count() == 1


def test_the_trail_does_not_tell_the_grade(meeting: Gathering, people: dict[str, Person]) -> None:
    graded(meeting, people, "王芳")
    told = [bytes(one.changes) for one in AuditEntry.objects.all()]
    assert any(b"assessment_grade" in one for one in told)
    assert not any(b"excellent" in one for one in told)


def test_grades_go_with_the_person(meeting: Gathering, people: dict[str, Person]) -> None:
    graded(meeting, people, "王芳")
    with recording(actor(LATER), "keeping.erase") as work:
        erase_people(work, [people["王芳"].pk])
    assert not Grade.objects.unguarded(WHY).filter(person=people["王芳"]).exists()


def test_a_meeting_early_in_the_year_assesses_the_year_before(street: Street, people: dict[str, Person]) -> None:
    winter = assessment(street.sunny_first, on=date(2026, 2, 10))
    assert graded(winter, people, "王芳") == []
    assert set(Grade.objects.unguarded(WHY).values_list("year", flat=True)) == {2025}


def test_a_list_of_those_who_came_changes_nothing_of_who_is_assessed(meeting: Gathering, people: dict[str, Person]) -> None:
    signed(meeting, people)
    assert [one.name for one in people_of(holding(meeting)) if one.full] == sorted(
        (name for name in people if name != "周新"), key=lambda name: people[name].sort_key
    )
