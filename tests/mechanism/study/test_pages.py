"""The year of a leading group: planned in one tap, missed and made up, its archive, its report."""

import io
import re
import zipfile
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import make_gathering, mark, part, sign, write
from tests.parameters.desks import Desks, accepted, acting, make_desks
from tests.register.factories import actor, make_person
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering, Holding, Part
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today
from zhibu.mechanism.study.models import MakeUp, StudyLine, StudyPaper
from zhibu.mechanism.study.rules.pasting import Typed
from zhibu.mechanism.study.services.noting import make_up
from zhibu.mechanism.study.services.planning import When, plan_session, put_lines
from zhibu.mechanism.study.terms import Way
from zhibu.oversight.queries.findings import Asked, findings
from zhibu.register.models import Person
from zhibu.register.services.erasing import erase_people
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import PostKind
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

WHY = "测试"


@dataclass(frozen=True, slots=True)
class Group:
    """A street whose committee has three members, and a clerk."""

    desks: Desks
    people: tuple[Person, ...]

    @property
    def session_day(self) -> date:
        return today() - timedelta(days=20)

    def held(self, *absent: Person, topic: str = "基层治理") -> Gathering:
        """A signed session."""
        street = self.desks.place
        made = make_gathering(
            street, part(GatheringKind.STUDY_SESSION, street, topic=topic), on=self.session_day, by=actor(self.session_day)
        )
        marks = {one: Presence.ON_LEAVE if one in absent else Presence.PRESENT for one in self.people}
        mark(made, marks, by=actor(self.session_day))
        write(made, by=actor(self.session_day))
        sign(made, by=actor(self.session_day), on=self.session_day)
        return made


@pytest.fixture
def group() -> Group:
    desks = make_desks()
    people = tuple(make_person(desks.street.sunny_first, name) for name in ("陈立", "何春燕", "刘志远"))
    for one in people:
        done = hold_post(by=actor(), person=one, organisation=desks.place, kind=PostKind.COMMITTEE_MEMBER, on=date(2020, 1, 6))
        assert done.decision.objections == ()
    return Group(desks, people)


@pytest.fixture
def clerk(group: Group) -> Client:
    return signed_in(group.desks.clerk)


def holding(made: Gathering) -> Holding:
    return Holding.objects.unguarded(WHY).select_related("organisation").get(gathering=made)


def planned(group: Group, *lines: Typed, year: int = 0) -> list[StudyLine]:
    day = today()
    wanted = lines or (Typed((day.month + 2) // 3, day.month, "作风建设", "刘志远"),)
    assert put_lines(by=acting(group.desks.clerk), organisation=group.desks.place, year=year or day.year, lines=wanted).done
    return list(StudyLine.objects.unguarded(WHY).select_related("organisation").order_by("pk"))


def read(client: Client, name: str, *args: object, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1]))


def test_a_plan_is_pasted_as_it_stands_in_word(clerk: Client, group: Group) -> None:
    year = today().year
    address = reverse("study_plan", args=[group.desks.place.code, year])
    refused = clerk.post(address, {"text": "3月\t基层治理\t刘志远\n学习文件"})
    assert (refused.status_code, StudyLine.objects.unguarded(WHY).count()) == (422, 0)
    assert clerk.post(address, {"text": "3月\t基层治理\t刘志远\n第四季度\t作风建设"}).status_code == 302
    rows = StudyLine.objects.unguarded(WHY).order_by("pk").values_list("year", "quarter", "month", "topic", "speaker")
    assert list(rows) == [(year, 1, 3, "基层治理", "刘志远"), (year, 4, 0, "作风建设", "")]
    page = read(clerk, "study")
    assert "3月，主讲：刘志远" in page


def test_a_branch_has_no_group_that_studies(group: Group) -> None:
    reader = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, group.desks.street.sunny_first))
    assert "这里没有理论学习中心组" in read(reader, "study")
    refused = put_lines(by=actor(), organisation=group.desks.street.sunny_first, year=2026, lines=[Typed(1, 0, "学习")])
    assert ([one.code for one in refused.decision.objections], StudyLine.objects.unguarded(WHY).count()) == (["no_group"], 0)


