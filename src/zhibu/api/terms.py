"""The words and numbers of the API."""

from typing import Final

VERSION: Final = "v1"
ROOT: Final = f"api/{VERSION}/"
"""Where every operation stands; what would break a client gets another number."""
ROWS: Final = 100
MOST_ROWS: Final = 200
PER_MINUTE: Final = 120
"""Requests of one token in a minute, per process."""
AT_ONCE: Final = 60
"""Of them in one go."""
KEY_HEADER: Final = "Idempotency-Key"
KEY_PATTERN: Final = r"[\x21-\x7e]{8,64}"
JSON: Final = "application/json"
PROBLEM: Final = "application/problem+json"
"""RFC 9457."""

TAGS: Final = {
    "token": "令牌",
    "organisations": "党组织",
    "members": "党员",
    "gatherings": "会议活动",
    "cases": "办理事项",
    "findings": "提醒事项",
}
