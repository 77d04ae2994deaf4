"""Somebody enters the register, is corrected, and goes; every act is one operation, a refused one leaves nothing."""

from datetime import date, timedelta
from typing import Any

import pytest

from tests.register.factories import LONG_SINCE, TODAY, Street, actor, identity_number, make_organisation, make_person, make_street, person
from tests.register.readers import reader_at
from tests.register.state import codes, fields, nothing_written, one_operation, spans
from zhibu.kernel.dates import FAR
from zhibu.kernel.decisions import Objection, Outcome
from zhibu.register.models import (
    CheckNote,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    MoveProposal,
    Organisation,
    Post,
)
from zhibu.register.sealed_fields import SEALED, open_field
from zhibu.register.services.facts import set_category, set_mark
from zhibu.register.services.members import correct_person, leave, register_person
from zhibu.register.services.posts import hold_post
from zhibu.register.services.settling import propose_move
from zhibu.register.services.tree import dissolve_organisation
from zhibu.register.terms.organisations import OrganisationKind, PostKind
from zhibu.register.terms.people import ManagementCategory as Category
from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.store.keys import key_store
from zhibu.trail.door import recording

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
TOMORROW = TODAY + timedelta(days=1)
NUMBER = identity_number(date(1985, 7, 1))
OTHER_NUMBER = identity_number(date(1985, 7, 1), 3)


@pytest.fixture
def street() -> Street:
    return make_street()


def opened(person_id: int, field: str) -> str:
    one = person(person_id)
    key = key_store().of([one.key_name])[one.key_name]
    return open_field(getattr(one, f"{field}_sealed"), field=field, key_name=one.key_name, key=key)


def register(
    branch: Organisation, *, on: date = MAY, status: Status = Status.FULL, checks: tuple[Objection, ...] = (), **facts: Any
) -> Outcome:
    return register_person(
        by=actor(), organisation=branch, status=status, facts={"name": "张三", **facts}, on=on, generated=True, checks=checks
    )


def test_somebody_enters_the_register_with_everything_that_is_known(street: Street) -> None:
    with one_operation("member.register"):
        done = register(street.sunny_first, id_number=NUMBER, phone="13800001234", birth_date=date(1985, 7, 1), month_only="joined_on")
    one = person(done.row_id)
    assert (one.code, one.name, one.initials, one.pinyin) == (f"R{one.pk:06d}", "张三", "zs", "zhangsan")
    assert (one.now_path, one.now_organisation_id, one.now_status) == (street.sunny_first.now_path, street.sunny_first.pk, "full")
    assert {field: opened(one.pk, field) for field in SEALED} == {
        "id_number": NUMBER, "phone": "13800001234", "landline": "", "residence": "", "household": "",
    }  # fmt: skip
    assert bytes(one.id_number_index or b"") == key_store().index_of_number(NUMBER)
    assert bytes(one.last_four_index or b"") == key_store().index_of_last_four(NUMBER[-4:])
    assert spans(Membership, one.pk, "organisation_id", "relation") == [(street.sunny_first.pk, "roll", MAY, FAR)]
    assert spans(MemberStatus, one.pk, "status") == [("full", MAY, FAR)]
    assert spans(MembershipState, one.pk, "state") == [("in_force", MAY, FAR)]


def test_an_applicant_has_no_membership_state_and_needs_no_category(street: Street) -> None:
    done = register(street.sunny_first, status=Status.APPLICANT)
    assert spans(MembershipState, done.row_id, "state") == []
    assert spans(ManagementCategory, done.row_id, "category") == []
    assert person(done.row_id).now_status == "applicant"


def test_what_should_be_looked_at_is_noted(street: Street) -> None:
    check = Objection("joined_under_18", "入党时 17 岁，不满 18 岁。", field="joined_on")
    done = register(street.sunny_first, checks=(check,))
    (note,) = CheckNote.objects.unguarded("测试").filter(person_id=done.row_id)
    assert (note.field, note.code, note.message, note.since, note.closed_on) == ("joined_on", "joined_under_18", check.message, TODAY, None)


def test_everything_against_a_registration_is_said_at_once(street: Street) -> None:
    make_person(street.sunny_first, "李四", id_number=NUMBER)
    with nothing_written():
        refused = register(street.sunny, on=TOMORROW, name=" ", id_number=NUMBER)
    assert codes(refused) == ["name_missing", "no_branch", "number_known", "future"]
    assert fields(refused) == ["name", "organisation", "id_number", "on"]
    assert all(objection.remedy for objection in refused.decision.objections)


