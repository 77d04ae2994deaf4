"""PDF from a page description in typst, set in a process of its own with bounds on memory and time.

    filled(Path("dossier.typ"), {"title": "卷宗", "rows": rows})

What people have typed goes in as data, never into the source: ``inputs`` are texts that the source reads as ``sys.inputs``, ``filled``
hands over one of them, ``data``, as JSON. The source is a file of ours; it can import no package and read no file, and it is set in the
font that the assets bring (docs/adr/0018).
"""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import orjson

from zhibu.exchange import apart
from zhibu.exchange.limits import MEBIBYTE
from zhibu.kernel.unusable import Unusable

FONTS: Final = Path(__file__).with_name("fonts")
MEMORY: Final = 2048 * MEBIBYTE
LARGEST: Final = 100 * MEBIBYTE
SECONDS: Final = 60
BEGINNING: Final = b"%PDF"
NO_FONT: Final = "没有找到排版用的字体：请先生成页面资源（运行 ./zhibu check 或重新安装）后重试。"
NOT_SET: Final = "PDF 没有生成：内容过多，或排版出错。请缩小范围后重试。"


def pdf(source: str, inputs: Mapping[str, str]) -> bytes:
    """The finished file; raises ``Unusable`` with a sentence for the user."""
    if not any(FONTS.glob("*.ttf")):
        raise Unusable(NO_FONT)
    content = orjson.dumps({"source": source, "inputs": dict(inputs)})
    told = orjson.dumps({"memory": MEMORY, "seconds": SECONDS, "fonts": str(FONTS)}).decode()
    _, answer = apart.run("zhibu.exchange.pdf_process", told, content, seconds=SECONDS, answer_bytes=LARGEST)
    made = next(apart.frames(answer), b"")
    if not made.startswith(BEGINNING):
        raise Unusable(NOT_SET)
    return made


def filled(source: Path, data: Mapping[str, object]) -> bytes:
    """The same from a description that lies beside its package, with everything it says in one piece."""
    return pdf(source.read_text(encoding="utf-8"), {"data": json.dumps(data, ensure_ascii=False)})
