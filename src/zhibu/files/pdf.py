"""What speaks against a PDF: a password, or something in it that acts.

It is searched, never opened: whatever gets through is handed out as a download, which no browser runs under our name.
Names are looked for outside of streams, and inside object streams, which are inflated within bounds; ``#4a`` in a name is the letter J.
Source: ISO 32000-2, 7.3.5 (names), 7.5.7 (object streams), 7.6 (encryption), 12.6.4 (actions).
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

STREAM: Final = re.compile(rb"(?<!end)stream\r?\n(.*?)endstream", re.DOTALL)
NAME: Final = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]{1,60})")
ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
BEFORE: Final = 2048
"""Bytes before a stream in which its dictionary stands."""
MOST_INFLATED: Final = 64 * 1024 * 1024
ACTIVE: Final = frozenset({b"JavaScript", b"JS", b"Launch", b"ImportData", b"RichMedia", b"SubmitForm"})


def pdf_fault(content: bytes) -> str:
    """The code of what speaks against it; empty when nothing does."""
    plain = STREAM.sub(b" ", content)
    if b"Encrypt" in _names(plain):
        return "locked"
    if _names(plain) & ACTIVE or any(_names(text) & ACTIVE for text in _object_streams(content)):
        return "active"
    return ""


def _names(text: bytes) -> set[bytes]:
    return {ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name) for name in NAME.findall(text)}


def _object_streams(content: bytes) -> Iterator[bytes]:
    left = MOST_INFLATED
    for match in STREAM.finditer(content):
        dictionary = content[max(0, match.start() - BEFORE) : match.start()].rpartition(b"obj")[2]
        if b"ObjStm" not in _names(dictionary):
            continue
        try:
            text = zlib.decompressobj().decompress(match[1], left)
        except zlib.error:
            continue
        left -= len(text)
        yield text
        if left <= 0:
            return
