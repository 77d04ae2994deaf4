"""Both ends see their half; who is out of reach finds nothing."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.register.factories import Street, make_person, make_street
from tests.team.floating.people import abroad, away, lost
from zhibu.access.terms import Role
from zhibu.cases.models import Case
from zhibu.kernel.clock import today
from zhibu.team.floating.models import Contact

pytestmark = pytest.mark.django_db

WHY = "测试"


@pytest.fixture
def street() -> Street:
    return make_street()


def secretary(street: Street, branch: str, username: str) -> Client:
    return signed_in(make_account(username, Role.BRANCH_SECRETARY, getattr(street, branch)))


def page(client: Client, name: str, *args: str, **asked: str) -> str:
    answer = client.get(reverse(name, args=args), asked)
    assert answer.status_code == 200
    return answer.content.decode()


def test_home_lists_who_left_and_the_host_who_came(street: Street) -> None:
    away(street, "赵远行", host=street.spring_first)
    away(street, "孙外地")
    home, host = secretary(street, "sunny_first", "home"), secretary(street, "spring_first", "host")
    left, came = page(home, "floating"), page(host, "floating", list="in")
    assert ["赵远行" in left, "孙外地" in left] == [True, True]
    assert ["赵远行" in came, "孙外地" in came] == [True, False]
    assert ["赵远行" in page(host, "floating"), "赵远行" in page(host, "floating", list="out")] == [True, False]


def test_the_host_sees_name_home_branch_and_masked_phone_and_not_the_record(street: Street) -> None:
    person = away(street, "赵远行", host=street.spring_first, phone="13800001234")
    host = secretary(street, "spring_first", "host")
    shown = page(host, "floating_member", person.code)
    assert ["阳光社区第一党支部" in shown, "138******34" in shown, "13800001234" in shown] == [True, True, False]
    assert host.get(reverse("member", args=[person.code])).status_code == 404
    answer = host.post(reverse("floating_phone", args=[person.code]), {"choice": "联系本人"})
    assert "13800001234" in answer.content.decode()


def test_a_third_branch_finds_nobody_and_writes_nothing(street: Street) -> None:
    person = away(street, host=street.spring_first)
    stranger = secretary(street, "sunny_second", "third")
    names = ("floating_member", "floating_contact", "floating_slip", "floating_out", "floating_back", "floating_phone", "floating_part")
    assert [stranger.get(reverse(name, args=[person.code])).status_code for name in names] == [404] * len(names)
    sent = {"way": "phone", "kind": "contact", "on": today().isoformat(), "by_whom": "某人"}
    assert stranger.post(reverse("floating_contact", args=[person.code]), sent).status_code == 404
    assert not Contact.objects.unguarded(WHY).exists()


def test_contact_from_the_host_is_the_hosts_and_home_sees_it(street: Street) -> None:
    person = away(street, host=street.spring_first)
    host, home = secretary(street, "spring_first", "host"), secretary(street, "sunny_first", "home")
    sent = {"way": "meeting", "kind": "contact", "on": today().isoformat(), "by_whom": "春晖书记"}
    assert host.post(reverse("floating_contact", args=[person.code]), sent).status_code == 302
    assert Contact.objects.unguarded(WHY).get().organisation_id == street.spring_first.pk
    assert "春晖书记" in page(home, "floating_member", person.code)


def test_the_host_says_neither_that_somebody_left_nor_that_somebody_came_back(street: Street) -> None:
    person = away(street, host=street.spring_first)
    host = secretary(street, "spring_first", "host")
    assert [host.get(reverse(name, args=[person.code])).status_code for name in ("floating_out", "floating_back")] == [404, 404]


def test_what_is_due_is_told_at_home_and_to_the_member_and_to_nobody_else(street: Street) -> None:
    person = away(street, host=street.spring_first)
    home, host = secretary(street, "sunny_first", "home"), secretary(street, "spring_first", "host")
    community = signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny))
    own = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first, person=person))
    shown = [page(one, "floating_member", person.code) for one in (home, own, host, community)]
    assert ["半年联系" in one for one in shown] == [True, True, False, False]


def test_the_slip_says_whom_to_call_and_is_neutral_above_the_fold(street: Street) -> None:
    person = away(street)
    slip = page(secretary(street, "sunny_first", "home"), "floating_slip", person.code)
    outside = slip[slip.index("<h2>联系卡") : slip.index('<hr class="fold">')]
    assert outside.split() == ["<h2>联系卡</h2>", "<p>赵远行</p>"]


def test_the_page_opens_on_the_first_list_in_which_somebody_stands(street: Street) -> None:
    home = secretary(street, "sunny_first", "home")
    abroad(street)
    assert ["周出境" in page(home, "floating"), "周出境" in page(home, "floating", list="out")] == [True, False]
    away(street, "孙外地")
    shown = page(home, "floating")
    assert ["周出境" in shown, "孙外地" in shown] == [False, True]


def test_whoever_is_abroad_is_sent_to_no_organisation_there(street: Street) -> None:
    home = secretary(street, "sunny_first", "home")
    slips = [page(home, "floating_slip", one.code) for one in (abroad(street), away(street))]
    said = ("由组织关系所在党支部直接联系", "请就近与当地党组织联系", "每半年与组织关系所在党支部联系一次")
    assert [[word in slip for word in said] for slip in slips] == [[True, False, True], [False, True, True]]


def test_a_search_begins_on_the_page_and_leads_to_its_case(street: Street) -> None:
    person = lost(street)
    home = secretary(street, "sunny_first", "home")
    assert "开始查找" in page(home, "floating_member", person.code)
    answer = home.post(reverse("floating_search", args=[person.code]), {"submission": "a" * 32, "last_contact": ""})
    case = Case.objects.unguarded(WHY).get()
    assert answer["Location"] == reverse("case", args=[case.code])
    assert "查看查找情况" in page(home, "floating_member", person.code)


def test_a_clerk_leaves_with_one_form_and_the_host_is_found_by_name(street: Street) -> None:
    person = make_person(street.sunny_first, "吴出行")
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    sent = {"on": today().isoformat(), "where": "", "host": "春晖社区第一党支部"}
    assert clerk.post(reverse("floating_out", args=[person.code]), sent).status_code == 302
    assert "春晖社区第一党支部" in page(clerk, "floating_member", person.code)


@pytest.mark.parametrize("listed", ["out", "in"])
def test_a_list_of_one_costs_as_many_queries_as_one_of_three(
    street: Street, listed: str, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    clerk = signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))
    asked = f"{reverse('floating')}?list={listed}"
    away(street, "甲", host=street.spring_first)
    clerk.get(asked)
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(10):
        clerk.get(asked)
    for name in ("乙", "丙"):
        away(street, name, host=street.spring_first)
    clerk.get(asked)
    with django_assert_num_queries(10):
        clerk.get(asked)
