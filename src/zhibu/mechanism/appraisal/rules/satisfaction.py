"""满意度: one question, four answers; the share of the first two, of a poll that may be shown (``polls``: eight answers and more)."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

QUESTION: Final = "您对本组织今年的工作满意吗？"
CHOICES: Final = ("满意", "比较满意", "一般", "不满意")
RULE: Final = "按满意、比较满意所占的比例计分；由不记名的征求意见得出，不满 8 份不显示，也不计分。"
FROM_POLL: Final = "按征求意见的结果计分。"
NO_SHARE: Final = "没有征求，或者不满 8 份，暂按满分列出。"
CONTENT: Final = 2
"""How many of the answers, from the first, count as content."""


def share_of(counts: Sequence[int]) -> Decimal | None:
    """In percent; None where nothing is shown."""
    answered = sum(counts)
    return Decimal(100) * sum(counts[:CONTENT]) / answered if answered else None
