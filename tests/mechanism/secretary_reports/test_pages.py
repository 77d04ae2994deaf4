"""Who counts, who sees the case of a problem, and how a year is opened and taken back, on pages."""

import re
from datetime import date

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.mechanism.secretary_reports.reported import LATER, OPENED, WHY, opened, secretary_of
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.readers import reader_of
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.kernel.clock import today
from zhibu.mechanism.responsibility.models import HandoverLine
from zhibu.mechanism.secretary_reports.brought import UNHEARD
from zhibu.mechanism.secretary_reports.models import ReportCount, SecretaryReport
from zhibu.mechanism.secretary_reports.queries import counts_of
from zhibu.mechanism.secretary_reports.rules.reports import Ballot
from zhibu.mechanism.secretary_reports.services import enter_count, name_problem
from zhibu.mechanism.secretary_reports.views.lists import usual_year
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.oversight.tables import FINDINGS, TO_DO
from zhibu.register.models import Person
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.actors import Actor

pytestmark = pytest.mark.django_db
SENT = {"issued": 5, "returned": 5, "good": 3, "fairly_good": 1, "average": 1, "poor": 0}
BALLOT = Ballot(5, 5, 3, 1, 1)
PROBLEM = "主题党日内容单一"
LATE = date(2027, 3, 2)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Person:
    return secretary_of(street.sunny_first, "周书记")


@pytest.fixture
def report(street: Street, secretary: Person) -> SecretaryReport:
    return opened(street)


def test_the_street_secretary_is_the_second_counter(street: Street, report: SecretaryReport) -> None:
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    shuji = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    page = reverse("report_count", args=[report.code])
    assert clerk.post(page, {"counted_by": "赵敏", **SENT}).status_code == 302
    seen = shuji.get(reverse("secretary_report", args=[report.code])).content.decode()
    assert ("赵敏已录入，等另一位计票人。" in seen, page in seen, "登记述职会议" in seen) == (True, True, False)
    assert ("街道党工委书记）用自己的账号录入" in seen, "社区党委书记" in seen) == (True, False)
    assert shuji.post(page, {"counted_by": "何书记", **SENT}).status_code == 302
    assert counts_of([report.pk])[report.pk].settled == BALLOT


def test_a_reminder_leads_to_the_year_and_the_report_to_the_meeting_that_is_missing(street: Street, report: SecretaryReport) -> None:
    account = make_account("clerk", Role.STREET_CLERK, street.street)
    (late,) = [one for one in findings(Asked((street.sunny_first.now_path,), (), date(2027, 3, 2))) if one.clause.id == UNHEARD]
    (do,) = [column for column in FINDINGS.columns if column.key == TO_DO]
    assert do.html is not None
    assert f"{reverse('secretary_reports')}?year=2026" in do.html(late)
    seen, asked = (words(signed_in(account).get(reverse(name, args=[report.code]))) for name in ("secretary_report", "report_held"))
    assert "安排向上级述职的会议 安排向党员述职的会议" in seen
    assert "由阳光社区第一党支部召开的支部党员大会、" in asked


def test_the_reporting_secretary_does_not_count(street: Street, secretary: Person, report: SecretaryReport) -> None:
    own = signed_in(make_account("self", Role.BRANCH_SECRETARY, street.sunny_first, person=secretary))
    assert own.get(reverse("report_count", args=[report.code])).status_code == 403
    twice = make_account("twice", Role.COMMUNITY_SECRETARY, street.sunny, person=secretary)
    above = Actor(reader_of(account_id=twice.pk, label="周书记", on=LATER), actor(LATER).at)
    refused = enter_count(by=above, report=report, counted_by="周书记", ballot=BALLOT)
    assert [one.code for one in refused.decision.objections] == ["own"]
    assert ReportCount.objects.unguarded(WHY).count() == 0


def test_the_page_of_a_void_names_who_entered(street: Street, report: SecretaryReport) -> None:
    account = make_account("clerk", Role.STREET_CLERK, street.street)
    clerk, page = signed_in(account), reverse("report_count_void", args=[report.code])
    assert "还没有录入计票" in clerk.get(page).content.decode()
    clerk.post(reverse("report_count", args=[report.code]), {"counted_by": "赵敏", **SENT})
    assert "赵敏录入的" in clerk.get(page).content.decode()
    assert clerk.post(page, {"counter": "1", "reason": "计票人写错了"}).status_code == 302
    assert ReportCount.objects.unguarded(WHY).count() == 0


