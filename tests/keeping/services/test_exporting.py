"""Full numbers out of the house: a reason, a second person above fifty rows, a password, a mark, one copy, all of it written down."""

import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

import openpyxl
import pytest
from django.conf import settings
from python_calamine import CalamineWorkbook

from tests.access.cast import make_account
from tests.keeping.leaving import (
    COLUMNS,
    Office,
    allowed,
    asked,
    by,
    export_of,
    fetched,
    lines,
    made,
    make_office,
    members,
    opened,
    reader,
)
from tests.register.factories import TODAY, actor, identity_number, make_person
from zhibu.access.models import AccountOwner
from zhibu.access.terms import Role
from zhibu.accounts.models import Account
from zhibu.exchange.locking import opens
from zhibu.keeping.models import FullExport, Listed
from zhibu.keeping.queries.exports import ASK
from zhibu.keeping.services.exporting import decide, fetch, file_of, forget_files, note_destroyed
from zhibu.kernel.decisions import Decision, Outcome
from zhibu.register.models import Membership
from zhibu.register.queries.rolls import RollFilter
from zhibu.register.services.members import leave
from zhibu.register.services.merging import merge_persons
from zhibu.register.services.projections import refresh_people
from zhibu.trail.door import recording
from zhibu.trail.models import AuditEntry, Operation, ReadEntry, ReadPerson
from zhibu.trail.seals import seal
from zhibu.trail.verifying import verify

pytestmark = pytest.mark.django_db

DAY: Final = timedelta(days=1)
WHY: Final = "测试"


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture(autouse=True)
def _no_files() -> Iterator[None]:
    """The folder of locked files is empty before and after."""
    yield
    for file in Path(settings.EXPORTS_DIR).glob("*"):
        file.unlink()


def codes(found: Outcome | Decision) -> list[str]:
    decision = found.decision if isinstance(found, Outcome) else found
    return [one.code for one in decision.objections]


# Asking.


def test_up_to_fifty_rows_need_nobody_else(office: Office) -> None:
    members(office.street.sunny_first, 50)
    export = export_of(asked(office.clerk, office.street.sunny))
    assert (export.rows, export.approved, export.decided_at, export.decided_by_id) == (50, True, export.asked_at, None)


def test_above_fifty_rows_somebody_else_looks_at_it(office: Office) -> None:
    members(office.street.sunny_first, 51)
    export = export_of(asked(office.clerk, office.street.sunny))
    assert (export.rows, export.approved, export.decided_at) == (51, False, None)
    password, decision = made(office.clerk, export)
    assert (password, codes(decision)) == ("", ["waiting"])
    assert not file_of(export.pk).exists()


def test_many_small_lists_of_one_day_are_one_large_one(office: Office) -> None:
    members(office.street.sunny_first, 30)
    first, second = (export_of(asked(office.clerk, office.street.sunny)) for _ in range(2))
    assert (first.approved, second.approved) == (True, False)
    tomorrow = export_of(asked(office.clerk, office.street.sunny, later=DAY))
    assert tomorrow.approved


def test_a_list_without_anybody_or_without_numbers_is_refused(office: Office) -> None:
    assert codes(asked(office.clerk, office.street.sunny, columns=("name",))) == ["nobody", "no_number"]
    assert not FullExport.objects.unguarded(WHY).exists()


def test_only_those_are_on_the_list_who_stand_where_the_asker_may_export(office: Office) -> None:
    """The roll of a past day holds somebody who has moved on to another branch since."""
    street = office.street
    here, moved = make_person(street.sunny_first, "张三"), make_person(street.sunny_first, "李四")
    with recording(actor(), "member.left") as work:
        work.change(Membership, Membership.objects.unguarded(WHY).get(person=moved).pk, valid_to=date(2026, 1, 1))
        work.add(
            Membership, person_id=moved.pk, organisation_id=street.spring_first.pk, valid_from=date(2026, 1, 1), valid_to=date(9999, 12, 31)
        )
        refresh_people(work, [moved.pk], TODAY)
    export = export_of(asked(office.branch, street.sunny_first, on=date(2025, 12, 31)))
    assert list(Listed.objects.filter(export=export).values_list("person_id", flat=True)) == [here.pk]


# The second person.


def test_the_second_person_allows_it_and_it_is_written_down(office: Office) -> None:
    members(office.street.sunny_first, 51)
    export = allowed(office, office.street.sunny)
    assert (export.approved, export.decided_by) == (True, office.secretary)
    told = Operation.objects.filter(act__startswith="export.").order_by("pk").values_list("act", "actor", "reason")
    assert list(told) == [("export.ask", "周敏", "填报上级系统"), ("export.approve", "刘志远", "")]
    (entry,) = AuditEntry.objects.filter(operation__act="export.approve")
    assert (entry.subject_kind, entry.subject_id, entry.path) == ("export", export.pk, office.street.sunny.now_path)


