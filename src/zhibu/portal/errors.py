"""Pages that say no, in plain words; none tells what there is."""

import logging
from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


class WithoutAddress(logging.Filter):
    """Django writes the address of a request beside what went wrong with it; that of a page for one reader alone is a key."""

    def filter(self, record: logging.LogRecord) -> bool:
        """The line stays, with what failed and where in our code."""
        path = str(getattr(getattr(record, "request", None), "path", ""))
        if path:
            record.msg, record.args = record.getMessage().replace(path, "…"), ()
        return True


def said(request: HttpRequest, title: str, text: str, status: int) -> HttpResponse:
    """One sentence, and what to do."""
    return render(request, "portal/said.html", {"title": title, "text": text}, status=status)


def forgery(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was not sent from its page, or whose cookie is gone."""
    del reason
    return said(request, "没有提交", "页面停留得太久，或浏览器不接受 Cookie：请重新打开页面，再填一次。", HTTPStatus.FORBIDDEN)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A request that no browser of ours sends."""
    del exception
    return said(request, "没有办成", "这个请求不能处理：请重新打开页面。", HTTPStatus.BAD_REQUEST)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """A wrong address."""
    del exception
    return said(request, "没有这个页面", "请核对地址；地址是扫码得来的，请再扫一次。刚开通的链接，过一两分钟再打开。", HTTPStatus.NOT_FOUND)


def failed(request: HttpRequest) -> HttpResponse:
    """A mistake of ours."""
    return said(request, "没有办成", "系统出了故障，请过一会儿再试。", HTTPStatus.INTERNAL_SERVER_ERROR)
