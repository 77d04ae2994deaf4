"""A real browser against a real server: ``zhibu demo`` in a process of its own, with the sample street in a folder that is thrown away.

Every journey is watched: what the browser asks of another host, what a page says in its console, a page that the server
could not make. Any of these fails the journey, whatever it was about.
"""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, expect

from tests.journeys.keeping import leave_a_hold, leave_exports
from tests.journeys.places import Place, crawl, leave_an_upload
from tests.journeys.serving import Served, serving, sign_in
from tests.journeys.windows import Watch, Window
from zhibu.config.distribution import chromium_program

PATIENCE: Final = 20_000
"""Milliseconds until what is expected must be there: two journeys go at once, on a machine that may be slow."""
expect.set_options(timeout=PATIENCE)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The walk through every page comes first: what a journey leaves behind may take away what a page is offered for."""
    items.sort(key=lambda item: item.path.name != "test_every_page.py")
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium, which speaks to nobody but us."""
    quiet = ["--disable-quic", "--disable-background-networking", "--disable-component-update", "--no-first-run"]
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {**browser_type_launch_args, "executable_path": chromium_program(), "args": [*quiet, *as_root]}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], base_url: str) -> dict[str, Any]:
    """A clerk's desk."""
    return {
        **browser_context_args,
        "base_url": base_url,
        "locale": "zh-CN",
        "timezone_id": "Asia/Shanghai",
        "viewport": {"width": 1280, "height": 800},
    }


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample street, served as ``./zhibu demo`` serves it."""
    with serving("demo", "--no-browser", data=tmp_path_factory.mktemp("street") / "data") as served:
        yield served


@pytest.fixture(scope="session")
def base_url(street: Served) -> str:
    """Where pages without a host of their own are looked for."""
    return street.url


@pytest.fixture
def watch() -> Iterator[Watch]:
    """No request leaves for another host, no page fails or complains."""
    watching = Watch()
    yield watching
    assert watching.trouble == []


@pytest.fixture
def context(context: BrowserContext, watch: Watch) -> BrowserContext:
    """The browser of a journey, watched."""
    return watch.over(context)


@pytest.fixture
def window(browser: Browser, browser_context_args: dict[str, Any], watch: Watch) -> Iterator[Window]:
    """Further browsers, for phones and for those without scripts."""
    opened: list[BrowserContext] = []

    def open_one(**kwargs: Any) -> Page:
        opened.append(watch.over(browser.new_context(**{**browser_context_args, **kwargs})))
        return opened[-1].new_page()

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def clerk(page: Page) -> Page:
    """周敏, who looks after the whole street."""
    return sign_in(page, "ganshi")


@pytest.fixture
def secretary(page: Page) -> Page:
    """陈立, who looks after one branch."""
    return sign_in(page, "zhibu")


@pytest.fixture(scope="session")
def places(playwright: Playwright, base_url: str) -> tuple[Place, ...]:
    """Every page that somebody of the sample street comes to by following links; what has to wait for it is left there first."""
    leave_an_upload(playwright, base_url)
    leave_exports(playwright, base_url)
    leave_a_hold(playwright, base_url)
    return crawl(playwright, base_url)
