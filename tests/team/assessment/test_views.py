"""Who sees a grade and who sees counts; sheets are entered from paper; a refusal changes nothing."""

from io import BytesIO
from typing import Any
from zipfile import ZipFile

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import Street, actor, make_person, make_street
from tests.team.assessment.assessed import WHY, holding, make_members
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.register.models import Person
from zhibu.team.assessment.models import Grade, PollCount, PollLine
from zhibu.team.assessment.services.grading import record_grades
from zhibu.team.assessment.services.steps import begin
from zhibu.team.assessment.terms import GradeOf, assessed_year

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def people(street: Street) -> dict[str, Person]:
    return make_members(street.sunny_first)


@pytest.fixture
def meeting(street: Street, people: dict[str, Person]) -> Gathering:
    branch = street.sunny_first
    return make_gathering(branch, part(GatheringKind.DEMOCRATIC_ASSESSMENT, branch), on=today(), by=actor(today()))


@pytest.fixture
def secretary(street: Street, people: dict[str, Person]) -> Client:
    return signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, person=people["王芳"]))


def grade(meeting: Gathering, people: dict[str, Person]) -> None:
    given = {people["李强"].pk: GradeOf.UNQUALIFIED, people["陈立"].pk: GradeOf.EXCELLENT}
    done = record_grades(by=actor(today()), holding=holding(meeting), grades=given, decided_on=today(), rest=GradeOf.QUALIFIED)
    assert done.decision.objections == ()


def here(meeting: Gathering, street: Street, name: str = "assessment_of", *more: str) -> str:
    return reverse(name, args=[meeting.code, street.sunny_first.code, *more])


def test_the_secretary_and_the_clerk_see_names_all_others_counts(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client
) -> None:
    grade(meeting, people)
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    others = [
        signed_in(make_account(str(role), role, where))
        for role, where in (
            (Role.STREET_SECRETARY, street.street),
            (Role.COMMUNITY_SECRETARY, street.sunny),
            (Role.BRANCH_OFFICER, street.sunny_first),
        )
    ]
    pages = [client.get(here(meeting, street)).content.decode().split("<main")[1] for client in (secretary, clerk, *others)]
    assert ["李强" in page for page in pages] == [True, True, False, False, False]
    assert ["不合格" in page for page in pages] == [True] * 5
    files: list[Any] = [client.get(here(meeting, street, "assessment_summary", "xlsx")) for client in (secretary, clerk, *others)]
    assert [one.status_code for one in files] == [200, 200, 403, 403, 403]
    assert all(b"".join(one.streaming_content) for one in files[:2])


def test_a_member_sees_the_own_grade_and_nobody_elses(meeting: Gathering, street: Street, people: dict[str, Person]) -> None:
    grade(meeting, people)
    member = signed_in(make_account("li", Role.MEMBER, street.sunny_first, person=people["李强"]))
    own = reverse("member_grades", args=[people["李强"].code])
    assert own in member.get(reverse("me")).content.decode()
    page = member.get(own).content.decode()
    assert f"{assessed_year(today())}年度" in page
    assert "不合格" in page
    assert member.get(reverse("member_grades", args=[people["陈立"].code])).status_code in {403, 404}
    assert member.get(here(meeting, street)).status_code in {403, 404}


def test_the_page_of_a_member_leads_to_the_grades_only_those_who_see_them(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client
) -> None:
    address, grades = reverse("member", args=[people["李强"].code]), reverse("member_grades", args=[people["李强"].code])
    officer = signed_in(make_account("zhao", Role.BRANCH_OFFICER, street.sunny_first))
    assert [grades in client.get(address).content.decode() for client in (secretary, officer)] == [True, False]
    assert officer.get(grades).status_code == 403


def test_grades_are_chosen_from_the_list_and_the_rest_with_one_button(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client
) -> None:
    address = here(meeting, street, "assessment_grades")
    page = secretary.get(address).content.decode()
    assert "优秀最多 2 名" in page
    assert "周新" in page
    assert f'name="g-{people["周新"].code}"' not in page
    sent = {"decided_on": today().isoformat(), f"g-{people['陈立'].code}": "excellent", "rest": "qualified"}
    assert secretary.post(address, sent).status_code == 302
    assert sorted(Grade.objects.unguarded(WHY).values_list("grade", flat=True)) == ["excellent", *["qualified"] * 5]


def test_too_many_excellent_are_refused_with_the_article_and_what_was_chosen_stays(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client
) -> None:
    chosen = {f"g-{people[name].code}": "excellent" for name in ("王芳", "李强", "陈立")}
    refused = secretary.post(here(meeting, street, "assessment_grades"), {"decided_on": today().isoformat(), **chosen})
    page = refused.content.decode()
    assert (refused.status_code, Grade.objects.unguarded(WHY).count()) == (422, 0)
    assert "优秀 3 名" in page
    assert "支部工作条例" in page
    assert page.count('value="excellent" checked') == 3


def test_an_officer_counts_and_does_not_grade(meeting: Gathering, street: Street, people: dict[str, Person]) -> None:
    officer = signed_in(make_account("zhao", Role.BRANCH_OFFICER, street.sunny_first))
    assert (
        officer.post(here(meeting, street, "assessment_grades"), {"decided_on": today().isoformat(), "rest": "qualified"}).status_code
        == 403
    )
    assert not Grade.objects.unguarded(WHY).exists()
    sent = {"counted_by": "赵敏", "issued": "7", "returned": "7", f"excellent-{people['王芳'].code}": "4"}
    assert officer.post(here(meeting, street, "assessment_poll"), sent).status_code == 302
    assert list(PollLine.objects.unguarded(WHY).values_list("person__name", "excellent", "qualified")) == [("王芳", 4, 0)]


