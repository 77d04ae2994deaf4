"""A street brings its table from Excel and puts it in force; a score leads to its records, a click each way."""

import re
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from tests.exchange.files import of_rows
from tests.journeys.serving import sign_in
from zhibu.kernel.clock import today

TABLE: Final = of_rows(
    ("党支部考核表（满分100分）",),
    ("考核项目", "分值", "评分标准", "自评分"),
    ("按期召开支部党员大会", 50, "每少开一次扣5分", None),
    ("领导班子", 10, "班子不健全扣5分，半年无活动扣5分", None),
    ("活动阵地", 30, "无场所扣10分，无设施扣5分", None),
    ("综治信访", 10, "有越级上访不得分", None),
)


def save(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def test_a_table_comes_from_excel_and_is_put_in_force(page: Page, tmp_path: Path) -> None:
    file = tmp_path / "考核表.xlsx"
    file.write_bytes(TABLE)
    sign_in(page, "ganshi")
    page.goto("/schemes/")
    page.get_by_role("link", name="从 Excel 导入").click()
    page.get_by_label("年度").select_option(str(today().year + 1))
    page.get_by_label("考核表").set_input_files(str(file))
    save(page, "读取")
    expect(page.get_by_text("居民的信访不作为考评党组织的指标。")).to_be_visible()
    first = page.get_by_role("group", name="第 1 项")
    expect(first.get_by_label("按什么计分")).to_have_value("meeting.members")
    expect(page.get_by_role("group", name="第 4 项").get_by_label("按什么计分")).to_have_value("listed")
    save(page, "确认导入为草稿")
    expect(page.get_by_text("请填写「依据文件」。").first).to_be_visible()
    page.get_by_label("依据文件").fill("街道党工委〔2027〕1 号")
    save(page, "确认导入为草稿")
    expect(page.get_by_text("4 项，合计 90 分")).to_be_visible()
    page.get_by_role("link", name="修改").first.click()
    page.get_by_label("分值").fill("60")
    save(page, "保存")
    page.get_by_role("link", name="施行", exact=True).click()
    save(page, "施行")
    expect(page.get_by_text("施行中")).to_be_visible()
    page.get_by_role("link", name="调整规则").first.click()
    expect(page.get_by_text("现行规则：每缺一项扣 5 分，扣完为止。")).to_be_visible()


def test_a_score_leads_to_the_record_that_is_missing(page: Page) -> None:
    sign_in(page, "ganshi")
    page.goto("/appraisal/")
    page.get_by_role("link", name="晨光社区第二党支部").click()
    expect(page.get_by_role("heading", name="晨光社区第二党支部")).to_be_visible()
    expect(page.get_by_role("heading", name="得分变化")).to_be_visible()
    page.get_by_role("listitem").filter(has_text="每月开展主题党日").first.get_by_role("link").click()
    expect(page.get_by_text("计分规则", exact=True)).to_be_visible()
    page.get_by_role("link", name="查看记录").first.click()
    page.wait_for_url(re.compile("/gatherings/.*kind=theme_day"))
