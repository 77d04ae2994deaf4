"""The run: data whose time is over is destroyed for good, counts stay, and nobody in force is ever touched."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from django.db import connection

from tests.access.cast import make_account
from tests.keeping.gone import gone, listed, pass_away
from tests.register.factories import TODAY, Street, actor, identity_number, make_person, make_street, person
from zhibu.access.models import AccountOwner
from zhibu.access.terms import Role
from zhibu.keeping.models import Erased, Hold, Notice
from zhibu.keeping.services.announcing import announce
from zhibu.keeping.services.erasing import erase_again, run_due, would_run
from zhibu.keeping.services.holding import lift_hold, place_hold
from zhibu.kernel.dates import FAR
from zhibu.register.models import (
    CheckNote,
    Education,
    ManagementCategory,
    Mark,
    Membership,
    MembershipState,
    MemberStatus,
    MoveProposal,
    Occupation,
    Person,
    Post,
)
from zhibu.register.queries.projections import organisations_astray, people_astray
from zhibu.register.queries.rolls import RollCounts, RollFilter, count_roll
from zhibu.register.services.erasing import LEFT as COLUMNS_LEFT
from zhibu.register.services.erasing import erase_people
from zhibu.register.services.facts import set_education, set_mark, set_occupation
from zhibu.register.services.members import correct_person, leave, register_person
from zhibu.register.services.merging import merge_persons
from zhibu.register.terms.education import Education as Level
from zhibu.register.terms.occupation import Occupation as Job
from zhibu.register.terms.people import MarkKind
from zhibu.register.terms.people import MemberStatus as Status
from zhibu.store.keys import key_store
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry, Operation
from zhibu.trail.seals import seal
from zhibu.trail.verifying import verify

pytestmark = pytest.mark.django_db

LEFT: Final = date(2024, 5, 1)
NUMBER: Final = identity_number(date(1960, 3, 2))
WHY: Final = "测试"
MARCH: Final = date(2024, 3, 1)


@pytest.fixture
def street() -> Street:
    return make_street()


def full_of_life(street: Street) -> Person:
    """Somebody of whom everything is recorded, and who left."""
    one = make_person(
        street.sunny_first,
        "张三",
        id_number=NUMBER,
        phone="13912345678",
        residence="向阳路 8 号",
        birth_date=date(1960, 3, 2),
        sex="male",
        native_place="云溪区",
        work_unit_and_post="向阳机械厂厂长",
    )
    day = date(2010, 1, 1)
    set_mark(by=actor(), person=one, mark=MarkKind.HOME_BOUND, on=day, detail="卧病")
    set_education(by=actor(), person=one, level=Level.UNIVERSITY, on=day, facts={"school": "云溪中学"})
    set_occupation(by=actor(), person=one, job=Job.RETIRED, on=day)
    with recording(actor(), "member.post") as work:
        work.add(Post, person_id=one.pk, organisation_id=street.sunny_first.pk, kind="secretary", valid_from=day, valid_to=LEFT)
        work.add(CheckNote, person_id=one.pk, field="education", code="unknown", raw="大本", message="不在代码表中", since=day)
        work.add(MoveProposal, person_id=one.pk, target_id=street.spring_first.pk, source="page", proposed_on=day, note="住得近")
    assert leave(by=actor(), person=one, how="left", on=LEFT).done
    return person(one.pk)


def rows_of(model: Any, one: Person) -> int:
    return int(model.objects.unguarded(WHY).filter(person=one).count())


def in_march(street: Street) -> RollCounts:
    return count_roll(RollFilter((street.street.now_path,), MARCH, TODAY))


# When.


def test_nobody_is_destroyed_who_has_not_stood_on_the_list_for_thirty_days(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    assert run_due(by=actor()).erased == {}
    assert run_due(by=actor(TODAY + timedelta(days=29))).erased == {}
    assert person(one.pk).name == "张三"
    assert run_due(by=actor(TODAY + timedelta(days=30))).erased == {"transferred_out": [one.code]}


def test_the_list_does_not_bring_the_end_forward(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=date(2024, 7, 1))
    announce(by=actor(date(2026, 4, 2)))
    assert run_due(by=actor(date(2026, 6, 30))).erased == {}
    assert run_due(by=actor(date(2026, 7, 1))).erased == {"transferred_out": [one.code]}


def test_those_who_were_not_taken_go_first(street: Street) -> None:
    left = gone(street.sunny_first, "张三", on=LEFT)
    refused = gone(street.sunny_first, "李四", how="cancelled", on=LEFT, status=Status.APPLICANT)
    assert list(pass_away(TODAY).erased.items()) == [("applicant_ended", [refused.code]), ("transferred_out", [left.code])]
    acts = Operation.objects.filter(act="keeping.erase").order_by("pk").values_list("reason", flat=True)
    assert list(acts) == [
        "未被接收或退出的申请人、积极分子、发展对象：保存期限已到，1 人",
        "组织关系转出的党员：保存期限已到，1 人",
    ]


# What.


def test_nothing_is_left_of_a_person_but_what_counts_stand_on(street: Street) -> None:
    one = full_of_life(street)
    pass_away(TODAY)
    stands = person(one.pk)
    said = {field.column: getattr(stands, field.attname) for field in Person._meta.concrete_fields}
    told = {column: value for column, value in said.items() if column not in COLUMNS_LEFT and value not in {None, ""}}
    assert told == {"name": "资料已按期销毁", "sort_key": "zzzz"}
    assert (stands.code, stands.erased_on, stands.now_status) == (one.code, TODAY, "")
    gone_for_good = {model.__name__: rows_of(model, one) for model in (Mark, Education, Occupation, CheckNote, MoveProposal, Notice)}
    assert set(gone_for_good.values()) == {0}
    kept = {model.__name__: rows_of(model, one) for model in (Membership, MemberStatus, MembershipState, ManagementCategory, Post)}
    assert kept == {"Membership": 1, "MemberStatus": 1, "MembershipState": 1, "ManagementCategory": 1, "Post": 1}


def test_the_key_is_destroyed_and_stands_on_the_list_of_destroyed_keys(street: Street) -> None:
    one = full_of_life(street)
    pass_away(TODAY)
    assert key_store().of([one.key_name]) == {}
    assert key_store().listed()[one.key_name] == "2026-06-01"


def test_the_counts_of_past_days_stay(street: Street) -> None:
    full_of_life(street)
    make_person(street.spring_first, "李四")
    before = in_march(street)
    pass_away(TODAY)
    assert in_march(street) == before
    assert before.total.value == 2


def test_how_many_of_which_kind_and_year_is_kept(street: Street) -> None:
    for name, on in (("张三", LEFT), ("李四", LEFT), ("王五", date(2023, 5, 1))):
        gone(street.sunny_first, name, on=on)
    pass_away(TODAY)
    operation = Operation.objects.get(act="keeping.erase")
    counted = Erased.objects.order_by("year").values_list("operation", "row", "year", "number")
    assert list(counted) == [(operation.pk, "transferred_out", 2023, 1), (operation.pk, "transferred_out", 2024, 2)]
    assert AuditEntry.objects.filter(operation=operation, subject_kind="person").count() == 3


def test_what_the_trail_tells_of_the_person_falls_silent_and_still_agrees(street: Street) -> None:
    one = full_of_life(street)
    seal(actor().at)
    pass_away(TODAY)
    seal(actor().at)
    entries = AuditEntry.objects.filter(subject_kind="person", subject_id=one.pk)
    assert entries.count() > 5
    bodies = b"".join(bytes(body) for body in entries.values_list("changes", flat=True))
    assert ["张三".encode() in bodies, b"13912345678" in bodies, entries.filter(sealed=False).exists()] == [False] * 3
    assert [*verify(), *people_astray(TODAY), *organisations_astray(TODAY)] == []


def test_the_number_is_free_for_whoever_comes_again(street: Street) -> None:
    full_of_life(street)
    pass_away(TODAY)
    facts = {"name": "张三", "id_number": NUMBER}
    again = register_person(by=actor(), organisation=street.sunny_first, status=Status.FULL, facts=facts, on=TODAY, generated=True)
    assert again.decision.objections == ()


def test_the_destroyed_are_neither_corrected_nor_merged(street: Street) -> None:
    one, other = full_of_life(street), make_person(street.sunny_first, "李四")
    pass_away(TODAY)
    outcomes = [
        correct_person(by=actor(), person=one, facts={"native_place": "别处"}),
        merge_persons(by=actor(), keep=other, other=one),
        merge_persons(by=actor(), keep=one, other=other),
    ]
    assert [[objection.code for objection in outcome.decision.objections] for outcome in outcomes] == [["destroyed"]] * 3


# Whom not.


def test_a_member_in_force_is_never_touched_even_on_a_list_that_is_wrong(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    long_ago = date(2020, 1, 1)
    with recording(actor(), "keeping.announce") as work:
        work.add(Notice, person_id=one.pk, row="mistaken", ended_on=long_ago, due_on=long_ago, announced_on=long_ago)
    run = run_due(by=actor())
    assert (run.erased, run.withdrawn, listed()) == ({}, 1, [])
    assert (person(one.pk).name, set(key_store().of([one.key_name]))) == ("张三", {one.key_name})


def test_whoever_came_back_between_the_list_and_the_run_stays(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor(TODAY - timedelta(days=30)))
    with recording(actor(), "member.register") as work:
        work.add(Membership, person_id=one.pk, organisation_id=street.spring_first.pk, valid_from=TODAY, valid_to=FAR)
    assert run_due(by=actor()).erased == {}
    assert person(one.pk).name == "张三"


def test_a_merged_record_follows_the_one_that_stayed(street: Street) -> None:
    kept, other = make_person(street.sunny_first, "张三"), gone(street.sunny_first, "张叁", on=LEFT, phone="13912345678")
    assert merge_persons(by=actor(), keep=kept, other=other).done
    assert pass_away(TODAY).erased == {}
    assert person(other.pk).name == "张叁"
    assert leave(by=actor(), person=kept, how="left", on=LEFT).done
    assert pass_away(TODAY).erased == {"transferred_out": [kept.code]}
    assert [person(one.pk).name for one in (kept, other)] == ["资料已按期销毁"] * 2
    assert key_store().of([kept.key_name, other.key_name]) == {}


def test_a_hold_puts_it_off_and_lifting_it_begins_the_thirty_days_anew(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor(TODAY - timedelta(days=60)))
    assert place_hold(by=actor(), person=one, reason="正在核实").done
    run = run_due(by=actor())
    assert (run.erased, run.held) == ({}, 1)
    assert lift_hold(by=actor(), person=one, reason="核实完毕").done
    assert run_due(by=actor(TODAY + timedelta(days=29))).erased == {}
    assert run_due(by=actor(TODAY + timedelta(days=30))).erased == {"transferred_out": [one.code]}
    assert rows_of(Hold, one) == 0


def test_a_hold_on_a_record_that_was_merged_holds_for_the_one_that_stayed(street: Street) -> None:
    kept, other = gone(street.sunny_first, "张三", on=LEFT), gone(street.sunny_first, "张叁", on=LEFT)
    assert place_hold(by=actor(), person=other, reason="正在核实").done
    assert merge_persons(by=actor(), keep=kept, other=other).done
    run = pass_away(TODAY)
    assert (run.erased, run.held) == ({}, 1)


def test_whoever_still_has_rights_here_stays_until_they_end(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    account = make_account("zhang", Role.MEMBER, street.sunny_first, person=one)
    run = pass_away(TODAY)
    assert (run.erased, run.blocked) == ({}, 1)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE access_grant SET valid_to = '2026-01-01' WHERE account_id = %s", [account.pk])
    assert run_due(by=actor()).erased == {"transferred_out": [one.code]}
    assert not AccountOwner.objects.unguarded(WHY).exists()


def test_looking_ahead_writes_nothing(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    announce(by=actor())
    before = (Operation.objects.count(), person(one.pk).name)
    assert would_run(on=TODAY + timedelta(days=30)).erased == {"transferred_out": [one.code]}
    assert would_run(on=TODAY).waiting == 1
    assert (Operation.objects.count(), person(one.pk).name) == before


# What an older backup brings back.


def test_a_record_that_an_older_backup_brought_back_is_destroyed_again_and_told_in_no_plain_word(street: Street) -> None:
    one = make_person(street.sunny_first, "张三", phone="13912345678", native_place="云溪区")
    key_store().destroy([one.key_name], on="2025-01-01")
    assert erase_again(by=actor()) == 1
    assert (person(one.pk).name, person(one.pk).native_place) == ("资料已按期销毁", "")
    (entry,) = AuditEntry.objects.filter(operation__act="keeping.erase_again")
    assert (entry.sealed, "云溪区".encode() in bytes(entry.changes)) == (True, False)
    assert Operation.objects.get(act="keeping.erase_again").reason == "恢复的备份里有 1 人的资料此前已按期销毁"
    assert erase_again(by=actor()) == 0


def test_a_key_that_an_older_backup_brought_back_is_destroyed_again(street: Street) -> None:
    one = gone(street.sunny_first, "张三", on=LEFT)
    with recording(actor(), "keeping.erase") as work:
        erase_people(work, [one.pk])
    assert set(key_store().of([one.key_name])) == {one.key_name}
    assert erase_again(by=actor()) == 1
    assert key_store().of([one.key_name]) == {}
    assert key_store().destroyed()[one.key_name] == "2026-06-01"


def test_the_daily_run_looks_for_what_came_back(street: Street) -> None:
    one = make_person(street.sunny_first, "张三")
    key_store().destroy([one.key_name], on="2025-01-01")
    assert run_due(by=actor()).again == 1
