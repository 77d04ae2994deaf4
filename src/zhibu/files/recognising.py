"""What a file is, told from its bytes: its name is not believed. What is not taken is named for what it is, with what to do instead."""

import re
from typing import Final

from zhibu.files.office import ole_fault, zip_fault
from zhibu.files.pdf import pdf_fault
from zhibu.files.rules import FIELD, clean_name
from zhibu.files.terms import TAKEN, Limits, Medium
from zhibu.kernel.decisions import Objection

ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEIF_BRANDS: Final = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"})
REFUSED: Final = (
    ((b"Rar!", b"7z\xbc\xaf", b"\x1f\x8b", b"BZh", b"\xfd7zXZ"), "archive"),
    ((b"GIF8", b"BM", b"II*\x00", b"MM\x00*"), "picture"),
)
MARKUP: Final = re.compile(r"\s*<(?:!doctype|\?xml|!--|html|head|body|svg|script|meta|table|iframe|style|div)", re.IGNORECASE)
HEAD: Final = 4096

WORDS: Final = {
    "archive": ("是压缩包。", "请先解压，再把里面的文件传上来。"),
    "macros": ("含有宏，为安全起见不能上传。", "请在 Word、Excel 或 WPS 里另存为不含宏的 .docx 或 .xlsx，或另存为 PDF。"),
    "locked": ("设有密码，打不开。", "请取消密码，保存后再传。"),
    "active": ("这份 PDF 里有会自动运行的内容，为安全起见不能上传。", "请用浏览器或阅读器打开，选“打印”再选“另存为 PDF”，然后传新的文件。"),
    "bomb": ("解开以后过大。", "请删去无关的内容后再传。"),
    "slides": ("是演示文稿。", "请另存为 PDF 后再传。"),
    "ofd": ("是 OFD 版式文件。", "请用阅读器转换为 PDF 后再传。"),
    "picture": ("这种图片格式不能上传。", "请另存为 JPEG 或 PNG 后再传。"),
    "markup": ("是网页文件。", "请打印为 PDF 后再传。"),
    "rtf": ("是 RTF 文档。", "请用 Word 或 WPS 另存为 .docx 后再传。"),
    "broken": ("已损坏或不完整，打不开。", "请确认能正常打开，重新保存后再传。"),
    "pixels": ("像素太多。", "请用手机或电脑缩小图片后再传。"),
    "photo_broken": ("不是完好的照片，读不出来。", "请在手机上确认能打开；仍不行的，截一张图或另存为 JPEG 再传。"),
    "photo_heavy": ("读取这张照片用尽了允许的内存或时间，已中止。", "请另存为 JPEG 或缩小后再传。"),
    "unknown": ("不是可以上传的文件类型。", f"可以上传：{TAKEN}。"),
}


def objection(code: str, name: str) -> Objection:
    """What speaks against a file, with its name: of ten photos the one that cannot be read is known."""
    what, remedy = WORDS[code]
    return Objection(code, f"“{clean_name(name)}”{what}", remedy=remedy, field=FIELD)


def recognised(content: bytes, limits: Limits) -> Medium | str:
    """The medium, or the code of what speaks against it. Photos are still to be decoded."""
    if is_photo(content):
        return Medium.PHOTO
    if content.startswith(b"%PDF-"):
        return pdf_fault(content) or Medium.PDF
    if content.startswith(ZIP):
        return zip_fault(content, limits)
    if content.startswith(OLE):
        return ole_fault(content)
    return next((code for starts, code in REFUSED if content.startswith(starts)), "") or _text(content)


def is_photo(content: bytes) -> bool:
    """JPEG, PNG, WebP, HEIC or HEIF."""
    if content.startswith((b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")):
        return True
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return True
    return content[4:8] == b"ftyp" and content[8:12] in HEIF_BRANDS


def _text(content: bytes) -> Medium | str:
    text = as_text(content)
    if text is None:
        return "unknown"
    if content.startswith(b"{\\rtf"):
        return "rtf"
    return "markup" if MARKUP.match(text[:HEAD]) else Medium.TEXT


def as_text(content: bytes) -> str | None:
    """UTF-8 or GB 18030 without control characters; None for whatever is no text."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        return None if any(ord(one) < 32 and one not in "\t\r\n\f" for one in text) else text
    return None
