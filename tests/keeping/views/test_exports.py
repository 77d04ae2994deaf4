"""An export of full numbers from the roll to the read log of the people on it, as two persons click it."""

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from tests.access.cast import PASSWORD, make_account, signed_in
from tests.access.in_the_world import body_of
from tests.access.pages import queries, words
from tests.keeping.leaving import Office, lines, make_office, members, opened
from tests.register.factories import actor
from zhibu.access.services import give_grant
from zhibu.access.terms import Role
from zhibu.keeping.models import FullExport
from zhibu.keeping.services.exporting import file_of
from zhibu.kernel.dates import FAR, LONG_AGO
from zhibu.register.models import Person
from zhibu.trail.models import Operation, ReadEntry

pytestmark = pytest.mark.django_db

FORM: Final[dict[str, Any]] = {
    "choice": "填报上级系统",
    "recipient": "报区委组织部，交王同志",
    "numbers": ["phone", "id_number"],
    "columns": ["name", "organisation", "status"],
}
ATTACHMENT: Final = "Content-Disposition"


@pytest.fixture
def office() -> Office:
    return make_office()


@pytest.fixture(autouse=True)
def _no_files() -> Iterator[None]:
    yield
    for file in Path(settings.EXPORTS_DIR).glob("*"):
        file.unlink()


@pytest.fixture
def clerk(office: Office) -> Client:
    return signed_in(office.clerk)


@pytest.fixture
def secretary(office: Office) -> Client:
    return signed_in(office.secretary)


def ask(client: Client, query: str = "", **changes: Any) -> FullExport:
    answer = client.post(f"{reverse('export_new')}{query}", FORM | changes)
    assert answer.status_code == 302, words(answer)
    return FullExport.objects.unguarded("测试").latest("pk")


def at(name: str, export: FullExport) -> str:
    return reverse(name, args=[export.pk])


def allow(client: Client, export: FullExport) -> None:
    assert client.post(at("export_decide", export), {"decision": "approve"}).status_code == 302


def make(client: Client, export: FullExport) -> str:
    """The password as the page shows it."""
    page = words(client.post(at("export_make", export), {"password": PASSWORD}))
    return page.split("抄下密码，再下载文件；两样分开交给接收人。 ")[1].split()[0]


# Asking.


def test_the_roll_leads_there_with_its_conditions(clerk: Client, secretary: Client) -> None:
    address = f'href="{reverse("export_new")}?category=retired"'
    assert address in clerk.get(reverse("members"), {"category": "retired"}).content.decode()
    assert "导出完整号码" not in words(secretary.get(reverse("members")))


@pytest.mark.parametrize(
    ("count", "said"),
    [(50, "共 50 名。不超过 50 行，无须复核；同一天几次合计超过的，也须复核。"), (51, "共 51 名。超过 50 行，须由另一人复核。")],
)
def test_the_form_says_how_many_and_whether_somebody_else_looks_at_it(office: Office, clerk: Client, count: int, said: str) -> None:
    members(office.street.sunny_first, count)
    assert said in words(clerk.get(reverse("export_new")))


def test_reason_recipient_and_numbers_are_asked_for_at_once(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 1)
    answer = clerk.post(reverse("export_new"), {"columns": ["name"]})
    page = words(answer)
    assert (answer.status_code, "有 3 处需要改" in page) == (422, True)
    assert ["请选择「原因」。" in page, "请填写「用途和接收人」。" in page, "请选择「完整号码」。" in page] == [True] * 3
    assert not FullExport.objects.unguarded("测试").exists()


def test_another_reason_is_written_out(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 1)
    assert clerk.post(reverse("export_new"), FORM | {"choice": "其他"}).status_code == 422
    assert ask(clerk, choice="其他", more="换发证件").reason == "其他：换发证件"


def test_what_is_asked_for_is_the_list_as_it_was_narrowed(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 2)
    members(office.street.spring_first, 1)
    export = ask(clerk, f"?within={office.street.sunny.code}&category=resident&q=张00")
    assert (export.organisation, export.rows, export.columns) == (office.street.sunny, 2, "name,organisation,status,phone,id_number")
    assert export.conditions == "查找：按号码查找；管理类别：居民党员"