def test_nobody_stands_on_a_roll_before_the_branch_is_known(street: Street) -> None:
    with nothing_written():
        assert codes(register(street.sunny_first, on=LONG_SINCE - timedelta(days=1))) == ["before_first"]
    assert register(street.sunny_first, on=LONG_SINCE).done


def test_a_number_that_is_known_leads_to_the_record_that_has_it(street: Street) -> None:
    known = make_person(street.sunny_first, "李四", id_number=NUMBER)
    with nothing_written():
        refused = register(street.sunny_second, id_number=NUMBER)
    (objection,) = refused.decision.objections
    assert objection.message == f"该身份号码已登记：李四（{known.code}，阳光社区第一党支部）。"


def test_whoever_has_the_number_out_of_reach_is_not_named(street: Street) -> None:
    make_person(street.spring_first, "李四", id_number=NUMBER)
    by = actor(reader=reader_at(street.sunny, "see_names", "edit_members"))
    with nothing_written():
        refused = register_person(
            by=by, organisation=street.sunny_first, status=Status.FULL, facts={"name": "张三", "id_number": NUMBER}, on=MAY
        )
    (objection,) = refused.decision.objections
    assert (objection.code, objection.message) == ("number_known", "该身份号码已登记在您负责范围之外。")
    assert "李四" not in objection.remedy


def test_the_same_form_sent_twice_registers_one_person(street: Street) -> None:
    assert register(street.sunny_first, birth_date=date(1985, 7, 1)).done
    with nothing_written():
        refused = register(street.sunny_first, birth_date=date(1985, 7, 1))
    assert codes(refused) == ["same_person"]


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ({}, {}, ["same_person"]),
        ({"birth_date": MAY}, {}, []),
        ({"id_number": NUMBER}, {}, ["same_person"]),
        ({}, {"id_number": NUMBER}, ["same_person"]),
        ({"id_number": NUMBER}, {"id_number": OTHER_NUMBER}, []),
    ],
)
def test_who_is_taken_for_the_same_person(street: Street, first: dict[str, Any], second: dict[str, Any], expected: list[str]) -> None:
    register(street.sunny_first, **first)
    assert codes(register(street.sunny_first, **second)) == expected
    assert register(street.sunny_second, **({} if "id_number" in second else second)).done


def test_nobody_is_registered_where_the_branch_was_dissolved_meanwhile(street: Street) -> None:
    old_page = street.spring_first
    dissolve_organisation(by=actor(), organisation=street.spring_first, on=MAY)
    with nothing_written():
        assert codes(register(old_page, on=MAY)) == ["dissolved"]


def test_a_correction_keeps_what_it_does_not_name(street: Street) -> None:
    one = make_person(street.sunny_first, id_number=NUMBER, phone="13800001234")
    with one_operation("member.correct", about={("person", one.pk)}):
        correct_person(
            by=actor(),
            person=one,
            facts={"name": "章三", "phone": "13900005678", "birth_date": date(1985, 7, 1), "month_only": "birth_date"},
        )
    fresh = person(one.pk)
    assert (fresh.name, fresh.birth_date, fresh.month_only) == ("章三", date(1985, 7, 1), "birth_date")
    assert fresh.sort_key != one.sort_key
    assert (opened(one.pk, "phone"), opened(one.pk, "id_number")) == ("13900005678", NUMBER)


def test_a_corrected_number_is_sealed_anew_and_found_anew(street: Street) -> None:
    one = make_person(street.sunny_first, id_number=NUMBER)
    correct_person(by=actor(), person=one, facts={"id_number": OTHER_NUMBER})
    fresh = person(one.pk)
    assert opened(one.pk, "id_number") == OTHER_NUMBER
    assert bytes(fresh.id_number_sealed or b"") != bytes(one.id_number_sealed or b"")
    assert bytes(fresh.id_number_index or b"") == key_store().index_of_number(OTHER_NUMBER)
    assert bytes(fresh.last_four_index or b"") == key_store().index_of_last_four(OTHER_NUMBER[-4:])


def test_the_same_correction_twice_writes_once_although_no_cipher_text_is_like_another(street: Street) -> None:
    one = make_person(street.sunny_first, id_number=NUMBER, phone="13800001234")
    with nothing_written():
        assert correct_person(by=actor(), person=one, facts={"name": "张三", "id_number": NUMBER, "phone": "13800001234"}).done


def test_a_phone_that_was_wrong_can_be_taken_out(street: Street) -> None:
    one = make_person(street.sunny_first, phone="13800001234")
    correct_person(by=actor(), person=one, facts={"phone": ""})
    assert person(one.pk).phone_sealed is None


