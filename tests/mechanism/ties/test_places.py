"""Who is linked to which places; a visit from there in one tap; what goes on the street's date."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.gatherings.meetings import make_gathering, part
from tests.register.factories import TODAY, Street, actor, make_person, make_street
from zhibu.access.terms import Role, act_to_take_back
from zhibu.cases.models import Case
from zhibu.gatherings.models import Gathering, Holding, Minutes, Part
from zhibu.gatherings.services.minutes import write_minutes
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR, months_after
from zhibu.kernel.decisions import Outcome
from zhibu.mechanism.ties.forgetting import forget_visits
from zhibu.mechanism.ties.models import Link, LinkedPlace, PlaceVisit
from zhibu.mechanism.ties.services import Linker, Matter, add_link, add_place, end_link, open_matter, visit_place
from zhibu.mechanism.ties.terms import FORGOTTEN, PlaceKind
from zhibu.register.models import Organisation, Person
from zhibu.register.services.undo import take_back
from zhibu.register.services.units import add_unit
from zhibu.register.terms.units import Ownership
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

WHY = "测试"
SINCE = date(2026, 1, 10)


@pytest.fixture
def street() -> Street:
    return make_street()


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.decision.objections]


def place(home: Organisation, name: str = "3号楼2单元", *, person: Person | None = None, post: str = "社区网格员") -> LinkedPlace:
    done = add_place(
        by=actor(), organisation=home, kind=PlaceKind.STAIRWELL, name=name, linker=Linker(person, "" if person else post), on=SINCE
    )
    assert done.done
    return LinkedPlace.objects.unguarded(WHY).get(pk=done.row_id)


def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def test_a_place_stands_with_its_first_link(street: Street) -> None:
    found = place(street.sunny)
    assert (found.code, found.kind, found.name) == (f"L{found.pk:06d}", "stairwell", "3号楼2单元")
    assert list(Link.objects.unguarded(WHY).values_list("place_id", "post", "valid_from", "valid_to")) == [
        (found.pk, "社区网格员", SINCE, FAR)
    ]


@pytest.mark.parametrize(
    ("kind", "name", "post", "refused"),
    [
        (PlaceKind.STAIRWELL, "3号楼2单元501", "网格员", ["household"]),
        (PlaceKind.STAIRWELL, " ", "", ["name_missing", "who_missing"]),
        (PlaceKind.UNIT, "没有的单位", "网格员", ["no_unit"]),
    ],
)
def test_a_household_a_nameless_place_or_an_unknown_unit_is_refused_and_nothing_stands(
    street: Street, kind: PlaceKind, name: str, post: str, refused: list[str]
) -> None:
    assert codes(add_place(by=actor(), organisation=street.sunny, kind=kind, name=name, linker=Linker(post=post), on=SINCE)) == refused
    assert not LinkedPlace.objects.unguarded(WHY).exists()


def test_a_unit_is_one_of_the_registers(street: Street) -> None:
    made = add_unit(by=actor(), facts={"name": "云溪小学", "ownership": Ownership.SCHOOL.value}, place=street.sunny, on=SINCE)
    assert made.done
    done = add_place(by=actor(), organisation=street.sunny, kind=PlaceKind.UNIT, name="云溪小学", linker=Linker(post="副书记"), on=SINCE)
    assert LinkedPlace.objects.unguarded(WHY).get(pk=done.row_id).unit_id == made.row_id


def test_the_same_place_or_link_twice_is_refused(street: Street) -> None:
    person = make_person(street.sunny_first)
    found = place(street.sunny, person=person)
    again = add_place(
        by=actor(), organisation=street.sunny, kind=PlaceKind.STAIRWELL, name="3号楼2单元", linker=Linker(post="副书记"), on=SINCE
    )
    assert codes(again) == ["known"]
    assert codes(add_link(by=actor(), place=found, linker=Linker(person), on=TODAY)) == ["linked"]


def test_a_link_ends_after_it_has_begun_and_once(street: Street) -> None:
    found = place(street.sunny)
    link = Link.objects.unguarded(WHY).get(place=found)
    assert codes(end_link(by=actor(), link=link, on=SINCE)) == ["too_early"]
    assert end_link(by=actor(), link=link, on=TODAY).done
    assert codes(end_link(by=actor(), link=link, on=TODAY)) == ["ended"]


def test_a_link_recorded_by_mistake_is_taken_back_by_whoever_records(street: Street) -> None:
    found = place(street.sunny)
    assert add_link(by=actor(), place=found, linker=Linker(post="副书记"), on=TODAY).done
    assert take_back(by=actor(), operation=Operation.objects.latest("pk"), reason="登记有误").done
    assert list(Link.objects.unguarded(WHY).values_list("post", flat=True)) == ["社区网格员"]
    assert act_to_take_back("organisation.link") == "record_gatherings"


def test_a_visit_from_a_place_is_a_gathering_with_everything_filled_in_and_once(street: Street) -> None:
    found = place(street.sunny)
    for _ in range(2):
        assert visit_place(by=actor(), place=found, on=TODAY, recorder="王芳", token="t" * 20).done
    made = Gathering.objects.unguarded(WHY).get()
    assert (made.place, made.on, made.host_id) == ("3号楼2单元", TODAY, street.sunny.pk)
    assert list(Part.objects.unguarded(WHY).values_list("kind", "recorder")) == [("visit", "王芳")]
    assert PlaceVisit.objects.unguarded(WHY).get().gathering_id == made.pk


def test_a_visit_or_a_matter_that_names_a_household_is_refused(street: Street) -> None:
    found = place(street.sunny)
    assert codes(visit_place(by=actor(), place=found, on=TODAY, topic="看望501室老人")) == ["household"]
    assert codes(open_matter(by=actor(), organisation=street.sunny, matter=Matter("漏水", "2单元501漏水", TODAY))) == ["household"]
    assert not Gathering.objects.unguarded(WHY).exists()
    assert not Case.objects.unguarded(WHY).exists()


def test_one_tap_on_the_page_makes_the_visit_and_leads_to_it(street: Street) -> None:
    found = place(street.sunny)
    client = clerk(street)
    form = client.get(reverse("linked_place_visit", args=[found.code])).context["page"].form
    sent = {name: form[name].value() or "" for name in form.fields}
    answer = client.post(reverse("linked_place_visit", args=[found.code]), sent)
    assert answer["Location"] == reverse("gathering", args=[Gathering.objects.unguarded(WHY).get().code])


def test_the_page_of_a_place_says_who_when_and_what_is_open(street: Street) -> None:
    found = place(street.sunny)
    made = visit_place(by=actor(), place=found, on=TODAY)
    code = Gathering.objects.unguarded(WHY).get(pk=made.row_id).code
    assert open_matter(by=actor(), organisation=street.sunny, matter=Matter("楼道灯不亮", "看不见", TODAY), visit=code).done
    client = clerk(street)
    page = client.get(reverse("linked_place", args=[found.code])).content.decode()
    assert ["社区网格员" in page, TODAY.isoformat() in page, "楼道灯不亮" in page] == [True, True, True]
    assert "1 件" in client.get(reverse("ties")).content.decode()


def test_the_list_finds_places_by_who_is_linked_to_them_now(street: Street) -> None:
    person = make_person(street.sunny_first, "王芳")
    place(street.sunny, person=person)
    ended = place(street.sunny, "5号楼1单元", person=person)
    place(street.sunny, "6号楼1单元")
    assert end_link(by=actor(), link=Link.objects.unguarded(WHY).get(place=ended), on=TODAY).done
    page = clerk(street).get(reverse("ties"), {"q": "王芳"}).content.decode()
    assert ["3号楼2单元" in page, "5号楼1单元" in page, "6号楼1单元" in page] == [True, False, False]


def test_ones_own_places_stand_on_the_start_page_and_nobody_elses(street: Street) -> None:
    person = make_person(street.sunny_first, "王芳")
    place(street.sunny, person=person)
    place(street.sunny, "5号楼1单元")
    own = signed_in(make_account("wang", Role.COMMUNITY_SECRETARY, street.sunny, person=person))
    page = own.get(reverse("my_links")).content.decode()
    assert ["3号楼2单元" in page, "5号楼1单元" in page, "去走访" in page] == [True, False, True]
    assert reverse("my_links") in own.get(reverse("home")).content.decode()


def test_the_notice_on_the_wall_names_posts_and_nobody(street: Street) -> None:
    person = make_person(street.sunny_first, "王芳", phone="13800001234")
    found = place(street.sunny, person=person)
    assert add_link(by=actor(), place=found, linker=Linker(post="社区网格员"), on=TODAY).done
    page = clerk(street).get(reverse("linked_place_notice", args=[found.code])).content.decode()
    paper = page[page.index("on-paper") : page.index("data-print")]
    assert ["社区网格员" in paper, "王芳" in paper, "1380000" in paper] == [True, False, False]


def test_another_community_finds_no_place_and_writes_nothing(street: Street) -> None:
    found = place(street.sunny)
    link = Link.objects.unguarded(WHY).get()
    stranger = signed_in(make_account("lin", Role.COMMUNITY_SECRETARY, street.spring))
    names = ("linked_place", "linked_place_visit", "linked_place_notice", "linked_place_link")
    assert [stranger.get(reverse(name, args=[found.code])).status_code for name in names] == [404] * len(names)
    ending = reverse("linked_place_link_end", args=[found.code, link.pk])
    assert stranger.post(ending, {"on": today().isoformat()}).status_code == 404
    assert stranger.post(reverse("linked_place_visit", args=[found.code]), {"on": today().isoformat()}).status_code == 404
    assert "3号楼2单元" not in stranger.get(reverse("ties")).content.decode()
    assert (Link.objects.unguarded(WHY).get().valid_to, Gathering.objects.unguarded(WHY).exists()) == (FAR, False)


def test_a_secretary_of_the_street_sees_and_does_not_record(street: Street) -> None:
    found = place(street.sunny)
    secretary = signed_in(make_account("shuji", Role.STREET_SECRETARY, street.street))
    asked = [secretary.get(reverse(name, args=[found.code])).status_code for name in ("linked_place", "linked_place_visit")]
    assert asked == [200, 403]


def test_no_list_searches_what_was_written_at_a_visit(street: Street) -> None:
    make_gathering(street.sunny, part(GatheringKind.VISIT, street.sunny, topic="看望独居老人"), on=today())
    client = clerk(street)
    assert "还没有" in client.get(reverse("gatherings"), {"q": "独居老人"}).content.decode() or not list(
        client.get(reverse("gatherings"), {"q": "独居老人"}).context["listing"].rows
    )


def visited(found: LinkedPlace, on: date) -> Gathering:
    made = visit_place(by=actor(), place=found, on=on, topic="听听居民的事")
    gathering = Gathering.objects.unguarded(WHY).get(pk=made.row_id)
    of_it = Part.objects.unguarded(WHY).select_related("gathering").get(gathering=gathering)
    assert write_minutes(by=actor(), part=of_it, text="走了三个楼层").done
    return gathering


def test_words_of_visits_go_on_the_streets_date_and_that_there_was_one_stays(street: Street) -> None:
    found = place(street.sunny)
    old, young = visited(found, date(2026, 1, 12)), visited(found, date(2026, 5, 12))
    over = months_after(old.on, 24) + timedelta(days=1)
    assert forget_visits(by=actor(over - timedelta(days=1))) == 0
    assert forget_visits(by=actor(over)) == 1
    assert forget_visits(by=actor(over)) == 0
    kept = dict(Part.objects.unguarded(WHY).values_list("gathering_id", "topic"))
    assert kept == {old.pk: FORGOTTEN, young.pk: "听听居民的事"}
    texts = dict(Minutes.objects.unguarded(WHY).values_list("gathering_id", "text"))
    assert texts == {old.pk: FORGOTTEN, young.pk: "走了三个楼层"}
    assert list(PlaceVisit.objects.unguarded(WHY).values_list("gathering_id", flat=True)) == [young.pk]
    assert Holding.objects.unguarded(WHY).filter(kind="visit").count() == 2


def test_a_list_of_one_costs_as_many_queries_as_one_of_three(street: Street, django_assert_num_queries: pytest.FixtureRequest) -> None:
    client, asked = clerk(street), reverse("ties")
    visited(place(street.sunny), TODAY)
    client.get(asked)
    assert callable(django_assert_num_queries)
    with django_assert_num_queries(11):
        client.get(asked)
    for name in ("5号楼1单元", "6号楼1单元"):
        visited(place(street.sunny, name), TODAY)
    client.get(asked)
    with django_assert_num_queries(11):
        client.get(asked)
