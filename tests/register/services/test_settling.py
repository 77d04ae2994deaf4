"""Proposals move nobody; notes are closed by whoever looked; both are settled once."""

from datetime import date

import pytest

from tests.register.factories import TODAY, Street, actor, make_person, make_street, person
from tests.register.state import codes, nothing_written, one_operation
from zhibu.kernel.decisions import Objection
from zhibu.register.models import CheckNote, MoveProposal
from zhibu.register.services.members import leave, note_checks
from zhibu.register.services.settling import close_note, propose_move, withdraw_proposal
from zhibu.register.services.tree import dissolve_organisation
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def test_a_proposal_moves_nobody_and_stands_once(street: Street) -> None:
    one = make_person(street.sunny_first)
    with one_operation("member.propose_move", about={("person", one.pk)}):
        first = propose_move(by=actor(), person=one, target=street.spring_first, note="已搬到春晖社区")
    with nothing_written():
        again = propose_move(by=actor(), person=one, target=street.spring_first)
    assert again.row_id == first.row_id
    assert person(one.pk).now_organisation_id == street.sunny_first.pk


def test_a_proposal_names_another_branch_that_exists(street: Street) -> None:
    one, gone = make_person(street.sunny_first, "甲"), make_person(street.sunny_first, "乙")
    leave(by=actor(), person=gone, how="left", on=TODAY)
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=TODAY)
    with nothing_written():
        assert codes(propose_move(by=actor(), person=one, target=street.sunny_first)) == ["same_branch"]
        assert codes(propose_move(by=actor(), person=one, target=street.sunny)) == ["no_branch"]
        assert codes(propose_move(by=actor(), person=one, target=street.spring_first)) == ["no_branch"]
        assert codes(propose_move(by=actor(), person=gone, target=street.sunny_second)) == ["not_on_roll"]


def test_a_proposal_is_settled_once(street: Street) -> None:
    one = make_person(street.sunny_first)
    done = propose_move(by=actor(), person=one, target=street.spring_first)
    proposal = MoveProposal.objects.unguarded("测试").get(pk=done.row_id)
    with one_operation("member.withdraw_move", about={("person", one.pk)}):
        withdraw_proposal(by=actor(), proposal=proposal, reason="本人不同意")
    with nothing_written():
        assert codes(withdraw_proposal(by=actor(date(2026, 6, 2)), proposal=proposal)) == ["settled"]
    settled = MoveProposal.objects.unguarded("测试").get(pk=done.row_id)
    assert (settled.state, settled.settled_on) == ("withdrawn", TODAY)
    assert propose_move(by=actor(), person=one, target=street.spring_first).row_id != done.row_id


def test_a_note_is_closed_once_and_the_value_stands(street: Street) -> None:
    one = make_person(street.sunny_first)
    with recording(actor(), "member.correct") as work:
        note_checks(work, one.pk, [Objection("very_old", "按出生日期推算已超过 120 岁。", field="birth_date")], TODAY)
    note = CheckNote.objects.unguarded("测试").get(person=one)
    with one_operation("member.checked", about={("person", one.pk)}):
        close_note(by=actor(), note=note)
    with nothing_written():
        assert codes(close_note(by=actor(), note=note)) == ["settled"]
    assert CheckNote.objects.unguarded("测试").get(person=one).closed_on == TODAY
