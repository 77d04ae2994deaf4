"""A browser in two words; square codes drawn in the page."""

import re

import pytest
from django.test import RequestFactory

from zhibu.web.browsers import browser_of
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


def test_a_square_code_stands_in_the_page_without_script_style_or_request() -> None:
    drawn = qr_code('otpauth://totp/周敏?secret=GEZDGNBV&issuer="><script>', label='给"手机"扫')
    assert drawn.startswith('<svg role="img" aria-label="给&quot;手机&quot;扫"')
    assert re.findall(r"style=|<script|href=|url\(", drawn) == []
