"""The page of ledgers and the command: what is chosen, what is taken along, who may."""

import argparse
import json
from io import BytesIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.gatherings.meetings import holdings, make_gathering, part
from tests.register.factories import TODAY, Street, actor, make_street
from zhibu.access.terms import Role
from zhibu.gatherings.commands import ledger as command
from zhibu.gatherings.services.attendance import type_numbers
from zhibu.gatherings.terms import GatheringKind
from zhibu.kernel.unusable import Unusable
from zhibu.register.models import Organisation
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db

YEAR = f"?year={TODAY.year}"


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def held(branch: Organisation, title: str, kind: GatheringKind = GatheringKind.LECTURE) -> None:
    one = make_gathering(branch, part(kind, branch), on=TODAY, title=title)
    for holding in holdings(one):
        assert type_numbers(by=actor(), holding=holding, expected=10, present=9, on_leave=1, in_attendance=0).done


def sheet(response: Any) -> list[tuple[object, ...]]:
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    book = openpyxl.load_workbook(BytesIO(b"".join(response.streaming_content)))
    return list(book.worksheets[0].iter_rows(values_only=True))


def test_the_page_shows_the_year_with_remarks_and_offers_the_file(street: Street, clerk: Client) -> None:
    held(street.sunny_first, "春季党课")
    page = clerk.get(f"/ledgers/{YEAR}")
    assert "中共向阳街道阳光社区第一支部委员会 党课 春季党课 2026-06-01 14:00 10 9 1 学习讨论 未签批" in words(page)
    assert f"/ledgers/file?kind=three-meetings&amp;year={TODAY.year}&amp;format=xlsx" in page.content.decode()


def test_a_year_without_meetings_says_what_to_do(clerk: Client) -> None:
    assert "这一年还没有这类会议的记录" in words(clerk.get(f"/ledgers/{YEAR}&kind=study"))


def test_one_organisation_can_be_chosen(street: Street, clerk: Client) -> None:
    held(street.sunny_first, "春季党课")
    held(street.spring_first, "春晖党课")
    rows = sheet(clerk.get(f"/ledgers/file{YEAR}&within={street.spring.code}"))
    assert [row[7] for row in rows] == ["会议名称", "春晖党课"]


def test_a_branch_secretary_takes_along_the_own_ledger_alone(street: Street) -> None:
    held(street.sunny_first, "春季党课")
    held(street.sunny_second, "邻居党课")
    browser = signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first))
    assert [row[7] for row in sheet(browser.get(f"/ledgers/file{YEAR}"))] == ["会议名称", "春季党课"]
    assert [row[7] for row in sheet(browser.get(f"/ledgers/file{YEAR}&within={street.sunny_second.code}"))] == ["会议名称", "春季党课"]


def test_a_member_takes_no_ledger_along_and_nothing_is_logged(street: Street) -> None:
    held(street.sunny_first, "春季党课")
    browser = signed_in(make_account("dangyuan", Role.MEMBER, street.sunny_first))
    assert browser.get(f"/ledgers/file{YEAR}").status_code == 403
    assert ReadEntry.objects.count() == 0


def test_three_rows_cost_as_many_queries_as_one(street: Street, clerk: Client) -> None:
    held(street.sunny_first, "一")
    one = queries(lambda: clerk.get(f"/ledgers/{YEAR}"))
    held(street.sunny_second, "二")
    held(street.spring_first, "三")
    assert (one, queries(lambda: clerk.get(f"/ledgers/{YEAR}"))) == (11, 11)


def run(*asked: str) -> int:
    parser = argparse.ArgumentParser()
    command.add_arguments(parser)
    return command.run(parser.parse_args(list(asked)))


def test_the_command_writes_what_the_ending_says(street: Street, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    held(street.sunny_first, "春季党课")
    file = tmp_path / "台账.xlsx"
    assert run("三会一课", "--year", str(TODAY.year), "--within", street.sunny.code, "--out", str(file), "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"file": str(file), "rows": 1}
    assert openpyxl.load_workbook(file).worksheets[0]["H2"].value == "春季党课"


def test_the_command_says_which_ledgers_and_formats_there_are(tmp_path: Path) -> None:
    with pytest.raises(Unusable, match="没有“四会”这种台账：可选 three-meetings（三会一课）、theme-days（主题党日）、study（学习档案）"):
        run("四会")
    with pytest.raises(Unusable, match=r"不能写成 \.csv"):
        run("study", "--out", str(tmp_path / "台账.csv"))