def test_one_tap_makes_a_line_a_session_on_the_day_that_stands_in_the_button(clerk: Client, group: Group) -> None:
    (line,) = planned(group)
    page = clerk.get(reverse("study")).content.decode()
    form = page.split(f'action="{reverse("study_line_plan", args=[line.pk])}"')[1].split("</form>")[0]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    assert clerk.post(reverse("study_line_plan", args=[line.pk]), sent).status_code == 302
    made = Gathering.objects.unguarded(WHY).get()
    held = Part.objects.unguarded(WHY).get()
    assert (made.on.isoformat(), held.kind, held.topic, held.lecturer) == (sent["on"], "study_session", "作风建设", "刘志远")
    again = clerk.post(reverse("study_line_plan", args=[line.pk]), sent)
    assert (again.status_code, Gathering.objects.unguarded(WHY).count()) == (422, 1)
    assert "已安排 作风建设" in read(clerk, "study")


def test_a_session_that_was_called_off_leaves_its_line_open_to_be_arranged_anew(group: Group) -> None:
    (line,) = planned(group)
    by = acting(group.desks.clerk)
    first = plan_session(by=by, line=line, when=When(today()))
    assert cancel_gathering(by=by, gathering=Gathering.objects.unguarded(WHY).get(pk=first.row_id), reason="外出开会").done
    second = plan_session(by=by, line=line, when=When(today()))
    assert (second.done, second.row_id != first.row_id) == (True, True)


