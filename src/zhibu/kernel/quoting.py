"""Quotation marks inside of others, as GB/T 15834 has them: what is quoted often brings marks of its own."""

from typing import Final

INNER: Final = {"“": "‘", "”": "’"}


def nested(text: str) -> str:
    """Double marks outside, single ones inside of them, however deep; a text whose marks do not pair stays as it is."""
    if text.count("“") < 2 or text.count("“") != text.count("”"):
        return text
    depth, said = 0, []
    for sign in text:
        depth += (sign == "“") - (sign == "”")
        if depth < 0:
            return text
        inside = depth > 1 if sign == "“" else depth > 0
        said.append(INNER.get(sign, sign) if inside else sign)
    return "".join(said)
