"""An own act of the same day can be taken back: every row stands as it stood, and the trail keeps both."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import transaction

from tests.register.factories import (
    TODAY,
    Street,
    actor,
    identity_number,
    make_organisation,
    make_person,
    make_street,
    organisation,
    person,
)
from tests.register.readers import TestReader
from tests.register.state import codes, every_row, last_operation, nothing_written, one_operation
from zhibu.accounts.models import Account
from zhibu.kernel.clock import now
from zhibu.kernel.decisions import Objection, Outcome
from zhibu.register.models import CheckNote, Community, MoveProposal, Organisation, Person, Post, ResidentUnit
from zhibu.register.services import communities, facts, groups, members, move_drafts, organisations, posts, settling, tree, units
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.undo import take_back
from zhibu.register.terms.education import Education
from zhibu.register.terms.occupation import Occupation
from zhibu.register.terms.organisations import KindReading, PostKind
from zhibu.register.terms.organisations import OrganisationKind as Kind
from zhibu.register.terms.people import ManagementCategory, MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.trail.models import AuditEntry, Operation

pytestmark = pytest.mark.django_db

MAY = date(2026, 5, 1)
SINCE = date(2020, 1, 1)
NUMBER = identity_number(date(1985, 7, 1))
BY = actor()


@pytest.fixture
def street() -> Street:
    """A street in which something of everything is recorded."""
    street = make_street()
    one, other = make_person(street.sunny_first, "甲", phone="13800001234"), make_person(street.sunny_first, "乙")
    group = make_organisation("一组", Kind.GROUP, street.sunny_first)
    groups.join_group(by=BY, person=one, group=group, on=SINCE)
    posts.hold_post(by=BY, person=one, organisation=street.sunny_first, kind=PostKind.SECRETARY, on=SINCE)
    facts.set_mark(by=BY, person=one, mark=MarkKind.FLOATING_OUT, on=SINCE)
    facts.set_education(by=BY, person=one, level=Education.JUNIOR_COLLEGE, facts={}, on=SINCE)
    settling.propose_move(by=BY, person=one, target=street.spring_first)
    members.correct_person(by=BY, person=other, facts={"name": "乙"}, checks=[Objection("very_old", "核实", field="birth_date")])
    communities.add_community(by=BY, organisation=street.sunny, name="阳光社区", residents_committee="阳光社区居民委员会")
    units.add_unit(by=BY, facts={"name": "超市"}, place=street.sunny_first, on=SINCE, head_count=9, organisation=street.sunny_first)
    make_person(street.spring_first, "申请人", status=Status.APPLICANT, category=None)
    return street


def named(name: str) -> int:
    return Person.objects.unguarded("测试").get(name=name).pk


Act = Callable[[Street], Outcome]
ACTS: dict[str, Act] = {
    "found": lambda s: organisations.found_organisation(by=BY, name="新", kind=KindReading(Kind.BRANCH), parent=s.sunny, on=MAY),
    "rename": lambda s: organisations.rename_organisation(by=BY, organisation=s.sunny_first, name="朝阳", short_name="朝", on=MAY),
    "change kind": lambda s: organisations.change_kind(by=BY, organisation=s.sunny_second, kind=KindReading(Kind.GENERAL_BRANCH), on=MAY),
    "correct organisation": lambda s: organisations.correct_organisation(
        by=BY, organisation=s.sunny_first, facts={"official_code": "012345678901", "contact": "王"}
    ),
    "move": lambda s: tree.move_organisation(by=BY, organisation=s.sunny, parent=s.spring, on=MAY),
    "merge": lambda s: tree.merge_organisation(by=BY, organisation=s.sunny_first, into=s.sunny_second, on=MAY),
    "split": lambda s: tree.split_organisation(
        by=BY, organisation=s.sunny_first, name="新", short_name="", person_ids=[named("甲")], on=MAY
    ),
    "dissolve": lambda s: tree.dissolve_organisation(by=BY, organisation=s.sunny_second, on=MAY),
    "register": lambda s: members.register_person(
        by=BY, organisation=s.sunny_first, status=Status.FULL, facts={"name": "丙", "id_number": NUMBER, "phone": "13900005678"}, on=MAY
    ),
    "correct": lambda _: members.correct_person(by=BY, person=person(named("甲")), facts={"name": "佳", "phone": "", "id_number": NUMBER}),
    "correct what is noted": lambda _: members.correct_person(by=BY, person=person(named("乙")), facts={"birth_date": MAY}),
    "leave": lambda _: members.leave(by=BY, person=person(named("甲")), how="died", on=MAY),
    "status": lambda _: facts.set_status(by=BY, person=person(named("申请人")), status=Status.PROBATIONARY, on=MAY),
    "category": lambda _: facts.set_category(by=BY, person=person(named("甲")), category=ManagementCategory.RETIRED, on=MAY),
    "mark": lambda _: facts.set_mark(by=BY, person=person(named("甲")), mark=MarkKind.ABROAD, on=MAY, detail="日本"),
    "mark ends": lambda _: facts.end_mark(by=BY, person=person(named("甲")), mark=MarkKind.FLOATING_OUT, on=SINCE),
    "education": lambda _: facts.set_education(by=BY, person=person(named("甲")), level=Education.UNIVERSITY, facts={}, on=MAY),
    "occupation": lambda _: facts.set_occupation(by=BY, person=person(named("甲")), job=Occupation.RETIRED, on=MAY),
    "post": lambda s: posts.hold_post(by=BY, person=person(named("乙")), organisation=s.sunny, kind=PostKind.SECRETARY, on=MAY),
    "post ends": lambda _: posts.end_post(by=BY, post=Post.objects.unguarded("测试").get(), on=MAY),
    "group": lambda _: groups.join_group(by=BY, person=person(named("乙")), group=organisation(named_group()), on=MAY),
    "group left": lambda _: groups.leave_group(by=BY, person=person(named("甲")), on=MAY),
    "proposal": lambda s: settling.propose_move(by=BY, person=person(named("乙")), target=s.spring_first),
    "proposal withdrawn": lambda _: settling.withdraw_proposal(by=BY, proposal=MoveProposal.objects.unguarded("测试").get()),
    "proposal accepted": lambda s: move_drafts.accept_moves(by=BY, wanted=[waiting(s.sunny_second)]),
    "proposal declined": lambda _: move_drafts.decline_moves(by=BY, wanted=[waiting(None)], reason="不合适"),
    "note closed": lambda _: settling.close_note(by=BY, note=CheckNote.objects.unguarded("测试").get()),
    "merge persons": lambda _: merge_persons(by=BY, keep=person(named("乙")), other=person(named("甲"))),
    "unit": lambda s: units.add_unit(by=BY, facts={"name": "银行"}, place=s.sunny, on=MAY, head_count=3, organisation=s.sunny_first),
    "unit corrected": lambda s: units.correct_unit(by=BY, unit=the_unit(), facts={"name": "商场"}, place=s.sunny, on=MAY, head_count=7),
    "unit closed": lambda _: units.close_unit(by=BY, unit=the_unit(), on=MAY),
    "community": lambda s: communities.add_community(by=BY, organisation=s.spring, name="春晖社区", residents_committee="春晖居委会"),
    "community corrected": lambda _: communities.correct_community(
        by=BY, community=Community.objects.unguarded("测试").get(), name="阳光里"
    ),
}


def waiting(target: Organisation | None) -> move_drafts.Wanted:
    """The proposal that waits."""
    row = MoveProposal.objects.unguarded("测试").get()
    return move_drafts.Wanted(person(row.person_id), target, row.pk)


def named_group() -> int:
    return Organisation.objects.unguarded("测试").get(now_kind="group").pk


def the_unit() -> ResidentUnit:
    return ResidentUnit.objects.unguarded("测试").get()


@pytest.mark.parametrize("act", ACTS.values(), ids=ACTS.keys())
def test_every_row_stands_as_it_stood(street: Street, act: Act) -> None:
    before = every_row()
    assert codes(act(street)) == []
    assert every_row() != before
    done = last_operation()
    with one_operation("trail.take_back"):
        assert codes(take_back(by=BY, operation=done, reason="登记有误")) == []
    assert every_row() == before
    undoing = last_operation()
    assert (undoing.undoes_id, undoing.reason) == (done.pk, "登记有误")


@pytest.mark.parametrize("act", ["merge", "leave", "merge persons", "split"])
def test_what_was_taken_back_can_be_done_again(street: Street, act: str) -> None:
    ACTS[act](street)
    once = comparable(every_row())
    take_back(by=BY, operation=last_operation())
    assert codes(ACTS[act](make_again(street))) == []
    assert comparable(every_row()) == once


def make_again(street: Street) -> Street:
    """The same organisations as they stand now."""
    return Street(*(organisation(getattr(street, name).pk) for name in Street.__slots__))


def comparable(rows: dict[str, dict[int, dict[str, object]]]) -> dict[str, int]:
    """Numbers of rows differ the second time; how many there are doesn't."""
    return {table: len(found) for table, found in rows.items()}