def test_a_counter_does_not_see_the_others_numbers(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client
) -> None:
    officer = signed_in(make_account("zhao", Role.BRANCH_OFFICER, street.sunny_first))
    address = here(meeting, street, "assessment_poll")
    sent = {"counted_by": "赵敏", "issued": "97", "returned": "97", f"excellent-{people['王芳'].code}": "83"}
    officer.post(address, sent)
    assert 'value="83"' not in secretary.get(address).content.decode()
    assert 'value="83"' in officer.get(address).content.decode()
    secretary.post(address, {**sent, "counted_by": "王芳", f"excellent-{people['王芳'].code}": "82"})
    page = secretary.get(address).content.decode()
    assert "两次不一致" in page
    assert 'value="83"' not in page
    assert PollCount.objects.unguarded(WHY).count() == 2


def test_the_summary_has_the_headings_that_are_asked_for(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client
) -> None:
    grade(meeting, people)
    answer: Any = secretary.get(here(meeting, street, "assessment_summary", "xlsx"))
    sheet = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content))).worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0] == ["姓名", "党籍状态", "评议结果"]
    assert ["李强", "正常", "不合格"] in rows
    assert ["周新", "正常", "参加评议，不评定等次"] in rows
    word: Any = secretary.get(here(meeting, street, "assessment_summary", "docx"))
    xml = ZipFile(BytesIO(b"".join(word.streaming_content))).read("word/document.xml").decode()
    assert "年度民主评议党员结果汇总表" in xml


def test_the_list_of_a_year_has_numbers_and_no_names(meeting: Gathering, street: Street, people: dict[str, Person]) -> None:
    grade(meeting, people)
    head = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    page = head.get(reverse("assessments")).content.decode()
    assert "阳光社区第一党支部" in page
    assert not any(name in page for name in people)
    answer: Any = head.get(reverse("assessments_export"))
    book = openpyxl.load_workbook(BytesIO(b"".join(answer.streaming_content)))
    sheet = book.worksheets[0]
    assert [cell.value or None for cell in sheet[2]][3:] == [6, 1, 4, None, 1, None]
    assert [[cell.value for cell in row] for row in book.worksheets[1].iter_rows(min_row=2, max_row=5)] == [
        ["开展评议的党组织", 1],
        ["结果已报送的党组织", 0],
        ["评定等次的党员", 6],
        ["优秀", 1],
    ]


def test_the_gathering_leads_to_its_assessment_and_the_case_to_its_sheets(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client
) -> None:
    assert reverse("assessment", args=[meeting.code]) in secretary.get(reverse("gathering", args=[meeting.code])).content.decode()
    assert here(meeting, street) in secretary.get(reverse("assessment", args=[meeting.code])).content.decode()
    assert secretary.post(here(meeting, street, "assessment_begin"), {"submission": "a" * 32}).status_code == 302
    one = Case.objects.unguarded(WHY).get()
    step = reverse("assessment_step", args=[one.code, "self"])
    assert step in secretary.get(reverse("case", args=[one.code])).content.decode()
    assert secretary.post(step, {"seen": "1", "counters": "赵敏、孙浩"}).status_code == 302
    led = secretary.get(reverse("assessment_step", args=[one.code, "grade"]))
    assert (led.status_code, led.headers["Location"]) == (302, here(meeting, street, "assessment_grades"))
    grade(meeting, people)
    sent = {"seen": str(Case.objects.unguarded(WHY).get().now_last), "on": today().isoformat(), "sent": "纸质汇总表"}
    assert secretary.post(reverse("assessment_step", args=[one.code, "file"]), sent).status_code == 302
    assert Case.objects.unguarded(WHY).get().now_state == "done"


def test_one_assessment_costs_as_many_queries_as_three(
    meeting: Gathering, street: Street, people: dict[str, Person], secretary: Client, django_assert_num_queries: Any
) -> None:
    def asked() -> list[int]:
        return [secretary.get(address).status_code for address in (reverse("assessments"), here(meeting, street))]

    begin(by=actor(today()), holding=holding(meeting))
    asked()
    with django_assert_num_queries(22):
        assert asked() == [200, 200]
    for number in range(3):
        make_person(street.sunny_first, f"新人{number}")
        branch = street.sunny_first
        begin(by=actor(today()), holding=holding(make_gathering(branch, part(GatheringKind.DEMOCRATIC_ASSESSMENT, branch), on=today())))
    grade(meeting, people)
    asked()
    with django_assert_num_queries(22):
        assert asked() == [200, 200]


def test_another_branch_finds_nothing_and_changes_nothing(meeting: Gathering, street: Street, people: dict[str, Person]) -> None:
    stranger = signed_in(make_account("lin", Role.BRANCH_SECRETARY, street.spring_first))
    names = ("assessment_of", "assessment_grades", "assessment_poll", "assessment_begin")
    assert [stranger.get(here(meeting, street, name)).status_code for name in names] == [404] * 4
    sent = {"decided_on": today().isoformat(), "rest": "qualified"}
    assert stranger.post(here(meeting, street, "assessment_grades"), sent).status_code == 404
    assert not Grade.objects.unguarded(WHY).exists()