def test_nobody_allows_the_own_request_not_even_by_another_account_of_a_record_that_was_merged(office: Office) -> None:
    street = office.street
    members(street.sunny_first, 51)
    me, twice = make_person(street.sunny_second, "周敏"), make_person(street.sunny_second, "周民")
    with recording(actor(), "account.owner") as work:
        work.add(AccountOwner, account_id=office.clerk.pk, person_id=twice.pk)
    assert merge_persons(by=actor(), keep=me, other=twice).done
    other = make_account("zhoumin2", Role.STREET_CLERK, street.street, name="周敏", person=me)
    export = export_of(asked(office.clerk, street.sunny))
    for account in (office.clerk, other):
        assert codes(decide(by=by(account), export=export, approved=True, reason="")) == ["own"]
    assert export_of(Outcome(row_id=export.pk)).decided_at is None


def test_what_is_not_allowed_leaves_no_list(office: Office) -> None:
    members(office.street.sunny_first, 51)
    outcome = asked(office.clerk, office.street.sunny)
    assert decide(by=by(office.secretary), export=export_of(outcome), approved=False, reason="范围太大").done
    export = export_of(outcome)
    assert (export.approved, export.decision_reason, Listed.objects.count()) == (False, "范围太大", 0)
    assert codes(made(office.clerk, export)[1]) == ["settled"]
    assert codes(decide(by=by(office.secretary), export=export, approved=True, reason="")) == ["settled"]


def test_after_three_days_nobody_decides_any_more(office: Office) -> None:
    members(office.street.sunny_first, 51)
    export = export_of(asked(office.clerk, office.street.sunny))
    assert codes(decide(by=by(office.secretary, later=3 * DAY), export=export, approved=True, reason="")) == ["lapsed"]
    assert decide(by=by(office.secretary, later=3 * DAY - timedelta(seconds=1)), export=export, approved=True, reason="").done


# The file.


def test_the_file_holds_full_numbers_behind_a_password_with_the_mark_on_each_page(office: Office) -> None:
    one = make_person(office.street.sunny_first, "=张三", id_number=identity_number(date(1960, 3, 2)), phone="13912345678")
    export = allowed(office, office.street.sunny)
    password, decision = made(office.clerk, export)
    assert (decision.objections, len(password)) == ((), 19)
    stream = fetched(office.clerk, export)
    assert [opens(stream, password=word) for word in (password, "wrong", password.upper())] == [True, False, False]
    plain = opened(stream, password)
    note, headings, row = lines(plain)
    mark = f"周敏 2026-06-01 12:00 副本 {export.code}"
    assert note[0] == f"{mark}　用途：报区委组织部　含完整号码，只供上述用途，用后销毁。"
    assert (headings, row) == (("姓名", "手机号码", "公民身份号码"), ("=张三", "13912345678", identity_number(date(1960, 3, 2))))
    sheet = openpyxl.load_workbook(plain).worksheets[0]
    assert sheet.oddHeader is not None
    assert sheet.oddFooter is not None
    assert (sheet.oddHeader.right.text, sheet.oddFooter.left.text, sheet.print_title_rows) == (mark, mark, "$1:$2")
    assert (sheet.cell(3, 1).data_type, one.name) == ("s", "=张三")


def test_the_opened_file_is_read_by_the_reader_of_rosters_too(office: Office) -> None:
    members(office.street.sunny_first, 3)
    export = allowed(office, office.street.sunny)
    password, _ = made(office.clerk, export)
    book = CalamineWorkbook.from_filelike(opened(fetched(office.clerk, export), password))
    rows = book.get_sheet_by_name("党员名册").to_python()
    assert [row[0] for row in rows[1:]] == ["姓名", "张000", "张001", "张002"]


def test_the_password_of_the_file_stands_nowhere(office: Office) -> None:
    members(office.street.sunny_first, 1)
    export = allowed(office, office.street.sunny)
    password, _ = made(office.clerk, export)
    row = FullExport.objects.unguarded(WHY).filter(pk=export.pk).values().get()
    trail = [*Operation.objects.values_list("reason", flat=True), *ReadEntry.objects.values_list("field", "reason")]
    bodies = b"".join(bytes(body) for body in AuditEntry.objects.values_list("changes", flat=True))
    assert [password in str(row), password in str(trail), password.encode() in bodies] == [False] * 3
    assert password.encode() not in file_of(export.pk).read_bytes()


def test_whoever_makes_the_file_shows_once_more_who_it_is(office: Office) -> None:
    members(office.street.sunny_first, 1)
    export = allowed(office, office.street.sunny)
    password, decision = made(office.clerk, export, password="wrong horse battery")
    assert (password, codes(decision), file_of(export.pk).exists()) == ("", ["wrong"], False)
    assert Account.objects.get(pk=office.clerk.pk).failures == 1
    assert list(Path(settings.EXPORTS_DIR).glob("*")) == []


def test_a_file_is_made_and_handed_over_once(office: Office) -> None:
    members(office.street.sunny_first, 1)
    export = allowed(office, office.street.sunny)
    made(office.clerk, export)
    assert codes(made(office.clerk, export)[1]) == ["settled"]
    fetched(office.clerk, export)
    stream, decision = fetch(by=by(office.clerk), export=export)
    assert (stream, codes(decision), list(Path(settings.EXPORTS_DIR).glob("*"))) == (None, ["settled"], [])


