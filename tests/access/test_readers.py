"""One table answers three questions: may X do this, what may X see, who may do this here."""

from datetime import date, timedelta
from html import unescape
from typing import Final

import pytest
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.register.factories import LONG_SINCE, Street, actor, make_person, make_street
from zhibu.access.models import Grant
from zhibu.access.queries.holders import holders
from zhibu.access.readers import AccountReader, reader_of
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import outermost
from zhibu.register.models import Organisation, Person, Post
from zhibu.register.services.merging import merge_persons
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

TODAY: Final = date(2026, 6, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def reader(account: Account, on: date = TODAY) -> AccountReader:
    return reader_of(account_id=account.pk, label=account.display_name, on=on)


def test_a_grant_reaches_its_organisation_and_below(street: Street) -> None:
    found = reader(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    places = (street.sunny, street.sunny_first, street.street, street.spring, street.district)
    assert [found.may("see_register", place.now_path) for place in places] == [True, True, False, False, False]
    assert found.paths("see_register") == (street.sunny.now_path,)


def test_an_act_that_no_role_has_reaches_nowhere(street: Street) -> None:
    found = reader(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    assert (found.may("merge_persons", street.sunny.now_path), found.paths("merge_persons"), found.may_anywhere("merge_persons")) == (
        False,
        (),
        False,
    )


def test_two_grants_add_up_and_the_outermost_subtrees_stay(street: Street) -> None:
    account = make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny)
    with recording(actor(), "grant.give") as work:
        for place in (street.sunny_first, street.spring_first):
            work.add(Grant, account_id=account.pk, role="branch_secretary", organisation_id=place.pk, valid_from=LONG_SINCE, valid_to=FAR)
    found = reader(account)
    assert found.paths("see_register") == (street.sunny.now_path, street.spring_first.now_path)
    assert found.paths("reveal_number") == (street.sunny_first.now_path, street.spring_first.now_path)
    assert found.home_name == "阳光社区党委"


def test_subtrees_inside_others_fall_away() -> None:
    assert outermost(["00000010000002", "0000001", "0000003", "0000001"]) == ("0000001", "0000003")


@pytest.mark.parametrize(("day", "holds"), [(-1, False), (0, True), (9, True), (10, False)])
def test_a_grant_holds_from_its_first_day_to_the_one_before_its_end(street: Street, *, day: int, holds: bool) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street, since=TODAY, until=TODAY + timedelta(days=10))
    assert reader(account, TODAY + timedelta(days=day)).may_anywhere("edit_members") is holds


def test_a_grant_that_rests_on_a_post_ends_with_it(street: Street) -> None:
    person = make_person(street.sunny_first, "何春燕")
    with recording(actor(), "member.post") as work:
        post = work.add(Post, person_id=person.pk, organisation_id=street.sunny.pk, kind="secretary", valid_from=LONG_SINCE, valid_to=TODAY)
    account = make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny, post_id=post)
    assert [reader(account, day).may_anywhere("see_register") for day in (TODAY - timedelta(days=1), TODAY)] == [True, False]


def test_the_own_record_needs_no_role(street: Street) -> None:
    person = make_person(street.sunny_first, "赵国强")
    found = reader(make_account("member", person=person))
    assert [found.may_own(act) for act in ("see_record", "reveal_number", "edit_members")] == [True, True, False]
    assert list(Person.objects.seen_by(found, "see_record")) == [person]
    assert list(Person.objects.seen_by(found, "edit_members")) == []


def test_the_own_record_follows_a_merge(street: Street) -> None:
    old, kept = make_person(street.sunny_first, "赵国强"), make_person(street.spring_first, "赵国强")
    account = make_account("member", person=old)
    assert merge_persons(by=actor(), keep=kept, other=old).decision.objections == ()
    assert (reader(account).person_id, reader(account).former) == (kept.pk, frozenset({old.pk}))


def test_a_grant_on_an_organisation_that_stands_nowhere_reaches_nothing(street: Street) -> None:
    account = make_account("ganshi", Role.STREET_CLERK, street.street)
    with recording(actor(), "organisation.correct") as work:
        work.project(Organisation, ("now_path",), [("", street.street.pk)])
    found = reader(account)
    assert (found.held, found.may("see_register", street.sunny.now_path), found.paths("see_register")) == ((), False, ())


def test_who_may_do_something_here_is_told_nearest_first(street: Street) -> None:
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny, name="何春燕")
    make_account("bian", Role.COMMUNITY_SECRETARY, street.spring, name="边上")
    make_account("guoqu", Role.STREET_CLERK, street.street, name="过去", until=TODAY)
    assert holders("edit_members", street.sunny_first.now_path, TODAY) == ["何春燕（社区党委书记）", "周敏（街道组织干事）"]


def test_who_may_do_what_keepers_do_is_told_without_a_place() -> None:
    make_account("shouquan", Role.RIGHTS_KEEPER, name="林岚")
    assert holders("give_grants", "", TODAY) == ["林岚（授权管理员）"]


def test_a_refusal_says_which_right_is_missing_who_has_it_and_who_gives_it(street: Street) -> None:
    person = make_person(street.sunny_first, "张三")
    make_account("ganshi", Role.STREET_CLERK, street.street, name="周敏")
    make_account("shouquan", Role.RIGHTS_KEEPER, name="林岚")
    client = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street, name="刘志远"))
    response = client.get(reverse("member_correct", args=[person.code]))
    page = "".join(unescape(response.content.decode()).split())
    assert response.status_code == 403
    assert "<dt>缺少的权限</dt><dd>登记、更正党员信息</dd>" in page
    assert "<dt>可以办理的人</dt><dd>周敏（街道组织干事）</dd>" in page
    assert "<dt>可以授权的人</dt><dd>林岚（授权管理员）</dd>" in page


def test_where_nobody_is_known_the_refusal_names_the_roles(street: Street) -> None:
    client = signed_in(make_account("member", Role.MEMBER, street.sunny_first))
    page = "".join(unescape(client.get(reverse("changes")).content.decode()).split())
    assert "<dt>可以办理的人</dt><dd>街道组织干事、街道党工委书记、社区党委书记、党支部书记、党支部委员</dd>" in page
    assert "<dt>可以授权的人</dt><dd>授权管理员</dd>" in page
