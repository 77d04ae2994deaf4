"""Leaving, being received, contact, coming back; the search and its end."""

from datetime import date, timedelta

import pytest

from tests.register.factories import TODAY, Street, actor, make_person, make_street
from tests.team.floating.people import SINCE, away, lost
from zhibu.cases import services as cases
from zhibu.cases.models import Case, CaseText
from zhibu.cases.rules.acts import Deed
from zhibu.cases.services.forgetting import FORGOTTEN, forget_texts
from zhibu.cases.terms import Status
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Outcome
from zhibu.register.models import Mark, Membership, MembershipState, Person
from zhibu.register.services.hosting import float_back, float_out, receive
from zhibu.register.services.undo import take_back
from zhibu.team.floating.models import Contact, Registration
from zhibu.team.floating.queries.one import floating_of
from zhibu.team.floating.rules.procedure import WAYS
from zhibu.team.floating.services import Reached, found_again, open_search, record_contact, record_registration
from zhibu.team.floating.terms import Channel, ContactKind, RegistrationKind, Way
from zhibu.trail.models import Operation

pytestmark = pytest.mark.django_db

WHY = "测试"


@pytest.fixture
def street() -> Street:
    return make_street()


def codes(outcome: Outcome) -> list[str]:
    return [one.code for one in outcome.decision.objections]


def reached(street: Street, on: date = TODAY, **facts: object) -> Reached:
    given = {"on": on, "way": Way.PHONE, "by_whom": "王书记", "organisation": street.sunny_first} | facts
    return Reached(**given)  # type: ignore[arg-type]  # keywords of a test


def test_whoever_leaves_is_marked_and_received_while_the_relationship_stays(street: Street) -> None:
    person = away(street, host=street.spring_first)
    one = floating_of(person, TODAY)
    assert one.out is not None
    assert (one.out.since, one.out.detail) == (SINCE, "外省某市")
    assert one.home is not None
    assert one.host is not None
    assert (one.home.id, one.host.id) == (street.sunny_first.pk, street.spring_first.pk)


def test_where_to_is_asked_only_where_nobody_here_receives(street: Street) -> None:
    person = make_person(street.sunny_first, "周未定")
    assert codes(float_out(by=actor(), person=person, on=SINCE, where=" ")) == ["where_missing"]
    assert not Mark.objects.unguarded(WHY).exists()
    assert float_out(by=actor(), person=person, on=SINCE, where="", host=street.spring_first).done
    assert Mark.objects.unguarded(WHY).get().detail == str(street.spring_first)


def test_the_own_branch_cannot_receive_its_member_and_nothing_is_written(street: Street) -> None:
    person = make_person(street.sunny_first, "周原地")
    assert codes(float_out(by=actor(), person=person, on=SINCE, where="本市", host=street.sunny_first)) == ["own_branch"]
    assert not Mark.objects.unguarded(WHY).exists()
    assert not Membership.objects.unguarded(WHY).filter(relation="host").exists()


def test_only_whoever_is_away_is_received(street: Street) -> None:
    person = make_person(street.sunny_first, "周在家")
    assert codes(receive(by=actor(), person=person, host=street.spring_first, on=SINCE)) == ["not_away"]
    assert not Membership.objects.unguarded(WHY).filter(relation="host").exists()


def test_another_organisation_receives_from_a_later_day(street: Street) -> None:
    person = away(street, host=street.spring_first)
    later = SINCE + timedelta(days=60)
    assert receive(by=actor(), person=person, host=street.sunny_second, on=later).done
    hosts = Membership.objects.unguarded(WHY).filter(relation="host").order_by("valid_from")
    assert list(hosts.values_list("organisation_id", "valid_from", "valid_to")) == [
        (street.spring_first.pk, SINCE, later),
        (street.sunny_second.pk, later, FAR),
    ]


def test_coming_back_ends_the_mark_and_the_host_on_the_same_day(street: Street) -> None:
    person = away(street, host=street.spring_first)
    assert float_back(by=actor(), person=person, on=TODAY, reason="已经回来").done
    assert Mark.objects.unguarded(WHY).get().valid_to == TODAY
    assert Membership.objects.unguarded(WHY).get(relation="host").valid_to == TODAY
    assert codes(float_back(by=actor(), person=person, on=TODAY, reason="已经回来")) == ["not_away"]


def test_a_registration_of_the_same_day_is_mended_not_doubled(street: Street) -> None:
    person = away(street)
    for number in ("A1", "A2"):
        done = record_registration(by=actor(), person=person, kind=RegistrationKind.HOME, channel=Channel.NATIONAL, on=TODAY, number=number)
        assert done.done
    assert list(Registration.objects.unguarded(WHY).values_list("kind", "number")) == [("home", "A2")]


def test_contact_is_recorded_once_with_day_way_and_who(street: Street) -> None:
    person = away(street)
    for _ in range(2):
        assert record_contact(by=actor(), person=person, reached=reached(street)).done
    row = Contact.objects.unguarded(WHY).get()
    assert (row.on, row.way, row.by_whom, row.kind, row.organisation_id) == (TODAY, "phone", "王书记", "contact", street.sunny_first.pk)
    assert floating_of(person, TODAY).last(ContactKind.CONTACT) == TODAY


