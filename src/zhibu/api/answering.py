"""The way of every request: token, rate, right, what was sent, one effect for one key; every refusal is a problem."""

import hashlib
import re
from collections.abc import Callable, Mapping
from http import HTTPStatus
from typing import Any, Final, cast

import orjson
from django.core.exceptions import RequestDataTooBig
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from zhibu.api.bodies import Told, read_asked, read_body
from zhibu.api.door import Known, policy
from zhibu.api.limits import seconds_to_wait
from zhibu.api.operations import Call, Operation, arguments_of
from zhibu.api.problems import Refused, Unreadable, problem
from zhibu.api.shapes import Listed
from zhibu.api.terms import JSON, KEY_HEADER, KEY_PATTERN
from zhibu.kernel.clock import now
from zhibu.trail.actors import Actor
from zhibu.trail.terms import BY_TOKEN
from zhibu.web.errors import MissingRight, NoLongerKept
from zhibu.web.filters import NUL
from zhibu.web.gate import ANYBODY, NotAllowed, ReaderRequest

View = Callable[..., HttpResponse]
ASKS_TOKEN: Final = {"WWW-Authenticate": 'Bearer realm="zhibu"'}
PAUSED: Final = "从这个网络地址来的无效令牌较多，暂停受理。有效的令牌照常可用。"
NO_KEY: Final = f"写入须带 {KEY_HEADER}：8 到 64 个字母、数字或符号，每件事一个；重试时用原来的。"


def endpoint(**by_method: Operation) -> View:
    """A view for one address: ``endpoint(get=…, post=…)``. A cookie opens nothing here, so that no other site can use it."""
    table = {method.upper(): one for method, one in by_method.items()}

    @csrf_exempt
    def view(request: HttpRequest, **path: Any) -> HttpResponse:
        return answered(table, request, path)

    view.act = next(iter(table.values())).act  # type: ignore[attr-defined]  # the permission matrix reads both
    view.operations = table  # type: ignore[attr-defined]  # the same
    return cast("View", view)


def answered(table: Mapping[str, Operation], request: HttpRequest, path: Mapping[str, Any]) -> HttpResponse:
    """The answer, whatever comes of it."""
    one = table.get("GET" if request.method == "HEAD" else str(request.method))
    if one is None:
        return problem(HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": ", ".join(table)})
    known = policy().identify(request)
    if known is None:
        return _unknown(request)
    asking = cast("ReaderRequest", request)
    asking.reader = known.reader
    wait = seconds_to_wait(known.token, now())
    if wait:
        return problem(HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": str(wait)})
    try:
        return _done(one, asking, known, path)
    except REFUSALS as refusal:
        return _refused(refusal)


def _unknown(request: HttpRequest) -> HttpResponse:
    """No token, or one that opens nothing. Whoever has a good one goes on, however many bad ones come from the same network."""
    wait = policy().seconds_to_wait(request)
    if wait:
        return problem(HTTPStatus.TOO_MANY_REQUESTS, detail=PAUSED, headers={"Retry-After": str(wait)})
    return problem(HTTPStatus.UNAUTHORIZED, headers=ASKS_TOKEN)


REFUSALS: Final = (Refused, Unreadable, RequestDataTooBig, Http404, MissingRight, NoLongerKept)


def _refused(refusal: Exception) -> HttpResponse:
    match refusal:
        case Refused():
            return problem(refusal.status, objections=refusal.objections)
        case Unreadable():
            return problem(refusal.status, detail=refusal.detail)
        case MissingRight():
            more = {"right": refusal.right, "held_by": refusal.held_by, "granted_by": refusal.granted_by}
            return problem(HTTPStatus.FORBIDDEN, more=more)
        case NoLongerKept():
            return problem(HTTPStatus.GONE, detail=refusal.text)
        case RequestDataTooBig():
            return problem(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return problem(HTTPStatus.NOT_FOUND)


def _done(one: Operation, request: ReaderRequest, known: Known, path: Mapping[str, Any]) -> HttpResponse:
    if one.act != ANYBODY and not known.reader.may_anywhere(one.act):
        raise NotAllowed(one.act, known.reader.home_path)
    if any(isinstance(part, str) and NUL in part for part in path.values()):
        raise Http404
    asked = read_asked(one.asks, request.GET.dict()) if one.asks else None
    if not one.asks and request.GET:
        raise Unreadable("这个地址的问号后面不能再写什么。")
    call = Call(request, known.reader, Actor(known.reader, now(), f"{BY_TOKEN}{known.token}"))
    if one.takes is None:
        return _told(one, one.run(call, **path, **arguments_of(one, asked, None)))
    content, key = _body(request), _key(request)
    body = read_body(one.takes, content)

    def run() -> HttpResponse:
        return _told(one, one.run(call, **path, **arguments_of(one, asked, body)))

    digest = hashlib.sha256(b"\n".join((str(request.method).encode(), request.get_full_path().encode(), content))).digest()
    return policy().once(known, key=key, asked=digest, run=run)


def _body(request: HttpRequest) -> bytes:
    if request.content_type != JSON:
        raise Unreadable("", HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return request.body


def _key(request: HttpRequest) -> str:
    key = request.headers.get(KEY_HEADER, "")
    if not re.fullmatch(KEY_PATTERN, key):
        raise Unreadable(NO_KEY)
    return key


def _told(one: Operation, told: Told | Listed) -> HttpResponse:
    content = told.model_dump_json().encode() if isinstance(told, Told) else orjson.dumps({"rows": told.rows, "next": told.next})
    return HttpResponse(content, status=one.status, content_type=JSON)
