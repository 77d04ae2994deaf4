"""From the opening of a year to what is put right; who sees it; a refusal writes nothing."""

from datetime import date

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.mechanism.secretary_reports.reported import HEARD, LATER, OPENED, WHY, met, opened, report_of, secretary_of
from tests.register.factories import Street, actor, make_street
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.secretary_reports import queries
from zhibu.mechanism.secretary_reports.brought import FROM, YEAR, told_of, unheard
from zhibu.mechanism.secretary_reports.forms import HeldForm
from zhibu.mechanism.secretary_reports.models import ReportCount, SecretaryReport
from zhibu.mechanism.secretary_reports.queries import counts_of, meetings_for, reports_seen
from zhibu.mechanism.secretary_reports.rules.reports import Ballot
from zhibu.mechanism.secretary_reports.services import (
    Graded,
    enter_count,
    give_grade,
    name_problem,
    open_year,
    record_held,
    take_back_year,
    void_count,
)
from zhibu.mechanism.secretary_reports.terms import MEETINGS, ReportGrade
from zhibu.register.models import Person
from zhibu.register.queries.folding import together
from zhibu.register.services.erasing import erase_people
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db
BALLOT = Ballot(5, 5, 3, 1, 1)
GRADED = Graded(ReportGrade.GOOD, "党工委会议研究", LATER)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Person:
    return secretary_of(street.sunny_first, "周书记")


@pytest.fixture
def report(street: Street, secretary: Person) -> SecretaryReport:
    return opened(street)


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.decision.objections]


def counters(street: Street) -> list[Actor]:
    accounts = [make_account(name, Role.STREET_CLERK, street.street) for name in ("zhao", "sun")]
    return [Actor(reader_of(account_id=one.pk, label=one.display_name, on=LATER), actor(LATER).at) for one in accounts]


def held(street: Street, secretary: Person, report: SecretaryReport) -> None:
    above = met(street.sunny, secretary)
    own = met(street.sunny_first, secretary)
    done = record_held(by=actor(LATER), report=report, above=above.pk, own=own.pk)
    assert done.decision.objections == ()


def test_each_secretary_below_reports_once_to_the_organisation_directly_above(street: Street, report: SecretaryReport) -> None:
    assert (report.superior_id, report.person.name, report.year) == (street.sunny.pk, "周书记", 2026)
    assert codes(open_year(by=actor(OPENED), organisation=street.street, year=2026)) == ["nobody"]
    secretary_of(street.spring_first, "吴书记")
    assert codes(open_year(by=actor(OPENED), organisation=street.street, year=2026)) == []
    assert SecretaryReport.objects.unguarded(WHY).count() == 2


