"""A published result as it is kept: every line with what was counted, in one order of keys, and its fingerprint."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from zhibu.mechanism.appraisal.rules.totals import Band


def written(content: Mapping[str, Any]) -> str:
    """The same content makes the same text."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)


def fingerprint(text: str) -> str:
    """SHA-256 of the text, as it stands on the printed result."""
    return hashlib.sha256(text.encode()).hexdigest()


def final_band(reckoned: str, decided: str, table: Sequence[Band]) -> str:
    """Where people decided, the lower of both: points that fell afterwards count, and nobody is lifted."""
    order = [*(one.name for one in sorted(table, key=lambda one: -one.at_least)), ""]
    if not decided or decided not in order or reckoned not in order:
        return reckoned
    return max((reckoned, decided), key=order.index)