def test_a_session_recorded_elsewhere_meets_the_line_of_its_topic(clerk: Client, group: Group) -> None:
    day = group.session_day
    planned(group, Typed((day.month + 2) // 3, 0, "基层治理"), year=day.year)
    group.held()
    assert "已学习 基层治理" in read(clerk, "study", year=str(day.year))


def test_who_missed_a_session_makes_up_for_it_and_nothing_else_is_noted(clerk: Client, group: Group) -> None:
    absent = group.people[0]
    made = group.held(absent)
    one = holding(made)
    page = read(clerk, "study_session", made.code)
    assert "待补学 陈立" in page
    assert "何春燕" not in page
    address = reverse("study_make_up", args=[made.code, one.pk, absent.code])
    assert clerk.post(address, {"on": today().isoformat(), "way": "reading"}).status_code == 302
    assert list(MakeUp.objects.unguarded(WHY).values_list("person_id", "on", "way")) == [(absent.pk, today(), "reading")]
    assert "已补学 陈立" in read(clerk, "study", year=str(made.on.year))
    assert clerk.post(address, {"on": today().isoformat(), "way": "told"}).status_code == 302
    assert list(MakeUp.objects.unguarded(WHY).values_list("way", flat=True)) == ["told"]
    assert clerk.get(reverse("study_make_up", args=[made.code, one.pk, group.people[1].code])).status_code == 404


def test_a_make_up_before_the_session_or_by_somebody_who_was_there_is_refused_and_writes_nothing(group: Group) -> None:
    made = group.held(group.people[0])
    by = acting(group.desks.clerk)
    early = make_up(by=by, holding=holding(made), person_id=group.people[0].pk, on=made.on - timedelta(days=1), way=Way.READING)
    there = make_up(by=by, holding=holding(made), person_id=group.people[1].pk, on=today(), way=Way.READING)
    assert [[one.code for one in done.decision.objections] for done in (early, there)] == [["before_session"], ["was_there"]]
    assert not MakeUp.objects.unguarded(WHY).exists()


def test_whoever_is_erased_leaves_no_make_up_behind(group: Group) -> None:
    made = group.held(group.people[0])
    assert make_up(by=actor(today()), holding=holding(made), person_id=group.people[0].pk, on=today(), way=Way.READING).done
    with recording(actor(today()), "keeping.erase") as work:
        erase_people(work, [group.people[0].pk])
    assert not MakeUp.objects.unguarded(WHY).exists()


def test_a_session_of_another_street_is_out_of_reach(group: Group) -> None:
    made = group.held(group.people[0])
    stranger = signed_in(make_account("lin", Role.COMMUNITY_SECRETARY, group.desks.street.spring))
    one = holding(made)
    addresses = [
        reverse("study_session", args=[made.code]),
        reverse("study_archive", args=[made.code, one.pk]),
        reverse("study_make_up", args=[made.code, one.pk, group.people[0].code]),
        reverse("study_of", args=[group.desks.place.code]),
    ]
    assert [stranger.get(one).status_code for one in addresses] == [404] * 4


def test_the_archive_asks_only_for_what_the_system_does_not_hold(clerk: Client, group: Group) -> None:
    made = group.held()
    address = reverse("study_archive", args=[made.code, holding(made).pk])
    page = clerk.get(address).content.decode()
    asked = {"bulletin", "outline", "own_plan", "reflection", "research"}
    assert set(re.findall(r'<input type="text" name="(\w+)"', page)) == asked
    assert clerk.post(address, {"outline": "党政办", "bulletin": ""}).status_code == 302
    assert list(StudyPaper.objects.unguarded(WHY).values_list("kind", "kept_at")) == [("outline", "党政办")]
    shown = read(clerk, "study_session", made.code)
    assert "会议记录：在系统里；考勤：在系统里；发言提纲：党政办。没有登记：计划、总结、纪要、简报" in shown
    assert clerk.post(address, {"outline": ""}).status_code == 302
    assert not StudyPaper.objects.unguarded(WHY).exists()


def test_where_papers_lay_the_last_time_is_offered(clerk: Client, group: Group) -> None:
    made = group.held()
    address = reverse("study_archive", args=[made.code, holding(made).pk])
    assert "datalist" not in clerk.get(address).content.decode()
    clerk.post(address, {"outline": "党政办", "bulletin": "党政办"})
    assert re.findall(r'<option value="([^"]+)"', clerk.get(address).content.decode()) == ["党政办"] * 5


def test_the_page_of_a_session_fetches_it_and_that_of_a_lecture_does_not(clerk: Client, group: Group) -> None:
    made = group.held()
    branch = group.desks.street.sunny_first
    lecture = make_gathering(branch, part(GatheringKind.LECTURE, branch))
    fetched = [reverse("study_session", args=[one.code]) in clerk.get(reverse("gathering", args=[one.code])).content.decode()
               for one in (made, lecture)]  # fmt: skip
    assert fetched == [True, False]


def test_the_report_is_made_of_what_was_held_and_only_remarks_are_typed(clerk: Client, group: Group) -> None:
    made = group.held(group.people[0])
    year = made.on.year
    planned(group, Typed(1, 0, "没有学的"), year=year)
    answer = clerk.post(reverse("study_report", args=[group.desks.place.code, year]), {"remarks": "联系实际还不够。\n明年多调研。"})
    text = zipfile.ZipFile(io.BytesIO(b"".join(answer))).read("word/document.xml").decode()
    said = ["全年集体学习 1 次", "基层治理", "应到 3，实到 2", "缺课 1 人次，已补学 0 人次。", "陈立，还没有登记补学", "联系实际还不够。"]
    assert [one in text for one in said] == [True] * len(said)


def test_a_year_costs_as_many_queries_for_one_session_as_for_three(
    clerk: Client, group: Group, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    year = str(group.session_day.year)
    group.held(group.people[0])
    assert callable(django_assert_num_queries)
    read(clerk, "study", year=year)
    with django_assert_num_queries(9):
        read(clerk, "study", year=year)
    planned(group, Typed(1, 0, "一"), Typed(2, 0, "二"), Typed(3, 0, "三"), year=group.session_day.year)
    for topic in "二三":
        group.held(*group.people[:2], topic=topic)
    read(clerk, "study", year=year)
    with django_assert_num_queries(9):
        read(clerk, "study", year=year)


@pytest.mark.parametrize(
    ("percent", "found"), [("", []), ("60", []), ("90", ["今年已签批的中心组学习，平均到会 66%，本地规定不低于 90%。"])]
)
def test_attendance_is_asked_about_only_where_a_street_has_set_a_number(group: Group, percent: str, found: list[str]) -> None:
    made = group.held(group.people[0])
    if percent:
        accepted(group.desks, percent, on=made.on, name="study.attendance_percent")
    asked = Asked.by(acting(group.desks.clerk).reader, on=made.on)
    assert [one.message for one in findings(asked) if one.clause.id == "study.attendance"] == found
