"""A full export that is opened and imported again changes nothing; so does one that somebody has masked by hand."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.keeping.leaving import Office, allowed, fetched, made, make_office, opened
from tests.register.factories import TODAY, actor, identity_number, make_person
from zhibu.config.cli import Parser
from zhibu.keeping.forms import COLUMNS, NUMBERS
from zhibu.register.commands import importing
from zhibu.register.models import Installation, Person
from zhibu.register.services.facts import set_mark
from zhibu.register.terms.people import ManagementCategory, MarkKind

pytestmark = pytest.mark.django_db

EVERYTHING = tuple(key for key, _ in (*COLUMNS, *NUMBERS))


@pytest.fixture
def office() -> Office:
    made_ = make_office()
    Installation.objects.create(holds_demo=True)
    facts: dict[str, Any] = {
        "sex": "male",
        "ethnicity": "hui",
        "birth_date": date(1960, 3, 2),
        "joined_on": date(1999, 7, 1),
        "confirmed_on": date(2000, 7, 1),
        "month_only": "joined_on",
        "category": ManagementCategory.RETIRED,
        "residence": "向阳路 8 号",
    }
    one = make_person(made_.street.sunny_first, "欧阳娜娜", id_number=identity_number(date(1960, 3, 2)), phone="13812345678", **facts)
    set_mark(by=actor(), person=one, mark=MarkKind.FLOATING_OUT, on=date(2020, 1, 1))
    make_person(made_.street.sunny_first, "=1+1", phone="13712345678")
    return made_


def people() -> list[Any]:
    return list(Person.objects.unguarded("测试").order_by("pk").values())


def take_in(file: Path, capsys: pytest.CaptureFixture[str]) -> dict[str, Any]:
    parser = Parser(prog="zhibu import")
    importing.add_arguments(parser)
    importing.run(parser.parse_args([str(file), "--json", "--on", str(TODAY)]))
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def sheet(office: Office, file: Path) -> Path:
    export = allowed(office, office.street.sunny, columns=EVERYTHING)
    password, _ = made(office.clerk, export)
    file.write_bytes(opened(fetched(office.clerk, export), password).getvalue())
    return file


UNCHANGED = {"rows": 2, "created": 0, "updated": 0, "unchanged": 2, "rejected": [], "unusable": []}


def test_opened_and_imported_again_it_changes_nothing(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = people()
    assert take_in(sheet(office, tmp_path / "a.xlsx"), capsys) == UNCHANGED
    assert people() == before


def test_masked_by_hand_it_changes_nothing_either(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = sheet(office, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(file)
    for row in book.worksheets[0].iter_rows(min_row=3):
        for cell in row:
            if cell.value in {"13812345678", identity_number(date(1960, 3, 2))}:
                cell.value = f"{str(cell.value)[:3]}{'*' * (len(str(cell.value)) - 5)}{str(cell.value)[-2:]}"
    book.save(file)
    Installation.objects.all().delete()
    before = people()
    assert take_in(file, capsys) == UNCHANGED
    assert people() == before


def test_locked_as_it_was_handed_over_it_is_not_taken_in(office: Office, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    export = allowed(office, office.street.sunny, columns=EVERYTHING)
    made(office.clerk, export)
    file = tmp_path / "a.xlsx"
    file.write_bytes(fetched(office.clerk, export).read())
    (answer,) = take_in(file, capsys)["unusable"]
    assert answer["reason"].startswith("文件设有打开密码")
