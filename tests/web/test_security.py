"""The content security policy, and that nothing of ours goes against it."""

import re
from pathlib import Path

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

import zhibu
from zhibu.web.middleware import POLICY, SecurityHeadersMiddleware

SOURCE = Path(zhibu.__file__).parent
TEMPLATES = sorted(SOURCE.rglob("templates/**/*.html"))
INLINE = re.compile(r"<style|\sstyle=|\son\w+=|javascript:|<script(?![^>]*src=)|hx-on|hx-vals=.js:", re.IGNORECASE)
ELSEWHERE = re.compile(r"(?:src|href|action)=\"(?:https?:)?//")


@pytest.mark.parametrize("template", TEMPLATES, ids=lambda path: str(path.relative_to(SOURCE)))
def test_template_has_no_script_or_style_of_its_own_and_loads_nothing_from_elsewhere(template: Path) -> None:
    text = template.read_text(encoding="utf-8")
    assert (INLINE.findall(text), ELSEWHERE.findall(text)) == ([], [])


@pytest.mark.usefixtures("gallery")
@pytest.mark.parametrize("address", ["/", "/members/", "/members/1/", "/members/new/", "/organisations/", "/login/"])
def test_page_has_no_inline_script_or_style(client: Client, address: str) -> None:
    html = re.sub(r'<script id="[^"]+" type="application/json">', "", client.get(address).content.decode())
    assert INLINE.findall(html) == []


def test_every_answer_says_so() -> None:
    answer = SecurityHeadersMiddleware(lambda _: HttpResponse())(RequestFactory().get("/"))
    assert answer.headers["Content-Security-Policy"] == POLICY
    assert sorted(POLICY.replace("'", "").split("; ")) == [
        "base-uri none",
        "connect-src self",
        "default-src none",
        "form-action self",
        "frame-ancestors none",
        "img-src self data:",
        "script-src self",
        "style-src self",
    ]


def test_a_view_may_be_stricter() -> None:
    def view(_: HttpRequest) -> HttpResponse:
        return HttpResponse(headers={"Content-Security-Policy": "sandbox"})

    assert SecurityHeadersMiddleware(view)(RequestFactory().get("/")).headers["Content-Security-Policy"] == "sandbox"
