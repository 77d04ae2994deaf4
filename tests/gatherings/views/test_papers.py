"""Pages of papers and of their templates."""

from datetime import timedelta
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document

from tests.access.cast import make_account, signed_in
from tests.access.pages import words
from tests.gatherings.meetings import members_meeting, write
from tests.register.factories import Street, actor, make_street
from tests.register.state import nothing_written
from tests.register.views.asking import refusals
from zhibu.access.terms import Role
from zhibu.exchange.word_building import Line, document
from zhibu.gatherings.models import Gathering, PaperTemplate
from zhibu.gatherings.services.templates import replace_template, tried
from zhibu.gatherings.shipped import shipped
from zhibu.gatherings.terms.papers import PaperKind
from zhibu.kernel.clock import today

pytestmark = pytest.mark.django_db

NOTICE = "/ledgers/templates/notice/"


@pytest.fixture
def street() -> Street:
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


@pytest.fixture
def meeting(street: Street) -> Gathering:
    return members_meeting(street.sunny_first, on=today(), by=actor(today()), title="六月党员大会")


def own(*lines: str) -> bytes:
    return document([Line(line) for line in lines])


def put(client: Client, content: bytes, name: str = "本街道通知.docx") -> Any:
    return client.post(NOTICE, {"file": SimpleUploadedFile(name, content)})


def read(response: Any) -> bytes:
    assert response.status_code == 200
    assert response["Cache-Control"] == "private, no-store"
    return b"".join(response.streaming_content)


def text(response: Any) -> str:
    return "\n".join(one.text for one in Document(BytesIO(read(response))).paragraphs if one.text)


def notice(client: Client, meeting: Gathering) -> str:
    return text(client.get(f"/gatherings/{meeting.code}/papers/notice.docx"))


def test_the_page_of_a_meeting_leads_to_its_papers(clerk: Client, meeting: Gathering) -> None:
    assert f"/gatherings/{meeting.code}/papers/" in clerk.get(f"/gatherings/{meeting.code}/").content.decode()
    assert "会议通知 时间、地点、参加人员和议程 Word PDF 签到表" in words(clerk.get(f"/gatherings/{meeting.code}/papers/"))


def test_a_paper_that_there_is_not_is_not_found(clerk: Client, meeting: Gathering) -> None:
    for name in ("notice.xlsx", "nothing.pdf", "ledger-study.pdf"):
        assert clerk.get(f"/gatherings/{meeting.code}/papers/{name}").status_code == 404


def test_every_shipped_template_can_be_filled() -> None:
    assert [kind for kind in PaperKind if tried(kind, shipped(kind)).objections] == []


def test_a_street_puts_its_own_template_in_the_place_of_ours_and_goes_back(clerk: Client, meeting: Gathering) -> None:
    assert put(clerk, own("向阳街道：{{会议名称}}")).status_code == 302
    assert notice(clerk, meeting) == "向阳街道：六月党员大会"
    assert text(clerk.get(f"{NOTICE}file")) == "向阳街道：{{会议名称}}"
    assert put(clerk, own("第二版：{{会议名称}}")).status_code == 302
    assert notice(clerk, meeting) == "第二版：六月党员大会"
    assert clerk.post(f"{NOTICE}shipped").status_code == 302
    assert "关于召开六月党员大会的通知" in notice(clerk, meeting)
    page = words(clerk.get(NOTICE))
    assert page.count("本街道通知.docx") == 2
    assert page.count("停用（ganshi的姓名）") == 2


def test_every_unknown_field_is_told_and_the_template_before_stays(clerk: Client, meeting: Gathering) -> None:
    put(clerk, own("向阳街道：{{会议名称}}"))
    with nothing_written():
        answer = put(clerk, own("{{会议名称}} {{手机号码}} {{住址}}"))
    assert refusals(answer) == [
        "模板文件：没有“手机号码”这个字段。怎么办：请改成字段表里的名称，或去掉。",
        "模板文件：没有“住址”这个字段。怎么办：请改成字段表里的名称，或去掉。",
    ]
    assert notice(clerk, meeting) == "向阳街道：六月党员大会"


def test_another_kind_of_file_is_refused(clerk: Client) -> None:
    assert refusals(put(clerk, b"%PDF-1.7", "通知.pdf")) == [
        "模板文件：“通知.pdf”不是.docx文件。怎么办：请用Word另存为“Word文档（*.docx）”。"
    ]
    assert PaperTemplate.objects.unguarded("测试").count() == 0


def test_templates_of_another_street_do_not_count_here(street: Street, clerk: Client, meeting: Gathering) -> None:
    other = make_street("春风", district=street.district)
    done = replace_template(by=actor(), organisation=other.street, kind=PaperKind.NOTICE, name="a.docx", content=own("春风：{{会议名称}}"))
    assert done.done
    assert "春风" not in notice(clerk, meeting)


def test_a_secretary_of_a_branch_prints_and_changes_no_template(street: Street, meeting: Gathering) -> None:
    browser = signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first))
    assert "六月党员大会" in notice(browser, meeting)
    with nothing_written():
        assert put(browser, own("{{会议名称}}")).status_code == 403


def test_the_rows_of_one_meeting_go_to_excel(street: Street, clerk: Client) -> None:
    yesterday = today() - timedelta(days=1)
    held = members_meeting(street.sunny_first, on=yesterday, by=actor(today()), title="昨天的大会")
    other = members_meeting(street.sunny_first, on=yesterday, by=actor(today()), title="同一天的另一个会")
    for one in (held, other):
        write(one, by=actor(today()))
    address = f"/gatherings/{held.code}/papers/ledgers/three-meetings.xlsx"
    assert address in clerk.get(f"/gatherings/{held.code}/papers/").content.decode()
    rows = openpyxl.load_workbook(BytesIO(read(clerk.get(address)))).worksheets[0].iter_rows(values_only=True)
    assert [row[7] for row in rows] == ["会议名称", "昨天的大会"]


def test_a_meeting_to_come_stands_in_no_ledger(street: Street, clerk: Client) -> None:
    coming = members_meeting(street.sunny_first, on=today() + timedelta(days=1), by=actor(today()))
    assert "台账" not in words(clerk.get(f"/gatherings/{coming.code}/papers/"))
