"""What stands on the start page: where one is expected, what waits for one's hand."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import make_gathering, mark, members_meeting, part, sign, write
from tests.register.factories import Street, actor, make_organisation, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.panels import SHOWN
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.gatherings.terms import GatheringKind, Presence
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.register.models import Organisation, Person, Post
from zhibu.register.terms.organisations import OrganisationKind
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def street() -> Street:
    return make_street()


def member(
    street: Street, name: str = "赵国强", branch: Organisation | None = None, *, role: Role | None = Role.MEMBER
) -> tuple[Person, Client]:
    place = branch or street.sunny_first
    who = make_person(place, name)
    return who, signed_in(make_account(f"m{who.pk}", role, place, person=who))


def planned(host: Organisation, *kinds: GatheringKind, days: int = 2, **facts: str) -> Gathering:
    return make_gathering(host, *(part(one, host) for one in kinds), on=today() + days * DAY, by=actor(today()), **facts)


def at_home(client: Client) -> str:
    return words(client.get(reverse("home")))


def test_a_member_reads_when_and_where_the_own_branch_meets(street: Street) -> None:
    _, client = member(street)
    planned(street.sunny_first, GatheringKind.MEMBERS_MEETING, title="本支部的会")
    planned(street.sunny_second, GatheringKind.MEMBERS_MEETING, title="邻支部的会")
    page = at_home(client)
    assert ["今天和近期的会议" in page, "本支部的会" in page, "邻支部的会" in page] == [True, True, False]
    assert "14:00—16:00 · 社区会议室" not in page
    assert "14:00 · 社区会议室 · 阳光社区第一党支部" in page


def test_what_the_community_holds_for_all_members_is_read_without_a_link(street: Street) -> None:
    _, client = member(street)
    found = planned(street.sunny, GatheringKind.LECTURE, title="社区党课")
    planned(street.spring, GatheringKind.LECTURE, title="别处党课")
    page = client.get(reverse("home")).content.decode()
    opened = reverse("gathering", args=[found.code])
    assert ["社区党课" in page, "别处党课" in page, opened in page] == [True, False, False]


def test_without_a_grant_one_is_expected_all_the_same(street: Street) -> None:
    _, client = member(street, role=None)
    planned(street.sunny_first, GatheringKind.MEMBERS_MEETING, title="本支部的会")
    assert "本支部的会" in at_home(client)


def test_a_committee_is_read_by_those_who_sit_on_it_and_a_group_by_its_members(street: Street) -> None:
    seated, client = member(street, "钱委员", role=None)
    _, other = member(street, "孙党员")
    group = make_organisation("第一党小组", OrganisationKind.GROUP, street.sunny_first)
    planned(street.sunny_first, GatheringKind.COMMITTEE_MEETING, title="支委的会")
    planned(group, GatheringKind.GROUP_MEETING, title="小组的会")
    with recording(actor(), "member.post") as work:
        work.add(
            Post,
            person_id=seated.pk,
            organisation_id=street.sunny_first.pk,
            kind="committee_member",
            valid_from=today() - DAY,
            valid_to=FAR,
        )
    assert [["支委的会" in at_home(one), "小组的会" in at_home(one)] for one in (client, other)] == [[True, False], [False, False]]


def test_what_is_off_past_or_far_is_not_on(street: Street) -> None:
    _, client = member(street)
    gone = planned(street.sunny_first, GatheringKind.LECTURE, title="不上的课")
    assert cancel_gathering(by=actor(today()), gathering=gone, reason="停电").done
    planned(street.sunny_first, GatheringKind.LECTURE, days=15, title="半个月后的课")
    members_meeting(street.sunny_first, on=today() - DAY, title="昨天的会", by=actor(today()))
    page = at_home(client)
    assert [title in page for title in ("今天和近期的会议", "不上的课", "半个月后的课", "昨天的会")] == [False] * 4


def test_everybody_reads_what_is_on_in_two_weeks(street: Street) -> None:
    _, client = member(street)
    secretary = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    planned(street.sunny_first, GatheringKind.THEME_DAY, days=11, title="主题党日")
    planned(street.sunny_first, GatheringKind.LECTURE, days=14, title="最后一天的课")
    told = [["11 天后 主题党日" in page, "14 天后 最后一天的课" in page] for page in map(at_home, (client, secretary))]
    assert told == [[True, True], [True, True]]


def test_what_finds_no_room_is_counted(street: Street) -> None:
    _, client = member(street)
    for days in range(1, SHOWN + 3):
        planned(street.sunny_first, GatheringKind.LECTURE, days=days)
    assert "两周内另有 2 次。" in at_home(client)


def test_what_is_today_says_so(street: Street) -> None:
    _, client = member(street)
    planned(street.sunny_first, GatheringKind.LECTURE, days=0, title="今天的课")
    assert "今天 今天的课" in at_home(client)


def held(street: Street, *, signed: bool = False) -> Gathering:
    who = make_person(street.sunny_first, "张三")
    found = members_meeting(street.sunny_first, on=today() - DAY, by=actor(today()))
    mark(found, {who: Presence.PRESENT}, rest=str(Presence.ABSENT), by=actor(today()))
    write(found, by=actor(today()))
    if signed:
        sign(found, by=actor(today()), on=today())
    return found


def test_a_secretary_reads_what_waits_for_record_and_signature_of_the_own_branch(street: Street) -> None:
    held(street)
    members_meeting(street.sunny_first, on=today() - DAY, by=actor(today() - 2 * DAY), title="没记的会")
    secretary = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    page = at_home(secretary)
    assert ["1 次会议待记录" in page, "1 次会议待签批" in page] == [True, True]
    long_since = members_meeting(street.sunny_first, on=today() - 400 * DAY, title="早年的会")
    write(long_since)
    group = make_organisation("第一党小组", OrganisationKind.GROUP, street.sunny_first)
    write(make_gathering(group, part(GatheringKind.GROUP_MEETING, group), on=today() - DAY, title="小组的会"), by=actor(today()))
    address = re.findall(r'href="([^"]*state=unsigned[^"]*)"', secretary.get(reverse("home")).content.decode())[0]
    found = words(secretary.get(address.replace("&amp;", "&")))
    assert [one in found for one in ("小组的会", "早年的会", "共 2 次")] == [True, False, True]
    assert "2 次会议待签批" in at_home(secretary)
    officer = at_home(signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first)))
    assert ["1 次会议待记录" in officer, "待签批" in officer] == [True, False]
    community = at_home(signed_in(make_account("shequ", Role.COMMUNITY_SECRETARY, street.sunny)))
    assert "次会议待" not in community


def test_what_is_signed_waits_no_longer(street: Street) -> None:
    held(street, signed=True)
    assert "次会议待" not in at_home(signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first)))


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_two_queries(street: Street, count: int) -> None:
    make_person(street.sunny_first, "张三", by=actor(today()))
    client = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.sunny_first))
    before = queries(lambda: client.get(reverse("home")))
    for number in range(count):
        planned(street.sunny_first, GatheringKind.LECTURE, days=number)
    assert queries(lambda: client.get(reverse("home"))) - before == 0
