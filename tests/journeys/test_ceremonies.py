"""An honour is given at a ceremony, its certificate printed; the code is checked inside and outside, and in vain once it is revoked."""

import re
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.serving import Served, environment, sign_in
from tests.journeys.test_portal import exchanged
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
NUMBER = "2026J0001"
A_LOOK = 6_000
TRIES = 3
GRANT = """
import sys
from pathlib import Path
from zhibu.config.cli import boot
boot(Path(sys.argv[1]))
from zhibu.kernel.clock import now, today
from zhibu.kernel.readers import SystemReader
from zhibu.mechanism.honours.models import Honour
from zhibu.mechanism.honours.queries.certificates import of_honours
from zhibu.mechanism.honours.services.certificates import publish_certificates
from zhibu.register.models import Organisation, Person
from zhibu.trail.actors import Actor
from zhibu.trail.door import recording
street = Organisation.objects.unguarded("测试").get(now_short_name="向阳街道党工委")
who = Person.objects.unguarded("测试").filter(now_status="full", now_organisation__isnull=False).order_by("-pk")[0]
told = {"kind": "excellent_member", "title": "优秀共产党员", "year": today().year, "decided_on": today(), "giver_id": street.pk}
with recording(Actor(SystemReader("测试"), now(), "command"), "demo.load") as work:
    pk = work.add(Honour, certificate=sys.argv[2], check_code="JKMNPQRSTU", person_id=who.pk, place_id=who.now_organisation_id, **told)
    publish_certificates(work, of_honours([pk]))
print(who.name)
"""


@pytest.fixture(scope="module")
def honoured(street: Served) -> str:
    """The name of somebody whose honour was decided today."""
    port = int(urlsplit(street.url).port or 0) + 1
    known = {**environment(), "ZHIBU_PORTAL": f"http://127.0.0.1:{port}"}
    done = subprocess.run([sys.executable, "-c", GRANT, str(street.data), NUMBER], env=known, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def save(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def prepared(page: Page, name: str) -> None:
    """Today, with a guest, in a small hall."""
    page.goto("/ceremonies/")
    page.get_by_role("link", name="筹备庆祝活动").click()
    page.get_by_label("日期").fill(today().isoformat())
    page.get_by_label("开始").fill("09:00")
    save(page, "开始筹备")
    expect(page.get_by_text("重温入党誓词")).to_be_visible()
    expect(page.get_by_text(re.compile(f"^上台：.*{name}"))).to_be_visible()
    page.get_by_role("link", name="登记来宾").click()
    page.get_by_role("textbox", name="来宾").fill("许国梁 区委组织部")
    save(page, "保存")
    page.get_by_role("link", name=re.compile("^查看")).click()
    page.get_by_role("link", name="会场大小").first.click()
    page.get_by_label("排数").fill("3")
    page.get_by_label("每排座位").fill("20")
    save(page, "保存")
    expect(page.get_by_role("listitem").filter(has_text="许国梁")).to_be_visible()
    expect(page.get_by_role("listitem").filter(has_text=name).first).to_be_visible()


def printed(page: Page) -> str:
    """The file of the certificate; returns its code as the page tells it."""
    page.goto(f"/honours/granted/{NUMBER}/")
    with page.expect_download() as file:
        page.get_by_role("link", name="打印证书").click()
    assert Path(file.value.path()).read_bytes()[:4] == b"%PDF"
    page.goto("/certificates/")
    page.get_by_role("listitem").filter(has_text="授予").first.get_by_role("link").click()
    line = page.get_by_role("listitem").filter(has_text=NUMBER).inner_text()
    return str(re.findall("核对码 ([A-Z0-9 ]+)", line)[0])


def outside(phone: Page, street: Served, code: str, surname: str, answer: str) -> None:
    """On the portal, by somebody who holds the paper; it looks into its folder every five seconds, and allows ten checks in ten minutes."""
    port = int(urlsplit(street.url).port or 0) + 1
    for _ in range(TRIES):
        phone.wait_for_timeout(A_LOOK)
        phone.goto(f"http://127.0.0.1:{port}/certificate/?code={code.replace(' ', '')}")
        phone.get_by_label("持证人的姓氏").fill(surname)
        save(phone, "核对")
        if phone.get_by_text(answer).count():
            break
    expect(phone.get_by_text(answer)).to_be_visible()


def test_a_certificate_is_printed_and_its_code_checked(window: Window, street: Served, honoured: str) -> None:
    clerk, keeper, phone = sign_in(window(accept_downloads=True), "ganshi"), sign_in(window(), "xitong"), window(**PHONE)
    prepared(clerk, honoured)
    code = printed(clerk)

    clerk.goto("/certificates/check")
    clerk.get_by_label("核对码").fill(code)
    clerk.get_by_label("姓", exact=True).fill(honoured[0])
    save(clerk, "核对")
    expect(clerk.get_by_text("真实有效")).to_be_visible()

    exchanged(keeper)
    outside(phone, street, code, honoured[0], "证书真实有效。")
    expect(phone.get_by_text(honoured)).to_have_count(0)

    clerk.goto(f"/honours/granted/{NUMBER}/revoke")
    clerk.get_by_label(re.compile("原因")).fill("核实后撤销")
    clerk.get_by_label(re.compile("文号")).fill("向阳街委〔2026〕30号")
    save(clerk, "撤销")
    exchanged(keeper)
    outside(phone, street, code, honoured[0], "没有查到。")