def test_the_case_of_a_problem_is_seen_like_the_report(street: Street, secretary: Person, report: SecretaryReport) -> None:
    name_problem(by=actor(OPENED), report=report, title=PROBLEM, until=date(2027, 3, 1), submission="a" * 32)
    code = Case.objects.unguarded(WHY).get(subject_code=report.code).code
    cast = {
        "above": make_account("above", Role.COMMUNITY_SECRETARY, street.sunny),
        "clerk": make_account("clerk", Role.STREET_CLERK, street.street),
        "self": make_account("self", Role.BRANCH_SECRETARY, street.sunny_first, person=secretary),
        "officer": make_account("officer", Role.BRANCH_OFFICER, street.sunny_first),
        "officer above": make_account("above2", Role.BRANCH_OFFICER, street.sunny),
        "beside": make_account("beside", Role.COMMUNITY_SECRETARY, street.spring),
    }
    status, told, reminded = {}, {}, {}
    for name, account in cast.items():
        client, at = signed_in(account), reader_of(account_id=account.pk, label=name, on=LATE)
        status[name] = client.get(reverse("case", args=[code])).status_code
        assert "述职评议问题整改" not in client.get(reverse("changes")).content.decode()
        told[name] = [PROBLEM in client.get(reverse(page)).content.decode() for page in ("cases", "cases_board", "home")]
        reminded[name] = [one.subject.code for one in findings(Asked.by(at, on=LATE)) if one.subject.kind == "step"]
    assert reminded == {"above": [code], "clerk": [code], "self": [code], "officer": [], "officer above": [], "beside": []}
    assert status == {"above": 200, "clerk": 200, "self": 200, "officer": 404, "officer above": 404, "beside": 404}
    assert told == {
        "above": [True, True, False],
        "clerk": [True, True, False],
        "self": [True, True, True],
        "officer": [False, False, False],
        "officer above": [False, False, False],
        "beside": [False, False, False],
    }


def test_a_hand_over_does_not_tell_the_organisation_of_the_secretary_s_problem(street: Street, secretary: Person) -> None:
    """Everybody who works there reads the sheet of somebody else's post."""
    report = opened(street)
    name_problem(by=actor(OPENED), report=report, title=PROBLEM, until=date(2027, 3, 1), submission="a" * 32)
    before, after = (make_person(street.sunny_first, name) for name in ("郑委员", "孙委员"))
    made = hold_post(by=actor(), person=before, organisation=street.sunny_first, kind=PostKind.COMMITTEE_MEMBER, on=date(2025, 1, 1))
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    page = reverse("handover_new", args=[made.row_id])
    told = [clerk.get(page).content.decode()]
    sent = {"receiver": after.code, "on": today().isoformat(), "takes_post": "on"}
    answer = clerk.post(page, sent)
    assert answer.status_code == 302
    told.append(clerk.get(answer["Location"]).content.decode())
    assert [PROBLEM in text for text in told] == [False, False]
    assert not HandoverLine.objects.unguarded(WHY).filter(title=PROBLEM).exists()


def test_for_whom_a_year_is_opened_is_said_before_and_it_is_taken_back_the_same_day(street: Street, secretary: Person) -> None:
    secretary_of(street.spring_first, "吴书记")
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    page, year = reverse("reports_open"), str(usual_year())
    asked = clerk.post(page, {"year": year}).content.decode()
    assert ("将为下面 2 位书记各列一份" in asked, "周书记" in asked, "吴书记" in asked) == (True, True, True)
    secretary_of(street.sunny_second, "郑书记")
    changed = clerk.post(page, {"year": year, "seen": seen_in(asked)}).content.decode()
    assert ("将为下面 3 位书记各列一份" in changed, SecretaryReport.objects.unguarded(WHY).count()) == (True, 0)
    assert clerk.post(page, {"year": year, "seen": seen_in(changed)}).status_code == 302
    assert SecretaryReport.objects.unguarded(WHY).count() == 3
    assert reverse("reports_take_back") in clerk.get(reverse("secretary_reports"), {"year": year}).content.decode()
    assert clerk.post(reverse("reports_take_back"), {"year": year}).status_code == 302
    assert SecretaryReport.objects.unguarded(WHY).count() == 0


def seen_in(page: str) -> str:
    (found,) = re.findall(r'name="seen" value="([^"]+)"', page)
    return str(found)
