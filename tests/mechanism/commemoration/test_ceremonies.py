"""A ceremony is prepared, seated, printed; its figures come from the records."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, time, timedelta
from io import BytesIO

import pytest
from django.http import HttpResponseBase
from django.test import Client
from django.urls import reverse
from docx import Document

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import members_meeting
from tests.mechanism.honours.granted import DAY, WHY, honour
from tests.register.factories import Street, actor, make_person, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.models import AgendaItem, Gathering, Part
from zhibu.gatherings.rules.agenda import Item
from zhibu.gatherings.services.adjusting import adjust_part
from zhibu.gatherings.services.planning import cancel_gathering
from zhibu.kernel.clock import today
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.commemoration.models import Ceremony, Guest
from zhibu.mechanism.commemoration.queries.ceremony import Shown, shown
from zhibu.mechanism.commemoration.queries.figures import figures_of
from zhibu.mechanism.commemoration.rules.programme import Line, begin_with
from zhibu.mechanism.commemoration.services import preparing
from zhibu.mechanism.commemoration.services.forgetting import forget_guests
from zhibu.mechanism.commemoration.terms import GuestKind, LineKind, Occasion
from zhibu.mechanism.honours.services.granted import Given, enter_received
from zhibu.mechanism.honours.terms import Level, Receiver
from zhibu.register.models import Organisation
from zhibu.register.services.tree import dissolve_organisation

pytestmark = pytest.mark.django_db

Queries = Callable[[int], AbstractContextManager[object]]
READER = SystemReader("测试")
JULY_FIRST = date(2026, 7, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def ceremony_at(host: Organisation, on: date = JULY_FIRST) -> Ceremony:
    begin = preparing.Begin(str(Occasion.JULY_FIRST), on, time(9), "礼堂")
    done = preparing.begin_ceremony(by=actor(), host=host, begin=begin, lines=begin_with(begin.occasion, []))
    assert done.done
    return Ceremony.objects.unguarded(WHY).select_related("gathering__host").get(pk=done.row_id)


def told(ceremony: Ceremony) -> Shown:
    return shown(READER, Ceremony.objects.unguarded(WHY).select_related("gathering__host").get(pk=ceremony.pk))


def titles(ceremony: Ceremony) -> list[str]:
    return [one.line.title for one in told(ceremony).lines]


def _file(response: HttpResponseBase) -> bytes:
    return b"".join(getattr(response, "streaming_content", ()))


def test_a_ceremony_is_a_gathering_whose_agenda_is_its_programme(street: Street, clerk: Client) -> None:
    honour(street.street, person=make_person(street.sunny_first, "龚䶮"))
    on = max(JULY_FIRST, today())
    asked = {"occasion": "july_first", "organisation": street.street.code, "on": on.isoformat(), "begins": "09:00", "token": "x" * 24}
    first, again = (clerk.post(reverse("ceremony_new"), asked) for _ in range(2))
    made = Gathering.objects.unguarded(WHY).get()
    assert (first["Location"], again["Location"]) == (reverse("ceremony", args=[made.code]),) * 2
    items = list(AgendaItem.objects.unguarded(WHY).order_by("number").values_list("title", flat=True))
    assert ("重温入党誓词" in items, "颁发：优秀共产党员（1）" in items) == (True, on - DAY < timedelta(days=365))


def test_an_occasion_is_prepared_once_a_day_until_it_is_called_off(street: Street, clerk: Client) -> None:
    asked = {"occasion": "july_first", "organisation": street.street.code, "on": "2027-07-01", "token": "x" * 24}
    made = clerk.post(reverse("ceremony_new"), asked)
    refused = clerk.post(reverse("ceremony_new"), {**asked, "token": "y" * 24})
    (first,) = Gathering.objects.unguarded(WHY).values_list("code", flat=True)
    assert (refused.status_code, f"这一天已经在筹备“2027年庆“七一”大会”（{first}）。" in refused.content.decode()) == (422, True)
    assert reverse("ceremony_cancel", args=[first]) in clerk.get(made["Location"]).content.decode()
    assert clerk.post(reverse("ceremony_cancel", args=[first]), {"reason": ""}).status_code == 422
    assert clerk.post(reverse("ceremony_cancel", args=[first]), {"reason": "改为另一种形式"})["Location"] == made["Location"]
    page = clerk.get(made["Location"]).content.decode()
    assert ("已取消 · " in page, reverse("ceremony_cancel", args=[first]) in page) == (True, False)
    assert clerk.post(reverse("ceremony_new"), {**asked, "token": "y" * 24}).status_code == 302
    assert Gathering.objects.unguarded(WHY).count() == 2


def test_lines_are_put_elsewhere_added_and_dropped(street: Street) -> None:
    ceremony = ceremony_at(street.street)
    before = titles(ceremony)
    assert preparing.set_line(by=actor(), ceremony=ceremony, line=Line(LineKind.PERFORMANCE, "合唱"), at=2).done
    assert preparing.drop_line(by=actor(), ceremony=ceremony, number=1).done
    assert titles(ceremony) == ["合唱", *before[1:]]


def test_the_gatherings_own_page_leaves_the_programme_alone(street: Street) -> None:
    part = Part.objects.unguarded(WHY).select_related("gathering").get(gathering_id=ceremony_at(street.street).gathering_id)
    done = adjust_part(by=actor(), part=part, facts={}, items=[Item("别的", "", None, "")], holders=[], of=[])
    assert {one.code for one in done.decision.objections} == {"topic"}


def test_honours_are_given_once_at_the_first_ceremony_after_them(street: Street) -> None:
    honour(street.street, person=make_person(street.sunny_first, "张三"))
    honour(street.street, person=make_person(street.sunny_first, "李四"), decided_on=JULY_FIRST + timedelta(days=9))
    july, august = ceremony_at(street.street), ceremony_at(street.street, date(2026, 8, 1))
    assert [[one.name for one in told(each).honours] for each in (july, august)] == [["张三"], ["李四"]]


@pytest.mark.parametrize("number", [1, 3])
def test_a_ceremony_reads_as_often_for_three_as_for_one(street: Street, django_assert_num_queries: Queries, number: int) -> None:
    ceremony = ceremony_at(street.street)
    for at in range(number):
        honour(street.street, person=make_person(street.sunny_first, f"李四{'甲乙丙'[at]}"))
    guests = [(f"来宾{at}", "区里") for at in range(number)]
    assert preparing.invite(by=actor(), ceremony=ceremony, kind=str(GuestKind.LEADER), guests=guests).done
    with django_assert_num_queries(7):
        found = shown(READER, ceremony)
    assert (len(found.honours), len(found.guests)) == (number, number)


def test_guests_receivers_and_delegations_get_seats_and_two_change_them(street: Street, clerk: Client) -> None:
    ceremony = ceremony_at(street.street)
    row = honour(street.street, person=make_person(street.sunny_first, "龚䶮"))
    code = ceremony.gathering.code
    for _ in range(2):
        clerk.post(reverse("ceremony_guests", args=[code]), {"kind": "leader", "names": "许国梁 区委组织部\n\n彭雪"})
    clerk.post(reverse("ceremony_delegations", args=[code]), {f"o{street.sunny.pk}": "2", f"o{street.spring.pk}": ""})
    clerk.post(reverse("ceremony_hall", args=[code]), {"rows": "4", "seats": "5"})
    first = Guest.objects.unguarded(WHY).get(name="许国梁")
    swapped = clerk.post(reverse("ceremony_swap", args=[code]), {"first": f"g{first.pk}", "second": f"h{row.pk}"})
    assert swapped.status_code == 302
    plan = told(ceremony).plan
    assert [[one.name for one in plan.row(number) if one] for number in (1, 2, 3)] == [
        ["龚䶮", "彭雪"],
        ["许国梁"],
        [str(street.sunny)] * 2,
    ]
    page = clerk.get(reverse("ceremony_seats", args=[code])).content.decode()
    assert "1—2 座" in page
    assert clerk.post(reverse("ceremony_seats_reset", args=[code])).status_code == 302
    assert [one.name for one in told(ceremony).plan.row(1) if one] == ["许国梁", "彭雪"]


def test_the_hosts_outline_has_names_in_order_and_no_prose(street: Street, clerk: Client) -> None:
    honour(street.street, person=make_person(street.sunny_first, "龚䶮"))
    ceremony = ceremony_at(street.street)
    line = Line(LineKind.AWARDING, "颁发优秀共产党员", "书记", 5, "excellent_member")
    assert preparing.set_line(by=actor(), ceremony=ceremony, line=line, at=1).done
    made = clerk.get(reverse("ceremony_paper", args=[ceremony.gathering.code, "outline", "docx"]))
    words = [one.text for one in Document(BytesIO(_file(made))).paragraphs]
    assert words[3:6] == ["1. 颁发优秀共产党员　09:00", "人员：书记", f"上台：龚䶮（{street.sunny_first}）"]


@pytest.mark.parametrize(
    ("kind", "ending", "beginning"),
    [
        ("programme", "pdf", b"%PDF"),
        ("programme", "docx", b"PK"),
        ("outline", "pdf", b"%PDF"),
        ("seats", "pdf", b"%PDF"),
        ("cards", "pdf", b"%PDF"),
        ("figures", "docx", b"PK"),
    ],
)
def test_each_paper_is_made(street: Street, clerk: Client, kind: str, ending: str, beginning: bytes) -> None:
    ceremony = ceremony_at(street.street)
    preparing.invite(by=actor(), ceremony=ceremony, kind="guest", guests=[("方㛃", "")])
    preparing.set_hall(by=actor(), ceremony=ceremony, rows=2, seats=4)
    made = _file(clerk.get(reverse("ceremony_paper", args=[ceremony.gathering.code, kind, ending])))
    assert made[: len(beginning)] == beginning


def test_a_paper_of_no_such_format_is_none(street: Street, clerk: Client) -> None:
    address = reverse("ceremony_paper", args=[ceremony_at(street.street).gathering.code, "seats", "docx"])
    assert clerk.get(address).status_code == 404


def test_figures_say_how_they_are_worked_out(street: Street) -> None:
    make_person(street.sunny_first, "张三")
    members_meeting(street.sunny_first)
    honour(street.street, organisation=street.sunny_first)
    found = {one.label: one.value for one in figures_of(READER, street.street, on=JULY_FIRST, today=JULY_FIRST)}
    assert [found[label] for label in ("党员", "支部党员大会", "获得先进党组织", "上级荣誉")] == ["1 人", "0 次", "1 个", "0 项"]
    assert all(one.how for one in figures_of(READER, street.street, on=JULY_FIRST, today=JULY_FIRST))


def test_honours_from_above_are_told_by_level_and_lead_to_the_year(street: Street) -> None:
    for level, title in ((Level.DISTRICT, "全区先进党组织"), (Level.CITY, "全市示范点"), (Level.CITY, "全市先进集体")):
        given = Given(Receiver.ORGANISATION, street.sunny.pk, street.sunny.pk, level, "上级", title, date(2026, 5, 30))
        assert enter_received(by=actor(JULY_FIRST), given=given).done
    (told,) = [one for one in figures_of(READER, street.street, on=JULY_FIRST, today=JULY_FIRST) if one.label == "上级荣誉"]
    assert (told.value, told.how.rpartition("：")[2]) == ("3 项", "市级 2 项、区级 1 项")
    assert told.source == ("roll", {"on": "2026-07-01", "within": street.street.code, "year": "2026", "kind": "received"}, ())


def test_honours_from_above_are_read_out_where_they_belong(street: Street) -> None:
    """Whoever prepares the ceremony of a community may see more than it."""
    for place in (street.sunny, street.spring):
        given = Given(Receiver.ORGANISATION, place.pk, place.pk, Level.CITY, "中共新州市委", "全市先进", DAY)
        assert enter_received(by=actor(JULY_FIRST), given=given).done
    read = {host.code: [one.name for one in told(ceremony_at(host)).received] for host in (street.street, street.sunny)}
    assert read == {street.street.code: [street.sunny.now_name, street.spring.now_name], street.sunny.code: [street.sunny.now_name]}


def test_an_organisation_that_was_dissolved_is_counted_until_then(street: Street) -> None:
    def organisations(day: date) -> str:
        told = figures_of(READER, street.street, on=day, today=JULY_FIRST)
        return next(one.value for one in told if one.label == "党组织")

    before = organisations(JULY_FIRST)
    done = dissolve_organisation(by=actor(JULY_FIRST), organisation=street.sunny_second, on=JULY_FIRST)
    assert (done.done, organisations(JULY_FIRST - timedelta(days=1))) == (True, before)
    assert int(organisations(JULY_FIRST).split()[0]) == int(before.split()[0]) - 1


def test_what_was_called_off_is_not_changed_any_more(street: Street) -> None:
    ceremony = ceremony_at(street.street)
    assert cancel_gathering(by=actor(), gathering=ceremony.gathering, reason="改期").done
    before = titles(ceremony)
    refused = [
        preparing.drop_line(by=actor(), ceremony=ceremony, number=1),
        preparing.invite(by=actor(), ceremony=ceremony, kind="guest", guests=[("甲", "")]),
        preparing.set_hall(by=actor(), ceremony=ceremony, rows=1, seats=1),
    ]
    assert [[one.code for one in done.decision.objections] for done in refused] == [["cancelled"]] * 3
    assert (titles(ceremony), Guest.objects.unguarded(WHY).count()) == (before, 0)


def test_a_member_sees_no_guests_and_no_seats(street: Street) -> None:
    ceremony = ceremony_at(street.street)
    preparing.invite(by=actor(), ceremony=ceremony, kind="guest", guests=[("许国梁", "")])
    member = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first))
    answers = [member.get(reverse(name, args=[ceremony.gathering.code])) for name in ("ceremony", "ceremony_seats")]
    assert [("许国梁" in one.content.decode(), one.status_code) for one in answers] == [(False, 403), (False, 403)]


def test_guests_are_forgotten_a_year_after_the_ceremony(street: Street) -> None:
    old, new = ceremony_at(street.street, date(2025, 5, 1)), ceremony_at(street.street)
    for ceremony, name in ((old, "旧客"), (new, "新客")):
        assert preparing.invite(by=actor(), ceremony=ceremony, kind="guest", guests=[(name, "")]).done
    assert forget_guests(by=actor(date(2027, 1, 10))) == 1
    assert list(Guest.objects.unguarded(WHY).values_list("name", flat=True)) == ["新客"]
