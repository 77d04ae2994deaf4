"""The gallery as a site of its own, and a browser that reaches it without a server."""

import copy
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, Route, ViewportSize
from pytest_django import Settings

from zhibu.config.checkout import ROOT
from zhibu.config.distribution import chromium_program
from zhibu.web import assets

GALLERY = Path(__file__).parent / "gallery"
SITE = "http://testserver"
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"


@pytest.fixture
def gallery(settings: Settings) -> None:
    """Settings under which the gallery's addresses answer; no database is asked."""
    templates: list[dict[str, Any]] = copy.deepcopy(settings.TEMPLATES)
    options = templates[0]["OPTIONS"]
    options["context_processors"] = [
        "django.template.context_processors.csrf",
        "django.template.context_processors.request",
        "django.contrib.messages.context_processors.messages",
        "tests.web.gallery.site.shell",
    ]
    templates[0]["DIRS"] = [GALLERY / "templates"]
    options["loaders"] = [
        (
            "django.template.loaders.cached.Loader",
            ["django.template.loaders.filesystem.Loader", "django.template.loaders.app_directories.Loader"],
        ),
    ]
    settings.TEMPLATES = templates
    settings.ROOT_URLCONF = "tests.web.gallery.urls"
    settings.MIDDLEWARE = [
        "zhibu.web.middleware.SecurityHeadersMiddleware",
        "django.contrib.sessions.middleware.SessionMiddleware",
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
    ]


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The distribution's Chromium."""
    arguments = ["--disable-quic", "--disable-background-networking", *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return {**browser_type_launch_args, "executable_path": chromium_program(), "args": arguments}


class Desk:
    """Opens pages of the gallery; addresses are answered by Django's test client, so there is no server and no port."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.contexts: list[BrowserContext] = []

    def open(self, address: str, *, width: int = 1360, cookies: dict[str, str] | None = None, **options: Any) -> "Opened":
        phone = width < 600
        size = ViewportSize(width=width, height=800)
        context = self.browser.new_context(viewport=size, is_mobile=phone, has_touch=phone, locale="zh-CN", **options)
        context.set_default_timeout(8_000)
        self.contexts.append(context)
        context.add_cookies([{"name": name, "value": value, "url": SITE} for name, value in (cookies or {}).items()])
        context.route(f"{SITE}/**", answer)
        opened = Opened(context.new_page())
        opened.page.goto(f"{SITE}{address}")
        opened.page.wait_for_load_state("networkidle")
        return opened

    def close(self) -> None:
        for context in self.contexts:
            context.close()


class Opened:
    """A page with what its console complained about: faults of scripts, breaches of the content security policy."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.complaints: list[str] = []
        page.on("console", self._said)
        page.on("pageerror", lambda error: self.complaints.append(str(error)))

    def _said(self, message: ConsoleMessage) -> None:
        """The gallery has a name of its own and no TLS: there Chromium leaves one of our headers aside and says so."""
        if message.type == "error" and not message.text.startswith("The Cross-Origin-Opener-Policy header has been ignored"):
            self.complaints.append(message.text)

    def violations(self) -> list[tuple[str, list[str]]]:
        """What axe finds, by rule and place."""
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run()")["violations"]
        return [(one["id"], [str(node["target"]) for node in one["nodes"]]) for one in found]

    def overflow(self) -> int:
        """By how much the page is wider than its window."""
        return int(self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def answer(route: Route, request: Request) -> None:
    address = urlsplit(request.url)
    if address.path.startswith("/static/"):
        route.fulfill(path=assets.DIST / address.path.removeprefix("/static/"))
        return
    sent = {name: value for name, value in request.all_headers().items() if name != "content-type"}
    headers: dict[str, Any] = {f"HTTP_{name.upper().replace('-', '_')}": value for name, value in sent.items()}
    found = Client(raise_request_exception=False).generic(
        request.method or "GET",
        f"{address.path}?{address.query}",
        request.post_data_buffer or b"",
        content_type=request.headers.get("content-type", ""),
        **headers,
    )
    cookies = "\n".join(cookie.OutputString() for cookie in found.cookies.values())
    route.fulfill(
        status=found.status_code,
        headers={**dict(found.items()), **({"Set-Cookie": cookies} if cookies else {})},
        body=found.content,
    )


@pytest.fixture
def desk(browser: Browser) -> Iterator[Desk]:
    desk = Desk(browser)
    yield desk
    desk.close()
