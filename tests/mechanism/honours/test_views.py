"""Pages of selections and of the roll: a call goes down, whom it names does not; and what stands outside."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from docx import Document
from openpyxl import load_workbook

from tests.access.cast import make_account, signed_in
from tests.mechanism.honours.selections import (
    AFTER,
    UNTIL,
    Selection,
    again,
    called,
    decided,
    make_selection,
    nominations,
    number_of,
    proposed,
    put_on_the_board,
    reviewed,
    stand,
    well,
)  # fmt: skip
from tests.moments import standing_at
from tests.register.factories import TODAY, actor
from zhibu.access.terms import Role
from zhibu.kernel import clock
from zhibu.mechanism.honours.models import Honour, SelectionCampaign
from zhibu.mechanism.honours.services.granted import Given, enter_received, revoke
from zhibu.mechanism.honours.terms import Level, Receiver
from zhibu.postbox.models import Publication

pytestmark = pytest.mark.django_db
WHY = "测试"


Clock = Callable[[date], None]


@pytest.fixture(autouse=True)
def stands_at(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The first day of the stories, until another is asked for."""

    def at(day: date) -> None:
        monkeypatch.setattr(clock, "datetime", standing_at(datetime.combine(day, time(12), clock.SHANGHAI)))

    at(TODAY)
    return at


@pytest.fixture
def it() -> Selection:
    return make_selection()


def page(client: Client, name: str, *arguments: object) -> str:
    response = client.get(reverse(name, args=arguments))
    assert response.status_code == 200
    return response.content.decode()


def code(row: SelectionCampaign) -> str:
    return row.case.code


def test_a_call_goes_down_and_nobody_below_reads_whom_others_named(it: Selection) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    elsewhere = make_account("chunhui", Role.BRANCH_SECRETARY, it.committee.street.spring_first)
    secretary = make_account("yangguang", Role.COMMUNITY_SECRETARY, it.committee.street.spring)
    names = ("龚䶮", "王㛃")
    shown = {
        who: [name for name in names if name in page(signed_in(account), "selection", code(row))]
        for who, account in {"clerk": it.clerk, "own": it.branch, "elsewhere": elsewhere, "other community": secretary}.items()
    }
    assert shown == {"clerk": [*names], "own": [*names], "elsewhere": [], "other community": []}
    assert "去推荐" in page(signed_in(elsewhere), "selections")


def test_how_many_an_organisation_has_named_is_told_to_itself_and_to_whoever_conducts_it(it: Selection) -> None:
    row = called(it, quotas={it.nominator.pk: 4, it.committee.street.spring.pk: 3})
    well(proposed(it, row, it.excellent))
    other = make_account("chunhui", Role.COMMUNITY_SECRETARY, it.committee.street.spring)
    shown = {
        who: re.findall(r"已推荐 (\d / \d)", page(signed_in(account), "selection", code(row)))
        for who, account in {"clerk": it.clerk, "own": it.branch, "other": other}.items()
    }
    assert shown == {"clerk": ["1 / 4", "0 / 3"], "own": ["1 / 4"], "other": ["0 / 3"]}


def test_a_nomination_is_entered_by_name_and_all_objections_are_said(it: Selection) -> None:
    row = called(it)
    client = signed_in(it.branch)
    address = reverse("selection_nominate", args=[code(row)])
    assert "最近一次民主评议为优秀" in client.get(address).content.decode()
    sent = {"by": it.nominator.code, "who": "赵平凡", "deeds": "值班", "exception": ""}
    refused = client.post(address, sent)
    assert refused.status_code == 422
    assert "2025年度民主评议为合格" in refused.content.decode()
    assert client.post(address, {**sent, "who": "王㛃"}).status_code == 302
    assert [one.person for one in nominations(row)] == [it.second]
    unfilled = client.post(address, {}).content.decode()
    assert ("请填写「由哪个党组织推荐」" in unfilled, "请填写「推荐哪名党员」" in unfilled, "推荐对象" in unfilled) == (True, True, False)
    assert client.post(reverse("selection_withdraw", args=[code(row), number_of(row, it.second)]), {}).status_code == 302
    assert nominations(row) == []


def test_after_the_decision_no_page_and_no_file_names_who_was_not_chosen(it: Selection, stands_at: Clock) -> None:
    row = called(it)
    for person in (it.excellent, it.second):
        well(proposed(it, row, person))
    reviewed(it, row, 2)
    put_on_the_board(it, row)
    (honour,) = decided(it, row)
    stands_at(AFTER)
    client = signed_in(it.clerk)
    shown = [
        page(client, "selections"),
        page(client, "selection", code(row)),
        page(client, "case", code(row)),
        page(client, "roll"),
        page(client, "member_honours", it.second.code),
        page(client, "organisation_honours", it.nominator.code),
        page(client, "honour", honour.certificate),
    ]
    pages = [text for text in shown if it.second.name in text]
    assert pages == [shown[4]]
    assert "还没有登记荣誉" in shown[4]
    assert "龚䶮" in shown[1]
    assert reverse("certificates_of_year", args=[row.organisation.code, row.year]) in shown[1]
    assert rows_of(client) == [["龚䶮", "本级", "2026年优秀共产党员"]]
    dossier = client.get(reverse("case_dossier", args=[code(row)]))
    assert it.second.name not in dossier.content.decode(errors="replace")
    (table,) = on_the_board(client, row).tables
    assert [[cell.text for cell in line.cells] for line in table.rows[1:]] == [["1", "龚䶮", str(it.nominator)]]