def test_leaving_by_mistake_is_taken_back_with_mark_and_host(street: Street) -> None:
    away(street, host=street.spring_first)
    assert take_back(by=actor(), operation=Operation.objects.latest("pk"), reason="登记有误").done
    assert not Mark.objects.unguarded(WHY).exists()
    assert not Membership.objects.unguarded(WHY).filter(relation="host").exists()


def test_contact_before_leaving_after_today_without_a_name_or_with_somebody_here_is_refused(street: Street) -> None:
    person, here = away(street), make_person(street.sunny_first, "周在家")
    early, late = SINCE - timedelta(days=1), TODAY + timedelta(days=1)
    assert codes(record_contact(by=actor(), person=person, reached=reached(street, early))) == ["before"]
    assert codes(record_contact(by=actor(), person=person, reached=reached(street, late, by_whom=" "))) == ["after_today", "by_missing"]
    assert codes(record_contact(by=actor(), person=here, reached=reached(street))) == ["not_away"]
    assert not Contact.objects.unguarded(WHY).exists()


def test_contact_of_an_earlier_absence_does_not_count_for_this_one(street: Street) -> None:
    person = away(street)
    assert record_contact(by=actor(), person=person, reached=reached(street, SINCE + timedelta(days=5))).done
    assert float_back(by=actor(), person=person, on=SINCE + timedelta(days=10), reason="已经回来").done
    assert float_out(by=actor(), person=person, on=SINCE + timedelta(days=90), where="外省某县").done
    assert floating_of(person, TODAY).last(ContactKind.CONTACT) is None


def searched(street: Street) -> tuple[Person, Case]:
    person = lost(street)
    assert open_search(by=actor(), person=person, last_contact="去年春节通过电话").done
    return person, Case.objects.unguarded(WHY).get()


def test_a_search_names_nobody_and_is_held_by_the_branch(street: Street) -> None:
    person, case = searched(street)
    assert (case.title, case.subject_code) == (f"联系查找（编号 {person.code}）", person.code)
    assert case.now_holder_id == street.sunny_first.pk
    assert sorted(case.now_steps.split(",")) == sorted(key for key, _, _ in WAYS)


def test_only_whoever_cannot_be_reached_is_looked_for_and_once_at_a_time(street: Street) -> None:
    person, case = searched(street)
    assert codes(open_search(by=actor(), person=person)) == ["searched"]
    assert codes(open_search(by=actor(), person=away(street))) == ["not_lost"]
    assert list(Case.objects.unguarded(WHY).values_list("code", flat=True)) == [case.code]


def step(case: Case, key: str, texts: dict[str, str]) -> None:
    fresh = Case.objects.unguarded(WHY).get(pk=case.pk)
    done = cases.act(by=actor(), case=fresh, seen=fresh.now_last, deed=Deed(key, TODAY, texts), organisation=None)
    assert codes(done) == []


def ended(case: Case) -> Case:
    """Every way was tried, and people have decided."""
    for key, _, _ in WAYS:
        step(case, key, {"result": "其兄王某某电话无人接听"})
    for document in ("official_letter", "decision"):
        assert cases.register_document(by=actor(), case=case, document=document, on=TODAY, kept_at="党支部铁柜").done
    step(case, "weigh", {"result": "不发函"})
    step(case, "decide", {"opinion": "继续联系"})
    step(case, "close", {})
    return Case.objects.unguarded(WHY).get(pk=case.pk)


def test_a_search_to_its_end_leaves_membership_and_mark_as_they_were(street: Street) -> None:
    person, case = searched(street)
    assert ended(case).now_state == Status.DONE
    assert list(MembershipState.objects.unguarded(WHY).filter(person=person).values_list("state", flat=True)) == ["in_force"]
    assert floating_of(person, TODAY).lost is not None


def test_what_was_written_of_others_is_destroyed_when_the_day_after_the_end_is_over(street: Street) -> None:
    _, case = searched(street)
    ended(case)
    assert forget_texts(by=actor(TODAY + timedelta(days=1))) == 0
    assert CaseText.objects.unguarded(WHY).filter(case=case).exists()
    assert forget_texts(by=actor(TODAY + timedelta(days=2))) == 1
    assert not CaseText.objects.unguarded(WHY).filter(case=case).exists()
    assert Case.objects.unguarded(WHY).get(pk=case.pk).title == FORGOTTEN


def test_whoever_is_found_again_is_marked_no_more_and_the_search_ends(street: Street) -> None:
    person, case = searched(street)
    assert found_again(by=actor(), person=person, reached=reached(street)).done
    assert floating_of(person, TODAY).lost is None
    assert Contact.objects.unguarded(WHY).get().on == TODAY
    assert Case.objects.unguarded(WHY).get(pk=case.pk).now_state == Status.CANCELLED


def test_a_refusal_of_being_found_changes_nothing(street: Street) -> None:
    person, case = searched(street)
    assert codes(found_again(by=actor(), person=person, reached=reached(street, TODAY, by_whom=""))) == ["by_missing"]
    assert floating_of(person, TODAY).lost is not None
    assert not Contact.objects.unguarded(WHY).exists()
    assert Case.objects.unguarded(WHY).get(pk=case.pk).now_state == Status.OPEN
