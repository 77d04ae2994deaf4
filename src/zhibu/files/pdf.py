"""What speaks against a PDF: a password, or something in it that acts.

It is searched, never opened: whatever gets through is handed out as a download, which no browser runs under our name.
Names are looked for outside of streams, and inside object streams, which are inflated within bounds; ``#4a`` in a name is the letter J.
Source: ISO 32000-2, 7.3.5 (names), 7.5.7 (object streams), 7.6 (encryption), 12.6.4 (actions).
"""

import re
import zlib
from collections.abc import Iterator
from typing import Final

STREAM: Final = re.compile(rb"(?<!end)stream\r?\n")
END: Final = b"endstream"
NAME: Final = re.compile(rb"/([^\x00\t\n\f\r ()<>\[\]{}/%]{1,60})")
ESCAPED: Final = re.compile(rb"#([0-9A-Fa-f]{2})")
BEFORE: Final = 2048
"""Bytes before a stream in which its dictionary stands."""
MOST_INFLATED: Final = 64 * 1024 * 1024
AT_ONCE: Final = 1024 * 1024
ACTIVE: Final = frozenset({b"JavaScript", b"JS", b"Launch", b"ImportData", b"RichMedia", b"SubmitForm"})


def pdf_fault(content: bytes) -> str:
    """The code of what speaks against it; empty when nothing does."""
    plain = _outside(content)
    if b"Encrypt" in _names(plain):
        return "locked"
    if _names(plain) & ACTIVE or any(_names(text) & ACTIVE for text in _object_streams(content)):
        return "active"
    return ""


def _names(text: bytes) -> set[bytes]:
    return {ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), name) for name in NAME.findall(text)}


def _streams(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Where each begins, with its word and with its bytes, and where these end; every byte is looked at once."""
    at = 0
    while (found := STREAM.search(content, at)) and (end := content.find(END, found.end())) >= 0:
        yield found.start(), found.end(), end
        at = end + len(END)


def _outside(content: bytes) -> bytes:
    pieces, at = [], 0
    for word, _, end in _streams(content):
        pieces.append(content[at:word])
        at = end + len(END)
    return b" ".join([*pieces, content[at:]])


def _object_streams(content: bytes) -> Iterator[bytes]:
    left = MOST_INFLATED
    for word, begin, end in _streams(content):
        dictionary = content[max(0, word - BEFORE) : word].rpartition(b"obj")[2]
        if b"ObjStm" not in _names(dictionary):
            continue
        text, spent = _inflated(content[begin:end], left)
        left -= spent
        yield text
        if left <= 0:
            return


def _inflated(packed: bytes, most: int) -> tuple[bytes, int]:
    """What comes out until the end or the first fault, and what that cost: also what breaks off was work."""
    engine, pieces, spent = zlib.decompressobj(), [], 0
    try:
        while packed and spent < most and (piece := engine.decompress(packed, min(AT_ONCE, most - spent))):
            pieces.append(piece)
            spent += len(piece)
            packed = engine.unconsumed_tail
    except zlib.error:
        spent += AT_ONCE
    return b"".join(pieces), spent