def test_both_stay_in_the_trail(street: Street) -> None:
    ACTS["rename"](street)
    done = last_operation()
    entries = AuditEntry.objects.count()
    take_back(by=BY, operation=done)
    assert AuditEntry.objects.filter(operation=done).count() == 1
    assert AuditEntry.objects.count() == entries + 1


def test_nothing_is_taken_back_twice_and_an_undoing_never(street: Street) -> None:
    ACTS["rename"](street)
    done = last_operation()
    take_back(by=BY, operation=done)
    undoing = last_operation()
    with nothing_written():
        assert codes(take_back(by=BY, operation=done)) == ["undone"]
        assert codes(take_back(by=BY, operation=undoing)) == ["undoing"]


def test_only_the_own_act_of_the_same_day(street: Street) -> None:
    account = Account(username="clerk", display_name="干事", password="x", password_changed_at=now(), created_at=now())
    account.save()
    ACTS["rename"](street)
    done = last_operation()
    tomorrow = actor(TODAY + timedelta(days=1), reader=TestReader(account_id=account.pk, everywhere=True))
    with nothing_written():
        assert codes(take_back(by=tomorrow, operation=done)) == ["not_own", "not_today"]
    assert take_back(by=tomorrow, operation=done, whole_import=True).done


def test_what_was_built_on_stays(street: Street) -> None:
    ACTS["rename"](street)
    renamed = last_operation()
    organisations.rename_organisation(by=BY, organisation=street.sunny_first, name="再改", short_name="", on=TODAY)
    with nothing_written():
        assert codes(take_back(by=BY, operation=renamed)) == ["built_on"]
    take_back(by=BY, operation=last_operation())
    assert take_back(by=BY, operation=renamed).done


