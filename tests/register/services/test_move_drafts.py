"""Draft transfers: for one or for many, all or none; what was declined is remembered, and nobody is moved."""

from datetime import date

import pytest

from tests.register.factories import TODAY, Street, actor, make_person, make_street, organisation, person
from tests.register.state import codes, last_operation, nothing_written, one_operation
from zhibu.register.models import MoveProposal, Organisation, Person
from zhibu.register.services.members import leave
from zhibu.register.services.move_drafts import Wanted, accept_moves, decline_moves, reconsider_move
from zhibu.register.services.settling import propose_move, withdraw_proposal
from zhibu.register.services.tree import dissolve_organisation
from zhibu.register.services.undo import take_back

pytestmark = pytest.mark.django_db

ARTICLE = "《党员教育管理工作条例》第二十五条"


@pytest.fixture
def street() -> Street:
    return make_street()


def by_rule(one: Person, target: Organisation | None) -> Wanted:
    """What the rule says of somebody."""
    return Wanted(one, target, note="已离退休", article=ARTICLE, grounds="residence.retired retired Z5")


def proposals() -> list[MoveProposal]:
    return list(MoveProposal.objects.unguarded("测试").order_by("pk"))


def test_accepting_opens_drafts_in_one_operation_and_moves_nobody(street: Street) -> None:
    people = [make_person(street.sunny_first, name) for name in ("甲", "乙")]
    with one_operation("member.accept_move", about={("person", one.pk) for one in people}):
        assert codes(accept_moves(by=actor(), wanted=[by_rule(one, street.spring_first) for one in people])) == []
    assert [(one.state, one.origin_id, one.target_id, one.source, one.article, one.accepted_on, one.settled_on) for one in proposals()] == [
        ("accepted", street.sunny_first.pk, street.spring_first.pk, "rule", ARTICLE, TODAY, None)
    ] * 2
    assert {person(one.pk).now_organisation_id for one in people} == {street.sunny_first.pk}


def test_a_row_that_waits_becomes_the_draft_with_the_branch_that_was_chosen(street: Street) -> None:
    one = make_person(street.sunny_first)
    row_id = propose_move(by=actor(), person=one, target=street.spring_first, source="import").row_id
    accept_moves(by=actor(), wanted=[Wanted(one, street.sunny_second, row_id)])
    (draft,) = proposals()
    assert (draft.pk, draft.state, draft.source, draft.target_id) == (row_id, "accepted", "import", street.sunny_second.pk)


def test_one_that_cannot_be_keeps_all_of_them_and_every_objection_is_named(street: Street) -> None:
    sound, nowhere, there, gone = (make_person(street.sunny_first, name) for name in ("甲", "乙", "丙", "丁"))
    leave(by=actor(), person=gone, how="left", on=TODAY)
    dissolve_organisation(by=actor(), organisation=street.sunny_second, on=TODAY)
    wanted = [
        by_rule(sound, street.spring_first),
        by_rule(nowhere, None),
        by_rule(there, organisation(street.sunny_second.pk)),
        by_rule(gone, street.spring_first),
    ]
    with nothing_written():
        outcome = accept_moves(by=actor(), wanted=wanted)
    assert [(one.code, one.message[0]) for one in outcome.decision.objections] == [
        ("no_target", "乙"),
        ("no_branch", "丙"),
        ("not_on_roll", "丁"),
    ]


def test_nobody_has_two_drafts(street: Street) -> None:
    one = make_person(street.sunny_first)
    with nothing_written():
        twice = accept_moves(by=actor(), wanted=[by_rule(one, street.spring_first), by_rule(one, street.sunny_second)])
    assert codes(twice) == ["twice", "twice"]
    accept_moves(by=actor(), wanted=[by_rule(one, street.spring_first)])
    with nothing_written():
        assert codes(accept_moves(by=actor(), wanted=[by_rule(one, street.sunny_second)])) == ["drafted"]
        assert codes(decline_moves(by=actor(), wanted=[by_rule(one, None)], reason="不合适")) == ["drafted"]
        assert propose_move(by=actor(), person=one, target=street.spring_first).row_id == proposals()[0].pk


