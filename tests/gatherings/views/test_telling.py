"""A meeting is told to one person: neutral outside, the notice inside, and on paper for whoever has no account."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import make_gathering, part
from tests.messages.telling import reader
from tests.register.factories import Street, actor, make_person, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import fields_of, refusals, said, send
from zhibu.access.terms import Role
from zhibu.gatherings.models import Gathering
from zhibu.gatherings.rules.telling import outside
from zhibu.gatherings.services.planning import cancel_gathering, move_gathering
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.messages.models import Message
from zhibu.messages.queries import Unreached, inbox_lines, unreached
from zhibu.register.models import Person
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db
WHY = "测试"
SOON = timedelta(days=3)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def secretary(street: Street) -> Client:
    return signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first, name="陈立"))


@pytest.fixture
def people(street: Street) -> list[Person]:
    """甲 and 乙 have an account, 丙 has none, 丁 had one that is closed."""
    return [make_person(street.sunny_first, name) for name in ("甲一", "乙一", "丙一", "丁一")]


@pytest.fixture
def accounts(street: Street, people: list[Person]) -> None:
    for number, person in enumerate(people[:2]):
        make_account(f"dangyuan{number}", Role.MEMBER, street.sunny_first, person=person)


def meeting(street: Street, *kinds: GatheringKind) -> Gathering:
    parts = [part(kind, street.sunny_first, topic="换届酝酿") for kind in kinds or (GatheringKind.MEMBERS_MEETING,)]
    return make_gathering(street.sunny_first, *parts, on=today() + SOON, by=actor(today()), place="党群服务中心")


def url(gathering: Gathering) -> str:
    return reverse("gathering_tell", args=[gathering.code])


def sent() -> list[tuple[str, str, str]]:
    found = Message.objects.unguarded(WHY).order_by("pk").select_related("person")
    return [(one.person.name if one.person else "", one.title, one.summary) for one in found]


@pytest.mark.usefixtures("accounts")
def test_one_is_told_and_nobody_else(street: Street, secretary: Client, people: list[Person]) -> None:
    gathering = meeting(street)
    assert "已发出。" in said(secretary, send(secretary, url(gathering), whom=[people[0].code]))
    day = gathering.on
    assert sent() == [("甲一", f"{day.month}月{day.day}日 14:00 有一个安排", "")]
    first, second = (reader(make_account(f"duzhe{number}", person=one)) for number, one in enumerate(people[2:]))
    assert [len(inbox_lines(one, today())) for one in (first, second)] == [0, 0]
    message = Message.objects.unguarded(WHY).get()
    assert ("换届酝酿" in message.body, message.shown_to) == (True, day + timedelta(days=1))
    assert Operation.objects.filter(act="message.publish").count() == 1


@pytest.mark.usefixtures("accounts")
def test_the_person_reads_it_and_a_colleague_with_the_same_grant_does_not(street: Street, secretary: Client, people: list[Person]) -> None:
    gathering = meeting(street)
    send(secretary, url(gathering), whom=[people[0].code])
    code = Message.objects.unguarded(WHY).get().code
    own = signed_in(make_account("ziji", person=people[0]))
    other = signed_in(make_account("tongshi", Role.BRANCH_OFFICER, street.sunny_first, person=people[1]))
    assert [one.get(reverse("message", args=[code])).status_code for one in (own, other)] == [200, 404]
    assert "本人（甲一）" in words(secretary.get(reverse("message", args=[code])))


@pytest.mark.usefixtures("accounts")
def test_who_has_no_account_is_named_for_the_paper_and_who_has_it_is_not_asked_again(
    street: Street, secretary: Client, people: list[Person]
) -> None:
    gathering = meeting(street)
    page = words(secretary.get(url(gathering)))
    assert "没有账号，打印通知送给本人 丙一 丁一" in page
    with nothing_written():
        assert len(refusals(send(secretary, url(gathering), whom=[people[2].code]))) == 1
    send(secretary, url(gathering), whom=[people[0].code, people[1].code])
    page = words(secretary.get(url(gathering)))
    assert ["没有可以发站内消息的人" in page, page.split("已经收到")[1].split()[:2]] == [True, ["甲一", "乙一"]]


@pytest.mark.usefixtures("accounts")
def test_what_was_moved_or_called_off_is_told_again(street: Street, secretary: Client, people: list[Person]) -> None:
    gathering = meeting(street)
    send(secretary, url(gathering), whom=[people[0].code])
    move_gathering(by=actor(today()), gathering=gathering, on=today() + SOON * 2, begins=None, ends=None, place="二楼会议室", reason="停电")
    send(secretary, url(gathering), whom=[people[0].code])
    cancel_gathering(by=actor(today()), gathering=gathering, reason="停电")
    send(secretary, url(gathering), whom=[people[0].code])
    first, second = today() + SOON, today() + SOON * 2
    assert sent() == [
        ("甲一", f"{first.month}月{first.day}日 14:00 有一个安排", ""),
        ("甲一", f"{second.month}月{second.day}日 有一个安排", "二楼会议室"),
        ("甲一", f"{second.month}月{second.day}日的安排取消", "二楼会议室"),
    ]


def test_nobody_is_ticked_by_himself(street: Street, secretary: Client, people: list[Person]) -> None:
    make_account("dangyuan", Role.MEMBER, street.sunny_first, person=people[0])
    gathering = meeting(street)
    assert fields_of(secretary, url(gathering)) == ["whom"]
    with nothing_written():
        assert len(refusals(send(secretary, url(gathering)))) == 1


def test_a_branch_beside_and_whoever_publishes_nothing_tell_nobody(street: Street, people: list[Person]) -> None:
    make_account("dangyuan", Role.MEMBER, street.sunny_first, person=people[0])
    gathering = meeting(street)
    beside = signed_in(make_account("pangbian", Role.BRANCH_SECRETARY, street.sunny_second))
    officer = signed_in(make_account("weiyuan", Role.BRANCH_OFFICER, street.sunny_first))
    for client, status in ((beside, 404), (officer, 403)):
        with nothing_written():
            assert send(client, url(gathering), whom=[people[0].code]).status_code == status
    assert url(gathering) not in officer.get(reverse("gathering_notice", args=[gathering.code])).content.decode()


@pytest.mark.usefixtures("accounts")
def test_the_paper_of_a_message_to_one_names_nobody_else(street: Street, secretary: Client, people: list[Person]) -> None:
    send(secretary, url(meeting(street)), whom=[people[0].code])
    message = Message.objects.unguarded(WHY).select_related("organisation").get()
    publisher = reader(make_account("shuji2", Role.BRANCH_SECRETARY, street.sunny_first))
    assert unreached(publisher, message) == Unreached()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_takes_as_many_queries_for_one_as_for_three(street: Street, secretary: Client, count: int) -> None:
    for number in range(count):
        person = make_person(street.sunny_first, f"丁{number}")
        make_account(f"dangyuan{number}", Role.MEMBER, street.sunny_first, person=person)
    gathering = meeting(street)
    assert queries(lambda: secretary.get(url(gathering))) == 21


def test_the_title_says_when_and_not_what() -> None:
    day = today().replace(month=7, day=3)
    assert outside(day, None, cancelled=False) == "7月3日 有一个安排"
    assert outside(day, None, cancelled=True) == "7月3日的安排取消"
