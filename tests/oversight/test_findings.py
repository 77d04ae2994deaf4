"""Findings of the register on a day: what is found in real rows, for whom, and in how many queries."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, identity_number, make_organisation, make_person, make_street
from zhibu.access.readers import AccountReader, Held
from zhibu.access.terms import Role
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import Reader, SystemReader
from zhibu.oversight.findings import Finding
from zhibu.oversight.queries.counts import counted
from zhibu.oversight.queries.findings import Asked, about_organisation, about_person, findings
from zhibu.oversight.queries.kept import is_first_week, kept_findings, recorded
from zhibu.oversight.terms import State
from zhibu.parameters.models import LocalParameter
from zhibu.register.models import Membership, Organisation, Person, ResidentUnit
from zhibu.register.services.facts import set_mark, set_status
from zhibu.register.services.members import leave
from zhibu.register.services.organisations import change_kind
from zhibu.register.services.posts import hold_post
from zhibu.register.terms.organisations import KindReading, OrganisationKind, PostKind
from zhibu.register.terms.people import MarkKind, MemberStatus
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db
EVERYONE = SystemReader("测试")
WHY = "测试"


@pytest.fixture
def street() -> Street:
    return make_street()


def found(reader: Reader = EVERYONE, *, on: date = TODAY, scope: str = "") -> list[Finding]:
    return findings(Asked.by(reader, on=on, scope=scope))


def told(clause: str, reader: Reader = EVERYONE, *, on: date = TODAY) -> list[tuple[str, State]]:
    return [(one.subject.name, one.state) for one in found(reader, on=on) if one.clause.id == clause]


def reader(role: Role, organisation: Organisation, person: Person | None = None) -> AccountReader:
    return AccountReader(1, "某人", (Held(role, organisation.now_path, str(organisation)),), person.pk if person else None)


def seat(person: Person, organisation: Organisation, kind: PostKind = PostKind.SECRETARY, on: date = LONG_SINCE) -> None:
    assert hold_post(by=actor(), person=person, organisation=organisation, kind=kind, on=on).done


def people(branch: Organisation, number: int, status: MemberStatus = MemberStatus.FULL) -> list[Person]:
    return [make_person(branch, f"人{branch.pk}之{at}", status=status) for at in range(number)]


def test_small_branches_are_to_be_checked(street: Street) -> None:
    people(street.sunny_first, 3)
    people(street.sunny_second, 2)
    assert told("branch.too_few") == [("阳光社区第二党支部", State.CHECK), ("春晖社区第一党支部", State.CHECK)]


def test_applicants_do_not_make_a_branch(street: Street) -> None:
    people(street.sunny_first, 3, MemberStatus.APPLICANT)
    assert told("branch.too_few")[0] == ("阳光社区第一党支部", State.CHECK)


def test_where_no_post_was_ever_recorded_nothing_is_missing(street: Street) -> None:
    (one,) = people(street.sunny_first, 1)
    branches = ("阳光社区第一党支部", "阳光社区第二党支部", "春晖社区第一党支部")
    assert told("branch.secretary") == [(name, State.UNKNOWN) for name in branches]
    seat(one, street.sunny_first)
    assert told("branch.secretary") == [("阳光社区第二党支部", State.UNKNOWN), ("春晖社区第一党支部", State.UNKNOWN)]


def test_a_secretary_who_left_is_missed(street: Street) -> None:
    (one,) = people(street.sunny_first, 1)
    seat(one, street.sunny_first)
    assert leave(by=actor(), person=one, how="died", on=date(2026, 5, 1)).done
    assert told("branch.secretary")[0] == ("阳光社区第一党支部", State.CHECK)
    assert told("branch.secretary", on=date(2026, 4, 30)) == [
        ("阳光社区第二党支部", State.UNKNOWN),
        ("春晖社区第一党支部", State.UNKNOWN),
    ]


def test_terms_run_from_the_posts(street: Street) -> None:
    first, second = people(street.sunny_first, 2)
    for one, kind in ((first, PostKind.SECRETARY), (second, PostKind.ORGANISATION_MEMBER)):
        seat(one, street.sunny_first, kind, date(2023, 6, 10))
    (due,) = [one for one in found() if one.clause.id == "term.other_branch" and one.state is State.DUE]
    assert (due.subject.name, due.until, due.message) == (
        "阳光社区第一党支部",
        date(2026, 6, 10),
        "本届从 2023-06-10 开始，任期 3 年，2026-06-10 届满。",
    )
    assert [line.split(" ")[0] for line in due.evidence] == ["书记", "组织委员"]
    assert told("term.other_branch", on=date(2026, 6, 10))[0] == ("阳光社区第一党支部", State.OVERDUE)


def test_a_probation_ends_a_year_after_joining(street: Street) -> None:
    make_person(street.sunny_first, "张三", status=MemberStatus.PROBATIONARY, on=date(2025, 6, 20), joined_on=date(2025, 6, 20))
    assert told("probation.ends", on=date(2026, 5, 20)) == []
    assert told("probation.ends", on=date(2026, 5, 21)) == [("张三", State.DUE)]
    assert told("probation.ends", on=date(2026, 6, 20)) == [("张三", State.OVERDUE)]


def test_whoever_became_a_full_member_waits_for_nothing(street: Street) -> None:
    one = make_person(street.sunny_first, status=MemberStatus.PROBATIONARY, on=date(2025, 5, 1), joined_on=date(2025, 5, 1))
    assert set_status(by=actor(), person=one, status=MemberStatus.FULL, on=date(2026, 5, 10)).done
    assert told("probation.ends") == []
    assert told("probation.ends", on=date(2026, 5, 9)) == [("张三", State.OVERDUE)]


def test_marks_out_of_contact_and_floating(street: Street) -> None:
    lost, away = people(street.sunny_first, 2)
    assert set_mark(by=actor(), person=lost, mark=MarkKind.OUT_OF_CONTACT, on=date(2025, 12, 1)).done
    assert set_mark(by=actor(), person=away, mark=MarkKind.FLOATING_OUT, on=date(2026, 5, 1)).done
    assert told("member.out_of_contact") == [(lost.name, State.CHECK)]
    assert told("member.out_of_contact", on=date(2026, 5, 31)) == []
    assert told("floating.host_missing") == [(away.name, State.CHECK)]


def test_a_member_without_a_branch_is_found_in_the_last_one(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    with recording(actor(), "test.break") as work:
        roll = Membership.objects.unguarded(WHY).get(person=one, relation="roll")
        work.change(Membership, roll.pk, valid_to=date(2026, 3, 1))
    branch = reader(Role.BRANCH_SECRETARY, street.sunny_first)
    assert told("member.without_branch", branch) == [("张三", State.CHECK)]
    assert told("member.without_branch", reader(Role.BRANCH_SECRETARY, street.sunny_second)) == []
    assert told("member.without_branch", on=date(2026, 2, 28)) == []


def test_two_records_with_one_number(street: Street) -> None:
    one = make_person(street.sunny_first, "张三", id_number=identity_number(date(1980, 1, 2)))
    other = make_person(street.spring_first, "张山")
    with recording(actor(), "test.break") as work:
        work.change(Person, other.pk, id_number_index=bytes(one.id_number_index or b""))
    assert told("member.two_records") == [("张三", State.CHECK), ("张山", State.CHECK)]
    assert told("member.two_records", reader(Role.BRANCH_SECRETARY, street.sunny_first)) == [("张三", State.CHECK)]


def test_a_unit_with_three_members_and_no_organisation(street: Street) -> None:
    with recording(actor(), "unit.add") as work:
        (unit,) = work.reserve(ResidentUnit, 1)
        columns = ("id", "code", "name", "sort_key", "ownership", "organisation_id")
        work.put(ResidentUnit, columns, [(unit, "D0001", "晨光小学", "chenguang", "school", street.sunny.pk)])
    for name in ("甲", "乙"):
        make_person(street.sunny_first, name, work_unit_and_post="晨光小学教师")
    assert told("unit.without_branch") == []
    make_person(street.spring_first, "丙", work_unit_and_post="晨光小学")
    assert told("unit.without_branch") == [("晨光小学", State.CHECK)]
    assert told("unit.without_branch", reader(Role.COMMUNITY_SECRETARY, street.spring)) == []


def test_thresholds_are_those_that_the_street_decided(street: Street) -> None:
    beyond = make_street("春风", district=street.district)
    with recording(actor(), "parameter.decide") as work:
        work.add(
            LocalParameter,
            organisation_id=street.street.pk,
            parameter="committee.members_usual_least",
            value="3",
            basis="向阳街道〔2026〕1 号",
            valid_from=date(2026, 5, 1),
            valid_to=FAR,
        )
    people(street.sunny_first, 3)
    people(beyond.sunny_first, 3)
    small = [one.subject.path[:14] for one in found() if one.clause.id == "committee.small" and one.subject.name == "阳光社区党委"]
    assert small == [beyond.street.now_path]
    assert told("committee.small", on=date(2026, 4, 30)).count(("阳光社区党委", State.CHECK)) == 2


def test_a_branch_upgraded_in_may_is_judged_as_a_branch_in_march(street: Street) -> None:
    upgraded = KindReading(OrganisationKind.GENERAL_BRANCH)
    assert change_kind(by=actor(), organisation=street.spring_first, kind=upgraded, on=date(2026, 5, 1)).done
    sunny = [("阳光社区第一党支部", State.CHECK), ("阳光社区第二党支部", State.CHECK)]
    assert told("branch.too_few", on=date(2026, 3, 1)) == [*sunny, ("春晖社区第一党支部", State.CHECK)]
    assert told("branch.too_few") == sunny


# For whom.


def test_a_finding_about_a_person_is_for_branch_secretary_clerk_and_that_person(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    assert set_mark(by=actor(), person=one, mark=MarkKind.OUT_OF_CONTACT, on=date(2025, 1, 1)).done
    roles = (Role.STREET_CLERK, Role.BRANCH_SECRETARY, Role.BRANCH_OFFICER, Role.COMMUNITY_SECRETARY, Role.STREET_SECRETARY, Role.MEMBER)
    places = {Role.STREET_CLERK: street.street, Role.STREET_SECRETARY: street.street, Role.COMMUNITY_SECRETARY: street.sunny}
    seen = [role for role in roles if told("member.out_of_contact", reader(role, places.get(role, street.sunny_first)))]
    assert seen == [Role.STREET_CLERK, Role.BRANCH_SECRETARY]
    assert [one.clause.id for one in about_person(one.pk, one.now_path, on=TODAY)] == ["member.out_of_contact"]


def test_neither_is_it_counted_for_others(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    assert set_mark(by=actor(), person=one, mark=MarkKind.OUT_OF_CONTACT, on=date(2025, 1, 1)).done
    all_of_it = counted(found(reader(Role.COMMUNITY_SECRETARY, street.sunny)), scope=street.sunny.now_path)
    assert [clause for clause in all_of_it.by_clause() if clause.startswith("member.")] == []


def test_a_past_day_shows_nobody_who_is_out_of_reach_today(street: Street) -> None:
    one = make_person(street.sunny_first, "张三", on=date(2025, 1, 1))
    assert set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2025, 1, 2)).done
    with recording(actor(), "test.move") as work:
        roll = Membership.objects.unguarded(WHY).get(person=one, relation="roll")
        work.change(Membership, roll.pk, valid_to=date(2026, 1, 1))
        work.add(
            Membership, person_id=one.pk, organisation_id=street.spring_first.pk, relation="roll", valid_from=date(2026, 1, 1), valid_to=FAR
        )
        work.change(Person, one.pk, now_path=street.spring_first.now_path, now_organisation_id=street.spring_first.pk)
    before = date(2025, 12, 1)
    assert told("floating.host_missing", reader(Role.BRANCH_SECRETARY, street.sunny_first), on=before) == []
    assert told("floating.host_missing", reader(Role.STREET_CLERK, street.street), on=before) == [("张三", State.CHECK)]


def test_another_street_is_not_looked_at(street: Street) -> None:
    beyond = make_street("春风", district=street.district)
    people(beyond.sunny_first, 2)
    paths = {one.subject.path[:14] for one in found(reader(Role.STREET_CLERK, street.street))}
    assert paths == {street.street.now_path}


def test_a_scope_narrows_and_an_organisation_alone_hears_of_itself(street: Street) -> None:
    names = {one.subject.name for one in found(scope=street.sunny.now_path)}
    assert names == {"阳光社区党委", "阳光社区第一党支部", "阳光社区第二党支部"}
    own = about_organisation(street.sunny.pk, street.sunny.now_path, on=TODAY, reader=EVERYONE).findings
    assert {one.subject.name for one in own} == {"阳光社区党委"}


# How much it costs.


@pytest.mark.parametrize("number", [1, 3])
def test_three_queries_whatever_there_is(street: Street, number: int) -> None:
    for branch in (street.sunny_first, street.sunny_second, street.spring_first)[:number]:
        for one in people(branch, number):
            seat(one, branch)
            set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2026, 5, 1))
    with recording(actor(), "unit.add") as work:
        for at, unit in enumerate(work.reserve(ResidentUnit, number)):
            columns = ("id", "code", "name", "sort_key", "ownership", "organisation_id")
            work.put(ResidentUnit, columns, [(unit, f"D{unit}", f"晨光{at}小学", "c", "school", street.sunny.pk)])
    with CaptureQueriesContext(connection) as captured:
        assert len(found()) > number
    assert len(captured) == 3


def test_what_was_found_is_kept_until_something_is_written(street: Street) -> None:
    asked = Asked.by(EVERYONE, on=TODAY)
    first = kept_findings(asked, recorded())
    with CaptureQueriesContext(connection) as captured:
        assert kept_findings(asked, recorded()) is first
    assert len(captured) == 1
    make_organisation("中共临时支部委员会", parent=street.sunny, short_name="临时支部")
    assert {one.subject.name for one in kept_findings(asked, recorded())} - {one.subject.name for one in first} == {"临时支部"}


def test_the_first_week_begins_with_the_first_record(street: Street) -> None:
    at = recorded()
    assert [is_first_week(at, TODAY + timedelta(days=days)) for days in (0, 6, 7)] == [True, True, False]
    assert not is_first_week(at._replace(first_channel="demo"), TODAY)


def test_its_days_are_local_days() -> None:
    make_organisation("中共新阳区委员会", OrganisationKind.DISTRICT_COMMITTEE, by=actor(hour=1))
    assert [is_first_week(recorded(), TODAY + timedelta(days=days)) for days in (6, 7)] == [True, False]