def test_a_correction_settles_the_notes_on_its_fields_and_asks_nothing_twice(street: Street) -> None:
    check = Objection("joined_under_18", "入党时 17 岁，不满 18 岁。", field="joined_on")
    one = person(register(street.sunny_first, checks=(check,), joined_on=date(2002, 1, 1)).row_id)
    correct_person(by=actor(), person=one, facts={"joined_on": date(2002, 2, 1)}, checks=(check,))
    notes = CheckNote.objects.unguarded("测试").filter(person=one).values_list("field", "closed_on")
    assert list(notes) == [("joined_on", TODAY)]


def test_a_number_is_not_corrected_into_that_of_another(street: Street) -> None:
    make_person(street.sunny_first, "李四", id_number=NUMBER)
    one = make_person(street.sunny_first)
    with nothing_written():
        refused = correct_person(by=actor(), person=one, facts={"name": "", "id_number": NUMBER})
    assert codes(refused) == ["name_missing", "number_known"]


def test_what_was_forgotten_is_not_corrected(street: Street) -> None:
    one = make_person(street.sunny_first)
    key_store().destroy([one.key_name], on="2026-06-01")
    with nothing_written():
        assert codes(correct_person(by=actor(), person=one, facts={"name": "李四"})) == ["destroyed"]


@pytest.mark.parametrize("how", ["left", "died", "expelled", "cancelled", "corrected"])
def test_whoever_goes_takes_status_category_marks_and_posts_along(street: Street, how: str) -> None:
    one = make_person(street.sunny_first)
    group = make_organisation("一组", OrganisationKind.GROUP, street.sunny_first)
    set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2020, 1, 1))
    hold_post(by=actor(), person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=date(2020, 1, 1))
    propose_move(by=actor(), person=one, target=street.spring_first)
    with one_operation(f"member.{how}", about={("person", one.pk)}):
        leave(by=actor(), person=one, how=how, on=MAY)
    assert group.pk
    assert spans(Membership, one.pk, "ending") == [(how, LONG_SINCE, MAY)]
    assert [spans(model, one.pk) for model in (MemberStatus, MembershipState, ManagementCategory)] == [[(LONG_SINCE, MAY)]] * 3
    assert [spans(model, one.pk) for model in (Mark, Post)] == [[(date(2020, 1, 1), MAY)]] * 2
    assert [proposal.state for proposal in MoveProposal.objects.unguarded("测试").filter(person=one)] == ["withdrawn"]
    fresh = person(one.pk)
    assert (fresh.now_organisation_id, fresh.now_status, fresh.now_category, fresh.now_path) == (None, "", "", street.sunny_first.now_path)


def test_nobody_leaves_twice(street: Street) -> None:
    one = make_person(street.sunny_first)
    leave(by=actor(), person=one, how="left", on=MAY)
    with nothing_written():
        assert codes(leave(by=actor(), person=one, how="left", on=MAY)) == ["not_on_roll"]


@pytest.mark.parametrize(
    ("on", "expected"), [(LONG_SINCE, ["too_early"]), (LONG_SINCE - timedelta(days=1), ["not_on_roll"]), (TOMORROW, ["future"])]
)
def test_a_day_on_which_nobody_can_leave(street: Street, on: date, expected: list[str]) -> None:
    one = make_person(street.sunny_first)
    with nothing_written():
        assert codes(leave(by=actor(), person=one, how="left", on=on)) == expected


def test_a_category_that_began_after_the_last_day_never_held(street: Street) -> None:
    one = make_person(street.sunny_first)
    set_category(by=actor(), person=one, category=Category.RETIRED, on=date(2026, 5, 20))
    leave(by=actor(), person=one, how="left", on=MAY)
    assert spans(ManagementCategory, one.pk, "category") == [("resident", LONG_SINCE, MAY)]


def test_whoever_came_again_is_not_sent_away_from_the_second_stay_by_an_earlier_date(street: Street) -> None:
    one = make_person(street.sunny_first, on=date(2005, 1, 1))
    leave(by=actor(), person=one, how="left", on=date(2010, 1, 1))
    add_second_stay(one.pk, street.spring_first, date(2015, 1, 1))
    with nothing_written():
        assert codes(leave(by=actor(), person=one, how="left", on=date(2008, 1, 1))) == ["came_again"]


def add_second_stay(person_id: int, branch: Organisation, on: date) -> None:
    with recording(actor(), "import.rosters") as work:
        work.add(Membership, person_id=person_id, organisation_id=branch.pk, relation="roll", valid_from=on, valid_to=FAR)
