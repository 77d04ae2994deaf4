"""What a file is, told from its bytes: its name is not believed. Everything that is no table is named for what it is."""

import re
from typing import Final, Literal

from zhibu.exchange.limits import MEBIBYTE, Limits
from zhibu.kernel.unusable import Unusable

Container = Literal["zip", "ole", "text"]

SAVE_AS: Final = "请用 Excel 或 WPS 打开，另存为“Excel 工作簿（.xlsx）”后再导入。"
LOCKED: Final = "文件设有打开密码，系统无法读取。请在 Excel 或 WPS 里取消密码，保存后再导入。"
BROKEN: Final = "文件已损坏或不完整，无法打开。请重新下载或导出一份，确认能用 Excel 或 WPS 打开后再导入。"
EMPTY: Final = "文件是空的，没有任何内容。请检查是否选错了文件。"

_STARTS: Final = (
    (b"%PDF", "这是 PDF 文件，不是表格。请找到原来的表格文件再导入。"),
    (b"{\\rtf", f"这是 RTF 文档，不是表格。{SAVE_AS}"),
    (b"Rar!", "这是压缩包，不是表格。请先解压，再导入里面的表格。"),
    (b"7z\xbc\xaf", "这是压缩包，不是表格。请先解压，再导入里面的表格。"),
    (b"\x1f\x8b", "这是压缩包，不是表格。请先解压，再导入里面的表格。"),
    (b"\x89PNG", "这是图片，不是表格。请找到原来的表格文件再导入。"),
    (b"\xff\xd8\xff", "这是图片，不是表格。请找到原来的表格文件再导入。"),
    (b"GIF8", "这是图片，不是表格。请找到原来的表格文件再导入。"),
    (b"\x09\x00\x04\x00", f"这是很早版本的 Excel 文件，系统不能读取。{SAVE_AS}"),
    (b"\x09\x02\x06\x00", f"这是很早版本的 Excel 文件，系统不能读取。{SAVE_AS}"),
    (b"\x09\x04\x06\x00", f"这是很早版本的 Excel 文件，系统不能读取。{SAVE_AS}"),
    (b"SQLite format 3", "这是数据库文件，不是表格。请导出为表格后再导入。"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DIRECTORY_ENTRY: Final = 128
_FIRST_RECORD: Final = b"\x09\x08\x10\x00\x00\x06\x05\x00"
_FILEPASS: Final = 0x002F
"""[MS-XLS] 2.4.117: the record of a workbook that is encrypted."""

_OLE_STREAMS: Final = (
    ("Workbook", ""),
    ("Book", ""),
    ("EncryptedPackage", LOCKED),
    ("WordDocument", "这是 Word 文档，不是表格。请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 后再导入。"),
    ("PowerPoint Document", "这是演示文稿，不是表格。请把其中的表格复制到 Excel 或 WPS 表格，存为 .xlsx 后再导入。"),
)
_MARKUP: Final = re.compile(r"\s*<(?:!doctype|html|head|body|meta|table|style|div|\?xml|!--)", re.IGNORECASE)
_MAIL: Final = re.compile(r"\s*(?:MIME-Version|Content-Type|From|X-Document-Type):", re.IGNORECASE)


def container_of(content: bytes, limits: Limits) -> Container:
    """Which reader a file belongs to; raises Unusable for everything that is no table."""
    if len(content) > limits.file_bytes:
        reason = (
            f"文件有 {len(content) / MEBIBYTE:.0f} MB，超过 {limits.file_bytes // MEBIBYTE} MB 的上限。"
            "请删去图片和无关的工作表，或分成几个文件导入。"
        )
        raise Unusable(reason)
    if not content.strip(b" \t\r\n\x00\xef\xbb\xbf\xff\xfe"):
        raise Unusable(EMPTY)
    for start, reason in _STARTS:
        if content.startswith(start):
            raise Unusable(reason)
    if content.startswith(_ZIP):
        return "zip"
    if content.startswith(_OLE):
        _refuse_other_ole(content)
        return "ole"
    return "text"


def refuse_markup(text: str) -> None:
    """Web pages saved under the name of a table: common with exports of older systems, and Excel opens them."""
    head = text[:4096]
    if _MARKUP.match(head):
        if "office:spreadsheet" in head:
            raise Unusable(f"这是 XML 表格（Excel 2003 格式），系统不能读取。{SAVE_AS}")
        raise Unusable(f"这其实是网页文件（只是名称像表格），系统不能读取。{SAVE_AS}")
    if _MAIL.match(head):
        raise Unusable(f"这其实是网页文件（只是名称像表格），系统不能读取。{SAVE_AS}")


def _refuse_other_ole(content: bytes) -> None:
    """Old Office files share one container; its directory names what is inside, the document itself before what it embeds."""
    found = [(position, reason) for name, reason in _OLE_STREAMS if (position := directory_position(content, name)) >= 0]
    if not found:
        raise Unusable(f"这不是表格文件。{SAVE_AS}")
    if reason := min(found)[1]:
        raise Unusable(reason)
    if is_locked(content):
        raise Unusable(LOCKED)


def is_locked(content: bytes) -> bool:
    """An .xls says so in a record right behind its first; calamine overlooks the weaker of the two kinds."""
    at = content.find(_FIRST_RECORD)
    for _ in range(4):
        if at < 0 or at + 4 > len(content):
            return False
        kind, length = int.from_bytes(content[at : at + 2], "little"), int.from_bytes(content[at + 2 : at + 4], "little")
        if kind == _FILEPASS:
            return True
        at += 4 + length
    return False


def directory_position(content: bytes, name: str) -> int:
    """Where a directory entry of this name stands, -1 without one: entries are 128 bytes long and begin with the name."""
    wanted = name.encode("utf-16-le") + b"\0\0"
    position = content.find(wanted)
    while position >= 0 and position % _DIRECTORY_ENTRY:
        position = content.find(wanted, position + 1)
    return position
