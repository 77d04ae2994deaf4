"""The import pages: what is uploaded is previewed, confirmed, taken back, and seen by its owner alone."""

import io
from datetime import timedelta
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.access.cast import make_account, signed_in
from tests.register.factories import Street, make_street
from tests.register.imports.rosters import LI, ZHANG, roster, xlsx
from zhibu.access.terms import Role
from zhibu.kernel.clock import now
from zhibu.register.imports import flow
from zhibu.register.imports.uploads import Folder
from zhibu.register.models import ImportRun, ImportState, Installation, Person

pytestmark = pytest.mark.django_db


@pytest.fixture
def street() -> Street:
    """Three branches whose names the rosters use."""
    return make_street()


@pytest.fixture
def clerk(street: Street) -> Client:
    """A street clerk's browser."""
    return signed_in(make_account("clerk", Role.STREET_CLERK, street.street))


def upload(client: Client, *people: dict[str, Any], name: str = "党员.xlsx") -> ImportRun:
    file = SimpleUploadedFile(name, xlsx(("党员", roster(*people))))
    response = client.post("/imports/", {"rosters": file, "on": "2026-06-01"})
    assert response.status_code == 302
    return ImportRun.objects.get(key=response.headers["Location"].split("/")[2])


def people() -> list[str]:
    return list(Person.objects.unguarded("测试").order_by("pk").values_list("name", flat=True))


def test_a_preview_writes_nothing_and_shows_what_would_happen(clerk: Client) -> None:
    run = upload(clerk, ZHANG, {**LI, "性别": "男"})
    page = clerk.get(f"/imports/{run.key}/").content.decode()
    assert people() == []
    assert run.state == ImportState.PREVIEWED
    assert run.summary == {"rows": 2, "created": 1, "updated": 0, "unchanged": 0, "proposals": 0, "checks": 0, "refused": 1, "unusable": 0}
    assert "性别填写为“男”" in page
    assert str(LI["公民身份号码"]) not in page


def test_a_confirmed_preview_is_written_once_however_often_it_is_sent(clerk: Client) -> None:
    run = upload(clerk, ZHANG, LI)
    assert [clerk.post(f"/imports/{run.key}/confirm", {"do": "import"}).status_code for _ in range(2)] == [302, 422]
    assert people() == ["张三", "李四"]
    run.refresh_from_db()
    assert run.state == ImportState.DONE
    assert len(run.operations) == 1


def test_the_whole_upload_is_taken_back(clerk: Client) -> None:
    run = upload(clerk, ZHANG, LI)
    clerk.post(f"/imports/{run.key}/confirm", {"do": "import"})
    assert clerk.post(f"/imports/{run.key}/take-back").status_code == 302
    run.refresh_from_db()
    assert (people(), run.state) == ([], ImportState.UNDONE)


def test_what_was_built_on_keeps_an_upload_in_place(clerk: Client) -> None:
    run = upload(clerk, ZHANG)
    clerk.post(f"/imports/{run.key}/confirm", {"do": "import"})
    again = upload(clerk, {**ZHANG, "学历": "博士研究生"}, name="后来.xlsx")
    clerk.post(f"/imports/{again.key}/confirm", {"do": "import"})
    response = clerk.post(f"/imports/{run.key}/take-back")
    assert response.status_code == 422
    assert "后来的记录建立在这次操作之上" in response.content.decode()
    assert people() == ["张三"]


@pytest.mark.django_db(transaction=True)
def test_whatever_rests_on_an_upload_without_naming_it_keeps_it_in_place(clerk: Client) -> None:
    run = upload(clerk, ZHANG)
    clerk.post(f"/imports/{run.key}/confirm", {"do": "import"})
    make_account("zhangsan", person=Person.objects.unguarded("测试").get(name="张三"))
    response = clerk.post(f"/imports/{run.key}/take-back")
    assert (response.status_code, people()) == (422, ["张三"])
    assert "后来的记录建立在这次操作之上" in response.content.decode()
    run.refresh_from_db()
    assert run.state == ImportState.DONE


def test_only_what_the_page_asked_is_settled_on_it(clerk: Client, street: Street) -> None:
    run = upload(clerk, ZHANG | {"所在党支部": "阳光社区第1党支部"}, LI)
    ask = f"/imports/{run.key}/confirm"
    odd = {
        "do": "preview",
        "branch:阳光社区第1党支部": "²",
        "branch:阳光社区第二党支部": str(street.spring_first.pk),
        f"branch:{'长' * 100}": "1",
    }
    for value in ("²", "9" * 40, str(street.spring_first.pk), str(street.district.pk)):
        assert clerk.post(ask, odd | {"branch:阳光社区第1党支部": value}).status_code == 302
        run.refresh_from_db()
        assert (run.options["mapping"], run.summary["refused"]) == ({}, 1)
    clerk.post(ask, odd | {"branch:阳光社区第1党支部": str(street.sunny_first.pk)})
    run.refresh_from_db()
    assert (run.options["mapping"], run.summary["refused"]) == ({"阳光社区第1党支部": street.sunny_first.pk}, 0)


def test_a_branch_that_somebody_settles_on_the_page_takes_its_rows(clerk: Client, street: Street) -> None:
    run = upload(clerk, {**ZHANG, "所在党支部": "阳光社区第1支部"})
    assert run.summary["refused"] == 1
    settled = {"do": "preview", "branch:阳光社区第1支部": str(street.sunny_first.pk)}
    clerk.post(f"/imports/{run.key}/confirm", settled)
    clerk.post(f"/imports/{run.key}/confirm", {**settled, "do": "import"})
    run.refresh_from_db()
    assert (people(), run.summary["created"], run.summary["refused"]) == (["张三"], 1, 0)


