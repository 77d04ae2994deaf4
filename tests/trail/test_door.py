"""The one door: whatever is written leaves its audit row in the same transaction, sealed where it speaks of a person."""

from datetime import date, datetime
from typing import Any, Final, NoReturn

import orjson
import pytest
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from tests.register.factories import LONG_SINCE, TODAY, actor, identity_number, make_person, make_street, organisation, person
from zhibu.accounts.models import Account
from zhibu.kernel.dates import FAR
from zhibu.kernel.readers import SystemReader
from zhibu.register.models import Mark, Name, Organisation, Person, Post
from zhibu.store.keys import key_store
from zhibu.store.sealing import unseal
from zhibu.trail import rows
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
from zhibu.trail.marks import entry_mark, operation_mark
from zhibu.trail.models import AuditEntry, Operation, Seal

pytestmark = pytest.mark.django_db

MARCH: Final = date(2026, 3, 1)
Told = list[list[Any]]


def entries() -> list[tuple[str, int, Told]]:
    """What the last operation told, opened: kind and number of the subject, changes."""
    found = AuditEntry.objects.filter(operation=Operation.objects.latest("pk")).order_by("pk")
    return [(entry.subject_kind, entry.subject_id, opened(entry)) for entry in found]


def opened(entry: AuditEntry) -> Told:
    body = bytes(entry.changes)
    if entry.sealed:
        name = person(entry.subject_id).key_name
        body = unseal(key_store().of([name])[name], body, b"audit")
    told: Told = orjson.loads(body)
    return told


def test_an_added_row_is_told_with_everything_it_says_but_its_number_and_its_subject() -> None:
    street = make_street()
    with recording(actor(), "test.add", reason="试") as work:
        row_id = work.add(
            Name, organisation_id=street.sunny.pk, name="新名", short_name="新", valid_from=date(1999, 1, 1), valid_to=LONG_SINCE
        )
    assert Name.objects.unguarded("test").get(pk=row_id).name == "新名"
    said = {"name": "新名", "short_name": "新", "valid_from": "1999-01-01", "valid_to": "2001-07-01"}
    assert entries() == [("organisation", street.sunny.pk, [["register_name", row_id, None, said]])]


def test_a_change_tells_only_what_changed_with_before_and_after() -> None:
    one = make_street().sunny
    with recording(actor(), "test.change") as work:
        assert work.change(Organisation, one.pk, contact="王敏", phone="", founded_on=MARCH) is True
    assert organisation(one.pk).contact == "王敏"
    before, after = {"contact": "", "founded_on": None}, {"contact": "王敏", "founded_on": "2026-03-01"}
    assert entries() == [("organisation", one.pk, [["register_organisation", one.pk, before, after]])]


def test_a_change_of_nothing_writes_nothing() -> None:
    one = make_street().sunny
    before = Operation.objects.count()
    with recording(actor(), "test.change") as work:
        assert work.change(Organisation, one.pk, contact="", phone="") is False
    assert Operation.objects.count() == before


def test_a_removed_row_is_told_with_what_it_said() -> None:
    street = make_street()
    row = Name.objects.unguarded("test").get(organisation=street.sunny)
    with recording(actor(), "test.remove") as work:
        work.remove(Name, [row.pk])
    assert not Name.objects.unguarded("test").filter(organisation=street.sunny).exists()
    ((kind, subject, ((table, number, before, after),)),) = entries()
    assert (kind, subject, table, number, after) == ("organisation", street.sunny.pk, "register_name", row.pk, None)
    assert before["name"] == row.name


def test_many_changes_of_many_rows() -> None:
    street = make_street()
    with recording(actor(), "test.many") as work:
        work.change_many(
            Organisation,
            [
                (street.sunny.pk, {"contact": ""}, {"contact": "甲"}),
                (street.spring.pk, {"phone": ""}, {"phone": "乙"}),
            ],
        )
    assert (organisation(street.sunny.pk).contact, organisation(street.spring.pk).phone) == ("甲", "乙")
    assert entries() == [
        ("organisation", street.sunny.pk, [["register_organisation", street.sunny.pk, {"contact": ""}, {"contact": "甲"}]]),
        ("organisation", street.spring.pk, [["register_organisation", street.spring.pk, {"phone": ""}, {"phone": "乙"}]]),
    ]


def test_one_entry_for_each_subject_whatever_was_written_of_it() -> None:
    street = make_street()
    first, second = (make_person(street.sunny_first, name, category=None) for name in ("张三", "李四"))
    with recording(actor(), "test.several") as work:
        for one in (first, second):
            work.add(Mark, person_id=one.pk, mark="abroad", valid_from=MARCH)
            work.change(Person, one.pk, native_place="河南郑州")
    assert [(kind, subject, [change[0] for change in told]) for kind, subject, told in entries()] == [
        ("person", first.pk, ["register_mark", "register_person"]),
        ("person", second.pk, ["register_mark", "register_person"]),
    ]


