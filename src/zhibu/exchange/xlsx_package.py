"""The zip around an .xlsx: looked at before anything is unpacked, read within limits, and packed anew where it was mended."""

import re
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from typing import Final

from zhibu.exchange.limits import MEBIBYTE, Limits
from zhibu.exchange.sniffing import BROKEN, LOCKED, SAVE_AS
from zhibu.kernel.unusable import Unusable


class Parts(dict[str, bytes]):
    """The parts of a package, unpacked so that they can be mended."""

    def part(self, name: str) -> bytes:
        """One part, empty when there is none."""
        return self.get(name, b"")

    def mentions(self, name: str, words: tuple[bytes, ...]) -> bool:
        """Whether a part holds one of the words."""
        return any(word in self.part(name) for word in words)


_ENCRYPTED: Final = 0x1
_RATIO_FROM: Final = 16 * MEBIBYTE
_WITHOUT_CELLS: Final = re.compile(
    r"(?:^|/)(?:drawings|charts|media|embeddings|externallinks|pivotcache|pivottables|printersettings|customxml|theme|docprops"
    r"|threadedcomments|persons|querytables|slicers|slicercaches|ctrlprops|activex|comments[^/]*\.xml|calcchain\.xml)(?:/|$)"
)
_OTHERS: Final = (
    ("word/document.xml", "这是 Word 文档，不是表格。请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 后再导入。"),
    ("ppt/presentation.xml", "这是演示文稿，不是表格。请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 后再导入。"),
    ("xl/workbook.bin", f"这是二进制工作簿（.xlsb），系统不能读取。{SAVE_AS}"),
    ("content.xml", f"这是 OpenDocument 表格（.ods），系统不能读取。{SAVE_AS}"),
)


class Package:
    """The parts of a workbook that hold cells: macros, pictures and links to other files are never unpacked."""

    def __init__(self, content: bytes, limits: Limits) -> None:
        """Judge a package by its table of contents."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(content))
        except (zipfile.BadZipFile, OSError, ValueError) as error:
            raise Unusable(BROKEN) from error
        members = _members(self._zip, limits)
        _refuse_what_is_no_workbook(members)
        self._wanted = {_spelling(entry): entry for name, entry in members.items() if _may_hold_cells(name)}
        _refuse_what_unpacks_too_far(list(self._wanted.values()), limits)

    def part(self, name: str) -> bytes:
        """One part, empty when there is none. zipfile never gives more of it than the table of contents declares."""
        with self._refusing_broken():
            return self._zip.read(self._wanted[name]) if name in self._wanted else b""

    @staticmethod
    @contextmanager
    def _refusing_broken() -> Iterator[None]:
        try:
            yield
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError) as error:
            raise Unusable(BROKEN) from error

    def mentions(self, name: str, words: tuple[bytes, ...]) -> bool:
        """Whether a part holds one of the words: a look that keeps a mebibyte of it at a time."""
        overlap = max(map(len, words)) - 1
        before = b""
        if name not in self._wanted:
            return False
        with self._refusing_broken(), self._zip.open(self._wanted[name]) as stream:
            while piece := stream.read(MEBIBYTE):
                seen = before + piece
                if any(word in seen for word in words):
                    return True
                before = piece[-overlap:]
        return False

    def parts(self) -> Parts:
        """All of them."""
        return Parts({name: self.part(name) for name in self._wanted})


def pack(parts: Parts) -> BytesIO:
    """The same parts as a package of stored entries; takes them out of ``parts`` so that nothing is held twice."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as package:
        for name in list(parts):
            package.writestr(name, parts.pop(name))
    stream.seek(0)
    return stream


def _members(package: zipfile.ZipFile, limits: Limits) -> dict[str, zipfile.ZipInfo]:
    entries = package.infolist()
    if len(entries) > limits.entries:
        raise Unusable(f"文件里包着 {len(entries)} 个部件，超过 {limits.entries} 个的上限。请删去图片和无关的工作表后再导入。")
    members: dict[str, zipfile.ZipInfo] = {}
    for entry in entries:
        if entry.flag_bits & _ENCRYPTED:
            raise Unusable(LOCKED)
        if members.setdefault(_spelling(entry).lower(), entry) is not entry and not entry.is_dir():
            raise Unusable(BROKEN)
    return members


def _refuse_what_is_no_workbook(members: dict[str, zipfile.ZipInfo]) -> None:
    for name, reason in _OTHERS:
        if name in members:
            raise Unusable(reason)
    if "_rels/.rels" not in members or not any(name.endswith("workbook.xml") for name in members):
        raise Unusable("这是压缩包，不是表格。请先解压，再导入里面的表格。")


def _refuse_what_unpacks_too_far(entries: list[zipfile.ZipInfo], limits: Limits) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if unpacked > limits.unpacked_bytes or (unpacked > _RATIO_FROM and unpacked > packed * limits.ratio):
        reason = (
            f"文件展开后有 {unpacked / MEBIBYTE:.0f} MB，超过上限。多半是整行整列设了格式：请只选中有内容的区域，复制到新的工作簿再导入。"
        )
        raise Unusable(reason)


def _may_hold_cells(name: str) -> bool:
    return name.endswith((".xml", ".rels")) and not _WITHOUT_CELLS.search(name)


def _spelling(entry: zipfile.ZipInfo) -> str:
    r"""Some writers put ``xl\\worksheets`` or a leading slash."""
    return entry.filename.replace("\\", "/").lstrip("/")
