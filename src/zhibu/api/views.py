"""The document of the API: for tools as JSON, for people as a plain page that fetches nothing from elsewhere."""

from dataclasses import dataclass
from typing import Any, Final

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from zhibu.api.schema import ABOUT, Addressed, addressed, document, operation_id, written
from zhibu.api.shapes import RowsOf, Shape
from zhibu.api.terms import JSON, TAGS
from zhibu.web.components import Fact
from zhibu.web.gate import ANYBODY, ReaderRequest, page, public
from zhibu.web.pages import Act, Head

MUST: Final = "（必填）"
Schema = dict[str, Any]
Schemas = dict[str, Schema]
LEAD: Final = "给对接的开发人员看：地址、要发什么、会答什么。"


@require_safe
@public
def schema(request: HttpRequest) -> HttpResponse:  # noqa: ARG001  Django's signature
    """It tells of the program and of nobody's data."""
    return HttpResponse(written(), content_type=JSON, headers={"Cache-Control": "no-store"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One operation as the page shows it."""

    anchor: str
    method: str
    address: str
    summary: str
    about: str
    sent: list[Fact]
    told: list[Fact]
    refused: str
    told_as: str


@page(ANYBODY)
def documentation(request: ReaderRequest) -> HttpResponse:
    """From the same document as the JSON."""
    made = document()
    groups = [(label, [_entry(made, one) for one in addressed() if one.operation.tag == tag]) for tag, label in TAGS.items()]
    head = Head("接口说明", LEAD, acts=(Act("OpenAPI 文件", reverse("api_schema")),))
    return render(request, "api/documentation.html", {"head": head, "about": ABOUT.replace("`", "").split("\n"), "groups": groups})


def _entry(made: Schema, one: Addressed) -> Entry:
    said = made["paths"][one.address][one.method]
    schemas, body = made["components"]["schemas"], said.get("requestBody")
    sent = [_fact(each["name"], each.get("description", ""), each["schema"], required=each["required"]) for each in said["parameters"]]
    if body and one.operation.takes is not None:
        sent += _fields(schemas, schemas[one.operation.takes.__name__])
    shape = one.operation.tells
    told = [Fact(one.label.removesuffix(MUST), one.value, note=one.note) for one in _fields(schemas, schemas[_name(shape)])]
    words = "回答（rows 里的一行，外面是 rows 和 next）" if isinstance(shape, RowsOf) else "回答"
    refused = "、".join(f"{status} {answer['description']}" for status, answer in said["responses"].items() if int(status) >= 400)
    return Entry(operation_id(one), one.method.upper(), one.address, said["summary"], said["description"], sent, told, refused, words)


def _fields(schemas: Schemas, schema: Schema, before: str = "") -> list[Fact]:
    """What stands inside of what is told stands behind it, as ``parts[].kind``."""
    required, found = schema.get("required", ()), list[Fact]()
    for name, one in schema["properties"].items():
        found.append(_fact(f"{before}{name}", one.get("description", ""), one, required=name in required))
        inner, many = _inner(one)
        if inner:
            found += _fields(schemas, schemas[inner], f"{before}{name}{'[]' if many else ''}.")
    return found


def _inner(schema: Schema) -> tuple[str, bool]:
    """The object that stands in it, alone or as one of many."""
    for one, many in ((schema, False), (schema.get("items", {}), True), *((kind, False) for kind in schema.get("anyOf", ()))):
        if "$ref" in one:
            return one["$ref"].rsplit("/", 1)[-1], many
    return "", False


def _fact(name: str, about: str, schema: Schema, *, required: bool) -> Fact:
    kind = _kind(schema)
    return Fact(f"{name}{MUST}" if required else name, about or kind, note=kind if about else "")


def _name(shape: Shape) -> str:
    return shape.name if isinstance(shape, RowsOf) else shape.__name__


KINDS: Final = {"string": "文字", "integer": "数目", "boolean": "是否", "object": "对象", "array": "多项", "null": ""}
FORMATS: Final = {"date": "日期"}


def _kind(schema: Schema) -> str:
    """In one word, with the values where there are only some."""
    if "enum" in schema:
        return " ".join(filter(None, map(str, schema["enum"])))
    if "anyOf" in schema:
        return next(filter(None, (_kind(one) for one in schema["anyOf"])), "")
    if "format" in schema:
        return FORMATS.get(schema["format"], "文字")
    kinds = schema.get("type", "object")
    return KINDS[next((one for one in kinds if one != "null"), "null") if isinstance(kinds, list) else kinds]