def test_many_rows_go_the_same_way_as_one() -> None:
    street = make_street()
    people = [make_person(street.sunny_first, f"张{number}", category=None) for number in range(3)]
    with recording(actor(), "test.put") as work:
        numbers = work.reserve(Post, 60)
        spans = [(date(1900 + year, 1, 1), date(1901 + year, 1, 1)) for year in range(20)]
        values = [(number, people[at // 20].pk, street.sunny_first.pk, "secretary", *spans[at % 20]) for at, number in enumerate(numbers)]
        work.put(Post, ("id", "person_id", "organisation_id", "kind", "valid_from", "valid_to"), values)
    assert [(kind, subject, len(told)) for kind, subject, told in entries()] == [("person", one.pk, 20) for one in people]
    assert Post.objects.unguarded("test").count() == 60


def test_a_long_work_may_write_its_audit_rows_in_parts() -> None:
    street = make_street()
    with recording(actor(), "test.parts") as work:
        work.change(Organisation, street.sunny.pk, contact="甲")
        work.flush()
        work.change(Organisation, street.sunny.pk, contact="乙")
    assert [told for _, _, told in entries()] == [
        [["register_organisation", street.sunny.pk, {"contact": ""}, {"contact": "甲"}]],
        [["register_organisation", street.sunny.pk, {"contact": "甲"}, {"contact": "乙"}]],
    ]
    assert Operation.objects.filter(act="test.parts").count() == 1


def test_columns_left_out_take_their_default() -> None:
    one = make_person(make_street().sunny_first, category=None)
    with recording(actor(), "test.add") as work:
        row_id = work.add(Mark, person_id=one.pk, mark="abroad", valid_from=MARCH)
    found = Mark.objects.unguarded("test").get(pk=row_id)
    assert (found.detail, found.valid_to) == ("", FAR)


# Who, when, on whose behalf, why.


def test_the_operation_says_who_and_why() -> None:
    street = make_street()
    by = Actor(SystemReader("导入", label="命令行"), datetime.fromisoformat("2026-06-01T23:30:00+08:00"), "command", on_behalf_of="王书记")
    with recording(by, "organisation.correct", reason="核对") as work:
        work.change(Organisation, street.sunny.pk, contact="甲")
    found = Operation.objects.latest("pk")
    assert (found.at, found.account_id, found.actor, found.on_behalf_of, found.channel, found.act, found.reason) == (
        by.at,
        None,
        "命令行",
        "王书记",
        "command",
        "organisation.correct",
        "核对",
    )
    assert by.day == TODAY


def test_every_row_bears_its_mark() -> None:
    street = make_street()
    make_person(street.sunny_first)
    for one in Operation.objects.all():
        expected = operation_mark(
            one.pk, one.at, one.account_id, one.actor, one.on_behalf_of, one.channel, one.act, one.reason, one.undoes_id
        )
        assert bytes(one.mac) == expected
    for entry in AuditEntry.objects.select_related("operation"):
        borne = entry_mark(
            bytes(entry.operation.mac), entry.pk, entry.subject_kind, entry.subject_id, entry.path, entry.sealed, bytes(entry.changes)
        )
        assert bytes(entry.mac) == borne
    assert AuditEntry.objects.count() == Operation.objects.count() == 8


# What is said of persons.


def test_what_is_said_of_a_person_is_sealed_with_the_persons_key() -> None:
    street = make_street()
    one = make_person(street.sunny_first, "欧阳娜娜", phone="13812345678")
    (entry,) = AuditEntry.objects.filter(subject_kind="person", subject_id=one.pk)
    assert entry.sealed is True
    assert entry.path == street.sunny_first.now_path
    assert "欧阳娜娜" not in bytes(entry.changes).decode(errors="ignore")
    assert [change[0] for change in opened(entry)] == [
        "register_person",
        "register_membership",
        "register_memberstatus",
        "register_membershipstate",
        "register_managementcategory",
    ]
    key_store().destroy([one.key_name], on="2026-06-01")
    with pytest.raises(KeyError):
        opened(entry)


def test_a_number_stands_nowhere_in_the_open() -> None:
    number = identity_number(date(1980, 1, 2))
    make_person(make_street().sunny_first, id_number=number, phone="13812345678", residence="幸福路 8 号")
    for model in (Person, AuditEntry, Operation):
        everything = list(model._base_manager.values_list("pk", flat=True))
        found = rows.read_many(model, everything, [str(field.column) for field in model._meta.concrete_fields])
        stored = str([row[name] for row in found for name in row]) + "".join(
            value.decode(errors="ignore") for row in found for value in row.values() if isinstance(value, bytes)
        )
        assert found
        assert [secret for secret in (number, number[-4:] + "'", "13812345678", "幸福路") if secret in stored] == []


def test_organisations_are_told_in_the_open() -> None:
    make_street()
    assert {entry.sealed for entry in AuditEntry.objects.filter(subject_kind="organisation")} == {False}


def test_hidden_columns_never_enter_the_trail() -> None:
    with recording(actor(), "account.add") as work:
        account_id = work.add(
            Account, username="wang", display_name="王敏", password="secret-hash", created_at=actor().at, password_changed_at=actor().at
        )
    ((_, _, ((_, _, _, after),)),) = entries()
    assert "password" not in after
    assert after["username"] == "wang"
    with recording(actor(), "account.password") as work:
        work.change(Account, account_id, password="another-hash")
    assert entries() == [("account", account_id, [["accounts_account", account_id, {"password": "…"}, {"password": "…"}]])]


# All or nothing.


def test_what_fails_leaves_nothing() -> None:
    street = make_street()
    before = (Operation.objects.count(), AuditEntry.objects.count())

    def fail() -> NoReturn:
        with recording(actor(), "test.fails") as work:
            work.change(Organisation, street.sunny.pk, contact="甲")
            work.flush()
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert organisation(street.sunny.pk).contact == ""
    assert (Operation.objects.count(), AuditEntry.objects.count()) == before


def test_the_trail_falls_with_the_transaction_around_it() -> None:
    street = make_street()
    before = (Operation.objects.count(), AuditEntry.objects.count())
    with transaction.atomic():
        with recording(actor(), "test.outer") as work:
            work.change(Organisation, street.sunny.pk, contact="甲")
        transaction.set_rollback(True)
    assert organisation(street.sunny.pk).contact == ""
    assert (Operation.objects.count(), AuditEntry.objects.count()) == before


def test_nothing_written_is_no_operation() -> None:
    before = Operation.objects.count()
    with recording(actor(), "test.nothing") as work:
        work.put(Mark, ("id",), [])
        work.remove(Mark, [])
        work.change_many(Mark, [])
    assert Operation.objects.count() == before


def test_an_event_without_rows_is_an_operation_too() -> None:
    with recording(actor(), "account.sign_out") as work:
        assert work.operation_id == Operation.objects.latest("pk").pk
    assert entries() == []


# Projections.


def test_projections_are_written_without_an_audit_row() -> None:
    one = make_street().sunny
    before = AuditEntry.objects.count()
    with recording(actor(), "test.project") as work:
        work.project(Organisation, ("now_name",), [("另一个", one.pk)])
    assert organisation(one.pk).now_name == "另一个"
    assert AuditEntry.objects.count() == before


def test_only_declared_columns_may_go_without() -> None:
    one = make_street().sunny
    with pytest.raises(ImproperlyConfigured, match="contact"), recording(actor(), "test.project") as work:
        work.project(Organisation, ("now_name", "contact"), [("x", "y", one.pk)])
    assert organisation(one.pk).contact == ""


def test_a_model_must_say_whose_history_its_rows_belong_to() -> None:
    with pytest.raises(ImproperlyConfigured, match="Seal"), recording(actor(), "test.seal") as work:
        work.add(Seal, at=actor().at, stream="x", first_id=1, last_id=1, count=1, digest=b"")
    assert Seal.objects.count() == 0


# Row numbers.


def test_reserved_numbers_are_never_given_twice() -> None:
    with transaction.atomic():
        first = rows.reserve(Mark, 5)
        second = rows.reserve(Mark, 3)
    assert len({*first, *second}) == 8
    one = make_person(make_street().sunny_first, category=None)
    with recording(actor(), "test.add") as work:
        row_id = work.add(Mark, person_id=one.pk, mark="abroad", valid_from=MARCH)
    assert row_id not in {*first, *second}


def test_a_number_reserved_for_a_row_that_failed_is_not_lost_for_others() -> None:
    street = make_street()
    made = make_person(street.sunny_first, category=None)

    def fail() -> NoReturn:
        with recording(actor(), "test.fails") as work:
            work.add(Mark, person_id=made.pk, mark="abroad", valid_from=MARCH)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    with recording(actor(), "test.add") as work:
        work.add(Mark, person_id=made.pk, mark="abroad", valid_from=MARCH)
    assert Mark.objects.unguarded("test").filter(person=made).count() == 1


def test_reading_a_row_that_is_not_there() -> None:
    with pytest.raises(LookupError, match="Mark 4711"), recording(actor(), "test.change") as work:
        work.change(Mark, 4711, detail="x")
