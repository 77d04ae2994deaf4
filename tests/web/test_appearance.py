"""Type size and scheme: chosen by anybody, kept in the browser, right at the first paint."""

import pytest
from django.test import Client

pytestmark = pytest.mark.usefixtures("gallery")


def test_choice_is_kept_and_leads_back(client: Client) -> None:
    answer = client.post("/appearance/", {"size": "large"}, headers={"Referer": "http://testserver/members/?page=2"})
    assert (answer.status_code, answer["Location"]) == (302, "http://testserver/members/?page=2")
    assert {name: cookie.value for name, cookie in answer.cookies.items()} == {"zhibu_size": "large"}


@pytest.mark.parametrize("given", [{"size": "huge"}, {"theme": "red"}, {}])
def test_an_unknown_choice_is_not_kept(client: Client, given: dict[str, str]) -> None:
    assert dict(client.post("/appearance/", given).cookies) == {}


@pytest.mark.parametrize("referer", ["https://elsewhere.example/", "//elsewhere.example", ""])
def test_nobody_is_led_elsewhere(client: Client, referer: str) -> None:
    assert client.post("/appearance/", {"theme": "dark"}, headers={"Referer": referer})["Location"] == "/"


def test_a_link_does_not_change_it(client: Client) -> None:
    assert client.get("/appearance/", {"size": "large"}).status_code == 405


@pytest.mark.parametrize(
    ("cookies", "root"),
    [
        ({}, '<html lang="zh-CN">'),
        ({"zhibu_size": "large"}, '<html lang="zh-CN" class="large">'),
        ({"zhibu_theme": "dark"}, '<html lang="zh-CN" data-theme="dark">'),
        ({"zhibu_size": "large", "zhibu_theme": "light"}, '<html lang="zh-CN" class="large" data-theme="light">'),
        ({"zhibu_size": '"><script>', "zhibu_theme": "x"}, '<html lang="zh-CN">'),
    ],
)
@pytest.mark.parametrize("address", ["/members/", "/login/", "/refused/"])
def test_the_server_renders_it_on_every_page(client: Client, address: str, cookies: dict[str, str], root: str) -> None:
    client.cookies.load(cookies)
    assert client.get(address).content.decode().splitlines()[1] == root
