"""The OpenAPI 3.1 document, read from the addresses themselves: an operation that can be asked is in it, and nothing else."""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from http import HTTPStatus
from typing import Any, Final, NamedTuple, cast

import orjson
from django.urls import URLPattern, URLResolver, get_resolver
from pydantic import BaseModel
from pydantic.json_schema import JsonSchemaMode, models_json_schema

from zhibu import __version__
from zhibu.api.bodies import Told
from zhibu.api.operations import Operation
from zhibu.api.problems import TITLES
from zhibu.api.shapes import RowsOf, Shape
from zhibu.api.terms import JSON, KEY_HEADER, KEY_PATTERN, PROBLEM, TAGS
from zhibu.web.gate import ANYBODY

Schema = dict[str, Any]
PART: Final = re.compile(r"<(?:(\w+):)?(\w+)>")
PARTS: Final[Mapping[str, Schema]] = {
    "str": {"type": "string", "minLength": 1, "maxLength": 40, "pattern": "^[A-Za-z0-9_]+$"},
    "int": {"type": "integer", "minimum": 0, "maximum": 99},
}
REF: Final = "#/components/schemas/{model}"
ALWAYS: Final = (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS, HTTPStatus.INTERNAL_SERVER_ERROR)
WRITES: Final = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.CONFLICT,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    HTTPStatus.UNPROCESSABLE_ENTITY,
)
PERSONS: Final = "members"
ABOUT: Final = """\
读写都经过和页面相同的核对、授权和日志。

令牌在“我的登录”“接口令牌”里开通，放在请求头 `Authorization: Bearer 令牌`；只能做勾选的事，只到所选的党组织及其下级。
写入须带请求头 `Idempotency-Key`，每件事一个。
24 小时内同一个标记、同样的内容再来，得到原来的回答，不会做两次；内容不同，回答 422。
拒绝一律是 `application/problem+json`，`objections` 一次说全：哪一项、为什么、依据哪条、怎么办。
范围以外的回答 404，没有权限 403，别人先改了 409。
列表一次一页，`next` 放进下一次的 `after`。每个令牌每分钟最多 120 次，超过的回答 429，按 `Retry-After` 等待。
没有身份号码、电话、住址、生活困难情况、反映人、怎样投票。"""


class Addressed(NamedTuple):
    """An operation with its address and method."""

    address: str
    method: str
    operation: Operation
    parts: tuple[tuple[str, str], ...]
    """Name and kind of each part of the address that is filled in."""


def addressed() -> list[Addressed]:
    """Every operation, in the order of addresses."""
    return list(_walk(cast("Sequence[URLPattern | URLResolver]", get_resolver().url_patterns), ""))


def _walk(patterns: Sequence[URLPattern | URLResolver], before: str) -> Iterator[Addressed]:
    for one in patterns:
        route = f"{before}{one.pattern}"
        if isinstance(one, URLResolver):
            yield from _walk(cast("Sequence[URLPattern | URLResolver]", one.url_patterns), route)
            continue
        operations: Mapping[str, Operation] = getattr(one.callback, "operations", {})
        parts = tuple((name, kind or "str") for kind, name in PART.findall(route))
        for method, operation in operations.items():
            yield Addressed("/" + PART.sub(r"{\2}", route), method.lower(), operation, parts)


def document() -> Schema:
    """The whole of it."""
    found = addressed()
    paths: dict[str, Schema] = {}
    for one in found:
        paths.setdefault(one.address, {})[one.method] = _operation(one)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "“一次记”街道党建工作台接口",
            "version": __version__,
            "description": ABOUT,
            "license": {"name": "MulanPSL-2.0", "identifier": "MulanPSL-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": key, "description": label} for key, label in TAGS.items()],
        "security": [{"token": []}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer", "description": "在“我的登录”“接口令牌”里开通"}},
            "schemas": _schemas(found),
        },
    }


@cache
def written() -> bytes:
    """As a file; it changes with the program alone."""
    return orjson.dumps(document(), option=orjson.OPT_INDENT_2)