def test_what_somebody_else_has_settled_is_settled(street: Street) -> None:
    one = make_person(street.sunny_first)
    row_id = propose_move(by=actor(), person=one, target=street.spring_first).row_id
    withdraw_proposal(by=actor(), proposal=proposals()[0])
    with nothing_written():
        assert codes(accept_moves(by=actor(), wanted=[Wanted(one, street.spring_first, row_id)])) == ["settled"]
        assert codes(decline_moves(by=actor(), wanted=[Wanted(one, None, row_id)], reason="不合适")) == ["settled"]


def test_declining_needs_a_reason_and_keeps_it_with_what_it_stood_on(street: Street) -> None:
    one = make_person(street.sunny_first)
    with nothing_written():
        assert codes(decline_moves(by=actor(), wanted=[by_rule(one, None)], reason="  ")) == ["reason_missing"]
    with one_operation("member.decline_move", about={("person", one.pk)}):
        decline_moves(by=actor(), wanted=[by_rule(one, None)], reason="还任着书记")
    (row,) = proposals()
    assert (row.state, row.target_id, row.answer, row.grounds, row.settled_on) == (
        "withdrawn",
        None,
        "还任着书记",
        "residence.retired retired Z5",
        TODAY,
    )


def test_what_was_declined_can_be_asked_again(street: Street) -> None:
    one, other = make_person(street.sunny_first, "甲"), make_person(street.sunny_first, "乙")
    decline_moves(by=actor(), wanted=[by_rule(one, None)], reason="还任着书记")
    propose_move(by=actor(), person=other, target=street.spring_first, source="import")
    derived, waits = proposals()
    with nothing_written():
        assert codes(reconsider_move(by=actor(), proposal=waits)) == ["settled"]
    withdraw_proposal(by=actor(), proposal=waits, reason="没有搬家")
    for row in (derived, waits):
        with one_operation("member.reconsider_move"):
            assert codes(reconsider_move(by=actor(), proposal=row)) == []
        with nothing_written():
            assert codes(reconsider_move(by=actor(), proposal=row)) == ["settled"]
    assert [(row.state, row.grounds, row.answer) for row in proposals()] == [("withdrawn", "", "还任着书记"), ("open", "", "")]


def test_a_branch_that_has_gone_meanwhile_is_not_asked_again(street: Street) -> None:
    one = make_person(street.sunny_first)
    propose_move(by=actor(), person=one, target=street.spring_first, source="import")
    withdraw_proposal(by=actor(), proposal=proposals()[0])
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=TODAY)
    with nothing_written():
        assert codes(reconsider_move(by=actor(), proposal=proposals()[0])) == ["no_branch"]


def test_a_draft_is_cancelled_with_its_reason_or_ends_with_leaving(street: Street) -> None:
    people = [make_person(street.sunny_first, name) for name in ("甲", "乙")]
    accept_moves(by=actor(), wanted=[by_rule(one, street.spring_first) for one in people])
    withdraw_proposal(by=actor(), proposal=proposals()[0], reason="本人不同意")
    leave(by=actor(), person=people[1], how="left", on=TODAY)
    assert [(row.state, row.answer, row.settled_on) for row in proposals()] == [
        ("withdrawn", "本人不同意", TODAY),
        ("withdrawn", "", TODAY),
    ]


def test_who_accepted_takes_it_back_the_same_day(street: Street) -> None:
    people = [make_person(street.sunny_first, name) for name in ("甲", "乙")]
    accept_moves(by=actor(), wanted=[by_rule(one, street.spring_first) for one in people])
    done = last_operation()
    with nothing_written():
        assert codes(take_back(by=actor(date(2026, 6, 2)), operation=done)) == ["not_today"]
    assert codes(take_back(by=actor(), operation=done)) == []
    assert proposals() == []
