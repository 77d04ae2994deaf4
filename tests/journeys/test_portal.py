"""A page is published inside, carried, opened outside on a phone without account or scripts; what is written there arrives inside."""

import json
import re
import subprocess
import sys
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import Served, environment, sign_in
from tests.journeys.test_every_page import AXE, EVERYTHING, barriers
from tests.journeys.windows import Window

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
PUBLISH = """
import json, sys
from pathlib import Path
from zhibu.config.cli import boot
boot(Path(sys.argv[1]))
from zhibu.kernel.clock import now
from zhibu.kernel.readers import SystemReader
from zhibu.postbox.queries import certificate_key, link
from zhibu.postbox.services import publish
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
content = json.loads(sys.argv[2])
with recording(Actor(SystemReader("测试"), now(), "command"), "demo.load") as work:
    publish(work, page="certificate", key=certificate_key("K7QM2XWA", "张"), content=content["certificate"])
    publish(work, page="liaison", key="journey", content=content["liaison"])
print(link("liaison", "journey"))
"""
CONTENT = {
    "certificate": {"kind": "先进个人", "date": "2026-07-01", "number": "第 3 号"},
    "liaison": {
        "title": "阳光医院：与社区共建",
        "lead": "社区今年请贵单位帮助的事，都在这里。",
        "sections": [{"title": "社区需要", "rows": [["场地", "会议室一间，每月一次"], ["人手", "义诊医生两名"]]}],
        "forms": [
            {
                "kind": "journey.unknown",
                "title": "我们能提供",
                "fields": [
                    {"name": "what", "label": "提供什么", "type": "text", "required": True},
                    {"name": "day", "label": "哪一天", "type": "date"},
                    {"name": "more", "label": "说明", "type": "long"},
                ],
            }
        ],
    },
}


@pytest.fixture(scope="module")
def address(street: Served) -> str:
    return published(street)


def published(street: Served) -> str:
    """The address that was given to the liaison; the portal of the demo runs under the next port."""
    port = int(urlsplit(street.url).port or 0) + 1
    known = {**environment(), "ZHIBU_PORTAL": f"http://127.0.0.1:{port}"}
    asked = [sys.executable, "-c", PUBLISH, str(street.data), json.dumps(CONTENT)]
    done = subprocess.run(asked, env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def exchanged(keeper: Page) -> None:
    keeper.goto("/postbox/")
    keeper.get_by_role("button", name="现在往来一次").click()
    expect(keeper.get_by_text("已往来一次")).to_be_visible()


def without_barriers(page: Page) -> None:
    page.evaluate(AXE.read_text(encoding="utf-8"))
    assert (barriers(page, EVERYTHING), page.evaluate("document.scrollingElement.scrollWidth")) == ([], 360)


def test_a_page_goes_out_and_an_answer_comes_in(window: Window, address: str) -> None:
    keeper, phone = sign_in(window(), "xitong"), window(**PHONE)
    exchanged(keeper)
    expect(keeper.get_by_text("单位联络", exact=True)).to_be_visible()

    wait_for_page(phone, address)
    without_barriers(phone)
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("请填写。", exact=True)).to_be_visible()
    without_barriers(phone)
    phone.get_by_label("提供什么").fill("会议室一间")
    phone.get_by_role("button", name="提交").click()
    expect(phone.get_by_text("已提交，社区工作人员会看到。")).to_be_visible()

    exchanged(keeper)
    expect(keeper.locator("dl", has_text="待处理的来件")).to_contain_text(re.compile(r"待处理的来件\s*1"))
    assert "会议室" not in keeper.content()


def test_a_certificate_is_verified_by_code_and_surname(window: Window, address: str) -> None:
    exchanged(sign_in(window(), "xitong"))
    phone = window(**PHONE)
    wait_for_page(phone, address)
    front = address.partition("/liaison/")[0]
    for path in ("/", "/honours/", "/certificate/"):
        phone.goto(front + path)
        without_barriers(phone)
    phone.get_by_label("证书上的核对码").fill("K7QM2XWA")
    phone.get_by_label("持证人的姓").fill("李")
    phone.get_by_role("button", name="核对").click()
    expect(phone.get_by_text("没有查到。")).to_be_visible()
    phone.get_by_label("持证人的姓").fill("张")
    phone.get_by_role("button", name="核对").click()
    expect(phone.get_by_text("证书真实有效。")).to_be_visible()
    without_barriers(phone)


def wait_for_page(page: Page, address: str) -> None:
    """The portal looks into the folder every five seconds."""
    for _ in range(30):
        answer = page.goto(address)
        if answer is not None and answer.status == 200:
            return
        page.wait_for_timeout(1000)
    pytest.fail("the page did not come", pytrace=False)
