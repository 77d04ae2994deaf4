"""Refusals as other systems read them: a problem (RFC 9457) with every objection at once, in words that a clerk can act on."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

import orjson
from django.http import HttpResponse

from zhibu.api.terms import PROBLEM
from zhibu.kernel.decisions import Decision, Objection

NOTHING: Final[Mapping[str, Any]] = {}
TITLES: Final[Mapping[HTTPStatus, tuple[str, str]]] = {
    HTTPStatus.BAD_REQUEST: ("请求读不懂", "内容不完整或格式不对，没有保存任何东西。"),
    HTTPStatus.UNAUTHORIZED: ("令牌无效", "没有带令牌，或者令牌写错、未到生效日期、已过期、已停用。请在“我的登录”“接口令牌”里查看。"),
    HTTPStatus.FORBIDDEN: ("没有这一项权限", "令牌的范围或账号的授权里没有这一项，没有改动任何东西。"),
    HTTPStatus.NOT_FOUND: ("没有找到", "可能写错了，也可能不在令牌的范围内，或者已经合并、撤销。"),
    HTTPStatus.METHOD_NOT_ALLOWED: ("这个地址不这样用", "可用的方法见回答中的 Allow。"),
    HTTPStatus.CONFLICT: ("别人已经改过", "请先取得现在的内容，再决定是否提交。"),
    HTTPStatus.GONE: ("资料已按期销毁", "销毁的内容不能恢复。"),
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE: ("提交的内容太大", "没有保存任何东西，请减少内容。"),
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE: ("格式不对", "请用 application/json 发送。"),
    HTTPStatus.UNPROCESSABLE_ENTITY: ("没有办成", "下面逐条说明原因和办法，没有保存任何东西。"),
    HTTPStatus.TOO_MANY_REQUESTS: ("请求太密", "请按 Retry-After 的秒数等一等再来。"),
    HTTPStatus.INTERNAL_SERVER_ERROR: ("系统出了问题", "这是系统的问题，错误已经记录；没有保存任何东西。"),
}
OVERTAKEN: Final = frozenset({"changed", "changed_since"})
"""Codes of objections that say that somebody else was quicker."""


class Refused(Exception):
    """A rule refused: nothing was written."""

    def __init__(self, *objections: Objection) -> None:
        super().__init__(objections)
        self.objections = objections

    @property
    def status(self) -> HTTPStatus:
        """Somebody else was quicker, or the rule says no."""
        return HTTPStatus.CONFLICT if any(one.code in OVERTAKEN for one in self.objections) else HTTPStatus.UNPROCESSABLE_ENTITY


class Unreadable(Exception):
    """What was sent cannot be read at all."""

    def __init__(self, detail: str, status: HTTPStatus = HTTPStatus.BAD_REQUEST) -> None:
        super().__init__(detail)
        self.detail = detail
        self.status = status


def allowed(decision: Decision) -> None:
    """Go on, or refuse with all that stands against it."""
    if not decision.allowed:
        raise Refused(*decision.objections)


def problem(
    status: HTTPStatus,
    *,
    detail: str = "",
    objections: Sequence[Objection] = (),
    more: Mapping[str, Any] = NOTHING,
    headers: Mapping[str, str] = NOTHING,
) -> HttpResponse:
    """The answer."""
    title, usual = TITLES[status]
    said = [{name: getattr(one, name) for name in ("code", "field", "message", "article", "remedy")} for one in objections]
    body = {"type": "about:blank", "title": title, "status": status.value, "detail": detail or usual, "objections": said, **more}
    return HttpResponse(orjson.dumps(body), status=status, content_type=PROBLEM, headers={"Cache-Control": "private, no-store", **headers})
