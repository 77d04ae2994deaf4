"""What of a row somebody sees depends on where that person stands today, not on what the reader may do somewhere else."""

from datetime import date, timedelta

import pytest

from tests.register.factories import TODAY, Street, actor, identity_number, make_person, make_street
from tests.register.readers import TestReader
from zhibu.kernel.readers import SystemReader
from zhibu.register.queries.contacts import shown_to, with_full, with_masked
from zhibu.register.queries.roll_pages import stream_roll
from zhibu.register.queries.rolls import UNSEEN, RollFilter, RollRow
from zhibu.register.sealed_fields import DESTROYED
from zhibu.register.services.facts import set_mark
from zhibu.register.services.tree import move_organisation
from zhibu.register.tables import MEMBERS
from zhibu.register.terms.people import MarkKind, Sex
from zhibu.store.keys import key_store

pytestmark = pytest.mark.django_db

NUMBERS = {"id_number", "phone", "residence"}
NUMBER = identity_number(date(1985, 7, 1))
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def street() -> Street:
    """One person in each of two branches, with everything that could leak."""
    street = make_street()
    for branch, name, sequence in ((street.sunny_first, "甲", 1), (street.spring_first, "乙", 3)):
        person = make_person(
            branch, name, id_number=identity_number(date(1985, 7, 1), sequence), phone="13800001234", residence="向阳路 1 号 301",
            sex=str(Sex.MALE), birth_date=date(1985, 7, 1), joined_on=date(2005, 7, 1),
        )  # fmt: skip
        set_mark(by=actor(), person=person, mark=MarkKind.ABROAD, on=date(2026, 5, 1))
    return street


def rows(street: Street, on: date = TODAY) -> list[RollRow]:
    wanted = RollFilter(paths=(street.street.now_path,), on=on, today=TODAY)
    return [row for part in stream_roll(wanted) for row in part]


def mixed(street: Street) -> TestReader:
    """A secretary in one branch, a plain member of another."""
    here, both = (street.sunny_first.now_path,), (street.sunny_first.now_path, street.spring_first.now_path)
    return TestReader({"see_names": both, "see_register": here, "see_contact": here})


def as_read(row: RollRow) -> dict[str, object]:
    """The row as the page and the sheet write it."""
    return {column.label: column.value(row) for column in MEMBERS.columns}


def test_numbers_are_masked_and_only_the_chosen_ones_opened(street: Street) -> None:
    mine, _ = shown_to(mixed(street), rows(street), NUMBERS, past=False)
    assert (mine.id_number, mine.phone, mine.residence) == (f"999{'*' * 13}{NUMBER[-2:]}", "138******34", "向阳路****")
    (phone_only, _) = shown_to(mixed(street), rows(street), {"phone"}, past=False)
    assert (phone_only.id_number, phone_only.phone, phone_only.residence) == (None, "138******34", None)


def test_of_somebody_of_whom_only_the_name_may_be_seen_nothing_else_is_shown(street: Street) -> None:
    _, other = shown_to(mixed(street), rows(street), NUMBERS, past=False)
    told = {label: value for label, value in as_read(other).items() if value not in {None, ""}}
    assert told == {"姓名": "乙", "所在党支部": "春晖社区第一党支部", "编号": other.code}
    assert other.marks == UNSEEN


def test_on_a_past_day_status_and_category_are_those_of_the_roll(street: Street) -> None:
    _, other = shown_to(mixed(street), rows(street, YESTERDAY), NUMBERS, past=True)
    told = {label: value for label, value in as_read(other).items() if value not in {None, ""}}
    assert told == {"姓名": "乙", "所在党支部": "春晖社区第一党支部", "人员类别": "正式党员", "管理类别": "居民党员", "编号": other.code}


def test_whoever_moved_out_of_reach_keeps_the_name_on_the_old_roll_and_no_more(street: Street) -> None:
    community = TestReader(dict.fromkeys(("see_names", "see_register", "see_contact"), (street.spring.now_path,)))
    move_organisation(by=actor(), organisation=street.spring_first, parent=street.sunny, on=TODAY)
    wanted = RollFilter(paths=(street.spring.now_path,), on=YESTERDAY, today=TODAY)
    (row,) = [row for part in stream_roll(wanted) for row in shown_to(community, part, NUMBERS, past=True)]
    assert (row.name, row.birth_date, row.phone, row.sex, row.marks) == ("乙", None, "", "", UNSEEN)


def test_a_command_sees_everything_masked(street: Street) -> None:
    shown = shown_to(SystemReader("导出"), rows(street), {"phone"}, past=False)
    assert [(row.phone, row.sex) for row in shown] == [("138******34", "male")] * 2


def test_full_numbers_are_those_of_people_in_reach_and_the_others_are_left_out(street: Street) -> None:
    clerk = TestReader({"export_full": (street.sunny.now_path,)})
    (shown,) = with_full(clerk, "export_full", rows(street), {"phone", "id_number"})
    assert (shown.name, shown.id_number, shown.phone, shown.residence) == ("甲", NUMBER, "13800001234", None)
    assert with_full(TestReader(), "export_full", rows(street), NUMBERS) == []


def test_a_forgotten_person_is_mute(street: Street) -> None:
    row = rows(street)[0]
    key_store().destroy([row.key_name], on="2026-06-01")
    (shown,) = with_masked([row], {"phone"})
    assert shown.phone == DESTROYED
    assert with_masked([replace_key(row)], {"phone"})[0].phone == DESTROYED


def replace_key(row: RollRow) -> RollRow:
    """Another person's key opens nothing."""
    ((name, _),) = key_store().make(1)
    return row._replace(key_name=name)
