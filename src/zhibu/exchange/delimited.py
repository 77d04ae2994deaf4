"""Text tables: comma, tab or semicolon, in the encodings in which Excel, WPS and the national system write them."""

import csv
import re
from collections import Counter
from collections.abc import Iterator
from io import StringIO
from itertools import islice
from typing import Final

from zhibu.exchange.cells import Numbered, Sheet
from zhibu.exchange.limits import Limits
from zhibu.exchange.sniffing import EMPTY, SAVE_AS, refuse_markup
from zhibu.kernel.unusable import Unusable

_BOMS: Final = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_DELIMITERS: Final = "\t,;|"
_SAMPLE_CHARACTERS: Final = 65_536
_SAMPLE_RECORDS: Final = 200
_BINARY: Final = re.compile(r"[\x00-\x08\x0e-\x1f]")
_DELIMITER_HINT: Final = re.compile(r"sep=(.)[ \t]*(?:\r\n|\r|\n|$)", re.IGNORECASE)
_KEPT_AS_TEXT: Final = re.compile(r'="([^"]*)"\s*')


def read(content: bytes, limits: Limits) -> Sheet:
    """The one sheet of a text file. It is parsed anew for each walk, so that only the text is held."""
    text = decode(content)
    refuse_markup(text)
    hint = _DELIMITER_HINT.match(text)
    delimiter = hint[1] if hint else _delimiter(text)
    width, height, strict = _measure(text, delimiter, limits)
    skipped = 1 if hint else 0

    def walk() -> Iterator[Numbered]:
        for line, record in islice(_records(text, delimiter, strict=strict), skipped, None):
            cells = tuple([_cell(field) if field else None for field in record])
            yield line, cells if len(cells) == width else cells + (None,) * (width - len(cells))

    return Sheet(name=None, width=width, height=height - skipped, walk=walk)


def decode(content: bytes) -> str:
    """UTF-8 and UTF-16 by their mark, else UTF-8 where it is sound, else GB18030, which GBK and GB2312 are part of."""
    marked = next((encoding for bom, encoding in _BOMS if content.startswith(bom)), None)
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.rstrip("\x1a\x00")
        if _BINARY.search(text):
            break
        if not text.strip():
            raise Unusable(EMPTY)
        return text
    raise Unusable(f"无法识别文件的类型或文字编码。{SAVE_AS}")


def _delimiter(text: str) -> str:
    """The mark that cuts most records into the same number of fields; a comma inside an address doesn't do that."""
    sample = text[:_SAMPLE_CHARACTERS]
    if len(text) > _SAMPLE_CHARACTERS:
        sample = sample[: sample.rfind("\n") + 1] or sample
    return max(_DELIMITERS, key=lambda mark: _evenness(sample, mark))


def _evenness(sample: str, mark: str) -> tuple[int, int]:
    """How many records share the most frequent width above one, and that width."""
    try:
        widths = Counter(len(record) for _, record in islice(_records(sample, mark, strict=False), _SAMPLE_RECORDS))
    except csv.Error:
        return 0, 0
    return max(((count, width) for width, count in widths.items() if width > 1), default=(0, 0))


def _records(text: str, delimiter: str, *, strict: bool) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it begins: a quoted field may hold line breaks."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, skipinitialspace=delimiter != "\t", strict=strict)
    line = 1
    for record in reader:
        yield line, record
        line = reader.line_num + 1


def _measure(text: str, delimiter: str, limits: Limits) -> tuple[int, int, bool]:
    """Width, height and whether the quotes are in order; strict reading alone notices a quote that is never closed."""
    width = height = 0
    begun = 1
    try:
        for line, record in _records(text, delimiter, strict=True):
            begun = line
            height += 1
            width = max(width, len(record))
            if width * height > limits.cells:
                raise Unusable(f"表格超过 {limits.cells // 10_000} 万个单元格的上限。请分成几个文件导入。")
    except csv.Error as error:
        if "unexpected end" in str(error) or "field larger" in str(error):
            reason = f"第 {begun} 行以后有一个引号没有成对，后面的内容无法分列。请补上或删去多余的双引号后再导入。"
            raise Unusable(reason) from error
        return _measure_loosely(text, delimiter)
    return width, height, True


def _measure_loosely(text: str, delimiter: str) -> tuple[int, int, bool]:
    """Quotes inside a field that are not doubled: taken as they stand."""
    try:
        widths = [len(record) for _, record in _records(text, delimiter, strict=False)]
    except csv.Error as error:
        raise Unusable(f"文件里有过长的内容，可能是引号没有成对。{SAVE_AS}") from error
    return max(widths), len(widths), False


def _cell(field: str) -> str | None:
    r"""Exports write ``="0123"`` so that Excel keeps the zero; what is inside is meant. Other formulas are data."""
    if field[0] == "=" and (kept := _KEPT_AS_TEXT.fullmatch(field)):
        return kept[1] or None
    return field