def test_refused_rows_come_back_as_a_workbook_that_can_be_mended_and_imported(clerk: Client) -> None:
    run = upload(clerk, {**LI, "性别": "男"})
    response = clerk.get(f"/imports/{run.key}/refused")
    book = openpyxl.load_workbook(io.BytesIO(b"".join(response)))
    sheet = book.active
    assert sheet is not None
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    heading = next(number for number, row in enumerate(rows) if "未导入原因" in row)
    assert rows[heading][-1] == "未导入原因"
    sheet.cell(heading + 2, rows[heading].index("性别") + 1).value = "女"
    mended = io.BytesIO()
    book.save(mended)
    file = SimpleUploadedFile("改好.xlsx", mended.getvalue())
    key = clerk.post("/imports/", {"rosters": file, "on": "2026-06-01"}).headers["Location"].split("/")[2]
    assert ImportRun.objects.get(key=key).summary["created"] == 1


def test_an_upload_belongs_to_its_owner_alone(clerk: Client, street: Street) -> None:
    run = upload(clerk, ZHANG, {**LI, "性别": "男"})
    other = signed_in(make_account("other", Role.STREET_CLERK, street.street))
    addresses = ("", "progress", "refused")
    assert [other.get(f"/imports/{run.key}/{address}").status_code for address in addresses] == [404, 404, 404]
    assert other.post(f"/imports/{run.key}/confirm", {"do": "import"}).status_code == 404
    assert run.names[0] not in other.get("/imports/").content.decode()
    assert people() == []


def test_what_lies_on_disk_is_sealed_and_goes_after_seven_days(clerk: Client) -> None:
    run = upload(clerk, ZHANG)
    folder = Folder(run.key)
    kept = b"".join(path.read_bytes() for path in folder.path.iterdir())
    assert (str(ZHANG["公民身份号码"]).encode() in kept, "张三".encode() in kept) == (False, False)
    assert flow.expire(now() + timedelta(days=6)) == 0
    assert flow.expire(now() + timedelta(days=8)) == 1
    assert (folder.path.exists(), ImportRun.objects.count()) == (False, 0)


def test_a_community_secretary_imports_within_the_own_reach_and_learns_nothing_of_others(street: Street) -> None:
    secretary = signed_in(make_account("sunny", Role.COMMUNITY_SECRETARY, street.sunny))
    run = upload(secretary, ZHANG, {**LI, "所在党支部": "春晖社区第一党支部"})
    page = secretary.get(f"/imports/{run.key}/").content.decode()
    assert (run.summary["created"], run.summary["refused"]) == (1, 1)
    assert "中共向阳街道春晖社区第一支部委员会" not in page


def test_a_real_roster_is_refused_where_demo_data_lies(clerk: Client) -> None:
    Installation.objects.create(holds_demo=True)
    run = upload(clerk, ZHANG)
    assert (run.summary["unusable"], run.summary["rows"]) == (1, 0)
    assert "演示数据" in clerk.get(f"/imports/{run.key}/").content.decode()


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("照片.xlsx", b"\x89PNG\r\n\x1a\n" + b"0" * 64, "这是图片"),
        ("通知.xlsx", "关于开会的通知，请按时参加。".encode(), "这个文件不是 Excel 表格"),
        ("通知.txt", "关于开会的通知，请按时参加。\n地点不变。".encode(), "这个文件不是 Excel 表格"),
        ("其他.xlsx", xlsx(("其他", [["甲", "乙"], ["1", "2"]])), "职务表要有“党组织”“姓名”和“职务”；"),
        ("其他.xlsx", xlsx(("其他", [["甲", "乙"], ["1", "2"]])), "共建资源清单要有“资源名称”和“提供单位”"),
    ],
)
def test_a_file_without_a_table_of_ours_is_named_for_what_it_is_and_cannot_be_confirmed(
    clerk: Client, name: str, content: bytes, told: str
) -> None:
    key = clerk.post("/imports/", {"rosters": SimpleUploadedFile(name, content), "on": "2026-06-01"}).headers["Location"].split("/")[2]
    page = clerk.get(f"/imports/{key}/").content.decode()
    assert (told in page, "没有可导入的内容" in page, "确认导入" in page, "按以上选择" in page) == (True, True, False, False)
    assert clerk.post(f"/imports/{key}/confirm", {"do": "import"}).status_code == 422
    run = ImportRun.objects.get(key=key)
    assert (run.state, run.summary["unusable"], run.standing) == (ImportState.PREVIEWED, 1, "没有可导入的内容")


def test_rows_that_all_stay_out_are_not_confirmed_and_may_be_previewed_with_other_choices(clerk: Client) -> None:
    run = upload(clerk, {**LI, "性别": "男"})
    page = clerk.get(f"/imports/{run.key}/").content.decode()
    assert ("确认导入" in page, "按以上选择重新预览" in page, "下载未导入的行" in page) == (False, True, True)
    assert [clerk.post(f"/imports/{run.key}/confirm", {"do": do}).status_code for do in ("import", "preview")] == [422, 302]


def test_an_empty_file_is_said_at_the_field_with_what_to_do(clerk: Client) -> None:
    response = clerk.post("/imports/", {"rosters": SimpleUploadedFile("空.xlsx", b""), "on": "2026-06-01"})
    assert response.status_code == 422
    assert "是空文件，没有任何内容。请检查是否选错了文件。" in response.content.decode()


def test_nothing_chosen_is_said_at_the_field(clerk: Client) -> None:
    response = clerk.post("/imports/", {"on": "2026-06-01"})
    assert response.status_code == 422
    assert ImportRun.objects.count() == 0
