"""A row of the trail is changed behind the program's back, and the auditor finds it."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import Served, sign_in
from tests.journeys.windows import Window


@contextmanager
def tampered(street: Served) -> Iterator[int]:
    """The name in one operation is another one; the number of the row is given. Afterwards it is as it was."""
    with closing(sqlite3.connect(street.data / "zhibu.sqlite3", timeout=30)) as database:
        number, actor = database.execute("SELECT id, actor FROM trail_operation ORDER BY id LIMIT 1").fetchone()
        change = "UPDATE trail_operation SET actor = ? WHERE id = ?"
        database.execute(change, ["别人", number])
        database.commit()
        try:
            yield number
        finally:
            database.execute(change, [actor, number])
            database.commit()


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without scripts"])
def test_a_row_tampered_with_in_the_database_is_found(window: Window, street: Served, *, scripts: bool) -> None:
    desk = sign_in(window(java_script_enabled=scripts), "shenji")
    desk.goto("/audit/")
    desk.get_by_role("link", name="核对日志").click()
    with tampered(street) as number:
        desk.get_by_role("button", name="开始核对").click()
        expect(desk.locator(".panel", has_text="最近一次结果")).to_contain_text("1 处不符")
        fault = desk.locator(".panel", has_text="不符之处").get_by_role("listitem")
        expect(fault).to_contain_text(f"操作第 {number} 条")
        expect(fault).to_contain_text("被改动")
        expect(fault).to_contain_text("写入")
    desk.get_by_role("button", name="开始核对").click()
    expect(desk.locator(".panel", has_text="最近一次结果")).to_contain_text("相符")
    expect(desk.locator(".panel", has_text="以前的核对")).to_contain_text("1 处不符")
    desk.goto("/audit/")
    expect(desk.get_by_role("table")).to_contain_text("核对日志")


def test_the_head_is_taken_away(page: Page) -> None:
    sign_in(page, "shenji")
    page.goto("/audit/chain/")
    line = page.locator("#head-line").inner_text()
    assert line.startswith("zhibu-head ")
    with page.expect_download() as waiting:
        page.get_by_role("link", name="下载末值").click()
    assert waiting.value.suggested_filename.startswith("zhibu-head-")
