"""What waits to be settled, on the page and as Excel: of the own reach, without numbers, logged."""

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries
from tests.register.factories import LONG_SINCE, Street, actor, make_person, make_street
from zhibu.access.terms import ROLE_ACTS, Role
from zhibu.register.models import CheckNote, MoveProposal, Person
from zhibu.trail.door import recording
from zhibu.trail.models import ReadEntry

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    return make_street()


def wait_for(street: Street, person: Person, times: int = 1) -> None:
    with recording(actor(), "member.mark") as work:
        for _ in range(times):
            odd = {"field": "education", "code": "unknown", "raw": "=大本", "message": "不在代码表中"}
            work.add(CheckNote, person_id=person.pk, since=LONG_SINCE, **odd)
        target = street.sunny_second.pk
        work.add(MoveProposal, person_id=person.pk, target_id=target, source="page", note="已搬家", proposed_on=LONG_SINCE)


def clerk_of(street: Street) -> Client:
    return signed_in(make_account("ganshi", Role.STREET_CLERK, street.street))


def taken(client: Client, url: str) -> Any:
    """The whole file, as a browser takes it."""
    response: Any = client.get(url)
    assert (response.status_code, response["Cache-Control"]) == (200, "private, no-store")
    response.taken = b"".join(response.streaming_content)
    return response


def sheet(client: Client, url: str) -> list[tuple[object, ...]]:
    (page,) = openpyxl.load_workbook(BytesIO(taken(client, url).taken)).worksheets
    return list(page.iter_rows(values_only=True))


def test_the_list_goes_out_as_excel(street: Street) -> None:
    wait_for(street, make_person(street.sunny_first, "张三", phone="13800001234"))
    clerk = clerk_of(street)
    notes = sheet(clerk, "/settle/export")
    assert notes[0] == ("姓名", "所在党支部", "需核实", "原文", "提出日期")
    assert notes[1][:4] == ("张三", "阳光社区第一党支部", "不在代码表中", "=大本")
    assert [(one.kind, one.field, one.rows) for one in ReadEntry.objects.order_by("pk")] == [("export", "待核实", 1)]


def test_the_list_leads_to_its_export(street: Street) -> None:
    assert 'href="/settle/export' in clerk_of(street).get("/settle/").content.decode()


def test_an_export_holds_the_own_reach_alone(street: Street) -> None:
    for branch, name in ((street.sunny_first, "张三"), (street.spring_first, "李四")):
        wait_for(street, make_person(branch, name))
    secretary = signed_in(make_account("shuji", Role.BRANCH_SECRETARY, street.sunny_first))
    assert [row[0] for row in sheet(secretary, "/settle/export")] == ["姓名", "张三"]


def test_every_role_that_settles_may_export() -> None:
    assert [role for role in Role if "edit_members" in ROLE_ACTS[role] and "export_masked" not in ROLE_ACTS[role]] == []


@pytest.mark.parametrize("times", [1, 3])
def test_an_export_costs_the_same_whatever_waits(street: Street, times: int) -> None:
    wait_for(street, make_person(street.sunny_first, "张三"), times)
    clerk = clerk_of(street)
    assert queries(lambda: taken(clerk, "/settle/export")) == 3
