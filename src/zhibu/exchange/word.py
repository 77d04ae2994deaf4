"""Word files from templates that a street may replace; filled in a process of its own, from named fields and nothing else.

    fields = Fields(("会议名称",), {"议程": ("序号", "议题")})
    word(template, fields, {"会议名称": "党员大会", "议程": [{"序号": "1", "议题": "学习"}]})

A template is a .docx with ``{{会议名称}}`` for a field, ``{%tr for 行 in 议程 %}`` … ``{{行.议题}}`` … ``{%tr endfor %}`` for rows of
a table (``p`` for paragraphs) and ``{%p if 会议名称 %}``. Anything else is refused before it is filled (docs/adr/0022).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import orjson

from zhibu.exchange import apart
from zhibu.exchange.limits import MEBIBYTE
from zhibu.kernel.unusable import Unusable

MEMORY: Final = 1024 * MEBIBYTE
LARGEST: Final = 64 * MEBIBYTE
SECONDS: Final = 60
LARGEST_TEMPLATE: Final = 2 * MEBIBYTE
NOT_MADE: Final = "Word 文件没有生成：内容过多，或模板不能使用。请缩小范围，或在“文书模板”中恢复自带模板后重试。"
TOO_LARGE: Final = f"模板超过 {LARGEST_TEMPLATE // MEBIBYTE} MB。请去掉其中的大图片后重新上传。"

Data = Mapping[str, str | Sequence[Mapping[str, str]]]


@dataclass(frozen=True, slots=True)
class Fields:
    """What a template may name: single fields, and lists with the fields of their rows."""

    single: Sequence[str]
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)


class Refused(Unusable):
    """A template that names or does something else; every fault is told."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__(" ".join(faults))
        self.faults = tuple(faults)


def word(template: bytes, fields: Fields, data: Data) -> bytes:
    """The filled file; raises ``Refused`` with the faults of the template, or ``Unusable``."""
    if len(template) > LARGEST_TEMPLATE:
        raise Refused([TOO_LARGE])
    told = orjson.dumps(
        {
            "memory": MEMORY,
            "seconds": SECONDS,
            "size": len(template),
            "single": list(fields.single),
            "lists": {name: list(names) for name, names in fields.lists.items()},
        }
    ).decode()
    content = template + orjson.dumps(_legal(data))
    code, answer = apart.run("zhibu.exchange.word_process", told, content, seconds=SECONDS, answer_bytes=LARGEST)
    made = next(apart.frames(answer), b"")
    if made.startswith(b"["):
        raise Refused(orjson.loads(made))
    if code or not made.startswith(b"PK"):
        raise Unusable(NOT_MADE)
    return made


def _legal(data: Data) -> dict[str, Any]:
    """Without the characters that XML can't hold; a page break or tab from somebody's text stays a space."""
    return {
        name: _clean(value) if isinstance(value, str) else [{key: _clean(text) for key, text in row.items()} for row in value]
        for name, value in data.items()
    }


def _clean(text: str) -> str:
    return "".join(one if one.isprintable() or one == "\n" else " " for one in text)
