"""Whoever reads what was destroyed is told so, wherever it is read: pages, exports, search, audit, command line, sheets that come back."""

import io
import json
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

import openpyxl
import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.in_the_world import body_of, text_of
from tests.access.pages import words
from tests.keeping.gone import gone, pass_away
from tests.register.factories import Street, actor, identity_number, make_person, make_street, person
from zhibu.access.terms import Role
from zhibu.config import verify
from zhibu.config.cli import Parser
from zhibu.kernel.clock import today
from zhibu.register.commands import importing
from zhibu.register.commands import member as member_command
from zhibu.register.models import Person, Post
from zhibu.register.services.members import leave
from zhibu.trail.door import recording
from zhibu.trail.models import Operation, ReadEntry
from zhibu.trail.seals import seal

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_folder")]

LEFT: Final = date(2020, 5, 1)
BEFORE: Final = "2019-12-31"
NUMBER: Final = identity_number(date(1960, 3, 2))
SAID: Final = "资料已按期销毁"
SECRETS: Final = ("张三丰", NUMBER, NUMBER[-4:], "13912345678", "云溪区", "1960")


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def one(street: Street) -> Person:
    """Somebody who was secretary, left long ago and was destroyed today."""
    someone = make_person(
        street.sunny_first, "张三丰", id_number=NUMBER, phone="13912345678", birth_date=date(1960, 3, 2), native_place="云溪区"
    )
    with recording(actor(), "member.post") as work:
        work.add(
            Post, person_id=someone.pk, organisation_id=street.sunny_first.pk, kind="secretary", valid_from=date(2010, 1, 1), valid_to=LEFT
        )
    make_person(street.sunny_first, "李四")
    assert leave(by=actor(), person=person(someone.pk), how="left", on=LEFT).done
    pass_away(today())
    return person(someone.pk)


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def told(text: str) -> list[str]:
    """Digits count where they stand alone: the last four of a number may stand inside the code of somebody else."""
    return [word for word in SECRETS if re.search(rf"(?<!\d){word}(?!\d)", text)]


PAGES: Final = ("member", "member_copy", "member_correct", "member_leave", "member_mark", "member_merge", "member_post", "retention_hold")


@pytest.mark.parametrize("name", PAGES[:-1])
def test_the_persons_own_pages_say_it_with_the_day_and_the_way_to_the_table(clerk: Client, one: Person, name: str) -> None:
    answer = clerk.get(reverse(name, args=[one.code]))
    page = words(answer)
    assert (answer.status_code, told(page)) == (410, [])
    assert f"资料已按期销毁 编号 {one.code} 的资料保存期限已到，{today().year}年{today().month}月{today().day}日由系统按期销毁。" in page
    assert reverse("retention") in answer.content.decode()


def test_a_page_of_a_past_day_says_it_too(clerk: Client, one: Person) -> None:
    assert clerk.get(reverse("member", args=[one.code]), {"on": BEFORE}).status_code == 410


@pytest.mark.parametrize("field", ["id_number", "phone"])
def test_a_number_is_not_revealed_and_nothing_is_logged(clerk: Client, one: Person, field: str) -> None:
    answer = clerk.post(reverse("member_reveal", args=[one.code, field]), {"choice": "核对信息"})
    assert (answer.status_code, told(answer.content.decode()), ReadEntry.objects.count()) == (410, [], 0)


def test_out_of_reach_it_is_not_even_said(street: Street, one: Person) -> None:
    elsewhere = signed_in(make_account("zhibu", Role.BRANCH_SECRETARY, street.spring_first))
    assert elsewhere.get(reverse("member", args=[one.code])).status_code == 404


def test_the_roll_of_a_past_day_counts_and_names_nobody(clerk: Client, one: Person) -> None:
    answer = clerk.get(reverse("members"), {"on": BEFORE, "columns": ["name", "status", "phone", "id_number", "birth_date"]})
    page = words(answer)
    assert ["共 2 名" in page, f"{SAID} 正式党员" in page, told(page.replace(BEFORE, ""))] == [True, True, []]


@pytest.mark.parametrize("asked", ["张三丰", "zsf", "zhangsanf", NUMBER[-4:]])
@pytest.mark.parametrize("on", ["", BEFORE])
@pytest.mark.usefixtures("one")
def test_a_search_by_name_or_last_digits_finds_nobody(clerk: Client, asked: str, on: str) -> None:
    page = words(clerk.get(reverse("members"), {"q": asked, "group": "all", **({"on": on} if on else {})}))
    assert "没有符合条件的记录" in page


