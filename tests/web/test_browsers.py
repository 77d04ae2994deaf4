"""A browser in two words, an address that nobody else can claim; square codes drawn in the page."""

import re

import pytest
from django.test import RequestFactory
from pytest_django import Settings

from zhibu.web.browsers import address_of, browser_of
from zhibu.web.qr import qr_code

ask = RequestFactory()


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (Windows NT 6.1) AppleWebKit/537.36 Chrome/109.0 Safari/537.36", "Windows Chrome"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/109.0 Safari/537.36 Edg/109.0", "Windows Edge"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:115.0) Gecko/20100101 Firefox/115.0", "Linux 火狐"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 16_0 like Mac OS X) Version/16.0 Mobile Safari/604.1", "iPhone Safari"),
        ("Mozilla/5.0 (Linux; Android 12) Chrome/100 Mobile MicroMessenger/8.0.30", "安卓 微信"),
        ("Mozilla/5.0 (Phone; OpenHarmony 5.0) AppleWebKit/537.36 Chrome/114", "鸿蒙 Chrome"),
        ("curl/8.0", "未知浏览器"),
        ("", "未知浏览器"),
    ],
)
def test_a_browser_is_known_again_by_two_words(agent: str, words: str) -> None:
    assert browser_of(ask.get("/", headers={"User-Agent": agent})) == words


@pytest.mark.parametrize(
    ("behind", "told", "address"),
    [
        (True, "198.51.100.9", "198.51.100.9"),
        (True, "10.0.0.1, 198.51.100.9", "198.51.100.9"),
        (True, "198.51.100.9, unknown", "203.0.113.7"),
        (True, "", "203.0.113.7"),
        (False, "198.51.100.9", "203.0.113.7"),
        (True, "2001:db8::1", "2001:db8::1"),
    ],
)
def test_an_address_is_what_the_own_proxy_says_and_never_what_the_browser_claims(
    settings: Settings, *, behind: bool, told: str, address: str
) -> None:
    settings.BEHIND_PROXY = behind
    assert address_of(ask.get("/", headers={"X-Forwarded-For": told}, REMOTE_ADDR="203.0.113.7")) == address


def test_a_socket_without_an_address_has_none() -> None:
    assert address_of(ask.get("/", REMOTE_ADDR="")) is None


def test_a_square_code_stands_in_the_page_without_script_style_or_request() -> None:
    drawn = qr_code('otpauth://totp/周敏?secret=GEZDGNBV&issuer="><script>', label='给"手机"扫')
    assert drawn.startswith('<svg role="img" aria-label="给&quot;手机&quot;扫"')
    assert re.findall(r"style=|<script|href=|url\(", drawn) == []
