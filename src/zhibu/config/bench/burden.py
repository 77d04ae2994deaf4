"""``bench burden``: what a branch's and a working committee's month takes in the browser, against the cells that it fills by itself."""

import argparse
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from importlib import import_module
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any, Final

from zhibu.config.bench import committee
from zhibu.config.bench.committee import CommitteeMonth
from zhibu.config.bench.datasets import Dataset
from zhibu.config.bench.figures import Figure, progress
from zhibu.config.bench.hand import Hand, known_before, twice
from zhibu.config.bench.month import CONTENTS, DAYS, HELD, PARTS, Month, known
from zhibu.config.bench.pages import server
from zhibu.config.bench.places import place_with
from zhibu.config.bench.processes import run_task
from zhibu.config.distribution import chromium_program
from zhibu.kernel.clock import today

if TYPE_CHECKING:
    from playwright.sync_api import Page

BRANCH, COMMITTEE = "inputs", "committee"
PEOPLE: Final = 38
GROUPS: Final = 2
AIMS: Final = {BRANCH: 0.1, COMMITTEE: 0.2}
SECRETARY: Final = "bench-secretary"
CLERK: Final = "bench-committee"
NO_BROWSER: Final = "这项测量在浏览器里进行：请安装 chromium，并在测试环境（含 playwright）里运行 (chromium and playwright needed)"
PHONE: Final = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
DESK: Final = {"viewport": {"width": 1360, "height": 900}}
PATIENCE: Final = 30_000
"""Milliseconds for what a page should hold."""


def measure(options: argparse.Namespace) -> list[Figure]:
    """Play each month once: what is counted is the same each time."""
    chosen = [case for case in MONTHS if not options.case or case in options.case]
    program = chromium_program()
    if program is None or find_spec("playwright") is None:
        return [Figure(case, skipped=NO_BROWSER) for case in chosen]
    return [MONTHS[case](options, program) for case in chosen]


def _branch(options: argparse.Namespace, program: str) -> Figure:
    wanted = {"size": PEOPLE, "groups": GROUPS, "last_month": True}
    with place_with(options.data_dir, members=options.members, task="branch", **wanted) as data, server(data) as port:
        cells: int = run_task("ledger_cells", {"held": dict(HELD)}, data_dir=data.data_dir).answer["cells"]
        progress(f"{BRANCH} ……")
        with _browser(program, port, PHONE) as page:
            hand = _signed_in(page, data, SECRETARY)
            Month(hand, today(), data.facts["kept_at"]).play()
        month = run_task("branch_month", {"code": data.facts["code"], "days": DAYS}, data_dir=data.data_dir).answer
    _must_be(month, dict.fromkeys(("held", "signed", "complete"), PARTS))
    more = {"cells": cells, "signed": PARTS, "people": PEOPLE, "with_contents_typed": (len(hand.typed) + CONTENTS) / cells}
    return _figure(BRANCH, hand, known(data.facts, today()), cells, more)


def _committee(options: argparse.Namespace, program: str) -> Figure:
    with place_with(options.data_dir, members=options.members, task="committee") as data, server(data) as port:
        progress(f"{COMMITTEE} ……")
        with _browser(program, port, DESK) as page:
            hand = _signed_in(page, data, CLERK)
            CommitteeMonth(hand, today(), data.facts).play()
        asked = {"code": data.facts["code"], "days": committee.DAYS}
        month = run_task("committee_month", asked, data_dir=data.data_dir).answer
    filled: dict[str, int] = month.pop("cells")
    _must_be(month, committee.CAME_TO)
    cells = sum(filled.values())
    more = {"cells": cells, **{f"cells_of_{name}": number for name, number in filled.items()}, **month}
    more["with_contents_typed"] = (len(hand.typed) + committee.CONTENTS) / cells
    return _figure(COMMITTEE, hand, committee.known(data.facts, today()), cells, more)


MONTHS: Final[Mapping[str, Callable[[argparse.Namespace, str], Figure]]] = {BRANCH: _branch, COMMITTEE: _committee}


def _must_be(month: Mapping[str, int], wanted: Mapping[str, int]) -> None:
    if month != wanted:
        raise RuntimeError(f"the month that was played came out as {month}")


@contextmanager
def _browser(program: str, port: int, screen: Mapping[str, Any]) -> Iterator["Page"]:
    """A browser of that size."""
    playwright = import_module("playwright.sync_api").sync_playwright
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with playwright() as started:
        browser = started.chromium.launch(executable_path=program, args=["--disable-quic", "--disable-background-networking", *as_root])
        address = f"http://127.0.0.1:{port}"
        context = browser.new_context(base_url=address, locale="zh-CN", timezone_id="Asia/Shanghai", **screen)
        context.set_default_timeout(PATIENCE)
        yield context.new_page()
        browser.close()


def _signed_in(page: "Page", data: Dataset, username: str) -> Hand:
    """The log-in is not part of the figure."""
    page.goto("/login")
    page.get_by_label("登录名").fill(username)
    page.get_by_label("密码").fill(data.facts["accounts"][username])
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)
    return Hand(page)


def _figure(case: str, hand: Hand, there: Sequence[str], cells: int, told: Mapping[str, Any]) -> Figure:
    repeated, known_typed = twice(hand.typed), known_before(hand.typed, there)
    for words, found in (("填写", hand.typed), ("重复填写", repeated), ("系统已知", known_typed)):
        for one in found:
            progress(f"  {words}：{one}")
    more = {
        "characters": sum(len(one.value) for one in hand.typed),
        "taps": hand.taps,
        "pages": hand.pages,
        "typed_twice": len(repeated),
        "known_typed": len(known_typed),
        **told,
        "typed": [str(one) for one in hand.typed],
        "offenders": [str(one) for one in (*repeated, *known_typed)],
    }
    return Figure(case, float(len(hand.typed)), "inputs", float(cells), AIMS[case], "ratio", more)
