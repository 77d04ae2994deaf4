"""One person on a day: the dated facts, the way through the Party, who recorded what."""

from datetime import date, timedelta

import pytest

from tests.register.factories import TODAY, Street, actor, make_organisation, make_person, make_street, person
from tests.register.readers import TestReader
from tests.register.state import last_operation
from zhibu.kernel.clock import SHANGHAI
from zhibu.kernel.decisions import Objection
from zhibu.kernel.readers import SystemReader
from zhibu.register.models import CheckNote
from zhibu.register.queries.history import history_of
from zhibu.register.queries.merged import kept_record
from zhibu.register.queries.record import person_record
from zhibu.register.queries.timeline import timeline_of
from zhibu.register.services.facts import set_category, set_education, set_mark, set_occupation, set_status
from zhibu.register.services.groups import join_group
from zhibu.register.services.members import correct_person, leave
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.posts import hold_post
from zhibu.register.services.settling import propose_move
from zhibu.register.services.tree import merge_organisation
from zhibu.register.services.undo import take_back
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.people import MemberStatus as Status

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
SINCE = date(2010, 1, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def told(person_id: int, on: date = TODAY) -> list[tuple[str, str]]:
    return [(str(event.when), event.title) for event in timeline_of(person_record(person(person_id), on, hardship=True))]


def test_a_record_holds_what_holds_on_its_day(street: Street) -> None:
    one = make_person(street.sunny_first, status=Status.PROBATIONARY)
    group = make_organisation("一组", OrganisationKind.GROUP, street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=MAY)
    set_status(by=actor(), person=one, status=Status.FULL, on=MAY)
    set_education(
        by=actor(), person=one, level=Education.UNIVERSITY, facts={"school": "某大学", "subject": "法学", "degree": "学士"}, on=MAY
    )
    hold_post(by=actor(), person=one, organisation=street.sunny, kind=PostKind.SECRETARY, on=MAY)
    today, before = person_record(one, TODAY), person_record(one, SINCE)
    assert [record.value("status") for record in (before, today)] == ["probationary", "full"]
    assert today.organisation is not None
    assert today.group is not None
    assert (today.organisation.name, today.group.name) == ("阳光社区第一党支部", "一组")
    assert [place.name for place in today.ancestors] == ["新阳区委", "向阳街道党工委", "阳光社区党委"]
    assert (before.group, before.all_now("post"), before.value("education")) == (None, [], "")
    assert [today.named(fact) for fact in today.all_now("post")] == ["阳光社区党委"]
    assert [(fact.value, fact.detail) for fact in today.of("school")] == [("某大学", "法学")]


def test_hardship_is_read_only_for_those_who_may(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_mark(by=actor(), person=one, mark=MarkKind.HARDSHIP, on=MAY, detail="重病")
    set_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=MAY)
    assert [fact.value for fact in person_record(one, TODAY).of("mark")] == ["abroad"]
    assert {fact.value for fact in person_record(one, TODAY, hardship=True).of("mark")} == {"abroad", "hardship"}
    assert "困难" not in "".join(title for _, title in told(one.pk))


def test_the_way_through_the_party_newest_first(street: Street) -> None:
    one = make_person(
        street.sunny_first, status=Status.PROBATIONARY, joined_on=date(2000, 7, 1), applied_on=date(1998, 5, 1), month_only="applied_on"
    )
    group = make_organisation("一组", OrganisationKind.GROUP, street.sunny_first)
    join_group(by=actor(), person=one, group=group, on=date(2011, 1, 1))
    set_status(by=actor(), person=one, status=Status.FULL, on=date(2012, 1, 1))
    set_occupation(by=actor(), person=one, job=Occupation.RETIRED, on=date(2013, 1, 1))
    set_mark(by=actor(), person=one, mark=MarkKind.ABROAD, on=date(2014, 1, 1), detail="日本")
    hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=date(2015, 1, 1))
    merge_organisation(by=actor(), organisation=street.sunny_first, into=street.sunny_second, on=date(2016, 1, 1))
    leave(by=actor(), person=one, how="died", on=MAY)
    days = [day for day, _ in told(one.pk)]
    assert days == sorted(days, reverse=True)
    assert sorted(told(one.pk), reverse=True) == sorted(expected(), reverse=True)


def expected() -> list[tuple[str, str]]:
    return [
        ("2026-05-01", "去世（阳光社区第二党支部）"),
        ("2026-05-01", "离开一组"),
        ("2026-05-01", "不再标记：出国（境）"),
        ("2016-01-01", "组织关系在阳光社区第二党支部"),
        ("2016-01-01", "不再任阳光社区第一党支部书记"),
        ("2015-01-01", "任阳光社区第一党支部书记"),
        ("2014-01-01", "标记：出国（境）（日本）"),
        ("2013-01-01", f"工作岗位：{Occupation.RETIRED.label}"),
        ("2012-01-01", "转为正式党员"),
        ("2012-01-01", "人员类别：正式党员"),
        ("2011-01-01", "编入一组"),
        ("2001-07-01", "组织关系在阳光社区第一党支部"),
        ("2001-07-01", "人员类别：预备党员"),
        ("2001-07-01", "管理类别：居民党员"),
        ("2000-07-01", "入党（支部大会通过为预备党员）"),
        ("1998-05", "提出入党申请"),
    ]


def test_what_waits_is_part_of_the_record_until_it_is_settled(street: Street) -> None:
    one = make_person(street.sunny_first)
    propose_move(by=actor(), person=one, target=street.spring_first, note="已搬家")
    correct_person(by=actor(), person=one, facts={}, checks=[Objection("very_old", "超过 120 岁。", field="birth_date")])
    record = person_record(one, TODAY)
    assert [(fact.value, fact.detail) for fact in record.all_now("proposal")] == [("open", "已搬家")]
    assert [fact.value for fact in record.all_now("note")] == ["超过 120 岁。"]
    assert CheckNote.objects.unguarded("测试").count() == 1


def test_who_recorded_what_newest_first_and_what_can_be_taken_back(street: Street) -> None:
    one = make_person(street.sunny_first, by=actor(date(2026, 5, 20)))
    set_category(by=actor(), person=one, category=ManagementCategory.RETIRED, on=MAY, reason="已退休")
    take_back(by=actor(hour=13), operation=last_operation())
    set_mark(by=actor(hour=14), person=one, mark=MarkKind.ABROAD, on=MAY)
    lines = history_of(SystemReader("测试"), one, actor(hour=15).at)
    assert [(line.act, line.reason, line.undone, line.may_take_back) for line in lines] == [
        ("登记标记", "", False, True),
        ("撤回操作", "", False, False),
        ("变更管理类别", "已退休", True, False),
        ("登记人员", "", False, False),
    ]
    assert lines[0].at == actor(hour=14).at.astimezone(SHANGHAI)
    tomorrow = history_of(SystemReader("测试"), one, actor(TODAY + timedelta(days=1)).at)
    others = history_of(TestReader(account_id=7), one, actor(hour=15).at)
    assert not any(line.may_take_back for line in (*tomorrow, *others))


def test_a_merged_record_leads_to_the_one_that_stayed_however_often_it_was_merged_on(street: Street) -> None:
    first, second, third = (make_person(street.sunny_first, name) for name in ("甲", "乙", "丙"))
    merge_persons(by=actor(), keep=second, other=first)
    merge_persons(by=actor(), keep=third, other=person(second.pk))
    assert [kept_record(one.code) for one in (first, second, third)] == [third.pk] * 3
    assert kept_record("R999999") == 0
