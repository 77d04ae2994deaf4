"""``bench burden``: what a branch's standard month takes in the browser, against the cells of the workbooks that it fills by itself."""

import argparse
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Final

from zhibu.config.bench.datasets import Dataset
from zhibu.config.bench.figures import Figure, progress
from zhibu.config.bench.hand import Hand, Typed, known_before, twice
from zhibu.config.bench.month import CONTENTS, DAYS, HELD, PARTS, Month, known
from zhibu.config.bench.pages import server
from zhibu.config.bench.places import place_with_branch
from zhibu.config.bench.processes import run_task
from zhibu.config.distribution import chromium_program
from zhibu.kernel.clock import today

if TYPE_CHECKING:
    from playwright.sync_api import Page

CASE: Final = "inputs"
PEOPLE: Final = 38
GROUPS: Final = 2
AIM: Final = 0.1
SECRETARY: Final = "bench-secretary"
NO_BROWSER: Final = "这项测量在浏览器里进行：请安装 chromium，并在测试环境（含 playwright）里运行 (chromium and playwright needed)"
PHONE: Final = {"width": 390, "height": 844}
PATIENCE: Final = 30_000
"""Milliseconds for what a page should hold."""


def measure(options: argparse.Namespace) -> list[Figure]:
    """Play the month once: what is counted is the same each time."""
    if options.case and CASE not in options.case:
        return []
    program = chromium_program()
    if program is None or find_spec("playwright") is None:
        return [Figure(CASE, skipped=NO_BROWSER)]
    place = place_with_branch(options.data_dir, members=options.members, size=PEOPLE, groups=GROUPS, last_month=True)
    with place as data, server(data) as port:
        cells: int = run_task("ledger_cells", {"held": dict(HELD)}, data_dir=data.data_dir).answer["cells"]
        progress(f"{CASE} ……")
        with _phone(program, f"http://127.0.0.1:{port}") as page:
            hand = _played(page, data)
        month = run_task("branch_month", {"code": data.facts["code"], "days": DAYS}, data_dir=data.data_dir).answer
    if month != dict.fromkeys(("held", "signed", "complete"), PARTS):
        raise RuntimeError(f"the month that was played came out as {month}")
    return [_figure(hand, data, cells)]


@contextmanager
def _phone(program: str, address: str) -> Iterator["Page"]:
    """A browser of a phone's size."""
    playwright = import_module("playwright.sync_api").sync_playwright
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--disable-quic", "--disable-background-networking", *as_root])
        context = browser.new_context(
            base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", viewport=PHONE, has_touch=True, is_mobile=True
        )
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        browser.close()


def _played(page: "Page", data: Dataset) -> Hand:
    """The log-in is not part of the figure."""
    page.goto("/login")
    page.get_by_label("登录名").fill(SECRETARY)
    page.get_by_label("密码").fill(data.facts["accounts"][SECRETARY])
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)
    hand = Hand(page)
    Month(hand, today(), data.facts["kept_at"]).play()
    return hand


def _figure(hand: Hand, data: Dataset, cells: int) -> Figure:
    repeated, known_typed = twice(hand.typed), known_before(hand.typed, known(data.facts, today()))
    for words, found in (("填写", hand.typed), ("重复填写", repeated), ("系统已知", known_typed)):
        for one in found:
            progress(f"  {words}：{one}")
    more = {
        "characters": sum(len(one.value) for one in hand.typed),
        "taps": hand.taps,
        "pages": hand.pages,
        "cells": cells,
        "signed": PARTS,
        "typed_twice": len(repeated),
        "known_typed": len(known_typed),
        "with_contents_typed": (len(hand.typed) + CONTENTS) / cells,
        "people": PEOPLE,
        "typed": [str(one) for one in hand.typed],
        "offenders": _offenders(repeated, known_typed),
    }
    return Figure(CASE, float(len(hand.typed)), "inputs", float(cells), AIM, "ratio", more)


def _offenders(*found: list[Typed]) -> list[str]:
    return [str(one) for several in found for one in several]
