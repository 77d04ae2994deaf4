"""How large a file may be."""

from dataclasses import dataclass
from typing import Final

MEBIBYTE: Final = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds within which a file is read. The largest roster we know of (100,000 x 18) takes a fifth of each."""

    file_bytes: int = 50 * MEBIBYTE
    unpacked_bytes: int = 256 * MEBIBYTE
    ratio: int = 250
    """Unpacked to packed size; looked at from 16 MiB upwards, since a small sheet of blanks packs better than that."""
    entries: int = 5_000
    sheets: int = 300
    cells: int = 10_000_000
    """Blank cells inside the used rectangle count too: the reader holds them all."""
    memory_bytes: int = 2048 * MEBIBYTE
    answer_bytes: int = 512 * MEBIBYTE
    """What the reading process may say of all sheets together: its memory is bounded sheet by sheet, ours holds the sum."""
    seconds: int = 120


DEFAULT: Final = Limits()
