"""A street's own value: proposed by one, decided by another, from a day on; own mistakes of the day are taken back."""

from datetime import date, timedelta

import pytest

from tests.access.cast import make_account
from tests.parameters.desks import BASIS, NOTICE, WHY, Desks, accepted, acting, make_desks, proposal, proposed, spans
from tests.register.factories import actor, make_person
from tests.register.state import codes, last_operation, one_operation, trail_size
from zhibu.access.models import AccountOwner
from zhibu.access.terms import Role
from zhibu.kernel.clock import today
from zhibu.kernel.dates import FAR
from zhibu.parameters import services
from zhibu.parameters.models import LocalParameter, ParameterProposal
from zhibu.parameters.queries import local_values
from zhibu.register.services.undo import take_back
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry

pytestmark = pytest.mark.django_db

DAY = date(2026, 3, 1)
LATER = date(2026, 5, 1)


@pytest.fixture
def desks() -> Desks:
    return make_desks()


def test_a_proposal_changes_nothing_yet(desks: Desks) -> None:
    with one_operation("parameter.propose"):
        found = proposal(proposed(desks, "90", on=DAY))
    assert (found.value, found.valid_from, found.basis, found.state, found.proposed_by) == ("90", DAY, BASIS, "open", "周敏")
    assert local_values([desks.place.now_path], on=LATER).of(desks.place.now_path) == {}


def test_what_is_accepted_holds_from_its_day_on_for_everything_below(desks: Desks) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    with one_operation("parameter.accept"):
        services.decide(by=acting(desks.secretary), proposal=found, accepts=True)
    fresh = ParameterProposal.objects.unguarded(WHY).get()
    assert (fresh.state, fresh.decided_by, fresh.decided_on) == ("accepted", "刘志远", today())
    branch = desks.street.sunny_first.now_path
    known = {day: local_values([branch], on=day).of(branch) for day in (DAY - timedelta(days=1), DAY)}
    assert [{name: one.value for name, one in found.items()} for found in known.values()] == [{}, {NOTICE: 90}]
    assert known[DAY][NOTICE].basis == BASIS