def test_a_whole_number_is_not_asked_for_in_an_address(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 1)
    answer = clerk.post(f"{reverse('export_new')}?q=999999196001010017", FORM)
    assert (answer.status_code, answer.headers["Location"]) == (302, reverse("members_find"))
    assert not FullExport.objects.unguarded("测试").exists()


def test_with_several_places_one_has_to_be_chosen(office: Office) -> None:
    street = office.street
    members(street.sunny_first, 1)
    there: dict[str, Any] = {
        "role": Role.BRANCH_SECRETARY,
        "organisation_id": street.spring_first.pk,
        "valid_from": LONG_AGO,
        "valid_to": FAR,
    }
    assert give_grant(by=actor(), account_id=office.branch.pk, **there).allowed
    client = signed_in(office.branch)
    answer = client.post(reverse("export_new"), FORM)
    assert (answer.status_code, "没有选定党组织。" in words(answer)) == (422, True)
    assert ask(client, f"?within={street.sunny_first.code}").rows == 1


# Two persons.


def test_from_asking_to_the_copy_that_is_destroyed(office: Office, clerk: Client, secretary: Client) -> None:
    people = members(office.street.sunny_first, 51)
    export = ask(clerk)
    assert "待复核" in words(clerk.get(at("export", export)))
    assert clerk.post(at("export_make", export), {"password": PASSWORD}).status_code == 422

    assert "1 份完整号码导出待复核" in words(secretary.get(reverse("home")))
    page = words(secretary.get(at("export_decide", export)))
    told = [
        "导出人 周敏",
        "范围 向阳街道党工委",
        "行数 51",
        "原因 填报上级系统",
        "用途和接收人 报区委组织部，交王同志",
        "手机号码、公民身份号码",
    ]
    assert [one for one in told if one not in page] == []
    assert people[0].name not in page
    allow(secretary, export)

    assert "1 份完整号码导出已同意" in words(clerk.get(reverse("home")))
    password = make(clerk, export)
    answer = clerk.post(at("export_file", export))
    assert answer.headers[ATTACHMENT].endswith(f"_{export.code}.xlsx")
    rows = lines(opened(io.BytesIO(body_of(answer)), password))
    assert (len(rows), rows[1]) == (53, ("姓名", "所在党支部", "人员类别", "手机号码", "公民身份号码"))

    page = words(clerk.get(at("export", export)))
    assert ["状态 已下载" in page, "刘志远" in page, "登记副本已销毁" in page] == [True] * 3
    assert clerk.post(at("export_destroyed", export), {"note": "已彻底删除"}).status_code == 302
    assert "状态 副本已销毁" in words(clerk.get(at("export", export)))
    acts = Operation.objects.filter(act__startswith="export.").order_by("pk").values_list("act", flat=True)
    assert list(acts) == ["export.ask", "export.approve", "export.make", "export.download", "export.destroyed"]


def test_the_asker_is_not_offered_to_decide_and_may_not(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 51)
    export = ask(clerk)
    assert at("export_decide", export) not in clerk.get(at("export", export)).content.decode()
    answer = clerk.post(at("export_decide", export), {"decision": "approve"})
    assert (answer.status_code, "不能复核自己的申请。" in words(answer)) == (422, True)
    assert FullExport.objects.unguarded("测试").get().decided_at is None


def test_a_refusal_has_a_reason_that_the_asker_reads(office: Office, clerk: Client, secretary: Client) -> None:
    members(office.street.sunny_first, 51)
    export = ask(clerk)
    assert secretary.post(at("export_decide", export), {"decision": "decline"}).status_code == 422
    assert secretary.post(at("export_decide", export), {"decision": "decline", "reason": "请缩小范围"}).status_code == 302
    page = words(clerk.get(at("export", export)))
    assert ["状态 未同意" in page, "复核意见 请缩小范围" in page] == [True, True]


def test_whoever_decides_reaches_the_whole_scope(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 51)
    export = ask(clerk)
    community = signed_in(make_account("shequ", Role.STREET_SECRETARY, office.street.sunny))
    assert [community.get(at(name, export)).status_code for name in ("export", "export_decide")] == [404, 404]


def test_a_wrong_own_password_makes_no_file(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 1)
    export = ask(clerk)
    answer = clerk.post(at("export_make", export), {"password": "wrong horse"})
    assert (answer.status_code, "密码不正确。" in words(answer), file_of(export.pk).exists()) == (422, True, False)


