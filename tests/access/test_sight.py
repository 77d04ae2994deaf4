"""Why can this person see this, since when: answered for one person, one organisation, one's own record, one account."""

from datetime import date, timedelta
from functools import partial

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from tests.access.cast import LONG_AGO, make_account, signed_in
from tests.access.pages import queries, words
from tests.register.factories import LONG_SINCE, Street, actor, make_person, make_street, organisation
from zhibu.access.queries.sight import seers_of_organisation, seers_of_person
from zhibu.access.rules import since_without_break
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.register.models import Membership, Organisation, Person, Post
from zhibu.register.services.projections import refresh_people
from zhibu.register.services.tree import move_organisation
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

SINCE = date(2024, 1, 5)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def person(street: Street) -> Person:
    return make_person(street.sunny_first, "赵国强")


def client_of(role: Role, place: Organisation, name: str, *, person: Person | None = None, since: date = LONG_AGO) -> Client:
    return signed_in(make_account(name, role, place, name=name, person=person, since=since))


def page(client: Client, name: str, *args: object) -> str:
    return words(client.get(reverse(name, args=args)))


def test_a_clerk_reads_role_place_span_and_post_of_everybody_in_reach(street: Street, person: Person) -> None:
    with recording(actor(), "member.post") as work:
        post = work.add(
            Post, person_id=person.pk, organisation_id=street.sunny.pk, kind="secretary", valid_from=date(2025, 3, 1), valid_to=FAR
        )
    make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny, name="何春燕", post_id=post, since=SINCE)
    clerk = client_of(Role.STREET_CLERK, street.street, "周敏", since=SINCE)
    text = page(clerk, "member_readers", person.code)
    assert "周敏 · 街道组织干事 授权在向阳街道党工委及其下级 · 2024年1月5日起，长期 · 依据：测试" in text
    assert "何春燕 · 社区党委书记 授权在阳光社区党委及其下级 · 2025年3月1日起，长期 · 依据职务：书记，离任即终止 · 依据：测试" in text


def test_of_accounts_out_of_reach_nothing_is_told_but_name_and_role(street: Street, person: Person) -> None:
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏", since=SINCE)
    secretary = client_of(Role.BRANCH_SECRETARY, street.sunny_first, "陈立", since=SINCE)
    text = page(secretary, "member_readers", person.code)
    assert "周敏 · 街道组织干事 授权在上级党组织 陈立 · 党支部书记 授权在阳光社区第一党支部及其下级" in text
    assert ["向阳街道党工委" in text, "ganshi" in text] == [False, False]


def test_the_person_concerned_is_told_everything(street: Street, person: Person) -> None:
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏", since=SINCE)
    member = client_of(Role.MEMBER, street.sunny_first, "赵国强", person=person)
    text = page(member, "my_readers")
    assert "周敏 · 街道组织干事 授权在向阳街道党工委及其下级 · 2024年1月5日起，长期" in text
    assert "有账号的党员 1 人 只看到姓名" in text
    assert "谁能看到" in page(member, "me")


def test_whoever_looks_after_others_or_not_any_more_is_not_named(street: Street, person: Person) -> None:
    make_account("a", Role.BRANCH_SECRETARY, street.sunny_second, name="旁人")
    make_account("b", Role.STREET_CLERK, street.street, name="过去", until=today())
    make_account("c", Role.STREET_CLERK, street.street, name="以后", since=today() + timedelta(days=1))
    make_account("d", Role.RIGHTS_KEEPER, name="授权人")
    text = page(client_of(Role.STREET_CLERK, street.street, "周敏"), "member_readers", person.code)
    assert [name for name in ("旁人", "过去", "以后", "授权人") if name in text] == []


def test_a_closed_account_sees_nothing(street: Street, person: Person) -> None:
    account = make_account("a", Role.STREET_CLERK, street.street, name="停用的")
    account.active = False
    account.save()
    assert seers_of_person(person, today()).sights == []


def test_since_when_is_the_later_of_grant_and_place(street: Street, person: Person) -> None:
    """Somebody who came to the branch in March is seen there since March, and at the street since the grant."""
    came = date(2026, 3, 1)
    first = Membership.objects.unguarded("测试").get(person=person, relation="roll")
    with recording(actor(), "member.correct") as work:
        work.change(Membership, first.pk, valid_to=came)
        work.add(Membership, person_id=person.pk, organisation_id=street.spring_first.pk, relation="roll", valid_from=came, valid_to=FAR)
        refresh_people(work, [person.pk], today())
    for username, role, place in (("ganshi", Role.STREET_CLERK, street.street), ("shuji", Role.BRANCH_SECRETARY, street.spring_first)):
        make_account(username, role, place, since=SINCE)
    person.refresh_from_db()
    assert [(one.role, one.since) for one in seers_of_person(person, today()).sights] == [
        (Role.STREET_CLERK, SINCE),
        (Role.BRANCH_SECRETARY, came),
    ]