def test_a_value_gives_way_to_the_next_one_and_the_default_comes_back(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    accepted(desks, "120", on=LATER)
    assert spans(desks.place) == [("90", DAY, LATER), ("120", LATER, FAR)]
    accepted(desks, "", on=date(2026, 6, 1))
    assert spans(desks.place) == [("90", DAY, LATER), ("120", LATER, date(2026, 6, 1))]
    assert local_values([desks.place.now_path], on=date(2026, 6, 1)).of(desks.place.now_path) == {}


def test_what_is_declined_changes_nothing_and_says_why(desks: Desks) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    with one_operation("parameter.decline", about={("parameter_proposal", found.pk)}):
        services.decide(by=acting(desks.secretary), proposal=found, accepts=False, answer="今年不改")
    assert (proposal_state(found), spans(desks.place)) == (("declined", "今年不改"), [])


def test_what_is_withdrawn_stays_in_the_history(desks: Desks) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    with one_operation("parameter.withdraw"):
        services.withdraw(by=acting(desks.clerk), proposal=found, reason="写错了")
    assert proposal_state(found) == ("withdrawn", "写错了")
    assert codes(services.withdraw(by=acting(desks.clerk), proposal=found)) == ["not_open"]
    assert proposed(desks, "100", on=DAY).done


def proposal_state(found: ParameterProposal) -> tuple[str, str]:
    return ParameterProposal.objects.unguarded(WHY).values_list("state", "answer").get(pk=found.pk)


def test_one_proposal_at_a_time_for_each_parameter(desks: Desks) -> None:
    assert proposed(desks, "90", on=DAY).done
    assert codes(proposed(desks, "100", on=DAY)) == ["waiting"]
    assert proposed(desks, "60", on=DAY, name="probation.notice_days").done


@pytest.mark.parametrize(
    ("typed", "on", "basis", "refused"),
    [
        ("999", DAY, BASIS, ["out_of_bounds"]),
        ("180", DAY, BASIS, ["same_value"]),
        ("", DAY, BASIS, ["no_own_value"]),
        ("90", date(2018, 10, 27), BASIS, ["before_rule"]),
        ("90", DAY, "  ", ["basis_missing"]),
    ],
)
def test_a_refusal_writes_nothing(desks: Desks, typed: str, on: date, basis: str, refused: list[str]) -> None:
    before = trail_size()
    assert codes(proposed(desks, typed, on=on, basis=basis)) == refused
    assert (trail_size(), ParameterProposal.objects.unguarded(WHY).count()) == (before, 0)


def test_nobody_decides_an_own_proposal(desks: Desks) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    before = trail_size()
    assert codes(services.decide(by=acting(desks.clerk), proposal=found, accepts=True)) == ["own_proposal"]
    assert (trail_size(), spans(desks.place)) == (before, [])


def test_nobody_decides_an_own_proposal_by_another_account(desks: Desks) -> None:
    me = make_person(desks.street.sunny_first, "周敏")
    with recording(actor(), "account.owner") as work:
        work.add(AccountOwner, account_id=desks.clerk.pk, person_id=me.pk)
    other = make_account("zhoumin2", Role.STREET_SECRETARY, desks.place, name="周敏", person=me)
    found = proposal(proposed(desks, "90", on=DAY))
    assert codes(services.decide(by=acting(other), proposal=found, accepts=True)) == ["own_proposal"]


def test_what_two_pages_decide_at_once_is_decided_once(desks: Desks) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    assert services.decide(by=acting(desks.secretary), proposal=found, accepts=True).done
    assert codes(services.decide(by=acting(desks.secretary), proposal=found, accepts=False, answer="不改")) == ["not_open"]
    assert proposal_state(found) == ("accepted", "")


def test_a_value_that_no_longer_differs_is_not_accepted(desks: Desks) -> None:
    below = proposal(proposed(desks, "90", on=DAY, place=desks.street.sunny))
    accepted(desks, "90", on=DAY)
    before = trail_size()
    assert codes(services.decide(by=acting(desks.secretary), proposal=below, accepts=True)) == ["same_value"]
    assert (trail_size(), spans(desks.street.sunny)) == (before, [])


def test_the_nearest_organisation_above_counts(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    accepted(desks, "30", on=DAY, place=desks.street.sunny)
    found = local_values([desks.place.now_path], on=LATER)
    places = (desks.place, desks.street.sunny, desks.street.sunny_first, desks.street.spring_first, desks.street.district)
    assert [{name: one.value for name, one in found.of(one.now_path).items()} for one in places] == [
        {NOTICE: 90},
        {NOTICE: 30},
        {NOTICE: 30},
        {NOTICE: 90},
        {},
    ]


def test_nothing_begins_on_or_before_a_value_that_was_decided_already(desks: Desks) -> None:
    accepted(desks, "90", on=LATER)
    assert codes(proposed(desks, "100", on=DAY)) == ["later_value"]
    assert codes(proposed(desks, "100", on=LATER)) == ["later_value"]
    assert proposed(desks, "100", on=LATER + timedelta(days=1)).done


def test_an_own_decision_of_today_is_taken_back_and_the_value_before_stands_again(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    accepted(desks, "120", on=LATER)
    operation = last_operation()
    assert take_back(by=acting(desks.secretary), operation=operation).done
    assert spans(desks.place) == [("90", DAY, FAR)]
    states = ParameterProposal.objects.unguarded(WHY).order_by("pk").values_list("state", "decided_by")
    assert list(states) == [("accepted", "刘志远"), ("open", "")]


def test_what_was_done_about_another_parameter_does_not_stand_in_the_way(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    operation = last_operation()
    accepted(desks, "60", on=DAY, name="probation.notice_days")
    assert take_back(by=acting(desks.secretary), operation=operation).done
    assert spans(desks.place) == []


def test_a_decision_on_which_a_later_one_was_built_stays(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    operation = last_operation()
    accepted(desks, "120", on=LATER)
    assert codes(take_back(by=acting(desks.secretary), operation=operation)) == ["built_on"]
    assert spans(desks.place) == [("90", DAY, LATER), ("120", LATER, FAR)]


def test_a_proposal_is_taken_back_while_nobody_has_decided(desks: Desks) -> None:
    proposed(desks, "90", on=DAY)
    assert take_back(by=acting(desks.clerk), operation=last_operation()).done
    assert ParameterProposal.objects.unguarded(WHY).count() == 0
    proposed(desks, "90", on=DAY)
    operation = last_operation()
    services.decide(by=acting(desks.secretary), proposal=ParameterProposal.objects.unguarded(WHY).get(), accepts=True)
    assert codes(take_back(by=acting(desks.clerk), operation=operation)) == ["built_on"]


def test_the_trail_says_where_it_stands(desks: Desks) -> None:
    accepted(desks, "90", on=DAY)
    found = AuditEntry.objects.filter(subject_kind__in=("parameter_proposal", "local_parameter")).order_by("pk")
    assert {(entry.subject_kind, entry.path, entry.sealed) for entry in found} == {
        ("parameter_proposal", desks.place.now_path, False),
        ("local_parameter", desks.place.now_path, False),
    }


def test_a_command_may_do_it_too(desks: Desks) -> None:
    found = proposal(proposed(desks, "90", on=DAY))
    assert services.decide(by=actor(today()), proposal=found, accepts=True).done
    assert LocalParameter.objects.unguarded(WHY).get().proposal_id == found.pk
