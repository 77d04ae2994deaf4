"""Fills one Word template; runs in the child of ``exchange.word``. What the template names is looked at before anything is filled."""

import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BytesIO
from typing import Any, Final
from xml.etree import ElementTree as ET
from zipfile import BadZipFile, ZipFile

import orjson
from jinja2 import StrictUndefined, nodes
from jinja2.exceptions import TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from zhibu.exchange import apart

UNPACKED: Final = 64 * 1024 * 1024
PARTS: Final = 500
DOCUMENT: Final = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
FOREIGN: Final = ("vbaproject", "/activex/", "/embeddings/", "oleobject", "macros")
NOT_WORD: Final = "不是 Word 文档（.docx）。请用 Word 另存为“Word 文档（*.docx）”后重新上传。"
TOO_MUCH: Final = "模板解开后过大。请去掉其中的图片后重新上传。"
MACROS: Final = "模板里有宏或嵌入的对象，不能使用。请另存为不含宏的 .docx，并去掉嵌入的文件。"
OUTSIDE: Final = "模板里有指向外部文件的内容（链接的图片或模板）。请改为直接插入，或去掉。"


class AllowListed(SandboxedEnvironment):
    """Knows the named fields, loops over the named lists and conditions on them; every part of a template passes here."""

    def __init__(self, single: Sequence[str], lists: Mapping[str, Sequence[str]]) -> None:
        super().__init__(autoescape=True, undefined=StrictUndefined)
        self.globals.clear()
        self.filters.clear()
        self.tests.clear()
        self.single, self.lists = frozenset(single), lists
        self.faults: dict[str, None] = {}

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """A part with a fault is not filled at all; the others are still looked at."""
        try:
            tree = super()._parse(source, name, filename)
        except TemplateSyntaxError:
            self.faults["模板里的 {{ }} 或 {% %} 没有写完整。请检查每一个标记是否成对。"] = None
            return nodes.Template([], lineno=1)
        found = list(self._body(tree.body, {}))
        self.faults |= dict.fromkeys(found)
        return nodes.Template([], lineno=1) if found else tree

    def _body(self, body: Sequence[nodes.Node], rows: Mapping[str, str]) -> Iterator[str]:
        for one in body:
            yield from self._node(one, rows)

    def _node(self, one: nodes.Node, rows: Mapping[str, str]) -> Iterator[str]:
        """``rows`` are the names under which rows of lists go, with the list."""
        if isinstance(one, nodes.Output):
            for part in one.nodes:
                yield from () if isinstance(part, nodes.TemplateData) else self._value(part, rows)
        elif isinstance(one, nodes.If):
            test = one.test.node if isinstance(one.test, nodes.Not) else one.test
            yield from self._value(test, rows, lists=True)
            yield from self._body([*one.body, *one.elif_, *one.else_], rows)
        elif isinstance(one, nodes.For):
            yield from self._loop(one, rows)
        else:
            yield "模板里有不认识的指令。只能用 for、if 和字段名。"

    def _loop(self, one: nodes.For, rows: Mapping[str, str]) -> Iterator[str]:
        if rows:
            yield "循环里不能再有循环。"
        if not isinstance(one.iter, nodes.Name) or not isinstance(one.target, nodes.Name) or one.test or one.recursive or one.else_:
            yield "循环只能写成 {%tr for 行 in 列表名 %}。"
        elif one.iter.name not in self.lists:
            yield f"没有“{one.iter.name}”这个列表。可用的列表：{'、'.join(self.lists) or '无'}。"
        else:
            yield from self._body(one.body, {**rows, one.target.name: one.iter.name})

    def _value(self, one: nodes.Node, rows: Mapping[str, str], *, lists: bool = False) -> Iterator[str]:
        if isinstance(one, nodes.Name):
            if one.name not in self.single and not (lists and one.name in self.lists):
                yield f"没有“{one.name}”这个字段。请改成字段表里的名称，或去掉。"
        elif isinstance(one, nodes.Getattr) and isinstance(one.node, nodes.Name) and one.node.name in rows:
            if one.attr not in self.lists[rows[one.node.name]]:
                yield f"列表“{rows[one.node.name]}”没有“{one.attr}”这一栏。可用的有：{'、'.join(self.lists[rows[one.node.name]])}。"
        else:
            yield "{{ }} 里只能写字段名，不能写算式、函数或别的内容。"


def unsound(content: bytes) -> str:
    """Why a package is not taken; empty where nothing stands against it."""
    try:
        with ZipFile(BytesIO(content)) as package:
            parts = package.infolist()
            if len(parts) > PARTS or sum(one.file_size for one in parts) > UNPACKED:
                return TOO_MUCH
            names = [f"/{one.filename.lower()}" for one in parts]
            if any(sign in name for name in names for sign in FOREIGN):
                return MACROS
            if DOCUMENT not in package.read("[Content_Types].xml"):
                return NOT_WORD
            relations = [package.read(one) for one in parts if one.filename.lower().endswith(".rels")]
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError):
        return NOT_WORD
    return OUTSIDE if any(_points_outside(one) for one in relations) else ""


def _points_outside(relations: bytes) -> bool:
    """A hyperlink is only text until somebody follows it; everything else would be fetched when the file is opened."""
    if b"<!DOCTYPE" in relations or b"<!ENTITY" in relations:
        return True
    try:
        found = list(ET.fromstring(relations).iter())  # noqa: S314  no DTD; in the bounded child
    except ET.ParseError:
        return True
    return any(one.get("TargetMode", "").lower() == "external" and not one.get("Type", "").endswith("/hyperlink") for one in found)


def main() -> None:
    """Runs in the child."""
    told = orjson.loads(sys.argv[1])
    apart.bound_this_process(memory_bytes=told["memory"], seconds=told["seconds"])
    content = sys.stdin.buffer.read()
    template, data = content[: told["size"]], orjson.loads(content[told["size"] :])
    fault = unsound(template)
    answer = orjson.dumps([fault]) if fault else fill(template, AllowListed(told["single"], told["lists"]), data)
    apart.say(answer)


def fill(template: bytes, environment: AllowListed, data: Mapping[str, Any]) -> bytes:
    """The filled file, or its faults as JSON."""
    from docxtpl import DocxTemplate  # noqa: PLC0415  the parent never loads it

    document = DocxTemplate(BytesIO(template))
    try:
        document.render(dict(data), environment, autoescape=True)
    except Exception:
        if not environment.faults:
            raise
    if environment.faults:
        return orjson.dumps(list(environment.faults))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


if __name__ == "__main__":
    main()
