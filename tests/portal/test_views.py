"""What people outside see, and what they cannot find out."""

import logging
import re
import threading
from base64 import b64encode
from datetime import UTC, date, datetime
from pathlib import Path
from sqlite3 import OperationalError
from typing import Any, Final
from unittest.mock import patch

import pytest
from django.test import Client, RequestFactory
from django.utils.module_loading import import_string

from tests.portal.conftest import Portal
from zhibu.exchange.bundles import read
from zhibu.portal import exchanging
from zhibu.portal.exchanging import place
from zhibu.portal.middleware import HEADERS
from zhibu.portal.pacing import LETTERS, Pace, address_of
from zhibu.portal.secret import keys_in
from zhibu.portal.store import Shown, Store

GENUINE: Final = {"kind": "优秀共产党员", "date": "2026-07-01", "number": "向阳〔2026〕3号", "by": "向阳街道"}
AT: Final = datetime(2026, 12, 1, 8, tzinfo=UTC)
TELLING: Final = ("党", "支部", "组织生活", "党员")
FORM: Final = {
    "kind": "coordination.offer",
    "title": "我们能提供",
    "fixed": {"need": "N7"},
    "fields": [
        {"name": "what", "label": "提供什么", "type": "text", "required": True, "longest": 10},
        {"name": "day", "label": "哪一天", "type": "date", "ahead": True},
        {"name": "kind", "label": "类别", "type": "choice", "choices": [["place", "场地"], ["people", "人手"]], "required": True},
        {"name": "count", "label": "数量", "type": "number"},
    ],
}
PAGE: Final = {
    "title": "阳光医院：与社区共建",
    "lead": "王主任，您好。",
    "sections": [{"title": "社区需要", "rows": [["场地", "<b>会议室</b>，2026-12-05 前"]]}],
    "forms": [FORM],
}
SENT: Final = {"form": "coordination.offer", "what": "会议室", "day": "2099-01-05", "kind": "place", "count": "2"}


def words(response: Any) -> str:
    return re.sub(r"\s+", "", re.sub(r"<[^>]+>", "", response.content.decode().partition("<main")[2]))


def check(outsider: Client, code: str, surname: str) -> Any:
    return outsider.post("/certificate/", {"code": code, "surname": surname})


@pytest.fixture
def certified(portal: Portal) -> Portal:
    portal.show_certificate("K7QM2XWA", "张", GENUINE)
    return portal


@pytest.mark.parametrize("address", ["/", "/certificate/", "/certificate/?code=K7QM2XWA", "/honours/", "/nowhere", "/liaison/a/b/"])
def test_no_page_tells_what_it_is_about_to_whoever_passes_by(certified: Portal, outsider: Client, address: str) -> None:
    said = outsider.get(address).content.decode()
    assert [word for word in TELLING if word in said] == []


def test_code_and_surname_together_find_the_certificate(certified: Portal, outsider: Client) -> None:
    said = words(check(outsider, " k7qm 2xwa", "张"))
    assert ("证书真实有效" in said, "优秀共产党员" in said, "2026-07-01" in said, "向阳〔2026〕3号" in said) == (True,) * 4


@pytest.mark.parametrize("code", ["K7QM-2XWA", "k7qm－2xwa", "Ｋ７ＱＭ　２ＸＷＡ", "K7QM—2XWA"])
@pytest.mark.parametrize(("stored", "typed"), [("张", "张三丰"), ("欧阳", "欧阳建国"), ("欧", "欧阳建国"), ("云", "云溪区人民医院")])
def test_a_code_and_a_name_are_read_as_people_type_them(portal: Portal, outsider: Client, code: str, stored: str, typed: str) -> None:
    portal.show_certificate("K7QM2XWA", stored, GENUINE)
    said = words(check(outsider, code, typed))
    assert ("证书真实有效" in said, "没有核对全名" in said) == (True, True)


def test_the_page_says_what_is_asked_of_a_unit(portal: Portal, outsider: Client) -> None:
    assert "持证人的姓，或者单位名称的第一个字" in words(outsider.get("/certificate/"))