def _operation(one: Addressed) -> Schema:
    operation = one.operation
    said: Schema = {
        "operationId": operation_id(one),
        "tags": [operation.tag],
        "summary": operation.summary,
        "description": operation.about or operation.summary,
        "parameters": [*_parts(one), *_asked(operation), *([_KEY] if operation.writes else [])],
        "responses": _responses(one),
        "x-act": operation.act if operation.act != ANYBODY else None,
    }
    if operation.takes is not None:
        said["requestBody"] = {"required": True, "content": {JSON: {"schema": {"$ref": REF.format(model=operation.takes.__name__)}}}}
    return {name: value for name, value in said.items() if value is not None}


def operation_id(one: Addressed) -> str:
    """What tools call it."""
    return f"{one.operation.tag}_{one.operation.name}"


_KEY: Final[Schema] = {
    "name": KEY_HEADER,
    "in": "header",
    "required": True,
    "description": "每件事一个；重试时用原来的",
    "schema": {"type": "string", "minLength": 8, "maxLength": 64, "pattern": f"^{KEY_PATTERN}$"},
}


def _parts(one: Addressed) -> list[Schema]:
    return [{"name": name, "in": "path", "required": True, "schema": PARTS[kind]} for name, kind in one.parts]


def _asked(operation: Operation) -> list[Schema]:
    if operation.asks is None:
        return []
    schema = operation.asks.model_json_schema()
    return [_parameter(name, dict(said), name in schema.get("required", ())) for name, said in schema.get("properties", {}).items()]


def _parameter(name: str, said: Schema, required: bool) -> Schema:  # noqa: FBT001  one of two, as the document has it
    """What may be left out may not be sent as nothing."""
    description = said.pop("description", "")
    said.pop("title", None)
    if said.pop("default", None) is None and "anyOf" in said:
        said = {**next(kind for kind in said["anyOf"] if kind.get("type") != "null")}
    return {"name": name, "in": "query", "required": required, "description": description, "schema": said}


def _responses(one: Addressed) -> Schema:
    operation = one.operation
    refused = {*ALWAYS, *(WRITES if operation.writes else ()), *({HTTPStatus.NOT_FOUND} if one.parts else ())}
    if operation.asks is not None:
        refused |= {HTTPStatus.UNPROCESSABLE_ENTITY, HTTPStatus.NOT_FOUND}
    else:
        refused.add(HTTPStatus.BAD_REQUEST)
    if operation.writes:
        refused.add(HTTPStatus.NOT_FOUND)
    if operation.tag == PERSONS:
        refused.add(HTTPStatus.GONE)
    told = {"description": operation.summary, "content": {JSON: {"schema": _shape(operation.tells)}}}
    return {str(operation.status): told, **{str(status.value): _problem(status) for status in sorted(refused)}}


def _problem(status: HTTPStatus) -> Schema:
    said: Schema = {"description": TITLES[status][0], "content": {PROBLEM: {"schema": {"$ref": REF.format(model="Problem")}}}}
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        said["headers"] = {"Retry-After": {"description": "几秒以后再来", "schema": {"type": "integer", "minimum": 1}}}
    return said


def _shape(shape: Shape) -> Schema:
    return shape.schema if isinstance(shape, RowsOf) else {"$ref": REF.format(model=shape.__name__)}


class ObjectionTold(Told):
    """One reason."""

    code: str
    field: str
    message: str
    article: str
    remedy: str


PROBLEM_SCHEMA: Final[Schema] = {
    "type": "object",
    "required": ["type", "title", "status", "detail", "objections"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "objections": {"type": "array", "items": {"$ref": REF.format(model="ObjectionTold")}},
        "right": {"type": "string", "description": "缺少的权限"},
        "held_by": {"type": "array", "items": {"type": "string"}, "description": "谁有这项权限"},
        "granted_by": {"type": "array", "items": {"type": "string"}, "description": "谁能授权"},
    },
}


def _schemas(found: Sequence[Addressed]) -> Schema:
    models: dict[tuple[type[BaseModel], JsonSchemaMode], None] = {(ObjectionTold, "serialization"): None}
    rows: Schema = {}
    for one in found:
        if one.operation.takes is not None:
            models[one.operation.takes, "validation"] = None
        if isinstance(one.operation.tells, RowsOf):
            rows[one.operation.tells.name] = one.operation.tells.row_schema
        else:
            models[one.operation.tells, "serialization"] = None
    _, defined = models_json_schema(list(models), ref_template=REF)
    return {**defined["$defs"], **rows, "Problem": PROBLEM_SCHEMA}