def test_only_signed_meetings_of_the_two_are_chosen(
    street: Street, secretary: Person, report: SecretaryReport, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = met(street.spring_first, secretary_of(street.spring_first, "吴书记"))
    assert codes(record_held(by=actor(LATER), report=report, above=other.pk, own=None)) == ["strange"]
    held(street, secretary, report)
    fresh = report_of(street.sunny_first)
    form = HeldForm(meetings={"above": meetings_for(fresh, own=False), "own": meetings_for(fresh, own=True)})
    offered = [[label for _, label in form.fields[name].choices] for name in ("above", "own")]  # type: ignore[attr-defined]  # both are lists
    assert offered == [
        ["还没有", "2026-12-10 阳光社区党委：支部党员大会（学习讨论）"],
        ["还没有", "2026-12-10 阳光社区第一党支部：支部党员大会（学习讨论）"],
    ]
    assert "joint_conference" not in MEETINGS  # held with units: nobody reports there
    monkeypatch.setattr(queries, "MEETINGS", ())
    assert meetings_for(report, own=False) == []
    assert [one.pk for one in meetings_for(fresh, own=False)] == [fresh.held_above_id]
    assert fresh.held_above_id is not None
    assert fresh.held_own_id is not None


def test_two_counters_agree_before_a_grade_is_given(street: Street, secretary: Person, report: SecretaryReport) -> None:
    held(street, secretary, report)
    one, two = counters(street)
    assert codes(enter_count(by=one, report=report, counted_by="赵敏", ballot=BALLOT)) == []
    assert codes(enter_count(by=two, report=report, counted_by="孙浩", ballot=Ballot(5, 5, 4, 1))) == []
    assert codes(give_grade(by=actor(LATER), report=report, graded=GRADED)) == ["not_settled"]
    assert codes(enter_count(by=two, report=report, counted_by="孙浩", ballot=BALLOT)) == []
    assert counts_of([report.pk])[report.pk].settled == BALLOT
    assert codes(give_grade(by=actor(LATER), report=report, graded=GRADED)) == []
    assert codes(enter_count(by=one, report=report, counted_by="赵敏", ballot=BALLOT)) == ["settled"]


def test_one_account_is_one_counter_under_one_name(street: Street, report: SecretaryReport) -> None:
    one, two = counters(street)
    assert codes(enter_count(by=one, report=report, counted_by="赵敏", ballot=BALLOT)) == []
    assert codes(enter_count(by=one, report=report, counted_by="孙浩", ballot=BALLOT)) == ["other_name"]
    assert [name for name, _, _ in counts_of([report.pk])[report.pk].rows] == ["赵敏"]
    assert codes(enter_count(by=two, report=report, counted_by="孙浩", ballot=BALLOT)) == []


def test_a_voided_count_counts_no_more_and_the_trail_says_why(street: Street, secretary: Person, report: SecretaryReport) -> None:
    held(street, secretary, report)
    one, two = counters(street)
    account = make_account("shuji", Role.STREET_SECRETARY, street.street)
    beside = Actor(reader_of(account_id=account.pk, label="何书记", on=LATER), actor(LATER).at)
    enter_count(by=one, report=report, counted_by="赵敏", ballot=BALLOT)
    assert codes(void_count(by=beside, report=report, counter=1, reason="计票人写错了")) == ["not_yours"]
    assert ReportCount.objects.unguarded(WHY).count() == 1
    assert codes(void_count(by=two, report=report, counter=1, reason="计票人写错了")) == []
    assert Operation.objects.filter(act="report.count_void").values_list("reason", flat=True).get() == "计票人写错了"
    assert codes(give_grade(by=actor(LATER), report=report, graded=GRADED)) == []


def test_nobody_grades_himself_and_nothing_is_written(street: Street, secretary: Person, report: SecretaryReport) -> None:
    held(street, secretary, report)
    account = make_account("zhou", Role.STREET_CLERK, street.street, person=secretary)
    own = Actor(reader_of(account_id=account.pk, label=account.display_name, on=LATER), actor(LATER).at)
    assert codes(give_grade(by=own, report=report, graded=GRADED)) == ["own"]
    assert report_of(street.sunny_first).grade == ""


def test_the_trail_tells_neither_grade_nor_ticks(street: Street, secretary: Person, report: SecretaryReport) -> None:
    held(street, secretary, report)
    enter_count(by=counters(street)[0], report=report, counted_by="赵敏", ballot=Ballot(77, 77, 71, 3, 2, 1))
    give_grade(by=actor(LATER), report=report, graded=Graded(ReportGrade.POOR, "不能让日志看到的理由", LATER))
    told = " ".join(str(one.changes) for one in AuditEntry.objects.filter(subject_kind="secretary_report"))
    assert ("不能让日志看到的理由" in told, "poor" in told.replace('"poor"', ""), ", 71" in told) == (False, False, False)


def test_a_problem_is_put_right_by_the_organisation_and_checked_above(street: Street, report: SecretaryReport) -> None:
    done = name_problem(by=actor(LATER), report=report, title="主题党日内容单一", until=date(2027, 3, 1), submission="a" * 32)
    case = Case.objects.unguarded(WHY).get(subject_code=report.code)
    assert codes(done) == []
    assert (case.now_steps, case.now_holder_id, case.now_assignee_id) == ("finish", street.sunny.pk, street.sunny_first.pk)


def test_the_organisation_above_and_the_secretary_see_it_and_nobody_else(
    street: Street, secretary: Person, report: SecretaryReport
) -> None:
    cast = {
        "above": make_account("above", Role.COMMUNITY_SECRETARY, street.sunny),
        "self": make_account("self", Role.BRANCH_SECRETARY, street.sunny_first, person=secretary),
        "officer": make_account("officer", Role.BRANCH_OFFICER, street.sunny_first),
        "beside": make_account("beside", Role.COMMUNITY_SECRETARY, street.spring),
    }
    found = {}
    for name, account in cast.items():
        reader = reader_of(account_id=account.pk, label=name, on=LATER)
        found[name] = reports_seen(reader, 2026).count()
    assert found == {"above": 1, "self": 1, "officer": 0, "beside": 0}
    page = signed_in(cast["self"]).get(reverse("secretary_report", args=[report.code]))
    assert (page.status_code, "登记述职会议" in page.content.decode()) == (200, False)


def test_pages_lead_from_the_opening_to_the_grade(street: Street, secretary: Person, report: SecretaryReport) -> None:
    held(street, secretary, report)
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    graded = clerk.post(reverse("report_grade", args=[report.code]), {"grade": "good", "reason": "党工委会议研究", "on": "2026-01-05"})
    assert (graded.status_code, report_of(street.sunny_first).grade) == (302, "good")
    listed = clerk.get(reverse("secretary_reports"), {"year": "2026"}).content.decode()
    assert ("周书记" in listed, "好" in listed) == (True, True)
    sheet = clerk.get(reverse("reports_summary", args=["docx"]), {"year": "2026"})
    assert (sheet.status_code, b"".join(sheet)[:2]) == (200, b"PK")


def test_what_was_begun_or_opened_earlier_is_not_taken_back(street: Street, secretary: Person, report: SecretaryReport) -> None:
    assert codes(take_back_year(by=actor(LATER), year=2026)) == ["nothing"]
    name_problem(by=actor(OPENED), report=report, title="主题党日内容单一", until=date(2027, 3, 1), submission="a" * 32)
    assert codes(take_back_year(by=actor(OPENED), year=2026)) == ["entered"]
    assert SecretaryReport.objects.unguarded(WHY).count() == 1


def test_what_was_opened_and_not_held_is_told_by_organisation(street: Street, secretary: Person, report: SecretaryReport) -> None:
    path = street.street.now_path
    before = told_of(together(unheard([path], LATER))[0], LATER)
    assert {pk: dict(one.facts) for pk, one in before.items()} == {street.sunny_first.pk: {FROM: date(2027, 1, 1), YEAR: 2026}}
    held(street, secretary, report)
    assert together(unheard([path], LATER)) == [[]]
    assert together(unheard([path], date(2026, 11, 1))) == [[]]
    assert HEARD < LATER


def test_it_goes_with_the_record_of_the_person(street: Street, secretary: Person, report: SecretaryReport) -> None:
    enter_count(by=counters(street)[0], report=report, counted_by="赵敏", ballot=BALLOT)
    with recording(actor(LATER), "member.erase") as work:
        erase_people(work, [secretary.pk])
    assert (SecretaryReport.objects.unguarded(WHY).count(), ReportCount.objects.unguarded(WHY).count()) == (0, 0)