@pytest.mark.parametrize(
    ("code", "surname"),
    [("K7QM2XWA", "李"), ("K7QM2XWA", "李张"), ("K7QM2XWB", "张"), ("", "张"), ("K7QM2XWA", ""), ("张", "张"), ("x" * 500, "y")],
)
def test_whatever_is_wrong_the_answer_is_the_same(certified: Portal, outsider: Client, code: str, surname: str) -> None:
    said = check(outsider, code, surname)
    assert (said.status_code, "没有查到。请核对证书上的核对码和姓；单位、组织的证书，填名称的第一个字。" in words(said)) == (200, True)
    assert "优秀" not in said.content.decode()


def test_one_way_is_gone_for_right_and_wrong(certified: Portal, outsider: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same look-up by as many keys, whichever of the two words is wrong: there is nothing in it that takes longer."""
    asked: list[str] = []
    found = Store.page

    def noted(store: Store, page: str, key: str, on: date) -> Shown | None:
        asked.append(page)
        return found(store, page, key, on)

    monkeypatch.setattr(Store, "page", noted)
    for code, surname in (("K7QM2XWA", "张"), ("K7QM2XWA", "李"), ("WRONG", "张")):
        check(outsider, code, surname)
    assert asked == ["certificate"] * 3
    for code, surname in (("K7QM2XWA", "张三丰"), ("K7QM2XWA", "李三丰"), ("WRONG", "张三丰")):
        check(outsider, code, surname)
    assert asked == ["certificate"] * 12


def test_whoever_tries_too_often_waits(certified: Portal, outsider: Client) -> None:
    answers = [check(outsider, f"TRY{number}", "张").status_code for number in range(12)]
    assert answers == [200] * 10 + [429] * 2
    assert check(outsider, "K7QM2XWA", "张").status_code == 429
    other = Client(headers={"host": "testserver"}, REMOTE_ADDR="203.0.113.9")
    assert "证书真实有效" in words(check(other, "K7QM2XWA", "张"))


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("2001:db8:7:1::1", "2001:db8:7:1:ffff::2", True),
        ("2001:db8:7:1::1", "2001:db8:7:2::1", False),
        ("::ffff:203.0.113.9", "203.0.113.9", True),
        ("203.0.113.8", "203.0.113.9", False),
    ],
)
def test_whoever_has_a_whole_network_of_addresses_is_one(first: str, second: str, same: bool) -> None:
    asked = [address_of(RequestFactory().get("/", REMOTE_ADDR=one), behind_proxy=False) for one in (first, second)]
    assert (asked[0] == asked[1]) is same


def test_an_address_that_somebody_writes_before_that_of_the_proxy_counts_for_nothing() -> None:
    request = RequestFactory().get("/", headers={"x-forwarded-for": "198.51.100.1, 203.0.113.9"}, REMOTE_ADDR="127.0.0.1")
    assert [address_of(request, behind_proxy=behind) for behind in (True, False)] == ["203.0.113.9", "127.0.0.1"]


def test_whoever_is_refused_is_not_remembered() -> None:
    pace = Pace(of_one=1, of_all=2)
    assert [pace.allows(name, AT) for name in "aabcde"] == [True, False, True, False, False, False]
    assert len(pace) == 2


def test_the_database_holds_no_word_by_which_one_could_look(certified: Portal) -> None:
    held = b"".join(file.read_bytes() for file in certified.directory.glob("portal.sqlite3*"))
    assert [word.encode() in held for word in ("K7QM2XWA", "张")] == [False, False]


def test_a_withdrawn_certificate_is_not_found(certified: Portal, outsider: Client) -> None:
    certified.show_certificate("K7QM2XWA", "张", None)
    assert "没有查到" in words(check(outsider, "K7QM2XWA", "张"))


def test_the_roll_of_honour_shows_the_newest_first(portal: Portal, outsider: Client) -> None:
    assert "还没有公布的表彰" in words(outsider.get("/honours/"))
    portal.show("honours", "1", {"title": "先进单位", "name": "阳光医院", "date": "2025-07-01", "by": "区委"})
    portal.show("honours", "2", {"title": "先进个人", "name": "张三", "date": "2026-07-01", "place": "阳光社区"})
    portal.show("honours", "3", {"title": "先进个人", "name": "李四", "date": "2026-07-01"}, days=-1)
    said = words(outsider.get("/honours/"))
    assert ("李四" in said, said.index("张三") < said.index("阳光医院")) == (False, True)


def test_a_liaison_sees_his_page_and_what_he_writes_is_sealed(portal: Portal, outsider: Client) -> None:
    portal.show("liaison", "k1", PAGE, days=0)
    shown = outsider.get(portal.address("k1"))
    page = shown.content.decode()
    assert ("社区需要" in words(shown), "<b>会议室" in page, '，<span class="whole-day">2026-12-05</span> 前' in page) == (
        True,
        False,
        True,
    )
    done = outsider.post(portal.address("k1"), SENT)
    assert (done.status_code, done["Location"]) == (302, f"{portal.address('k1')}?sent=1")
    assert "已提交" in words(outsider.get(done["Location"]))
    (letter,) = portal.letters()
    assert letter["content"] == {"what": "会议室", "day": "2099-01-05", "kind": "place", "count": "2", "need": "N7"}
    assert (letter["kind"], letter["key"]) == ("coordination.offer", "k1")


def test_a_sheet_is_fetched_from_the_page_of_whoever_asked_while_it_waits(portal: Portal, outsider: Client) -> None:
    portal.show("liaison", "key", PAGE)
    portal.show("liaison", "other", PAGE)
    assert "下载 Excel" not in outsider.get(portal.address("key")).content.decode()
    portal.show(
        "sheet", "key", {"name": "某单位_2026年共驻共建情况", "xlsx": b64encode(b"PK").decode(), "pdf": b64encode(b"%PDF").decode()}, days=7
    )
    page = outsider.get(portal.address("key")).content.decode()
    assert ('href="sheet.xlsx"' in page, 'href="sheet.pdf"' in page) == (True, True)
    answer = outsider.get(f"{portal.address('key')}sheet.pdf")
    assert (answer.status_code, answer["Content-Type"], answer.content) == (200, "application/pdf", b"%PDF")
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    others = [f"{portal.address('other')}sheet.pdf", f"{portal.address('key')}sheet.exe", "/liaison/key/wrong/sheet.pdf"]
    assert [outsider.get(one).status_code for one in others] == [404, 404, 404]
    portal.show("sheet", "key", None)
    assert outsider.get(f"{portal.address('key')}sheet.pdf").status_code == 404
    portal.show("liaison", "key", None)
    assert outsider.get(f"{portal.address('key')}sheet.pdf").status_code == 410


def test_what_the_page_fixes_and_what_it_does_not_ask_for_cannot_be_sent(portal: Portal, outsider: Client) -> None:
    portal.show("liaison", "k1", PAGE)
    outsider.post(portal.address("k1"), {**SENT, "need": "N8", "status": "approved"})
    assert [letter["content"]["need"] for letter in portal.letters()] == ["N7"]
    assert "status" not in portal.letters()[0]["content"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"what": ""}, "请填写。"),
        ({"what": "长" * 11}, "最多10个字。"),
        ({"kind": "money"}, "请从列出的里面选一个。"),
        ({"kind": ""}, "请选择。"),
        ({"day": "2027-02-30"}, "请填日期，例如2027-03-08。"),
        ({"day": "20270105"}, "请填日期，例如2027-03-08。"),
        ({"day": "2020-01-05"}, "这一天已经过去，请填今天以后的日期。"),
        ({"count": "２"}, "请只填数字。"),
        ({"form": "coordination.need"}, "这一页已经更新"),
        ({"form": "0"}, "这一页已经更新"),
        ({"form": ""}, "这一页已经更新"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_sent(portal: Portal, outsider: Client, wrong: dict[str, str], said: str) -> None:
    portal.show("liaison", "k1", PAGE)
    answer = outsider.post(portal.address("k1"), {**SENT, **wrong})
    assert (answer.status_code, said in words(answer), portal.letters()) == (422, True, [])


def test_numbers_of_a_person_and_days_in_the_wrong_order_are_sent_back_with_a_way_to_the_field(portal: Portal, outsider: Client) -> None:
    fields = [
        {"name": "what", "label": "提供什么", "type": "text", "required": True},
        {"name": "since", "label": "从", "type": "date"},
        {"name": "until", "label": "到", "type": "date", "after": "since"},
    ]
    portal.show("liaison", "k1", {**PAGE, "forms": [{**FORM, "fields": fields}]})
    sent = {"form": "coordination.offer", "what": "医生五名，找王姐 139 1234 5678", "since": "2027-01-05", "until": "2027-01-05"}
    answer = outsider.post(portal.address("k1"), sent)
    assert (answer.status_code, portal.letters()) == (422, [])
    assert outsider.post(portal.address("k1"), {**sent, "what": "找王姐１３９-1234-5678", "until": "2027-01-06"}).status_code == 422
    assert "我们能提供，提供什么：请不要写手机号码和身份号码" in words(answer)
    assert '<a href="#coordination.offer-until">我们能提供，到：请填晚于开始的日期。</a>' in answer.content.decode()
    fitting = {**sent, "what": "医生五名，办公电话 0571-87654321", "until": "2027-01-06"}
    assert outsider.post(portal.address("k1"), fitting).status_code == 302


def test_a_form_is_known_by_its_kind_wherever_it_stands_meanwhile(portal: Portal, outsider: Client) -> None:
    portal.show("liaison", "k1", PAGE)
    outsider.get(portal.address("k1"))
    portal.show("liaison", "k1", {**PAGE, "forms": [{**FORM, "kind": "coordination.need"}, FORM]})
    assert outsider.post(portal.address("k1"), SENT).status_code == 302
    assert [letter["kind"] for letter in portal.letters()] == ["coordination.offer"]


def test_an_address_that_is_over_says_so_and_a_wrong_one_is_no_page(portal: Portal, outsider: Client) -> None:
    portal.show("liaison", "k1", PAGE, days=-1)
    portal.show("liaison", "k2", None)
    assert [outsider.get(portal.address(key)).status_code for key in ("k1", "k2", "k3")] == [410, 410, 404]
    assert "已经停用" in words(outsider.get(portal.address("k1")))
    assert outsider.post(portal.address("k1"), SENT).status_code == 410
    portal.show("liaison", "k4", PAGE)
    wrong = portal.address("k1").replace("/k1/", "/k4/")
    assert [outsider.get(wrong).status_code, outsider.get("/liaison/k4/é/").status_code] == [404, 404]


def test_a_form_that_was_not_sent_from_its_page_is_harmless(portal: Portal) -> None:
    portal.show("liaison", "k1", PAGE)
    forger = Client(enforce_csrf_checks=True, headers={"host": "testserver"})
    answers = [forger.post(portal.address("k1"), SENT).status_code, forger.post("/certificate/", {"code": "x"}).status_code]
    assert (answers, portal.letters()) == ([403, 403], [])


def test_strange_requests_are_harmless(portal: Portal, outsider: Client) -> None:
    portal.show("liaison", "k1", PAGE)
    assert outsider.get("/", headers={"host": "elsewhere.example"}).status_code == 400
    assert outsider.put("/certificate/").status_code == 405
    assert outsider.post(portal.address("k1"), {**SENT, "what": "x" * 70_000}).status_code == 400
    assert portal.letters() == []


def test_a_flood_is_turned_away(portal: Portal, outsider: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("zhibu.portal.store.MOST_WAITING", 1)
    portal.show("liaison", "k1", PAGE)
    assert [outsider.post(portal.address("k1"), SENT).status_code for _ in range(2)] == [302, 503]
    assert len(portal.letters()) == 1


def test_what_waits_fits_into_one_bundle_whatever_one_link_writes(
    portal: Portal, outsider: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bundle past its bound would be refused inside, and nothing would ever be fetched again."""
    monkeypatch.setattr("zhibu.portal.store.MOST_BYTES", 30_000)
    monkeypatch.setattr("zhibu.exchange.bundles.LARGEST", 90_000)
    fields = [{"name": "detail", "label": "说明", "type": "long"}]
    portal.show("liaison", "k1", {**PAGE, "forms": [{**FORM, "fields": fields}]})
    long = {"form": "coordination.offer", "detail": "a" + "\x01" * 1998 + "b"}
    assert [outsider.post(portal.address("k1"), long).status_code for _ in range(5)] == [302, 302, 302, 503, 503]
    keys = keys_in(portal.directory)
    assert len(read(portal.store.give(keys), keys.marks, towards="inside").items) == 3


@pytest.mark.parametrize("charset", ["zlib", "idna", "undefined", "unicode_escape", "utf-16"])
def test_a_form_is_read_as_the_pages_are_written(portal: Portal, outsider: Client, charset: str) -> None:
    portal.show("liaison", "k1", PAGE)
    parts = "".join(f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{value}\r\n' for name, value in SENT.items())
    multipart = f"multipart/form-data; boundary=b; charset={charset}"
    answer = outsider.generic("POST", portal.address("k1"), f"{parts}--b--\r\n", content_type=multipart)
    assert (answer.status_code, portal.letters()[0]["content"]["what"]) == (302, "会议室")


def test_no_address_of_a_reader_is_written_down(portal: Portal, outsider: Client, caplog: pytest.LogCaptureFixture) -> None:
    """Whoever reads the log of a full or faulty portal would act for the unit."""
    from zhibu.portal import settings as own  # noqa: PLC0415  it makes its secret in the folder of this test

    logs: dict[str, Any] = own.LOGGING
    filters = [import_string(logs["filters"][name]["()"])() for name in logs["handlers"]["stdout"]["filters"]]
    portal.show("liaison", "k1", PAGE)
    outsider.raise_request_exception = False
    address = portal.address("k1")
    with patch("zhibu.portal.store.MOST_WAITING", 0):
        assert outsider.post(address, SENT).status_code == 503
    with patch("zhibu.portal.views.forms_of", side_effect=RuntimeError):
        assert outsider.get(address).status_code == 500
    written = [one for one in caplog.records if one.levelno >= logging.ERROR and all(each.filter(one) for each in filters)]
    told = [one.getMessage() for one in written]
    assert told == ["Service Unavailable: …", "Internal Server Error: …"]


def test_forms_sent_at_one_moment_place_one_whole_bundle(tmp_path: Path) -> None:
    place_of = tmp_path / "from-portal.json"
    wrong: list[BaseException] = []

    def send(number: int) -> None:
        try:
            for turn in range(100):
                place(place_of, f"{number}{turn:02d}".encode() * 5000)
        except OSError as error:
            wrong.append(error)

    threads = [threading.Thread(target=send, args=[number]) for number in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    assert (wrong, [one.name for one in tmp_path.iterdir()], len(set(re.findall("...", place_of.read_text())))) == (
        [],
        ["from-portal.json"],
        1,
    )


def test_what_was_sent_waits_where_the_folder_is_shut(
    portal: Portal, outsider: Client, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Told that it failed, whoever sent it would send it again."""
    monkeypatch.setenv("ZHIBU_PORTAL_QUEUE", str(tmp_path / "portal.keys"))
    portal.show("liaison", "k1", PAGE)
    assert outsider.post(portal.address("k1"), SENT).status_code == 302
    assert len(portal.letters()) == 1


def test_the_exchange_goes_on_after_whatever_went_wrong(portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A link that was revoked would stay open, were one full disk the end of it."""
    ended, tries = threading.Event(), list[int]()

    def fails(*_: object) -> None:
        tries.append(1)
        if len(tries) == 2:
            ended.set()
        raise OperationalError("database or disk is full")

    monkeypatch.setattr(exchanging, "exchange", fails)
    monkeypatch.setattr(exchanging, "EVERY", 0.0)
    exchanging.keep_exchanging(portal.store, keys_in(portal.directory), tmp_path, ended)
    assert len(tries) == 2


def test_one_link_is_held_back_from_however_many_addresses_it_is_used(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LETTERS, "of_one", 2)
    for key in ("k1", "k2"):
        portal.show("liaison", key, PAGE)
    visitors = [Client(headers={"host": "testserver"}, REMOTE_ADDR=f"203.0.113.{number}") for number in range(3)]
    assert [one.post(portal.address("k1"), SENT).status_code for one in visitors] == [302, 302, 429]
    assert visitors[2].post(portal.address("k2"), SENT).status_code == 302


def test_every_answer_is_guarded_and_sets_no_cookie_but_that_of_its_form(portal: Portal, outsider: Client) -> None:
    for address in ("/", "/certificate/", "/nowhere"):
        answer = outsider.get(address)
        assert {name: answer[name] for name in HEADERS} == dict(HEADERS)
    assert set(outsider.cookies) == {"portal_csrf"}


def test_pages_fetch_nothing_from_elsewhere_and_run_nothing(portal: Portal, outsider: Client) -> None:
    said = outsider.get("/certificate/").content.decode()
    assert ("<script" in said, re.findall(r'(?:src|href)="(?:https?:)?//', said)) == (False, [])
