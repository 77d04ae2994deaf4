"""Last year's ledgers are imported at the desk; the year's ledger comes out equal, cell for cell, and nobody has filled in anything."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.journeys import rosters
from tests.journeys.serving import Served, run, serving
from tests.journeys.test_roster import FIRST_PASSWORD, figures, first_log_in, upload
from zhibu.kernel.clock import today

LAST = today().year - 1
FIRST = "中共枫桥街道柳岸社区第一支部委员会"
SECOND = "中共枫桥街道柳岸社区第二支部委员会"
ABOVE = "中共枫桥街道柳岸社区委员会"
MEETINGS = (
    "所在分党委", "所在党支部", "会议类型", "主持人", "记录人", "会议名称", "计划会议时间", "实际会议时间", "会议地点",
    "应到人数", "实到人数", "请假人数", "列席人员", "会议议题", "会议内容", "会议决议",
)  # fmt: skip
THEME = ("记录人", "活动名称", "计划时间", "实际时间", "活动地点", "活动主题", "主要内容及特色", "应到", "实到", "请假", "列席")

Row = tuple[object, ...]


def meeting(branch: str, kind: str, title: str, at: str, *numbers: int, decided: str = "同意。", planned: str = "") -> Row:
    when = f"{LAST}-{at}"
    rest = ("社区会议室", *numbers, "区委组织部", "学习文件", "学习了文件。\n讨论了计划。", decided)
    return (ABOVE, branch, kind, "钱岸", "孙桥", title, f"{LAST}-{planned}" if planned else when, when, *rest)


HELD = (
    meeting(FIRST, "支部党员大会", "一季度党员大会", "03-05 14:00", 20, 18, 2, decided="1. 同意计划。\n2. 推荐先进。"),
    meeting(FIRST, "党课", "春季党课", "03-05 15:30", 20, 18, 2, decided=""),
    meeting(FIRST, "支部党员大会", "改期的大会", "06-12 09:00", 20, 17, 3, planned="06-10 14:00"),
    meeting(SECOND, "支部委员会", "三月支委会", "03-20 19:00", 5, 5, 0),
)
WRONG = meeting("柳岸社区第九党支部", "党课", "不知道是谁的党课", "04-01 14:00", 20, 18, 2)
THEME_DAY = ("孙桥", "三月主题党日", "", f"{LAST}-03-12 09:00", "柳岸广场", "学雷锋", "打扫楼道。", 20, 18, 1, 2)


@pytest.fixture(scope="module")
def new_street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A street's own installation with its organisations and the clerk's account."""
    home = tmp_path_factory.mktemp("ledgers")
    (home / "党组织.xlsx").write_bytes(rosters.organisations())
    data = home / "data"
    run("import", str(home / "党组织.xlsx"), data=data)
    who = ("ganshi", "--name", "周敏", "--role", "street_clerk", "--organisation", "枫桥街道党工委")
    run("user", "add", *who, "--password-stdin", data=data, typed=f"{FIRST_PASSWORD}\n")
    with serving("serve", "--workers", "1", data=data) as served:
        yield served


def workbook() -> bytes:
    """As a street keeps it: the meetings of all branches on one sheet, the theme days of a branch on another."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for title, rows in (("三会一课", (MEETINGS, *HELD, WRONG)), (FIRST, (THEME, THEME_DAY))):
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def download(page: Page, label: str, to: Path) -> Path:
    with page.expect_download() as waiting:
        page.get_by_role("link", name=label, exact=True).click()
    waiting.value.save_as(to)
    return to


def cells(file: Path, columns: Sequence[str]) -> list[Row]:
    """The first sheet's rows, without the columns that the old ledger had not."""
    head, *rows = openpyxl.load_workbook(file).worksheets[0].iter_rows(values_only=True)
    at = [head.index(name) for name in columns]
    return [tuple("" if row[column] is None else row[column] for column in at) for row in rows]


def test_last_years_ledgers_come_in_and_go_out_cell_for_cell(page: Page, new_street: Served, tmp_path: Path) -> None:
    page.goto(f"{new_street.url}/login")
    first_log_in(page)
    upload(page, "去年台账.xlsx", workbook())
    assert figures(page) == {"新增": 5, "更新": 0, "未变": 0, "未导入": 1}
    expect(page.get_by_role("region", name="未导入的行")).to_contain_text("没有名称或简称为“柳岸社区第九党支部”的党组织")
    page.get_by_label("台账是完整的").check()
    page.get_by_role("button", name="确认导入").click()
    assert figures(page) == {"新增": 5, "更新": 0, "未变": 0, "未导入": 1}

    page.get_by_role("link", name="看台账").click()
    page.goto(f"{new_street.url}/ledgers/?year={LAST}")
    expect(page.get_by_role("region", name="三会一课台账表格").get_by_role("row")).to_have_count(5)
    file = download(page, "Excel", tmp_path / "三会一课.xlsx")
    assert cells(file, MEETINGS) == list(HELD)
    for label, ending, beginning in (("Word", "docx", b"PK"), ("PDF", "pdf", b"%PDF")):
        assert download(page, label, tmp_path / f"三会一课.{ending}").read_bytes().startswith(beginning)
    page.goto(f"{new_street.url}/ledgers/?year={LAST}&kind=theme-days")
    assert cells(download(page, "Excel", tmp_path / "主题党日.xlsx"), THEME) == [THEME_DAY]

    upload(page, "去年台账.xlsx", workbook())
    assert figures(page) == {"新增": 0, "更新": 0, "未变": 5, "未导入": 1}

    file = tmp_path / "台账.xlsx"
    run("ledger", "三会一课", "--year", str(LAST), "--out", str(file), data=new_street.data)
    assert cells(file, MEETINGS) == list(HELD)
