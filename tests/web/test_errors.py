"""Pages that say no: what happened, what to do, who can help; without a database."""

import re
from collections.abc import Callable
from http import HTTPStatus

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from zhibu.web import errors


def words(answer: HttpResponse) -> list[str]:
    body = answer.content.decode().partition("<main")[2]
    return [text for found in re.findall(r">([^<]+)<", body) if (text := found.strip())]


def test_a_missing_right_is_named_with_those_who_can_help() -> None:
    refused = errors.MissingRight(right="查看完整号码", where="枫桥第一支部", held_by=("陈立",), granted_by=("周敏", "何静"))
    answer = errors.permission_denied(RequestFactory().get("/"), refused)
    assert (answer.status_code, words(answer)[3:-2]) == (
        HTTPStatus.FORBIDDEN,
        [
            "您没有这一项权限",
            "您已经登录，但现在的授权里没有办理这件事的权限。没有改动任何东西。",
            "缺少的权限",
            "查看完整号码",
            "范围",
            "枫桥第一支部",
            "可以办理的人",
            "陈立",
            "可以授权的人",
            "周敏、何静",
        ],
    )


def test_a_refusal_without_words_still_says_whom_to_ask() -> None:
    answer = errors.permission_denied(RequestFactory().get("/"), PermissionDenied())
    assert words(answer)[-3:] == ["如果工作需要，请联系本街道管理授权的同志。", "回到首页", "代码 403"]


def test_not_there_and_out_of_reach_look_alike() -> None:
    request = RequestFactory().get("/members/12/")
    answers = [errors.page_not_found(request, Exception(reason)).content for reason in ("no such member", "out of reach")]
    assert answers[0] == answers[1]


@pytest.mark.parametrize(
    ("answer", "status", "title"),
    [
        (lambda request: errors.bad_request(request, SuspiciousOperation()), 400, "这个请求读不懂"),
        (lambda request: errors.page_not_found(request, Exception()), 404, "没有找到这一页"),
        (errors.server_error, 500, "系统出了问题"),
        (errors.csrf_failure, 403, "这次提交没有被接受"),
    ],
)
def test_each_refusal_has_its_page(answer: Callable[[HttpRequest], HttpResponse], status: int, title: str) -> None:
    page = answer(RequestFactory().get("/"))
    assert (page.status_code, words(page)[3], words(page)[-1]) == (status, title, f"代码 {status}")


@pytest.mark.usefixtures("gallery")
def test_django_is_told_of_them(client: Client) -> None:
    client.raise_request_exception = False
    assert [client.get(address).status_code for address in ("/refused/", "/nowhere/", "/broken/")] == [403, 404, 500]
    refused = Client(enforce_csrf_checks=True).post("/appearance/", {"size": "large"})
    assert words(HttpResponse(refused.content))[3] == "这次提交没有被接受"


@pytest.mark.usefixtures("gallery")
def test_an_address_cannot_write_lines_of_its_own_into_the_log(client: Client, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/nowhere%0a2026-01-01%20INFO%20zhibu%20all%20is%20well").status_code == 404
    assert [record.getMessage().splitlines()[1:] for record in caplog.records] == [[]]