def on_the_board(client: Client, row: SelectionCampaign) -> Any:
    """The list of names, as Word: whoever files the papers prints it again after the decision."""
    answer: Any = client.get(reverse("selection_notice", args=[code(row), "docx"]))
    return Document(BytesIO(b"".join(answer.streaming_content)))


@pytest.mark.parametrize("after", [0, 1])
def test_a_list_that_was_up_for_its_days_says_so_where_its_selection_waits(it: Selection, stands_at: Clock, after: int) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    put_on_the_board(it, row)
    until = again(row).notice_until
    assert until is not None
    stands_at(until + timedelta(days=after))
    client = signed_in(it.clerk)
    pages = [page(client, "selections"), page(client, "selection", code(row))]
    words = (f"公示到 {until.isoformat()}", "公示期已满", "没有期限")
    assert [[said for said in words if said in text] for text in pages] == [[words[after]], [words[after]]]
    settling = page(client, "selection_step", code(row), "settle")
    assert [said in settling for said in ("拟表彰名单（1）", "1. 龚䶮", "没有登记异议。")] == [True, True, True]


def rows_of(client: Client) -> list[list[object]]:
    answer: Any = client.get(reverse("roll_export"))
    sheet = load_workbook(BytesIO(b"".join(answer.streaming_content))).active
    assert sheet is not None
    return [list(row[:3]) for row in sheet.iter_rows(min_row=2, values_only=True)]


def outside() -> list[Publication]:
    """What stands on the roll outside."""
    return list(Publication.objects.unguarded(WHY).filter(page="honours", withdrawn_at=None))


def test_nothing_stands_outside_before_somebody_agrees(it: Selection, stands_at: Clock) -> None:
    row = called(it)
    well(proposed(it, row, it.excellent))
    reviewed(it, row)
    put_on_the_board(it, row)
    (honour,) = decided(it, row)
    stands_at(AFTER)
    assert not outside()
    client = signed_in(it.clerk)
    assert client.post(reverse("honour_public", args=[honour.certificate]), {"agreed_on": AFTER.isoformat()}).status_code == 302
    (out,) = outside()
    assert out.key == honour.certificate
    well(revoke(by=actor(), honour=Honour.objects.unguarded(WHY).get(), reason="材料不实", document="〔2026〕2 号"))
    assert not outside()
    assert "龚䶮" not in page(client, "roll")


def test_the_own_honours_stand_on_the_own_page(it: Selection) -> None:
    given = Given(Receiver.PERSON, it.excellent.pk, it.nominator.pk, Level.CITY, "中共新州市委", "全市优秀共产党员", TODAY)
    well(enter_received(by=actor(), given=given))
    member = signed_in(make_account("gongyan", Role.MEMBER, it.nominator, person=it.excellent))
    assert "全市优秀共产党员" in page(member, "member_honours", it.excellent.code)
    assert "全市优秀共产党员" in page(member, "roll")


def test_an_honour_from_above_is_entered_by_name(it: Selection) -> None:
    client = signed_in(it.clerk)
    sent = {
        "receiver": "organisation",
        "who": "阳光社区党委",
        "title": "全区先进基层党组织",
        "level": "district",
        "giver": "中共新阳区委",
        "given_on": "2026-05-30",
        "document": "〔2026〕8 号",
    }
    answer = client.post(reverse("honour_received_new"), sent)
    assert answer.status_code == 302
    assert "〔2026〕8 号" in client.get(answer["Location"]).content.decode()
    assert client.post(reverse("honour_received_new"), {**sent, "who": "没有这个社区"}).status_code == 422


def test_the_call_asks_for_quotas_and_leads_to_the_selection(it: Selection) -> None:
    client = signed_in(it.clerk)
    sent = {"submission": "c" * 32, "kind": "excellent_member", "year": "2026", "until": UNTIL.isoformat(), "basis": ""}
    sunny = it.committee.street.sunny.pk
    more = {"organisation": str(it.street.pk), f"quota_{sunny}": "2"}
    answer = client.post(reverse("selection_new"), {**sent, **more})
    assert answer.status_code == 302
    row = again(SelectionCampaign.objects.unguarded(WHY).get())
    assert [(one.name, one.number) for one in stand(row).quotas if one.number] == [("阳光社区党委", 2)]


@pytest.mark.parametrize("number", [1, 3])
def test_the_roll_asks_as_often_however_long_it_is(it: Selection, number: int, django_assert_num_queries: Any) -> None:
    for at in range(number):
        given = Given(Receiver.PERSON, it.excellent.pk, it.nominator.pk, Level.CITY, "中共新州市委", f"荣誉{at}", TODAY)
        well(enter_received(by=actor(), given=given))
    client = signed_in(it.clerk)
    page(client, "roll")
    with django_assert_num_queries(3):
        page(client, "roll")


def test_an_honour_from_above_was_given_on_a_day_that_has_come(it: Selection) -> None:
    given = Given(Receiver.UNIT, 0, it.nominator.pk, Level.CITY, "中共新州市委", "荣誉", TODAY.replace(year=2027))
    assert [one.code for one in enter_received(by=actor(), given=given).decision.objections] == ["after_today"]
