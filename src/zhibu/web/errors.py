"""Pages that say no: in plain words, what happened, what to do, who can help. They need no database and no log-in."""

from collections.abc import Sequence
from dataclasses import dataclass
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.loader import render_to_string
from django.urls import get_script_prefix

from zhibu.web.pages import Act
from zhibu.web.shell import Outside


class MissingRight(PermissionDenied):
    """A refused access that explains itself: which right is missing, where, who has it there, and who may grant it."""

    def __init__(self, *, right: str, where: str = "", held_by: Sequence[str] = (), granted_by: Sequence[str] = ()) -> None:
        super().__init__(right)
        self.right = right
        self.where = where
        self.held_by = tuple(held_by)
        self.granted_by = tuple(granted_by)


class NoLongerKept(Exception):
    """What was asked for was here, and was destroyed at the end of its time: 410, with the day and the way to the table of times."""

    def __init__(self, *, text: str, acts: Sequence[Act] = ()) -> None:
        super().__init__(text)
        self.text = text
        self.acts = tuple(acts)


@dataclass(frozen=True, slots=True)
class Problem:
    """What an error page says."""

    title: str
    text: str
    remedies: Sequence[str] = ()
    right: str = ""
    where: str = ""
    held_by: Sequence[str] = ()
    granted_by: Sequence[str] = ()


HOME = "回到首页"
MACHINES = "/api/v1/"
"""Below it other systems ask: they are answered in their own form, also where no operation was reached (``zhibu.api.problems``)."""


def answer(request: HttpRequest, status: HTTPStatus, problem: Problem, acts: Sequence[Act] = ()) -> HttpResponse:
    """The page, without context processors: what failed may be one of them."""
    if request.path_info.startswith(MACHINES):
        said: dict[str, object] = {
            "type": "about:blank",
            "title": problem.title,
            "status": status.value,
            "detail": problem.text,
            "objections": [],
        }
        headers = {"Cache-Control": "private, no-store"}
        return JsonResponse({**said, "objections": []}, status=status, content_type="application/problem+json", headers=headers)
    shown = acts or (Act(HOME, get_script_prefix(), "go"),)
    context = {"shell": Outside(request), "problem": problem, "acts": shown, "status": status.value}
    return HttpResponse(render_to_string("web/error.html", context), status=status)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """400: the request could not be read."""
    text = "浏览器发来的内容不完整，或者链接被改动过，系统读不懂。没有保存任何东西。"
    remedies = ("返回上一页，刷新后再试一次。", "如果是从别处复制的链接，请核对是否复制完整。")
    return answer(request, HTTPStatus.BAD_REQUEST, Problem("这个请求读不懂", text, remedies))


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    """403: names the right that is missing, if the refusal knows it."""
    text = "您已经登录，但现在的授权里没有办理这件事的权限。没有改动任何东西。"
    if not isinstance(exception, MissingRight):
        return answer(request, HTTPStatus.FORBIDDEN, Problem("您没有这一项权限", text, ("如果工作需要，请联系本街道管理授权的同志。",)))
    problem = Problem("您没有这一项权限", text, (), exception.right, exception.where, exception.held_by, exception.granted_by)
    return answer(request, HTTPStatus.FORBIDDEN, problem)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  Django's signature
    """404: not there, or out of reach; the page doesn't tell which."""
    text = "可能是链接写错了，也可能是这份资料不在您的负责范围内，或者已经合并、撤销。"
    remedies = ("在首页用姓名或名称重新查找。", "如果您认为应当能看到，请联系本街道管理授权的同志。")
    return answer(request, HTTPStatus.NOT_FOUND, Problem("没有找到这一页", text, remedies))


def no_longer_kept(request: HttpRequest, exception: NoLongerKept) -> HttpResponse:
    """410: it is gone for good, and the page says so."""
    remedies = ("销毁的内容不能恢复；恢复旧的备份时，会再次销毁。", "各年的人数统计仍然保留。")
    return answer(request, HTTPStatus.GONE, Problem("资料已按期销毁", exception.text, remedies), exception.acts)


def server_error(request: HttpRequest) -> HttpResponse:
    """500: ours to mend."""
    text = "这是系统的问题，不是您的操作有误。错误已经记录；正在填写的内容会作为草稿保留，重新打开页面即可继续。"
    remedies = ("过一两分钟再试一次。", "如果一直这样，请把时间和正在办的事告诉系统管理员。")
    return answer(request, HTTPStatus.INTERNAL_SERVER_ERROR, Problem("系统出了问题", text, remedies))


def too_large(request: HttpRequest, text: str, remedy: str) -> HttpResponse:
    """413: more than a form or all files together may hold; nothing of it was read."""
    return answer(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE, Problem("提交的内容太大", text, (remedy,)))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  Django's signature
    """The page was open too long, or cookies are off: the form could not be matched to this browser."""
    text = "为防止别的网站冒用您的身份，系统没有接受这次提交。常见原因是页面打开太久、在别的窗口重新登录过，或浏览器关闭了 Cookie。"
    remedies = ("返回上一页并刷新，自动保存的草稿会恢复，再提交一次。", "请允许浏览器使用本站的 Cookie。")
    return answer(request, HTTPStatus.FORBIDDEN, Problem("这次提交没有被接受", text, remedies))
