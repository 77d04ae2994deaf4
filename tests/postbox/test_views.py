"""The keeper's page tells numbers and moments, and nothing of what pages and arrivals say."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.cast import make_account, signed_in
from tests.access.pages import queries, words
from tests.postbox.test_carrying import Outside, entry
from tests.postbox.test_publishing import put
from zhibu.access.terms import Role
from zhibu.portal import exchanging

pytestmark = pytest.mark.django_db


@pytest.fixture
def keeper() -> Client:
    return signed_in(make_account("xitong", Role.SYSTEM_KEEPER, name="罗一凡"))


def test_an_empty_page_says_how_something_comes_here(keeper: Client, settings: Any) -> None:
    settings.PORTAL_QUEUE, settings.PORTAL_ADDRESS = None, ""
    said = words(keeper.get(reverse("postbox")))
    told = ("颁发证书、公开光荣册、给单位联络人开通链接以后", "zhibu portal out", "现在往来一次")
    assert [word in said for word in told] == [True, True, False]


def test_exchanging_at_once_shows_what_went_and_what_came(keeper: Client, settings: Any, tmp_path: Path) -> None:
    settings.PORTAL_QUEUE, settings.PORTAL_ADDRESS = tmp_path / "queue", "https://www.example.cn"
    outside = Outside(tmp_path / "outside")
    put("1", content=entry("张三"))
    outside.write("test.unknown")
    exchanging.exchange(outside.store, outside.keys, settings.PORTAL_QUEUE)
    answer = keeper.post(reverse("postbox_exchange"), follow=True)
    said = words(answer)
    assert "已往来一次，收到 1 件。" in said
    assert ("待处理的来件 1" in said, "光荣册 1 项" in said, "张三" in said, "会议室" in said) == (True, True, False, False)


def test_a_refused_bundle_is_told_on_the_page(keeper: Client, settings: Any, tmp_path: Path) -> None:
    settings.PORTAL_QUEUE = tmp_path
    (tmp_path / "from-portal.json").write_bytes(b"{}")
    keeper.post(reverse("postbox_exchange"))
    assert "的往来包没有收取：这个文件不是往来包" in words(keeper.get(reverse("postbox")))


def test_the_page_asks_the_same_however_much_there_is(keeper: Client) -> None:
    put("1", content=entry("张三"))
    one = queries(lambda: keeper.get(reverse("postbox")))
    put("2", content=entry("李四"))
    put("3", content=entry("王五"))
    assert (one, queries(lambda: keeper.get(reverse("postbox")))) == (6, 6)
