"""The document of the API: for tools as JSON, for people as a plain page that fetches nothing from elsewhere."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhibu.api.schema import ABOUT, addressed, document, operation_id, written
from zhibu.api.shapes import RowsOf
from zhibu.api.terms import JSON, TAGS
from zhibu.web.gate import ANYBODY, ReaderRequest, page, public
from zhibu.web.pages import Act, Head

LEAD: Final = "给对接的开发人员看：地址、要发什么、会答什么。"


@require_safe
@public
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """It tells of the program and of nobody's data."""
    return HttpResponse(written(), content_type=JSON, headers={"Cache-Control": "no-store"})


@dataclass(frozen=True, slots=True)
class Field:
    """Something that is sent or told."""

    name: str
    about: str
    kind: str
    required: bool


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as the page shows it."""

    anchor: str
    method: str
    address: str
    summary: str
    about: str
    sent: list[Field]
    told: list[Field]
    refused: str


@page(ANYBODY)
def documentation(request: ReaderRequest) -> HttpResponse:
    """From the same document as the JSON."""
    made = document()
    groups = [(label, [_entry(made, one) for one in addressed() if one.operation.tag == tag]) for tag, label in TAGS.items()]
    head = Head("接口说明", LEAD, acts=(Act("OpenAPI 文件", reverse("api_schema")),))
    return render(request, "api/documentation.html", {"head": head, "about": ABOUT.split("\n"), "groups": groups})


def _entry(made: dict[str, Any], one: Any) -> Entry:
    said = made["paths"][one.address][one.method]
    schemas, body = made["components"]["schemas"], said.get("requestBody")
    sent = [Field(each["name"], each.get("description", ""), _kind(each["schema"]), each["required"]) for each in said["parameters"]]
    if body:
        sent += _fields(schemas[one.operation.takes.__name__])
    shape = one.operation.tells
    told = _fields(schemas[shape.name if isinstance(shape, RowsOf) else shape.__name__])
    refused = "、".join(f"{status} {answer['description']}" for status, answer in said["responses"].items() if int(status) >= 400)
    return Entry(operation_id(one), one.method.upper(), one.address, said["summary"], said["description"], sent, told, refused)


def _fields(schema: dict[str, Any]) -> list[Field]:
    required = schema.get("required", ())
    return [Field(name, one.get("description", ""), _kind(one), name in required) for name, one in schema["properties"].items()]


KINDS: Final = {"string": "文字", "integer": "数目", "boolean": "是否", "object": "对象", "array": "多项", "null": ""}
FORMATS: Final = {"date": "日期"}


def _kind(schema: dict[str, Any]) -> str:
    """In one word, with the values where there are only some."""
    if "enum" in schema:
        return " ".join(filter(None, map(str, schema["enum"])))
    if "anyOf" in schema:
        return next(filter(None, (_kind(one) for one in schema["anyOf"])), "")
    if "format" in schema:
        return FORMATS.get(schema["format"], "文字")
    kinds = schema.get("type", "object")
    return KINDS[next((one for one in kinds if one != "null"), "null") if isinstance(kinds, list) else kinds]
