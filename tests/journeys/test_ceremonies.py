"""A selection whose list was up until yesterday is decided; what came of it is given at a ceremony, its certificate printed; the code is
checked inside and outside, and in vain once it is revoked.
"""

import re
from pathlib import Path
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.journeys.serving import Served, sign_in
from tests.journeys.test_portal import exchanged
from tests.journeys.windows import Window
from zhibu.kernel.clock import today

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
A_LOOK = 6_000
TRIES = 3
KIND = "党员带头人"


def save(page: Page, label: str) -> None:
    page.get_by_role("button", name=label, exact=True).click()


def step(page: Page, address: str, name: str) -> None:
    """A step of the selection that waits."""
    page.goto(address)
    page.get_by_role("link", name=f"去办理 ：{name}").click()


def decided(clerk: Page, secretary: Page) -> tuple[str, str]:
    """The list was up until yesterday, an objection is answered, the secretary decides; whose honour, and the number of its certificate."""
    clerk.goto("/selections/")
    clerk.get_by_role("link", name=re.compile(f"查看 ：.*{KIND}")).click()
    address = clerk.url
    clerk.get_by_role("link", name="登记异议").click()
    clerk.get_by_label("反映的情况").fill("单位名称写得不全。")
    save(clerk, "保存")
    clerk.get_by_role("link", name=re.compile("去答复")).first.click()
    clerk.get_by_label("不成立").check()
    clerk.get_by_label("核实情况和答复").fill("已按营业执照核对，名称无误。")
    save(clerk, "保存")
    step(clerk, address, "公示期满")
    save(clerk, "提交")
    step(secretary, address, "作出表彰决定")
    secretary.get_by_label("表彰决定文号").fill("向阳街工委〔2026〕28 号")
    save(secretary, "提交")
    secretary.get_by_role("link", name=re.compile(f"查看 ：.*{KIND}")).first.click()
    secretary.wait_for_url(re.compile("/honours/granted/"))
    name = str(secretary.get_by_role("heading", level=1).inner_text()).split("：")[0].split("\u3000")[-1]
    return name, secretary.url.rstrip("/").rsplit("/", 1)[-1]


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
    expect(page.get_by_role("cell", name="许国梁")).to_be_visible()
    expect(page.get_by_role("cell", name=name).first).to_be_visible()


def printed(page: Page, number: str) -> str:
    """The file of the certificate; returns its code as the page tells it."""
    page.goto(f"/honours/granted/{number}/")
    with page.expect_download() as file:
        page.get_by_role("link", name="打印证书").click()
    assert Path(file.value.path()).read_bytes()[:4] == b"%PDF"
    page.goto("/certificates/")
    page.get_by_role("listitem").filter(has_text="授予").first.get_by_role("link").click()
    line = page.get_by_role("listitem").filter(has_text=number).inner_text()
    return str(re.findall("核对码 ([A-Z0-9 ]+)", line)[0])


def outside(phone: Page, street: Served, code: str, surname: str, answer: str) -> None:
    """On the portal, by somebody who holds the paper; it looks into its folder every five seconds, and allows ten checks in ten minutes."""
    port = int(urlsplit(street.url).port or 0) + 1
    for _ in range(TRIES):
        phone.wait_for_timeout(A_LOOK)
        phone.goto(f"http://127.0.0.1:{port}/certificate/?code={code.replace(' ', '')}")
        phone.get_by_label("持证人的姓").fill(surname)
        save(phone, "核对")
        if phone.get_by_text(answer).count():
            break
    expect(phone.get_by_text(answer)).to_be_visible()


def test_a_certificate_is_printed_and_its_code_checked(window: Window, street: Served) -> None:
    clerk, keeper, phone = sign_in(window(accept_downloads=True), "ganshi"), sign_in(window(), "xitong"), window(**PHONE)
    honoured, number = decided(clerk, sign_in(window(), "shuji"))
    prepared(clerk, honoured)
    code = printed(clerk, number)

    clerk.goto("/certificates/check")
    clerk.get_by_label("核对码").fill(code)
    clerk.get_by_label("姓，或者单位名称的第一个字").fill(honoured[0])
    save(clerk, "核对")
    expect(clerk.get_by_text("真实有效")).to_be_visible()

    exchanged(keeper)
    outside(phone, street, code, honoured[0], "证书真实有效。")
    expect(phone.get_by_text(honoured)).to_have_count(0)

    clerk.goto(f"/honours/granted/{number}/revoke")
    clerk.get_by_label(re.compile("原因")).fill("核实后撤销")
    clerk.get_by_label(re.compile("文号")).fill("向阳街委〔2026〕30号")
    save(clerk, "撤销")
    exchanged(keeper)
    outside(phone, street, code, honoured[0], "没有查到。")