def test_the_file_is_fetched_once_by_the_asker_alone(office: Office, clerk: Client, secretary: Client) -> None:
    members(office.street.sunny_first, 1)
    export = ask(clerk)
    make(clerk, export)
    other = signed_in(make_account("ganshi2", Role.STREET_CLERK, office.street.street))
    assert [client.post(at("export_file", export)).status_code for client in (other, secretary)] == [404, 403]
    assert "下载文件" not in words(other.get(at("export", export)))
    assert clerk.get(at("export_file", export)).status_code == 405
    body_of(clerk.post(at("export_file", export)))
    again = clerk.post(at("export_file", export), follow=True)
    assert "这份文件已下载，只能下载一次。" in again.content.decode()


def test_the_password_is_shown_once_and_not_kept_by_a_browser(office: Office, clerk: Client) -> None:
    members(office.street.sunny_first, 1)
    export = ask(clerk)
    answer = clerk.post(at("export_make", export), {"password": PASSWORD})
    assert "no-store" in answer.headers["Cache-Control"]
    password = words(answer).split("交给接收人。 ")[1].split()[0]
    for name in ("export", "export_make", "exports"):
        page = clerk.get(reverse(name) if name == "exports" else at(name, export)).content.decode()
        assert password not in page


# The list of copies, and the people on it.


def test_the_list_of_copies(office: Office, clerk: Client, secretary: Client) -> None:
    assert "还没有导出过完整号码" in words(clerk.get(reverse("exports")))
    members(office.street.sunny_first, 1)
    export = ask(clerk)
    for client in (clerk, secretary):
        page = words(client.get(reverse("exports")))
        assert f"{export.code} 待生成 周敏" in page
        assert "向阳街道党工委 1 填报上级系统 无须复核" in page
    assert "还没有导出过完整号码" in words(signed_in(office.branch).get(reverse("exports")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_copies_costs_three_queries(office: Office, clerk: Client, count: int) -> None:
    members(office.street.sunny_first, 1)
    for _ in range(count):
        ask(clerk)
    assert queries(lambda: clerk.get(reverse("exports"))) == 3


def member_of(person: Person) -> Client:
    return signed_in(make_account(f"m{person.pk}", name=person.name, person=person))


def test_the_people_on_the_list_read_of_it_in_their_read_log_and_nobody_else(office: Office, clerk: Client) -> None:
    (one,) = members(office.street.sunny_first, 1)
    (other,) = members(office.street.spring_first, 1, surname="李")
    export = ask(clerk, f"?within={office.street.sunny.code}")
    assert "还没有人查阅过您的信息" in words(member_of(one).get(reverse("my_reads")))
    make(clerk, export)
    page = words(signed_in(make_account("m", name=one.name, person=one)).get(reverse("my_reads")))
    assert "周敏 导出完整号码 姓名、所在党支部、人员类别、手机号码、公民身份号码" in page
    assert "填报上级系统；报区委组织部，交王同志" in page
    assert "还没有人查阅过您的信息" in words(member_of(other).get(reverse("my_reads")))


@pytest.mark.parametrize("count", [1, 3])
def test_the_read_log_still_costs_two_queries(office: Office, clerk: Client, count: int) -> None:
    (one,) = members(office.street.sunny_first, 1)
    for _ in range(count):
        make(clerk, ask(clerk))
    client = member_of(one)
    assert queries(lambda: client.get(reverse("my_reads"))) == 2


def test_the_auditor_finds_the_export_by_any_person_on_it(office: Office, clerk: Client) -> None:
    one, two = members(office.street.sunny_first, 2)
    make(clerk, ask(clerk))
    auditor = signed_in(make_account("shenji", Role.AUDITOR))
    for person in (one, two):
        assert "导出完整号码" in words(auditor.get(reverse("audit_reads"), {"person": person.code}))
    assert "没有符合条件的记录" in words(auditor.get(reverse("audit_reads"), {"person": "R999999"}))
    assert ReadEntry.objects.filter(kind="export_full").count() == 1
    operation = Operation.objects.get(act="export.make")
    assert "导出副本 F0" in words(auditor.get(reverse("operation", args=[operation.pk])))