@pytest.mark.usefixtures("one")
def test_a_whole_number_belongs_to_nobody(clerk: Client) -> None:
    answer = clerk.post(reverse("members_find"), {"number": NUMBER})
    assert (answer.status_code, "您的负责范围内没有登记这个号码。" in words(answer)) == (422, True)


@pytest.mark.usefixtures("one")
def test_the_organisation_still_had_a_secretary(clerk: Client, street: Street) -> None:
    page = words(clerk.get(reverse("organisation", args=[street.sunny_first.code]), {"on": BEFORE}))
    assert f"党支部书记 {SAID} 2010-01-01 起" in page or f"{SAID} 2010-01-01 起" in page
    assert "张三丰" not in page


@pytest.mark.usefixtures("one")
def test_an_export_of_a_past_day_says_it(clerk: Client) -> None:
    answer = clerk.get(reverse("members_export"), {"on": BEFORE, "columns": ["name", "phone", "id_number", "birth_date"]})
    text = text_of(answer)
    assert [SAID in text, told(text)] == [True, []]


@pytest.mark.usefixtures("one")
def test_a_sheet_that_comes_back_brings_nobody_back(clerk: Client, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "a.xlsx"
    columns = ["name", "organisation", "status", "code"]
    file.write_bytes(body_of(clerk.get(reverse("members_export"), {"on": BEFORE, "columns": columns})))
    before = list(Person.objects.unguarded("测试").order_by("pk").values())
    parser = Parser(prog="zhibu")
    importing.add_arguments(parser)
    importing.run(parser.parse_args([str(file), "--json", "--on", BEFORE]))
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    (refused,) = answer["rejected"]
    assert (answer["unchanged"], answer["created"], refused["reason"]) == (1, 0, "这一行的资料已按期销毁，没有可以导入的内容。")
    assert list(Person.objects.unguarded("测试").order_by("pk").values()) == before


def test_the_audit_says_it(one: Person) -> None:
    auditor = signed_in(make_account("shenji", Role.AUDITOR))
    for operation in Operation.objects.filter(entries__subject_kind="person", entries__subject_id=one.pk).distinct():
        page = words(auditor.get(reverse("operation", args=[operation.pk])))
        assert (f"（{SAID}）" in page, told(page.replace(f"{operation.at:%Y}", ""))) == (True, [])


def test_the_command_line_says_it(one: Person, capsys: pytest.CaptureFixture[str]) -> None:
    parser = Parser(prog="zhibu")
    member_command.add_arguments(parser)
    assert member_command.run(parser.parse_args(["show", "--code", one.code, "--json"])) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["name"], shown["erased_on"], shown["id_number"], shown["birth_date"]) == (SAID, today().isoformat(), "", None)
    member_command.run(parser.parse_args(["show", "--code", one.code]))
    said = capsys.readouterr().out
    assert [f"姓名：{SAID}" in said, f"资料销毁日期：{today()}" in said, told(said)] == [True, True, []]
    assert member_command.run(parser.parse_args(["show", "--id-number", NUMBER])) == 1


@pytest.mark.usefixtures("one")
def test_verifying_raises_no_false_alarm(capsys: pytest.CaptureFixture[str]) -> None:
    seal(actor(today()).at)
    parser = Parser(prog="zhibu verify")
    verify.add_arguments(parser)
    differs = verify.run(parser.parse_args(["--json"]))
    answer = json.loads(capsys.readouterr().out)
    astray = {part: found for part, found in answer.items() if part != "heads" and found}
    assert (astray, differs) == ({}, 0)


def test_an_account_of_the_destroyed_belongs_to_nobody_any_more(street: Street) -> None:
    someone = gone(street.sunny_first, "张三丰", on=LEFT)
    account = make_account("zhang", name="张三丰", person=someone)
    client = signed_in(account)
    assert "组织关系转出本街道" in words(client.get(reverse("me")))
    pass_away(today() + timedelta(days=1))
    assert "这个账号还没有对应到党员名册" in words(client.get(reverse("me")))


def test_a_workbook_without_names_is_still_a_workbook(clerk: Client, one: Person) -> None:
    content = body_of(clerk.get(reverse("members_export"), {"on": BEFORE, "columns": ["name", "code"]}))
    rows = list(openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert (SAID, one.code) in rows
