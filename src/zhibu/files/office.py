"""Word and Excel, by what is inside: a zip with declared parts, or the older container of streams. Nothing of it is opened or run here.

Sources: ECMA-376 part 2 (packages, content types), [MS-CFB] (directory entries of 128 bytes), [MS-OVBA] (where macros lie).
"""

import zipfile
import zlib
from io import BytesIO
from typing import Final

from zhibu.exchange.sniffing import directory_position, is_locked
from zhibu.files.terms import Limits, Medium

TYPES: Final = "[Content_Types].xml"
LONGEST_TYPES: Final = 1024 * 1024
MAIN: Final = (
    (b"wordprocessingml.document.main+xml", Medium.DOCX),
    (b"spreadsheetml.sheet.main+xml", Medium.XLSX),
)
MACROS: Final = (b"macroEnabled", b"macrosheet", b"vbaProject", b"activeX")
MACRO_STREAMS: Final = ("_VBA_PROJECT", "_VBA_PROJECT_CUR", "VBA", "Macros")
STREAMS: Final = (("WordDocument", Medium.DOC), ("Workbook", Medium.XLS), ("Book", Medium.XLS))


def zip_fault(content: bytes, limits: Limits) -> Medium | str:
    """What a zip is: a document, or the code of what speaks against it."""
    try:
        with zipfile.ZipFile(BytesIO(content)) as package:
            return _package(package, limits)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError, ValueError):
        return "broken"


def _package(package: zipfile.ZipFile, limits: Limits) -> Medium | str:
    parts = package.infolist()
    names = {part.filename.lower() for part in parts}
    if TYPES.lower() not in names:
        return "ofd" if "ofd.xml" in names else "archive"
    if any(part.flag_bits & 1 for part in parts):
        return "locked"
    if len(parts) > limits.entries or sum(part.file_size for part in parts) > limits.unpacked_bytes:
        return "bomb"
    with package.open(TYPES) as stream:
        types = stream.read(LONGEST_TYPES)
    if any(word in types for word in MACROS) or any("vbaproject" in name or "/activex/" in name for name in names):
        return "macros"
    if b"presentationml" in types:
        return "slides"
    return next((medium for mark, medium in MAIN if mark in types), "unknown")


def ole_fault(content: bytes) -> Medium | str:
    """The same of a file of Office 97 to 2003; a locked file of today looks like one, too."""
    if directory_position(content, "EncryptedPackage") >= 0 or is_locked(content):
        return "locked"
    if any(directory_position(content, name) >= 0 for name in MACRO_STREAMS):
        return "macros"
    if directory_position(content, "PowerPoint Document") >= 0:
        return "slides"
    found = [(position, medium) for name, medium in STREAMS if (position := directory_position(content, name)) >= 0]
    return min(found)[1] if found else "unknown"
