"""A mobile or an identity number in a text that strangers read: however it was typed, in full width, in groups, with signs nobody sees."""

import re
import unicodedata
from typing import Final

BETWEEN: Final = r"[\s-]*"
MOBILE: Final = rf"1{BETWEEN}[3-9](?:{BETWEEN}\d){{9}}"
IDENTITY: Final = rf"\d{{6}}{BETWEEN}(?:18|19|20)\d\d{BETWEEN}\d\d{BETWEEN}\d\d{BETWEEN}\d{{3}}[\dXx]"
GROUPED: Final = re.compile(rf"(?<!\d)(?:{MOBILE}|{IDENTITY})(?!\d)")
WHOLE: Final = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")


def holds_a_private_number(text: str) -> bool:
    """A telephone of an office is none."""
    plain = "".join(_plain(one) for one in unicodedata.normalize("NFKC", text))
    return GROUPED.search(plain) is not None or WHOLE.search("".join(plain.split())) is not None


def _plain(sign: str) -> str:
    kind = unicodedata.category(sign)
    return "-" if kind == "Pd" else "" if kind == "Cf" else sign