def test_an_end_is_not_taken_back_when_the_superior_has_moved_since(street: Street) -> None:
    ACTS["dissolve"](street)
    done = last_operation()
    tree.move_organisation(by=BY, organisation=organisation(street.sunny.pk), parent=street.spring, on=TODAY)
    with nothing_written():
        assert codes(take_back(by=BY, operation=done)) == ["built_on"]


def test_a_move_is_not_taken_back_when_the_old_superior_has_gone(street: Street) -> None:
    tree.move_organisation(by=BY, organisation=street.spring_first, parent=street.sunny, on=MAY)
    done = last_operation()
    tree.dissolve_organisation(by=BY, organisation=organisation(street.spring.pk), on=TODAY)
    with nothing_written():
        assert codes(take_back(by=BY, operation=done)) == ["built_on"]


def test_nobody_comes_back_to_a_branch_that_was_dissolved_since(street: Street) -> None:
    members.leave(by=BY, person=person(named("申请人")), how="left", on=MAY)
    left = last_operation()
    tree.dissolve_organisation(by=BY, organisation=street.spring_first, on=TODAY)
    with nothing_written():
        assert codes(take_back(by=BY, operation=left)) == ["built_on"]


def test_a_number_does_not_come_back_to_two_people(street: Street) -> None:
    one = make_person(street.sunny_first, "丙", id_number=NUMBER)
    members.correct_person(by=BY, person=one, facts={"id_number": identity_number(date(1985, 7, 1), 3)})
    corrected = last_operation()
    make_person(street.sunny_second, "丁", id_number=NUMBER)
    with nothing_written():
        assert codes(take_back(by=BY, operation=corrected)) == ["built_on"]


@pytest.mark.django_db(transaction=True)
def test_an_organisation_with_people_is_not_unfounded() -> None:
    street = make_street()
    fresh = make_organisation("新支部", parent=street.sunny)
    founded = last_operation()
    make_person(fresh)
    with nothing_written():
        assert codes(take_back(by=BY, operation=founded)) == ["built_on"]


def test_an_operation_that_wrote_nothing_leaves_no_trace(street: Street) -> None:
    operations = Operation.objects.count()
    with transaction.atomic():
        organisations.rename_organisation(
            by=BY, organisation=street.sunny_first, name=street.sunny_first.now_name, short_name=street.sunny_first.now_short_name, on=MAY
        )
    assert Operation.objects.count() == operations
