"""How numbers are shown to those who need not know them: three first and two last.

With four and four and a birth date beside it only nine numbers would fit (PRACTICE.md 4, safeguard 9).
"""

import re
from typing import Final

FIRST: Final = 3
LAST: Final = 2
MASKED: Final = re.compile(r"[^*]{0,10}\*{2,}[^*]{0,10}")


def mask(number: str) -> str:
    """Stars for all but three first and two last characters; a number of five or fewer is all stars."""
    hidden = len(number) - FIRST - LAST
    return f"{number[:FIRST]}{'*' * hidden}{number[-LAST:]}" if hidden > 0 else "*" * len(number)


def mask_phone(number: str) -> str:
    """Phones follow the same rule; signs between the digits (0371-6655 8899) would tell where it is cut and fall away."""
    return mask("".join(one for one in number if one.isdigit()) or number)


def is_masked(text: str) -> bool:
    """Whether a cell holds a mask (ours or another system's): such a cell counts as not given."""
    return bool(MASKED.fullmatch("".join(text.split()).replace("＊", "*")))
