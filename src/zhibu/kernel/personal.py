"""What must not be written where many read: the number of a person. For texts that come from outside, or are read there."""

import re
from typing import Final

NUMBER: Final = re.compile(r"(?<!\d)(?:1[3-9]\d{9}|\d{17}[\dXx])(?!\d)")
"""A mobile, or an identity number; a telephone of an office is none."""


def tells_a_number(text: str) -> bool:
    """Also where it is written in groups."""
    return NUMBER.search("".join(text.split())) is not None