def test_a_day_after_it_was_allowed_it_is_too_late(office: Office) -> None:
    members(office.street.sunny_first, 1)
    export = allowed(office, office.street.sunny)
    assert codes(made(office.clerk, export, later=DAY)[1]) == ["lapsed"]
    made(office.clerk, export)
    assert codes(fetch(by=by(office.clerk, later=DAY), export=export)[1]) == ["settled"]


def test_the_file_is_never_longer_than_the_list_that_was_allowed(office: Office) -> None:
    """Who came since is not in it; who has left the reach since is not in it either."""
    street = office.street
    first, second = members(street.sunny_first, 2)
    export = allowed(office, street.sunny)
    make_person(street.sunny_first, "新来的", phone="13800000000")
    assert leave(by=actor(), person=second, how="left", on=TODAY).done
    password, _ = made(office.clerk, export)
    rows = lines(opened(fetched(office.clerk, export), password))[2:]
    assert [row[0] for row in rows] == [first.name]
    assert export_of(Outcome(row_id=export.pk)).written == 1


def test_a_list_of_today_is_the_same_list_tomorrow(office: Office) -> None:
    street = office.street
    people = members(street.sunny_first, 2)
    export = allowed(office, street.sunny)
    tomorrow = actor(TODAY + DAY)
    assert leave(by=tomorrow, person=people[1], how="left", on=tomorrow.day).done
    password, _ = made(office.clerk, export, later=timedelta(hours=13))
    rows = lines(opened(fetched(office.clerk, export, later=timedelta(hours=13)), password))[2:]
    assert [row[0] for row in rows] == [one.name for one in people]


def test_a_copy_is_destroyed_once_and_the_list_says_how(office: Office) -> None:
    members(office.street.sunny_first, 1)
    export = allowed(office, office.street.sunny)
    assert codes(note_destroyed(by=by(office.clerk), export=export, note="已粉碎")) == ["not_out"]
    made(office.clerk, export)
    fetched(office.clerk, export)
    assert note_destroyed(by=by(office.clerk), export=export, note="已粉碎").done
    after = export_of(Outcome(row_id=export.pk))
    assert (after.destroyed_on, after.destroyed_note) == (TODAY, "已粉碎")
    assert codes(note_destroyed(by=by(office.clerk), export=export, note="又粉碎")) == ["destroyed"]


# Who is told.


def test_each_person_on_the_list_can_find_it_in_the_read_log(office: Office) -> None:
    people = members(office.street.sunny_first, 3)
    make_person(office.street.spring_first, "别处的")
    export = allowed(office, office.street.sunny_first)
    assert ReadEntry.objects.count() == 0
    made(office.clerk, export)
    (entry,) = ReadEntry.objects.all()
    assert (entry.kind, entry.actor, entry.person_id, entry.rows) == ("export_full", "周敏", None, 3)
    assert entry.field == f"姓名、手机号码、公民身份号码（副本 {export.code}）"
    assert (entry.reason, entry.path) == ("填报上级系统；报区委组织部", office.street.sunny_first.now_path)
    assert sorted(ReadPerson.objects.values_list("read_id", "person_id")) == [(entry.pk, one.pk) for one in people]
    assert Listed.objects.count() == 0
    seal(actor().at)
    assert list(verify()) == []


# What nobody fetched.


def test_files_and_lists_that_nobody_came_for_are_thrown_away(office: Office) -> None:
    members(office.street.sunny_first, 51)
    waiting = export_of(asked(office.clerk, office.street.sunny))
    make_person(office.street.spring_first, "李四", phone="13800000000")
    export = allowed(office, office.street.spring)
    made(office.clerk, export)
    noon = by(office.clerk).at
    assert (forget_files(noon), file_of(export.pk).exists()) == (0, True)
    assert (forget_files(noon + DAY), file_of(export.pk).exists()) == (1, False)
    assert Listed.objects.filter(export=waiting).count() == 51
    forget_files(noon + 3 * DAY)
    assert Listed.objects.count() == 0


def test_a_file_that_is_being_written_is_left_alone_for_an_hour(office: Office) -> None:
    folder = Path(settings.EXPORTS_DIR)
    folder.mkdir(exist_ok=True)
    draft = folder / "1-x.draft"
    draft.write_bytes(b"")
    moment = actor().at.fromtimestamp(time.time(), tz=actor().at.tzinfo)
    assert (forget_files(moment), draft.exists()) == (0, True)
    assert (forget_files(moment + timedelta(hours=2)), draft.exists()) == (1, False)


def test_columns_and_conditions_are_kept_as_they_were_asked_for(office: Office) -> None:
    members(office.street.sunny_first, 1)
    roll = RollFilter(reader(office.clerk).paths(ASK), TODAY, TODAY, sex="female")
    assert codes(asked(office.clerk, office.street.sunny, roll=roll)) == ["nobody"]
    export = export_of(asked(office.clerk, office.street.sunny, conditions="性别：男"))
    assert (export.columns, export.conditions) == (",".join(COLUMNS), "性别：男")