def test_an_organisation_is_seen_below_another_since_it_was_put_there(street: Street) -> None:
    moved_on = date(2026, 2, 1)
    assert move_organisation(by=actor(), organisation=street.sunny_first, parent=street.spring, on=moved_on).done
    for username, place in (("a", street.street), ("b", street.spring), ("c", street.sunny_first)):
        make_account(username, Role.COMMUNITY_SECRETARY, place, name=username, since=SINCE)
    found = seers_of_organisation(organisation(street.sunny_first.pk), today())
    assert {one.name: one.since for one in found.sights} == {"a": SINCE, "b": moved_on, "c": SINCE}


def test_an_organisation_s_page_leads_there_and_names_those_who_see_it(street: Street) -> None:
    make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny, name="何春燕")
    make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first, name="下级的")
    clerk = client_of(Role.STREET_CLERK, street.street, "周敏")
    assert f'href="/organisations/{street.sunny.code}/readers"' in clerk.get(f"/organisations/{street.sunny.code}/").content.decode()
    text = page(clerk, "organisation_readers", street.sunny.code)
    assert ["何春燕" in text, "周敏" in text, "下级的" in text] == [True, True, False]


LISTS = (
    "members", "units", "organisations_list", "findings", "cases", "assessments", "elections", "settling_proposals", "settling_unsaid",
    "floating", "life_meetings", "branch_life_meetings", "agreements", "roll", "ties", "coordination", "coordination_partners",
)  # fmt: skip


def test_a_list_that_a_link_narrows_calls_the_organisation_by_its_name(street: Street) -> None:
    clerk = signed_in(make_account("clerk", Role.STREET_CLERK, street.street))
    said = {name: words(clerk.get(reverse(name), {"within": street.sunny.code})) for name in LISTS}
    assert [name for name, page in said.items() if f"党组织：{street.sunny}" not in page] == []


def test_a_member_s_page_offers_what_the_reader_may(street: Street, person: Person) -> None:
    offered = {}
    for role in (Role.BRANCH_SECRETARY, Role.BRANCH_OFFICER):
        html = client_of(role, street.sunny_first, str(role)).get(reverse("member", args=[person.code])).content.decode()
        offered[role] = [reverse(name, args=[person.code]) in html for name in ("member_readers", "member_slip")]
    assert offered == {Role.BRANCH_SECRETARY: [True, True], Role.BRANCH_OFFICER: [True, False]}


def test_the_keeper_of_rights_reads_what_an_account_can_see_and_nobody_s_name(street: Street, person: Person) -> None:
    account = make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny, name="何春燕", since=SINCE)
    text = page(signed_in(make_account("shouquan", Role.RIGHTS_KEEPER)), "account_sees", account.pk)
    assert "社区党委书记（阳光社区党委） 授权在阳光社区党委及其下级 · 2024年1月5日起，长期 · 依据：测试" in text
    assert "社区党委书记 查看本组织人员姓名；查看组织、名册和职务；查看个人信息" in text
    assert person.name not in text


def test_an_account_without_grants_sees_nothing(street: Street) -> None:
    account = make_account("bare")
    assert "今天没有" in page(signed_in(make_account("shouquan", Role.RIGHTS_KEEPER)), "account_sees", account.pk)


@pytest.mark.parametrize("count", [1, 3])
def test_each_page_costs_the_same_whoever_sees(street: Street, person: Person, count: int) -> None:
    for number in range(count):
        make_account(f"w{number}", Role.BRANCH_OFFICER, street.sunny_first)
    clerk = client_of(Role.STREET_CLERK, street.street, "周敏")
    keeper = signed_in(make_account("shouquan", Role.RIGHTS_KEEPER))
    account = make_account("x", Role.STREET_CLERK, street.street)
    asked = (
        (clerk, reverse("member_readers", args=[person.code])),
        (clerk, reverse("organisation_readers", args=[street.sunny_first.code])),
        (keeper, reverse("account_sees", args=[account.pk])),
    )
    assert [queries(partial(client.get, address)) for client, address in asked] == [6, 4, 3]


# The rule.

DAY = date(2026, 6, 1)
days = st.dates(min_value=date(2020, 1, 1), max_value=date(2030, 1, 1))
spans = st.lists(st.tuples(days, days).filter(lambda span: span[0] < span[1]), max_size=6)


@pytest.mark.parametrize(
    ("known", "since"),
    [
        ([], None),
        ([(LONG_SINCE, FAR)], LONG_SINCE),
        ([(LONG_SINCE, DAY)], None),
        ([(DAY, FAR)], DAY),
        ([(date(2026, 6, 2), FAR)], None),
        ([(date(2020, 1, 1), date(2024, 1, 1)), (date(2024, 1, 1), FAR)], date(2020, 1, 1)),
        ([(date(2020, 1, 1), date(2023, 12, 31)), (date(2024, 1, 1), FAR)], date(2024, 1, 1)),
    ],
)
def test_spans_that_touch_join_and_a_break_begins_anew(known: list[tuple[date, date]], since: date | None) -> None:
    assert since_without_break(known, DAY) == since


@given(known=spans)
def test_every_day_since_then_is_covered_and_the_one_before_is_not(known: list[tuple[date, date]]) -> None:
    since = since_without_break(known, DAY)
    covered = {first for first, end in known if first <= DAY < end}
    assert (since is None) == (not covered)
    if since is not None:
        day = since
        while day <= DAY:
            day = max(end for first, end in known if first <= day < end)
        assert [span for span in known if span[0] < since <= span[1]] == []
